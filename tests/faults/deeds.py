"""What is done once to a whole book, and is done or not done whatever happens: made, restored, upgraded, rekeyed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.book.keep_keys import change_passphrase
from facilitator.services.book.open_book import create_book, open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage.book import SCHEMA
from facilitator.storage.keys.slots import SlotKind, read_key_file, render_key_file, wrap
from facilitator.words import AttendanceStatus
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE
from tests.faults.old_books import make_old_home
from tests.faults.stage import PEOPLE, SESSION, content, content_with, copied, key_with, make_group_home

LATER = NOW + timedelta(hours=1)
NEW_PASSPHRASE = "seven slow barges in fog"
NEW_CODE = "2345-6734-5672-ABCD-EFGH-IJKL-MNOP-QRST"


@dataclass(frozen=True, slots=True)
class Deed:
    """A home to begin with, what is done to a copy of it, and whether a copy is as before (False) or as wanted.

    ``done`` asserts that it is one of the two, and whole.
    """

    template: Home
    act: Callable[[Home], object]
    done: Callable[[Home], bool]


def init(folder: Path) -> Deed:
    """There is no book or a whole one; what a killed init left is not in the way of the next."""
    empty = Home(folder / "empty")
    empty.folder.mkdir(parents=True)

    def act(home: Home) -> None:
        create_book(
            home, name="Harbor Street", zone="UTC", passphrase=PASSPHRASE, recovery_code=RECOVERY_CODE, now=NOW
        ).book.close()

    def done(home: Home) -> bool:
        if not home.book.exists():
            return False
        assert content(home, PASSPHRASE) == content(home, RECOVERY_CODE)
        return True

    return Deed(empty, act, done)


def restoring(folder: Path) -> Deed:
    """There is the old book or the restored one, and the old one is kept as a backup that can be restored."""
    template = make_group_home(folder)
    with open_book(template, None) as book:
        backup = back_up(template, book, folder / "it.backup", now=NOW).path
        mark(book, SESSION, PEOPLE[0], AttendanceStatus.PRESENT, now=NOW)
    newer = content(template)

    def done(home: Home) -> bool:
        if content(home) == newer:
            return False
        assert _rows(home) == (0, len(PEOPLE))
        assert not (home.folder / "replacement").exists()
        kept = next(iter(home.folder.glob("backups/*-before-restore.backup")))
        again = copied(home, home.folder.parent / "again")
        restore(again, again.backups / kept.name, None, now=LATER)
        assert _rows(again) == (1, len(PEOPLE))
        return True

    return Deed(template, lambda home: restore(home, backup, None, now=LATER), done)


def passphrase(folder: Path) -> Deed:
    """The old passphrase opens the book or the new one does, and the recovery code always."""
    template = make_group_home(folder, locked=True)

    def done(home: Home) -> bool:
        return _opened_by_one(home, PASSPHRASE, NEW_PASSPHRASE, always=RECOVERY_CODE)

    return Deed(template, lambda home: change_passphrase(home, PASSPHRASE, NEW_PASSPHRASE, now=LATER), done)


def renewal(folder: Path) -> Deed:
    """The old recovery code opens the book or the new one does, and the passphrase always."""
    template = make_group_home(folder, locked=True)
    with open_book(template, PASSPHRASE) as book:
        mark(book, SESSION, PEOPLE[0], AttendanceStatus.PRESENT, now=NOW)

    def done(home: Home) -> bool:
        new = _opened_by_one(home, RECOVERY_CODE, NEW_CODE, always=PASSPHRASE)
        assert _rows(home, PASSPHRASE) == (1, len(PEOPLE))
        return new

    return Deed(template, lambda home: renew_key(home, PASSPHRASE, NEW_CODE, now=LATER), done)


def upgrade_from(schema: int) -> Callable[[Path], Deed]:
    """A book of an older schema has that or the newest one, all its rows, and a backup where it was upgraded."""

    def upgrading(folder: Path) -> Deed:
        old = make_old_home(folder, schema)

        def done(home: Home) -> bool:
            found = old.schema_of(home)
            assert found in (schema, SCHEMA), found
            assert old.rows_of(home) == old.rows
            backups = sorted(home.backups.glob("*-before-upgrade.backup"))
            for backup in backups:
                again = copied(home, home.folder.parent / "again")
                restore(again, again.backups / backup.name, None, now=LATER)
                assert old.rows_of(again) == old.rows
            if found == SCHEMA:
                assert backups
                content(home)
            return found == SCHEMA

        return Deed(old.home, lambda home: open_book(home, None).close(), done)

    return upgrading


def careless(folder: Path) -> Deed:
    """The control: a passphrase changed by writing over the key file, which the harness must see go wrong."""
    safe = passphrase(folder)

    def act(home: Home) -> None:
        file = read_key_file(home.keys)
        slot = wrap(SlotKind.PASSPHRASE, file.book, NEW_PASSPHRASE, file.unlock(PASSPHRASE))
        home.keys.write_bytes(render_key_file(file.with_slot(slot)))

    return Deed(safe.template, act, safe.done)


DEEDS: dict[str, Callable[[Path], Deed]] = {
    "careless": careless,
    "init": init,
    "restore": restoring,
    "passphrase": passphrase,
    "renew": renewal,
    **{f"upgrade-{schema}": upgrade_from(schema) for schema in range(1, SCHEMA)},
}


def _opened_by_one(home: Home, old: str, new: str, *, always: str) -> bool:
    """Whether the new secret opens a whole book; either it does or the old one."""
    keys = [key_with(home, secret) for secret in (old, new)]
    (key,) = (each for each in keys if each)
    assert key_with(home, always) == key
    content_with(home, key)
    return keys[1] is not None


def _rows(home: Home, secret: str | None = None) -> tuple[int, int]:
    content(home, secret)
    with open_book(home, secret) as book, book.read() as db:
        marks = db.exec_driver_sql("SELECT count(*) FROM mark_event").scalar_one()
        return marks, db.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
