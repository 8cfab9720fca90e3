"""Give sessions to a calendar app as a file: the schedule and nothing about participants."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from facilitator.domain.agency.slots import blank_words
from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.published import PublishedCalendar
from facilitator.domain.publishing.selection import DayWindow, Selection, usual_span
from facilitator.domain.views import Facilitator, Group, Site
from facilitator.errors import BadInput
from facilitator.formats.publishing.ics_write import MOST_IN_A_CALENDAR, feed_warnings
from facilitator.formats.publishing.told_event import read_event
from facilitator.services.agency.see_slots import seen_slots
from facilitator.services.find import find_facilitator, find_group, find_site
from facilitator.services.publishing.tell_sessions import News, keep_news, tell_sessions
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.publishing.feeds import add_export_target, export_target
from facilitator.words import TitleStyle
from facilitator.zones import zone

_FIELDS = frozenset((FeedField.PLACE, FeedField.ADDRESS, FeedField.LANGUAGE, FeedField.ACCESS))


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


class _NothingNew(Exception):
    pass


def export_calendar(
    book: Book,
    *,
    groups: Sequence[str] = (),
    site: str | None = None,
    facilitator: str | None = None,
    first: date | None = None,
    last: date | None = None,
    style: TitleStyle = TitleStyle.TOPIC,
    most: int = MOST_IN_A_CALENDAR,
    now: datetime,
    progress: Callable[[float], object] | None = None,
) -> Exported:
    """The sessions of all groups, or of those named, as iCalendar files; the same data gives the same bytes.

    ``site`` and ``facilitator`` keep those that are held there, and those that somebody leads. More than ``most``
    sessions become several files, in order of time. ``progress`` is told how much is done, from 0 to 1. What an earlier
    export of the same selection had, and is gone, is in it as cancelled until its date is over.

    Raises:
        BadInput: for days in the wrong order, or less than one session a file.
        NotFound, Ambiguous: for a group, site or facilitator that is none or more than one.
    """
    if not 1 <= most <= MOST_IN_A_CALENDAR:
        raise BadInput(f"{most} sessions a file is no limit", f"Give 1 to {MOST_IN_A_CALENDAR}.")
    with suppress(_NothingNew), book.write(now=now) as change:
        db = change.db
        info = book_info(db)
        usual = usual_span(now.astimezone(zone(info.zone)).date())
        span = DayWindow(first or usual.first, last or usual.last)
        if span.last < span.first:
            raise BadInput(f"--to {span.last} is before --from {span.first}", "Both days are included.")
        chosen = [find_group(db, each) for each in groups]
        at = find_site(db, site) if site is not None else None
        blank = blank_words([each for each in seen_slots(db).blank if at is None or each.site in ("", at.name)])
        leader = find_facilitator(db, facilitator) if facilitator is not None else None
        wanted = Selection(
            groups=tuple(sorted({each.id for each in chosen})) or None,
            site=at.id if at else None,
            leader=leader.id if leader else None,
        )
        address = _address(chosen, at, leader, style)
        target = export_target(db, address)
        made = tell_sessions(db, target, wanted, FeedTerms(style, _FIELDS), span, now=now, progress=progress)
        if not (made.new or made.changed or made.withdrawn):
            raise _NothingNew
        keep_news(change, target or add_export_target(db, address), made)
        change.record(
            "calendar.export",
            chosen[0].uid if len(chosen) == 1 else info.uid,
            new=len(made.new),
            changed=len(made.changed),
            withdrawn=len(made.withdrawn),
        )
    name = chosen[0].title if len(chosen) == 1 and style is not TitleStyle.NEUTRAL else info.name
    calendar = PublishedCalendar(uid=chosen[0].uid if len(chosen) == 1 else info.uid, name=name, zone=info.zone)
    files = _files(calendar, made, most)
    if progress is not None:
        progress(1.0)
    warnings = feed_warnings(max(each.sessions for each in files))
    told = (f"{blank} (facilitator slot list)",) if blank else ()
    return Exported(files, len(made.events), (*warnings, *told))


def _address(groups: Sequence[Group], site: Site | None, leader: Facilitator | None, style: TitleStyle) -> str:
    """What tells one selection from another."""
    chosen = {
        "groups": sorted({each.uid for each in groups}),
        "site": site.uid if site else "",
        "facilitator": leader.uid if leader else "",
        "titles": style.value,
    }
    return json.dumps(chosen, sort_keys=True)


def _files(calendar: PublishedCalendar, made: News, most: int) -> tuple[CalendarFile, ...]:
    events = sorted(made.events)
    parts = [events[at : at + most] for at in range(0, len(events), most)] or [[]]
    files = []
    for number, part in enumerate(parts, 1):
        which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        data = replace(made, events=part).file(replace(calendar, name=f"{calendar.name}{which}"))
        days = [_day(part[at][2], calendar.zone) for at in (0, -1)] if part else [None, None]
        files.append(CalendarFile(data, len(part), *days))
    return tuple(files)


def _day(event: bytes, usual_zone: str) -> date:
    told = read_event(event)
    return told.starts_at_utc.astimezone(zone(usual_zone if told.zone == "UTC" else told.zone)).date()
