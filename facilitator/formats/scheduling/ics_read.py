"""Closed days out of an iCalendar file (RFC 5545): holidays, breaks, half days, once or repeating."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import chain
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar.prop import vDDDTypes
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from facilitator import zones
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_events import BadEntry, FileEvent, FileProblem, Property, read_events

MOST_SPANS = 20_000
MOST_STEPS = 400_000

# Days that dateutil walks over in one step: it takes 1 to 2 microseconds, whether the rule falls on a day or not.
_DAYS_A_STEP = {"DAILY": 1, "WEEKLY": 3, "MONTHLY": 5, "YEARLY": 10}

_DAY = timedelta(days=1)
_ENTRIES_A_TELLING = 100
_YEARS = range(1600, 9000)  # room on both sides for the arithmetic of dates
_REASON_CHARACTERS = 200
_RULE_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
_RULE_CHARACTERS = 500
_RULE_FILTERS = frozenset({"BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
_RULE_NAMES = _RULE_FILTERS | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}

Moment = date | datetime
"""When something begins: a date for a whole day, an aware datetime for a time of day."""


@dataclass(frozen=True, slots=True)
class ClosuresRead:
    """The closed spans of a file, in order, and the entries that were left out, by line."""

    spans: tuple[ClosedSpan, ...]
    problems: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class _Window:
    """The dates asked for, both included, in the wall time of a zone."""

    zone: ZoneInfo
    first: date
    last: date

    def holds(self, span: ClosedSpan) -> bool:
        begins, ends = datetime.combine(self.first, time()), datetime.combine(self.last, time()) + _DAY
        return span.starts < ends and span.ends > begins


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event: when it first begins, how long it lasts, and how it repeats."""

    line: int
    uid: str
    reason: str
    starts: Moment
    length: timedelta
    rule: str | None
    added: tuple[Moment, ...]
    removed: tuple[Moment, ...]
    replaces: Moment | None
    cancelled: bool

    @property
    def tz(self) -> ZoneInfo | None:
        tz = self.starts.tzinfo if isinstance(self.starts, datetime) else None
        return tz if isinstance(tz, ZoneInfo) else None

    def wall_time(self, moment: Moment) -> datetime:
        """A moment as this entry counts: naive, in its own zone, midnight where it knows days only."""
        if isinstance(moment, datetime) and self.tz is not None:
            return moment.astimezone(self.tz).replace(tzinfo=None)
        return datetime.combine(moment, time())


def read_closures(
    data: bytes,
    *,
    name: str,
    zone: ZoneInfo,
    first: date,
    last: date,
    progress: Callable[[float], None] | None = None,
) -> ClosuresRead:
    """The spans a calendar file closes between ``first`` and ``last`` (both included), in wall time of ``zone``.

    Whole days keep their date whatever the zone; times of day are converted, and those without a zone are taken as
    ``zone``'s own. Cancelled events close nothing. Events marked TRANSPARENT do close: holiday calendars mark their
    days so, because a holiday leaves people free. An event whose start does not fit its rule closes that day too.

    ``progress`` is told how much was read, from 0 to 1; what it raises ends the reading.

    Source: RFC 5545, 3.6.1 and 3.8.5.

    Raises:
        BadInput: for a file that is too big, no calendar at all, or repeats without bounds. ``name`` is the file's.
    """
    events, problems = read_events(data, name=name, progress=progress)
    window = _Window(zone, first, last)
    entries: list[_Entry] = []
    for event in events:
        try:
            entries.append(_entry(event, zone))
        except BadEntry as bad:
            problems.append(FileProblem(event.line, str(bad)))
    replaced: dict[str, list[Moment]] = {}
    for entry in entries:
        if entry.replaces is not None and entry.uid:
            replaced.setdefault(entry.uid, []).append(entry.replaces)
    spans: set[ClosedSpan] = set()
    steps = 0
    for number, entry in enumerate(entries):
        if progress is not None and number % _ENTRIES_A_TELLING == 0:
            progress(1.0)  # whoever wants to stop may do so here too
        if entry.cancelled:
            continue
        removed = entry.removed if entry.replaces is not None else (*entry.removed, *replaced.get(entry.uid, ()))
        try:
            found, taken = _spans(entry, removed, window)
        except BadEntry as bad:
            problems.append(FileProblem(entry.line, str(bad)))
            continue
        spans.update(found)
        steps += taken + len(removed)
        if steps > MOST_STEPS or len(spans) > MOST_SPANS:
            raise BadInput(
                f"{name} repeats too much: more than {MOST_SPANS:,} closed days, or rules that go on too long",
                "Give a calendar that holds closed days only.",
            )
    in_order = sorted(spans, key=lambda span: (span.starts, span.ends, span.reason))
    return ClosuresRead(tuple(in_order), tuple(sorted(problems, key=lambda problem: problem.line)))


