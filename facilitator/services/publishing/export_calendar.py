"""Give sessions to a calendar app: the schedule and nothing about participants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from facilitator.domain.publishing import PublishedCalendar, PublishedSession, published
from facilitator.domain.views import Group, Session
from facilitator.errors import BadInput
from facilitator.formats.publishing.ics_write import MOST_IN_A_CALENDAR, feed_warnings, write_calendar
from facilitator.services.find import find_facilitator, find_group, find_site
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.agency.sites import sites
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.sessions import sessions
from facilitator.zones import zone

BACK, AHEAD = timedelta(days=90), timedelta(days=548)
"""What a calendar holds unless told otherwise: 90 days back and 18 months ahead."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One of the files of an export: its bytes, how many sessions it holds, and their first and last day."""

    data: bytes
    sessions: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of an export, one mostly, and how many sessions they hold together."""

    files: tuple[CalendarFile, ...]
    sessions: int
    warnings: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The bytes of the first file, which is the only one mostly."""
        return self.files[0].data

    def named(self, path: Path) -> list[tuple[Path, CalendarFile]]:
        """Each file with its path: that one, or numbered beside it where there are several."""
        if len(self.files) == 1:
            return [(path, self.files[0])]
        return [(path.with_stem(f"{path.stem}-{number}"), each) for number, each in enumerate(self.files, 1)]


def export_calendar(
    book: Book,
    *,
    groups: Sequence[str] = (),
    site: str | None = None,
    facilitator: str | None = None,
    first: date | None = None,
    last: date | None = None,
    most: int = MOST_IN_A_CALENDAR,
    now: datetime,
    progress: Callable[[float], None] | None = None,
) -> Exported:
    """The sessions of all groups, or of those named, as iCalendar files; the same data gives the same bytes.

    ``site`` and ``facilitator`` keep those that are held there, and those that somebody leads. More than ``most``
    sessions become several files, in order of time. ``progress`` is told how much is done, from 0 to 1.

    Raises:
        BadInput: for days in the wrong order, or less than one session a file.
        NotFound, Ambiguous: for a group, site or facilitator that is none or more than one.
    """
    if not 1 <= most <= MOST_IN_A_CALENDAR:
        raise BadInput(f"{most} sessions a file is no limit", f"Give 1 to {MOST_IN_A_CALENDAR}.")
    with book.read() as db:
        info = book_info(db)
        today = now.astimezone(zone(info.zone)).date()
        begin, end = first or today - BACK, last or today + AHEAD
        if end < begin:
            raise BadInput(f"--to {end} is before --from {begin}", "Both days are included.")
        chosen = [find_group(db, each) for each in groups]
        found = _found(db, chosen, begin, end, site, facilitator)
        addresses = {each.name: " ".join(each.address.split()) for each in sites(db)}
    found.sort(key=lambda each: (each.starts_at, each.uid))
    shown = [published(each, addresses.get(each.site or "", "")) for each in found]
    name = chosen[0].title if len(chosen) == 1 else info.name
    calendar = PublishedCalendar(uid=chosen[0].uid if len(chosen) == 1 else info.uid, name=name, zone=info.zone)
    parts = [shown[at : at + most] for at in range(0, len(shown), most)] or [[]]
    files: list[CalendarFile] = []
    for number, part in enumerate(parts):

        def told(events: int, before: int = number * most) -> None:
            if progress is not None:
                progress((before + events) / max(1, len(shown)))

        which = f" ({number + 1} of {len(parts)})" if len(parts) > 1 else ""
        files.append(_file(calendar, part, which, told))
        told(len(part))
    return Exported(tuple(files), len(shown), feed_warnings(max(each.sessions for each in files)))


def _found(
    db: Db, chosen: Sequence[Group], first: date, last: date, site: str | None, facilitator: str | None
) -> list[Session]:
    found: list[Session] = []
    for group_id in dict.fromkeys([each.id for each in chosen]) or [None]:
        found.extend(sessions.sessions_between(db, first, last, group_id))
    if site is not None:
        name = find_site(db, site).name
        found = [each for each in found if each.site == name]
    if facilitator is not None:
        led = sessions.led_by(db, find_facilitator(db, facilitator).id, first, last)
        found = [each for each in found if each.id in led]
    return found


def _file(
    calendar: PublishedCalendar, part: Sequence[PublishedSession], which: str, told: Callable[[int], None]
) -> CalendarFile:
    named = replace(calendar, name=f"{calendar.name}{which}", sessions=tuple(part))
    data = write_calendar(named, progress=told)
    days = [each.starts_at_utc.astimezone(zone(each.zone)).date() for each in (part[0], part[-1])] if part else []
    return CalendarFile(data, len(part), days[0] if days else None, days[-1] if days else None)
