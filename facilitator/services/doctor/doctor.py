"""What this installation needs: versions, places, file modes, the book, its backups."""

import platform
from collections.abc import Iterator
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

from facilitator import __version__
from facilitator.domain.agency.slots import blank_words, to_ask_again
from facilitator.domain.book.finding import Finding
from facilitator.domain.book.traces import Trace, notice
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.agency.see_slots import SlotsSeen, see_slots
from facilitator.services.book.unlock import needs_secret, unlock
from facilitator.services.book.went_back import find_traces
from facilitator.services.doctor.backups import look_at_backups
from facilitator.services.doctor.files import look_at_modes, look_at_place
from facilitator.storage.book import SCHEMA, Book
from facilitator.storage.engines.sqlcipher import LEAST_SQLITE, driver_versions
from facilitator.storage.keys.os_keyring import kept_secret
from facilitator.storage.keys.slots import AuditHead, KeyFile, SlotKind, read_key_file
from facilitator.storage.machine.clock_jumps import SLACK, ClockJumps, clock_jumps
from facilitator.storage.schema import read_marks
from facilitator.zones import tzdata_version

__all__ = ["Finding", "examine"]


def examine(home: Home, secret: str | None, *, now: datetime, root: Path = Path("/")) -> tuple[Finding, ...]:
    """Look at everything that can be told; without a book, or without its passphrase, at the rest.

    ``root`` is where the system's own files are.
    """
    return (
        *_versions(),
        *look_at_place(home, root=root),
        *look_at_modes(home),
        *look_at_backups(home, now=now),
        *_keys(home),
        *_book(home, secret, now),
    )


def _versions() -> Iterator[Finding]:
    sqlite, cipher = driver_versions()
    least = ".".join(map(str, LEAST_SQLITE))
    yield Finding("facilitator", __version__)
    yield Finding("Python", platform.python_version())
    yield Finding(
        "SQLite",
        ".".join(map(str, sqlite)),
        ""
        if sqlite >= LEAST_SQLITE
        else f"Older than {least}, which can damage a book: install sqlcipher3 0.6.4 or later.",
    )
    yield Finding(
        "SQLCipher", cipher, "" if cipher else "Nothing would be encrypted: install sqlcipher3 0.6.4 or later."
    )
    yield Finding("zone rules", tzdata_version())
    for package in ("sqlalchemy", "textual", "cryptography"):
        yield Finding(package, metadata.version(package))


def _keys(home: Home) -> Iterator[Finding]:
    """What opens the book, as far as its key file tells."""
    if not home.keys.exists():
        return
    try:
        file = read_key_file(home.keys)
    except FacilitatorError:  # told with the book
        return
    if file.practice:
        yield Finding("practice", "this is a practice book: it opens itself, and its people are invented")
    if not file.has(SlotKind.KEYRING):
        return
    answers = kept_secret(file.book) is not None
    yield Finding(
        "keyring",
        "opens the book" if answers else "does not answer",
        "" if answers else "Unlock it, or do without: facilitator key keyring off",
        can_wait=True,
    )


def _book(home: Home, secret: str | None, now: datetime) -> Iterator[Finding]:
    if not home.book.exists():
        yield Finding("book", "none", "Make one with: facilitator init --name NAME --zone ZONE")
        return
    try:
        if secret is None and needs_secret(home):
            yield Finding("book", "locked, so not looked into (give the passphrase with --passphrase-fd N to look)")
            return
        key, file = unlock(home, secret)
        with Book(home.book, key) as book:
            with book.raw() as raw:
                schema = read_marks(raw, name=home.book.name).schema
                jumps = clock_jumps(raw, now)
            head = book.audit_head()
            traces = find_traces(home, book, file)
            slots = see_slots(book) if schema == SCHEMA else None
    except FacilitatorError as error:
        yield Finding("book", error.title, error.hint)
        return
    yield Finding(
        "schema", f"{schema} of {SCHEMA}", "It will be upgraded when it is opened." if schema < SCHEMA else ""
    )
    yield _audit(head, file, traces)
    if slots is not None:
        yield _slots(slots, now.date())
    yield from _clock(head, jumps, now)


def _slots(seen: SlotsSeen, today: date) -> Finding:
    """Whether numbers, places and words that only the program knows are there, and asked for."""
    old = to_ask_again(seen.slots, today)
    to_do = f"{blank_words(seen.blank)}. Fill in with: facilitator slot set" if seen.blank else ""
    if old and not to_do:
        to_do = f"{len(old)} were last checked more than half a year ago: facilitator slot list"
    return Finding("local slots", f"{len(seen.slots)} filled in", to_do, can_wait=True)


def _audit(head: AuditHead, file: KeyFile, traces: tuple[Trace, ...]) -> Finding:
    newest = f", the newest of {datetime.fromisoformat(head.at):%Y-%m-%d %H:%M} UTC" if head.at else ""
    shows = f"; a cut shows up to row {file.head.seq}" if file.head else ""
    return Finding("audit", f"{head.seq} rows{newest}{shows}", notice(traces) if traces else "")


def _clock(head: AuditHead, jumps: ClockJumps, now: datetime) -> Iterator[Finding]:
    """Whether the clock stands right by what was written, and whether it jumped before."""
    last = datetime.fromisoformat(head.at) if head.at else None
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    if last is not None and last - now > SLACK:
        yield Finding(
            "clock",
            shown,
            f"It stands before the last thing that was written, at {last:%Y-%m-%d %H:%M} UTC: set the clock.",
        )
    elif jumps.latest is not None:
        yield Finding(
            "clock",
            f"{shown}; {jumps.ahead} rows of the audit lie in the future, up to {jumps.latest:%Y-%m-%d %H:%M} UTC",
            "The clock was ahead once: let the computer set it by itself.",
            can_wait=True,
        )
    else:
        yield Finding("clock", shown)
    if jumps.back:
        yield Finding(
            "clock jumps",
            f"set back {jumps.back} times, last before row {jumps.last_back} of the audit",
            "Let the computer set the clock by itself.",
            can_wait=True,
        )
