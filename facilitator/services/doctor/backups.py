"""What a look at the backups finds: their age, the second folder, the last drill."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from facilitator.domain.backups import too_old
from facilitator.domain.book.finding import Finding
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.backups.back_up_daily import last_backup
from facilitator.settings import Settings, read_settings
from facilitator.storage.backups.diary import BackupDiary, is_damaged, read_diary
from facilitator.storage.backups.names import backups_in, newest_of
from facilitator.storage.keys.slots import read_key_file

_DRILL_EVERY = timedelta(days=92)


def look_at_backups(home: Home, *, now: datetime) -> Iterator[Finding]:
    """The backups of the book of this home; a practice book needs none."""
    if not home.book.exists() or home.practice_passphrase.exists():
        return
    try:
        settings = read_settings(home)
        book = read_key_file(home.keys).book
        last = last_backup(home, book, now=now)
    except FacilitatorError as error:
        yield Finding("last backup", error.title, error.hint)
        return
    if last is None:
        yield Finding("last backup", "none", "Make one with: facilitator backup")
    else:
        yield Finding(
            "last backup",
            f"{last.made_at:%Y-%m-%d %H:%M} UTC, {last.path}",
            "Older than a week; make one with: facilitator backup" if too_old(last.made_at, now) else "",
        )
    diary = read_diary(home.backup_diary, book)
    yield from _unreadable(home, settings)
    yield _automatic(settings, diary)
    yield _second_place(settings, book, now)
    yield _drill(diary, now)


def _unreadable(home: Home, settings: Settings) -> Iterator[Finding]:
    """Backups and notes about them that are passed over, each named once."""
    folders = [settings.backups, *([settings.copies] if settings.copies else [])]
    broken = [each for folder in folders for each in backups_in(folder) if each.manifest is None]
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        yield Finding(
            "unreadable backups",
            f"{broken[0].path}{more}",
            "Nothing can be restored from what cannot be read: see facilitator backups list",
            can_wait=True,
        )
    if is_damaged(home.backup_diary):
        yield Finding(
            "notes on backups", f"{home.backup_diary} cannot be read", "It is begun anew with the next.", can_wait=True
        )


def _automatic(settings: Settings, diary: BackupDiary) -> Finding:
    name = "backups by itself"
    if not settings.automatic_backups:
        return Finding(name, "off", "Write automatic = true under [backups] in facilitator.toml.", can_wait=True)
    if diary.failed_at is not None:
        return Finding(name, f"on; failed last on {diary.failed_at:%Y-%m-%d %H:%M} UTC")
    return Finding(name, "on, once a day")


def _second_place(settings: Settings, book: str, now: datetime) -> Finding:
    name = "second place"
    if settings.copies is None:
        return Finding(
            name, "none", 'A laptop can be lost: write copy_to = "a folder on a stick" under [backups].', can_wait=True
        )
    if not settings.copies.is_dir():
        return Finding(name, f"{settings.copies} is not there", "Plug it in now and then.", can_wait=True)
    newest = newest_of(settings.copies, book, until=now)
    if newest is None or newest.manifest is None:
        return Finding(name, f"no copy in {settings.copies}", "Copy one there with: facilitator backup", can_wait=True)
    made = newest.manifest.created_at
    old = "Older than a week; copy one there with: facilitator backup" if too_old(made, now) else ""
    return Finding(name, f"{made:%Y-%m-%d %H:%M} UTC, {newest.path}", old, can_wait=True)


def _drill(diary: BackupDiary, now: datetime) -> Finding:
    to_do = "See that one opens with what you know: facilitator backups drill"
    if diary.drilled_at is None:
        return Finding("last drill", "none", to_do, can_wait=True)
    old = now - diary.drilled_at > _DRILL_EVERY
    value = f"{diary.drilled_at:%Y-%m-%d %H:%M} UTC, {diary.drill_seconds:.1f} seconds"
    return Finding("last drill", value, to_do if old else "", can_wait=True)
