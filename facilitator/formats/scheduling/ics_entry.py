"""One event of a calendar file as an entry of closed days: when it begins, how long it lasts, and how it repeats."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

from icalendar.prop import vDDDTypes

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.scheduling.observances import is_observance
from facilitator.formats.scheduling.ics_events import BadEntry, FileEvent, Property
from facilitator.formats.scheduling.ics_zones import FileZones

Moment = date | datetime
"""When something begins: a date for a whole day, an aware datetime for a time of day."""

DAY: Final = timedelta(days=1)

_YEARS: Final = range(1600, 9000)  # room on both sides for the arithmetic of dates
_REASON_CHARACTERS: Final = 200
_UID_CHARACTERS: Final = 255
_MOST_SEQUENCE: Final = 2**31 - 1
_HALF_DAY: Final = timedelta(hours=12)
_CLOCK_CHANGE: Final = timedelta(hours=2)
_PART_OF_A_DAY: Final = "a date with a length that is not in whole days: it is read as beginning at midnight"
_DASHED: Final = re.compile(r"\d{4}-\d\d-\d\d.*")


class ClosesNothing(Exception):
    """An entry that is no fault, but has no length: its text says so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: when it first begins, how long it lasts, and how it repeats.

    What any of ``rules`` gives is a beginning, what any of ``exceptions`` gives is none. ``added`` are further
    beginnings, each with a length of its own or None. ``onward`` says that an entry which replaces a date replaces
    all that follow, too. ``note`` is a warning, empty mostly.
    """

    line: int
    uid: str
    sequence: int
    reason: str
    starts: Moment
    length: timedelta
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    added: tuple[tuple[Moment, timedelta | None], ...]
    removed: tuple[Moment, ...]
    replaces: Moment | None
    onward: bool
    cancelled: bool
    offered: bool
    home: ZoneInfo
    note: str = ""

    @property
    def tz(self) -> tzinfo | None:
        """The zone in which it repeats; None for whole days."""
        return self.starts.tzinfo if isinstance(self.starts, datetime) else None

    def wall_time(self, moment: Moment) -> datetime:
        """A moment as this entry counts: naive, in its own zone, midnight where it knows days only."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        if self.tz is not None:
            return moment.astimezone(self.tz).replace(tzinfo=None)
        return datetime.combine(day_of(moment, self.home), time())

    def until(self, text: str) -> Moment:
        """The value of UNTIL: an instant with Z, else a date or a time of this entry's own zone.

        Raises:
            BadEntry: for anything else.
        """
        value = _value(text)
        if not isinstance(value, datetime):
            return value
        return value.replace(tzinfo=UTC if value.tzinfo is not None else self.tz or self.home)