def _entry(event: FileEvent, zone: ZoneInfo) -> _Entry:
    if event.faults:
        raise BadEntry(event.faults[0])
    if event.every("EXRULE"):
        raise BadEntry("EXRULE is not supported: list the exceptions as EXDATE")
    status, uid, rule, replaces = (event.only(name) for name in ("STATUS", "UID", "RRULE", "RECURRENCE-ID"))
    if replaces and replaces.parameters.get("RANGE"):
        raise BadEntry("RECURRENCE-ID with RANGE is not supported: end the series and begin a new one")
    cancelled = status is not None and status.value.strip().upper() == "CANCELLED"
    start = event.only("DTSTART") or (replaces if cancelled else None)
    if start is None:
        raise BadEntry("this event has no start (DTSTART)")
    starts = _moment(start, zone)
    return _Entry(
        line=event.line,
        uid=uid.value.strip() if uid else "",
        reason=_reason(event),
        starts=starts,
        length=_DAY if cancelled else _length(event, starts, zone),
        rule=rule.value if rule and replaces is None else None,
        added=tuple(_moments(event.every("RDATE"), zone)),
        removed=tuple(_moments(event.every("EXDATE"), zone)),
        replaces=_moment(replaces, zone) if replaces else None,
        cancelled=cancelled,
    )


def _reason(event: FileEvent) -> str:
    """One printable line that says why: the summary, else how the description begins."""
    for prose in chain(event.every("SUMMARY"), event.every("DESCRIPTION")):
        for line in prose.value.splitlines():
            shown = line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)
            words = " ".join(shown.split())
            if words:
                return words[:_REASON_CHARACTERS]
    return "closed"


def _length(event: FileEvent, starts: Moment, zone: ZoneInfo) -> timedelta:
    """How long the event lasts: elapsed time, or whole days. A date alone is one day (RFC 5545, 3.6.1)."""
    end, duration = event.only("DTEND"), event.only("DURATION")
    whole_days = not isinstance(starts, datetime)
    if end is not None:
        ends = _moment(end, zone)
        if isinstance(ends, datetime) is whole_days:
            raise BadEntry("one of DTSTART and DTEND is a date and the other a time")
        if isinstance(starts, datetime) and isinstance(ends, datetime):
            length = ends.astimezone(UTC) - starts.astimezone(UTC)
        else:
            length = (ends - starts) or _DAY  # some apps repeat the date of a single day
    elif duration is not None:
        length = _duration(duration.value)
        if whole_days and length % _DAY:
            raise BadEntry("DURATION of an all-day event is not in whole days")
    else:
        length = _DAY if whole_days else timedelta()
    if length <= timedelta():
        raise BadEntry("this event ends before it begins" if length else "this event has no length: give it an end")
    return length


def _duration(text: str) -> timedelta:
    try:
        length = vDDDTypes.from_ical(text.strip().upper())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        length = None
    if not isinstance(length, timedelta):
        raise BadEntry("DURATION cannot be read")
    return length


def _moments(properties: Iterable[Property], zone: ZoneInfo) -> Iterator[Moment]:
    for each in properties:
        for value in each.value.split(","):
            if value.strip():
                yield _moment(Property(each.parameters, value), zone)


def _moment(given: Property, zone: ZoneInfo) -> Moment:
    """The value of a date or time: in UTC where it says Z, else in its TZID, else in ``zone``."""
    try:
        value = vDDDTypes.from_ical(given.value.strip().upper())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        value = None
    if isinstance(value, date) and value.year not in _YEARS:
        raise BadEntry("a date in this event is centuries away")
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return value.replace(tzinfo=zones.zone("UTC"))
        tzid = given.parameters.get("TZID")
        return value.replace(tzinfo=_zone_named(tzid) if tzid else zone)
    if isinstance(value, date):
        return value
    raise BadEntry("a date or time in this event cannot be read")


def _zone_named(tzid: str) -> ZoneInfo:
    """The zone behind a TZID: IANA's name, Windows' name, or one with a vendor's path before it.

    Raises:
        BadEntry: for any other, whatever rules the file gives it.
    """
    parts = tzid.strip().strip("/").split("/")[-3:]
    tails = ("/".join(parts[index:]) for index in range(len(parts)))
    for candidate in (WINDOWS_TO_OLSON.get(tzid.strip(), ""), *tails):
        if candidate in _known_zones():
            try:
                return zones.zone(candidate)
            except BadInput:
                break
    raise BadEntry("the time zone (TZID) is not known: use an IANA name such as America/New_York")


@cache
def _known_zones() -> frozenset[str]:
    """The names tzdata has: asking it for others takes milliseconds each, and a file may hold thousands."""
    return frozenset((resources.files("tzdata") / "zones").read_text("utf-8").split())


