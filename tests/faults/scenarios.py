"""What is done while files fail or the process is killed; each says what it saw on stdout, or raises."""

import errno
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from facilitator.errors import BookError, FacilitatorError
from facilitator.places import Home
from facilitator.services.back_up import back_up, restore
from facilitator.services.check_book import check_book
from facilitator.services.open_book import create_book, open_book
from facilitator.services.unlock import unlock
from facilitator.storage.book import SCHEMA, Book
from facilitator.storage.schema import upgrade
from tests.books import NOW, make_practice_home
from tests.faults.shim import every_change

LATER = NOW + timedelta(hours=1)


def add(book: Book, name: str, *, size: int = 10) -> None:
    """Write a site and its audit row."""
    with book.write(now=NOW) as change:
        change.db.exec_driver_sql("INSERT INTO site (uid, name, address) VALUES (?, ?, ?)", (name, name, "x" * size))
        change.record("site.add", name)


def sites(home: Home) -> list[str]:
    """The sites of a book that must open and be whole."""
    assert check_book(home, None) == ()
    with open_book(home, None) as book, book.read() as db:
        return [name for (name,) in db.exec_driver_sql("SELECT name FROM site ORDER BY id")]


def init_killed(folder: Path) -> None:
    """Whatever the moment, there is no book or a whole one, and the next init is not in the way of anything."""

    def act(at: int) -> Callable[[], None]:
        home = Home(folder / str(at))
        return lambda: create_book(
            home, name="Harbor Street", zone="UTC", passphrase=None, now=NOW, practice=True
        ).book.close()

    seen: Counter[str] = Counter()
    for at, code in every_change(act):
        assert code == -9, code
        home = Home(folder / str(at))
        if home.book.exists():
            seen["whole"] += 1
        else:
            seen["none"] += 1
            act(at)()
        assert sites(home) == []
        assert not list(home.folder.glob(".staged-*")) or seen["whole"]
        shutil.rmtree(home.folder)
    print(dict(seen))


def restore_killed(folder: Path) -> None:
    """Whatever the moment, there is the old book or the restored one, whole, and the old one is never gone."""
    template = make_practice_home(folder / "template")
    with open_book(template, None) as book:
        add(book, "old")
        backup = back_up(template, book, folder / "it.backup", now=NOW).path
        add(book, "newer")

    def act(at: int) -> Callable[[], None]:
        home = Home(folder / str(at))
        shutil.copytree(template.folder, home.folder)
        return lambda: print(restore(home, backup, None, now=LATER).audit_rows, file=sys.stderr)

    seen: Counter[str] = Counter()
    for at, code in every_change(act):
        assert code == -9, code
        home = Home(folder / str(at))
        names = sites(home)
        assert names in (["old"], ["old", "newer"]), names
        seen["restored" if names == ["old"] else "as before"] += 1
        kept = list(home.folder.glob("backups/*-before-restore.backup"))
        assert kept or names == ["old", "newer"]
        assert not (home.folder / "replacement").exists()
        if at % 10 == 0:
            restore(home, backup, None, now=LATER)
            assert sites(home) == ["old"]
        shutil.rmtree(home.folder)
    print(dict(seen))


def upgrade_killed(folder: Path, migrations: str) -> None:
    """Whatever the moment, the book has the old schema or the new one, and running it again makes it new."""
    template = make_practice_home(folder / "template")
    with open_book(template, None) as book:
        with book.raw() as raw:
            raw.execute(
                "INSERT INTO person (uid, code, name, name_key, created_at) VALUES ('u1','P-1','Robin','robin',0)"
            )
        add(book, "old")
    key = unlock(template, None)[0]

    def act(at: int) -> Callable[[], None]:
        home = Home(folder / str(at))
        shutil.copytree(template.folder, home.folder)
        return lambda: upgrade(home.book, key, migrations=Path(migrations), to=SCHEMA + 1)

    def shape(home: Home) -> tuple[int, bool, int]:
        with Book(home.book, key) as book, book.raw() as raw:
            (version,) = raw.execute("PRAGMA user_version").fetchone()
            columns = {row[1] for row in raw.execute("PRAGMA table_info(person)")}
            (people,) = raw.execute("SELECT count(*) FROM person").fetchone()
        return version, "pronouns" in columns, people

    seen: Counter[str] = Counter()
    for at, code in every_change(act):
        assert code == -9, code
        home = Home(folder / str(at))
        found = shape(home)
        assert found in ((SCHEMA, False, 1), (SCHEMA + 1, True, 1)), found
        seen["old" if found[0] == SCHEMA else "new"] += 1
        assert check_book(home, None) == ()
        upgrade(home.book, key, migrations=Path(migrations), to=SCHEMA + 1)
        assert shape(home) == (SCHEMA + 1, True, 1)
        shutil.rmtree(home.folder)
    print(dict(seen))