def day_of(moment: Moment, home: ZoneInfo) -> date:
    """The date that a moment means for whole days.

    Midnight in UTC is how many programs write a date; any other instant in UTC is read in the book's zone, and a wall
    time in another zone is the date it shows.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is UTC and moment.time() != time():
        return moment.astimezone(home).date()
    return moment.date()


def read_entry(event: FileEvent, home: ZoneInfo, zones: FileZones, *, cancels: bool = False) -> Entry:
    """What an event says; times without a zone are ``home``'s own. ``cancels``: its file takes back what it lists.

    Raises:
        BadEntry: for what cannot be read.
        ClosesNothing: for a time of day without a length.
    """
    if event.faults:
        raise BadEntry(event.faults[0])
    status, uid, replaces = (event.only(name) for name in ("STATUS", "UID", "RECURRENCE-ID"))
    cancelled = cancels or (status is not None and status.value.strip().upper() == "CANCELLED")
    start = event.only("DTSTART") or (replaces if cancelled else None)
    if start is None:
        raise BadEntry("this event has no start (DTSTART)")
    reader = _Moments(home, zones)
    replaced = reader.day_at_least(replaces) if replaces else None
    if cancelled:
        starts, length, note = reader.day_at_least(start), DAY, ""
    else:
        starts, length, note = _extent(event, start, reader)
    return Entry(
        line=event.line,
        uid=uid.value.strip()[:_UID_CHARACTERS] if uid else "",
        sequence=_sequence(event),
        reason=_reason(event),
        starts=starts,
        length=length,
        rules=_rules(event, "RRULE"),
        exceptions=_rules(event, "EXRULE"),
        added=() if replaces else tuple(_added(event.every("RDATE"), reader)),
        removed=tuple(
            reader.day_at_least(Property(each.parameters, value))
            for each in event.every("EXDATE")
            for value in each.value.split(",")
            if value.strip()
        ),
        replaces=replaced,
        onward=bool(replaces and replaces.parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
        cancelled=cancelled,
        offered=_is_offered(event),
        home=home,
        note=note,
    )


def _rules(event: FileEvent, name: str) -> tuple[str, ...]:
    """Several rules give their dates together (RFC 2445, 4.8.5.2 and 4.8.5.4); what replaces one date has none."""
    return () if event.every("RECURRENCE-ID") else tuple(each.value for each in event.every(name))


def _sequence(event: FileEvent) -> int:
    """How often it was revised; a number that cannot be read is the first."""
    numbers = [each.value.strip() for each in event.every("SEQUENCE")]
    return max((min(int(each), _MOST_SEQUENCE) for each in numbers if each.isascii() and each.isdigit()), default=0)


def _reason(event: FileEvent) -> str:
    """One printable line that says why: the summary, else how the description begins."""
    for prose in chain(event.every("SUMMARY"), event.every("DESCRIPTION")):
        for line in prose.value.splitlines():
            shown = line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)
            words = " ".join(shown.split())
            if words:
                return words[:_REASON_CHARACTERS]
    return "closed"


def _is_offered(event: FileEvent) -> bool:
    """Whether the day is named rather than closed: time that stays free, or an observance."""
    free = [each.value.strip().upper() for each in event.every("TRANSP")]
    busy = [each.value.strip().upper() for each in event.every("X-MICROSOFT-CDO-BUSYSTATUS")]
    if "TRANSPARENT" in free or (not free and "FREE" in busy):
        return True
    kinds = [kind for each in event.every("CATEGORIES") for kind in each.value.split(",")]
    about = [each.value.partition("\n")[0] for each in event.every("DESCRIPTION")]
    return is_observance(_reason(event), kinds=[*kinds, *about])


def _extent(event: FileEvent, start: Property, reader: "_Moments") -> tuple[Moment, timedelta, str]:
    """When it begins, how long that lasts (elapsed time, or whole days), and what is to be said of it.

    Source: RFC 5545, 3.6.1: a date alone is one day; a time without an end has no length.
    """
    starts, end, duration = reader.moment(start), event.only("DTEND"), event.only("DURATION")
    ends = reader.moment(end) if end else None
    length = _duration(duration.value) if duration and ends is None else None
    if _marked_whole(event):
        found = _whole_days(starts, ends, length, reader.home)
        if found is not None:
            return *found, ""
    if isinstance(starts, datetime) and ends is not None and not isinstance(ends, datetime):
        ends = datetime.combine(ends, time(), starts.tzinfo)
    elif not isinstance(starts, datetime) and isinstance(ends, datetime):
        if ends.tzinfo is not None and ends.astimezone(reader.home).replace(tzinfo=None) == datetime.combine(
            starts, time()
        ):
            ends = starts
        else:
            starts = datetime.combine(starts, time(), reader.home)
    if isinstance(starts, datetime):
        if isinstance(ends, datetime):
            length = ends.astimezone(UTC) - starts.astimezone(UTC)
        return _with_length(starts, length or timedelta(), _utc_note(starts, ends, reader.home))
    if ends is not None:
        length = (ends - starts) or DAY  # some apps repeat the date of a single day
    if length is not None and length % DAY:  # as a date that ends at a time
        return _with_length(datetime.combine(starts, time(), reader.home), length, _PART_OF_A_DAY)
    return _with_length(starts, DAY if length is None else length, "")


def _with_length(starts: Moment, length: timedelta, note: str) -> tuple[Moment, timedelta, str]:
    if length < timedelta():
        raise BadEntry("this event ends before it begins")
    if not length:
        raise ClosesNothing("it has a time but no length, so it closes nothing")
    return starts, length, note


def _marked_whole(event: FileEvent) -> bool:
    marks = chain(event.every("X-MICROSOFT-CDO-ALLDAYEVENT"), event.every("X-FUNAMBOL-ALLDAY"))
    return any(mark.value.strip().upper() in ("TRUE", "1") for mark in marks)


def _whole_days(
    starts: Moment, ends: Moment | None, length: timedelta | None, home: ZoneInfo
) -> tuple[date, timedelta] | None:
    """A span that is marked as whole days; None where its times cannot be midnights anywhere."""
    first = _midnight_of(starts)
    if ends is not None:
        if isinstance(starts, datetime) and isinstance(ends, datetime):
            over = (ends.astimezone(UTC) - starts.astimezone(UTC)) % DAY
            if min(over, DAY - over) > _CLOCK_CHANGE:
                return None
        length = _midnight_of(ends) - first
    if length is not None and length < timedelta():
        return None
    return first, max(DAY * round((length or DAY) / DAY), DAY)


def _midnight_of(moment: Moment) -> date:
    """The date whose midnight this is: in UTC, that of the zone in which it was written, which is the nearest one."""
    if not isinstance(moment, datetime):
        return moment
    return (moment + _HALF_DAY).date() if moment.tzinfo is UTC else moment.date()


def _utc_note(starts: datetime, ends: Moment | None, home: ZoneInfo) -> str:
    """What to say of days that look like whole ones, written in UTC without a mark; empty where they do not."""
    if starts.tzinfo is not UTC or not isinstance(ends, datetime) or ends.tzinfo is not UTC:
        return ""
    if starts.time() != time() or ends.time() != time() or starts.astimezone(home).time() == time():
        return ""
    begins, until = (at.astimezone(home).replace(tzinfo=None) for at in (starts, ends))
    last = (ends - DAY).date()
    days = f"{starts:%Y-%m-%d}" if last <= starts.date() else f"{starts:%Y-%m-%d} {last:%Y-%m-%d}"
    return (
        f"midnight to midnight in UTC is {say_moment(begins)} to {say_moment(until)} here; if whole days are meant: "
        f"facilitator closures add {days} --reason R"
    )


def _duration(text: str) -> timedelta:
    try:
        length = vDDDTypes.from_ical(text.strip().upper())  # type: ignore[no-untyped-call]  # icalendar says no types there
    except (ValueError, OverflowError):
        length = None
    if not isinstance(length, timedelta):
        raise BadEntry("DURATION cannot be read")
    return length


def _added(given: Iterable[Property], reader: "_Moments") -> Iterator[tuple[Moment, timedelta | None]]:
    """Further beginnings; a period has its own length (RFC 5545, 3.8.5.2)."""
    for each in given:
        for value in each.value.split(","):
            begins, _, ends = (part.strip() for part in value.partition("/"))
            if not begins:
                continue
            starts = reader.moment(Property(each.parameters, begins))
            if not ends:
                yield starts, None
                continue
            if ends.lstrip("+-")[:1].upper() == "P":
                length = _duration(ends)
            else:
                until = reader.moment(Property(each.parameters, ends))
                if not isinstance(until, datetime) or not isinstance(starts, datetime):
                    raise BadEntry("a period of RDATE cannot be read")
                length = until.astimezone(UTC) - starts.astimezone(UTC)
            if length > timedelta():
                yield starts, length


@dataclass(frozen=True, slots=True)
class _Moments:
    """Reads dates and times: in UTC where they say Z, else in their TZID, else in ``home``."""

    home: ZoneInfo
    zones: FileZones

    def moment(self, given: Property) -> Moment:
        value = _value(given.value)
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is not None and not value.utcoffset():
            value = value.replace(tzinfo=UTC)
        if given.parameters.get("VALUE", "").upper() == "DATE":
            return _midnight_of(value)  # a date that was written with a time
        if value.tzinfo is not None:
            return value
        tzid = given.parameters.get("TZID", "").strip()
        return value.replace(tzinfo=self.zones.named(tzid) if tzid else self.home)

    def day_at_least(self, given: Property) -> Moment:
        """The same, but only the date where its zone is not known: it names a day of the series all the same."""
        try:
            return self.moment(given)
        except BadEntry:
            value = _value(given.value)
            return value.date() if isinstance(value, datetime) else value


def _value(text: str) -> Moment:
    """A date or a naive time as RFC 5545 writes it, or with dashes and colons as some programs do; with Z, UTC.

    Raises:
        BadEntry: for anything else.
    """
    written = text.strip().upper()
    try:
        if _DASHED.fullmatch(written):
            value = datetime.fromisoformat(written) if len(written) > 10 else date.fromisoformat(written)
        else:
            value = vDDDTypes.from_ical(written)  # type: ignore[no-untyped-call]  # icalendar says no types there
    except (ValueError, OverflowError):
        value = None
    if not isinstance(value, date):
        raise BadEntry("a date or time in this event cannot be read")
    if value.year not in _YEARS:
        raise BadEntry("a date in this event is centuries away")
    return value