def _spans(entry: _Entry, removed: Iterable[Moment], window: _Window) -> tuple[list[ClosedSpan], int]:
    """The spans of an entry inside the window, and the steps it took to find them."""
    # two days take in every difference between the zones of entry and window
    last = datetime.combine(window.last, time()) + 2 * _DAY
    begin = entry.wall_time(entry.starts)
    starts, steps = [begin, *map(entry.wall_time, entry.added)], 0
    if entry.rule is not None:
        found, steps = _rule_starts(entry.rule, begin, last, entry)
        starts += found
    # a bare date takes away whatever begins that day, also from a series with times
    gone_days = {moment for moment in removed if not isinstance(moment, datetime)}
    gone = {entry.wall_time(moment) for moment in removed if isinstance(moment, datetime)}
    first = datetime.combine(window.first, time()) - 2 * _DAY
    try:
        spans = [
            _span(entry, at, window.zone)
            for at in starts
            if at + entry.length > first and at not in gone and at.date() not in gone_days
        ]
    except OverflowError:
        raise BadEntry("this event reaches beyond the year 9999") from None
    return [span for span in spans if window.holds(span)], steps


def _span(entry: _Entry, starts: datetime, zone: ZoneInfo) -> ClosedSpan:
    if entry.tz is None:
        return ClosedSpan(starts=starts, ends=starts + entry.length, reason=entry.reason, all_day=True)
    instant = starts.replace(tzinfo=entry.tz).astimezone(UTC)
    begins = instant.astimezone(zone).replace(tzinfo=None)
    ends = (instant + entry.length).astimezone(zone).replace(tzinfo=None)
    if ends <= begins:  # within the hour that the clocks repeat
        ends = begins + entry.length
    return ClosedSpan(starts=begins, ends=ends, reason=entry.reason, all_day=False)


def _rule_starts(rule: str, begin: datetime, last: datetime, entry: _Entry) -> tuple[list[datetime], int]:
    """The wall times a rule gives up to ``last``, and the steps it took to find them.

    dateutil walks a rule that never falls on a day (30 February) to the year 9999, which takes many seconds. The
    calendar repeats every 400 years, so the rule is walked in the last of those cycles, where that end is near.
    """
    parts = _rule_parts(rule)
    until = _until(parts.pop("UNTIL", None), entry)
    last = min(last, until) if until else last
    if begin > last:
        return [], 0
    years = (9998 - last.year) // 400 * 400
    shifted, text = begin.replace(year=begin.year + years), ";".join(f"{key}={parts[key]}" for key in parts)
    found: list[datetime] = []
    walked_to = datetime.combine(date.max, time())
    try:
        for at in rrulestr(text, dtstart=shifted):
            if at.year - years > last.year or (back := at.replace(year=at.year - years)) > last:
                walked_to = at
                break
            found.append(back)
    except (ValueError, IndexError, TypeError, OverflowError):
        raise BadEntry("the rule (RRULE) of this event cannot be read") from None
    if len(found) == int(parts.get("COUNT", "-1")):
        walked_to = shifted + ((found[-1] - begin) if found else timedelta())
    return found, (walked_to - shifted).days // _DAYS_A_STEP[parts["FREQ"]]


def _rule_parts(rule: str) -> dict[str, str]:
    """The parts of a rule, none of which can make it run away.

    Raises:
        BadEntry: for what is no rule, repeats within a day, or has parts that RFC 5545 does not know.
    """
    if len(rule) > _RULE_CHARACTERS:
        raise BadEntry("the rule (RRULE) of this event is too long")
    parts: dict[str, str] = {}
    for part in rule.upper().replace(" ", "").strip(";").split(";"):
        found = _RULE_PART.fullmatch(part)
        if found is None or found[1] in parts:
            raise BadEntry("the rule (RRULE) of this event cannot be read")
        parts[found[1]] = found[2]
    within_a_day = {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys()
    if parts.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY") or within_a_day:
        raise BadEntry("this event repeats within a day: closed days repeat daily at most")
    if parts.keys() - _RULE_NAMES or parts.get("FREQ") not in _DAYS_A_STEP:
        raise BadEntry("the rule (RRULE) of this event has a part that is not supported")
    for counted in ("INTERVAL", "COUNT"):
        if not re.fullmatch("0*[1-9][0-9]{0,5}", parts.get(counted, "1")):
            raise BadEntry(f"the {counted} in the rule of this event is not a number from 1 up")
    return parts


def _until(text: str | None, entry: _Entry) -> datetime | None:
    """The last wall time a rule may give: all of the day, where the file names a day."""
    if text is None:
        return None
    zone = entry.tz or zones.zone("UTC")
    until = _moment(Property({}, text), zone)
    if isinstance(until, datetime) and entry.tz is not None:
        return entry.wall_time(until)
    return datetime.combine(until, time.max)