def disk_fails(folder: Path, name: str, sticky: str) -> None:
    """A write that cannot reach the disk says so in plain words, and what was acknowledged is still there."""
    template = make_practice_home(folder / "template")
    acks = folder.parent / "acks"

    def act(at: int) -> Callable[[], None]:
        home = Home(folder / str(at))
        shutil.copytree(template.folder, home.folder)
        acks.write_text("")

        def write() -> None:
            problem = None
            with open_book(home, None) as book:
                for number in range(6):
                    try:
                        add(book, f"n{number}", size=6000)
                    except FacilitatorError as error:
                        problem = error
                        print(error.title, file=sys.stderr)
                    else:
                        with acks.open("a") as file:
                            file.write(f"n{number}\n")
            if problem is not None:
                raise problem

        return write

    seen: Counter[str] = Counter()
    for at, code in every_change(act, error=getattr(errno, name), sticky=int(sticky)):
        home = Home(folder / str(at))
        assert code in (0, BookError.exit_code), f"change {at} ended with {code}"
        acknowledged = set(acks.read_text().split())
        assert acknowledged <= set(sites(home)), (acknowledged, at)
        seen["error said" if code else "not needed"] += 1
        seen["acknowledged"] += len(acknowledged)
        shutil.rmtree(home.folder)
    print(dict(seen))


def backup_fails(folder: Path) -> None:
    """A backup that cannot be written says so, leaves no file, and the book stays whole."""
    home = make_practice_home(folder / "book")
    with open_book(home, None) as book:
        add(book, "old")
    place = folder / "backups"
    place.mkdir()

    def act(at: int) -> Callable[[], None]:
        def write() -> None:
            with open_book(home, None) as book:
                back_up(home, book, place / f"{at}.backup", now=NOW)

        return write

    seen: Counter[str] = Counter()
    for at, code in every_change(act, error=errno.ENOSPC, sticky=1):
        assert code in (0, BookError.exit_code), f"change {at} ended with {code}"
        made = place / f"{at}.backup"
        seen["made" if made.exists() else "not made"] += 1
        if made.exists():
            restore(Home(folder / f"r{at}"), made, None, now=LATER)
            assert sites(Home(folder / f"r{at}")) == ["old"]
            made.unlink()
    assert sites(home) == ["old"]
    print(dict(seen))


def write_and_acknowledge(folder: Path, acks: str, *, early: bool = False) -> None:
    """Write rows for ever, acknowledging each once it is committed (or, as a control, before)."""
    handle = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with open_book(Home(folder), None) as book, book.read() as db:
        number = db.exec_driver_sql("SELECT count(*) FROM site").scalar_one()
    with open_book(Home(folder), None) as book:
        print("ready", flush=True)
        while True:
            number += 1
            if early:
                os.write(handle, b"%d\n" % number)
            add(book, str(number))
            if not early:
                os.write(handle, b"%d\n" % number)


def main() -> None:
    """Run the scenario that is named first."""
    name, folder, *more = sys.argv[1:]
    if name == "write_early":
        write_and_acknowledge(Path(folder), *more, early=True)
    globals()[name](Path(folder), *more)


if __name__ == "__main__":
    main()
