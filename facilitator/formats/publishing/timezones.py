"""VTIMEZONE components that recur by rule, made from the zone's POSIX footer in the tzdata package.

The usual libraries list every clock change as an RDATE. Some calendar apps read only the first value of such a line
and others none, and then show sessions an hour off; an RRULE is read by all of them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from facilitator import zones

# Any year would do, if it stays the same: the rules of the United States began in 2007.
_FIRST_YEAR = 2007
# How old the table of a reader may be. Apps take the rules of a zone that they know by name from a table of their own:
# one that is older than a change of the rules shows the sessions an hour off, whatever stands in the file.
READERS_YEARS = 10
_DAY = timedelta(days=1)
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_NAME = r"<[^>]+>|[A-Za-z]+"
_CLOCK = r"[+-]?\d+(?::\d+){0,2}"
_FOOTER = re.compile(
    rf"(?P<name>{_NAME})(?P<offset>{_CLOCK})"
    rf"(?:(?P<dst_name>{_NAME})(?P<dst_offset>{_CLOCK})?"
    rf",M(?P<dst_begins>[\d.]+(?:/{_CLOCK})?),M(?P<dst_ends>[\d.]+(?:/{_CLOCK})?))?"
)


@dataclass(frozen=True, slots=True)
class _Onset:
    """The yearly moment when the clocks change: the ``week``-th ``weekday`` (0 is Sunday, week 5 is the last)."""

    month: int
    week: int
    weekday: int
    clock: timedelta
    name: str
    offset_before: timedelta
    offset_after: timedelta

    def local_start(self, year: int) -> datetime:
        """The wall time of the change, in the time that ends there."""
        first = date(year, self.month, 1)
        day = first + _DAY * ((self.weekday - first.isoweekday()) % 7) + _DAY * 7 * (self.week - 1)
        while day.month != self.month:
            day -= 7 * _DAY
        return datetime.combine(day, time()) + self.clock

    def utc_start(self, year: int) -> datetime:
        return (self.local_start(year) - self.offset_before).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a footer says: one offset for good, or two onsets a year."""

    name: str
    offset: timedelta
    onsets: tuple[_Onset, ...]


@lru_cache(maxsize=256)
def vtimezone(zone_name: str, first: date, last: date) -> bytes | None:
    """The VTIMEZONE of a zone, true for every instant from ``first`` to ``last`` (both included).

    Returns CRLF-ended lines, or None where sessions are to be written in UTC instead: for UTC itself, for a zone whose
    footer has no rule an RRULE can say (changes before midnight or past 24:00, as in Nuuk, Jerusalem and Santiago),
    for one that changes its rules between the dates, and for one that changed them in the ten years before: Vancouver
    and Casablanca stopped changing their clocks in 2026, and readers with an older table do not know.

    Source: RFC 5545, 3.6.5; RFC 9636, 3.3 (the footer); POSIX.1-2017, 8.3 (``TZ``).

    Raises:
        BadInput: for unknown zones, as :func:`facilitator.zones.canonical`.
    """
    zone = zones.zone(zone_name)
    rules = _rules(zone.key)
    if rules is None or zone.key == "UTC" or not _hold(rules, zone, _known_since(first), last):
        return None
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    if not rules.onsets:
        lines += _observance("STANDARD", "19700101T000000", None, rules.offset, rules.offset, rules.name)
    for onset in rules.onsets:
        # by the offset, not by the law: winter is the exception in Irish law, and apps expect it to be standard time
        kind = "DAYLIGHT" if onset.offset_after > onset.offset_before else "STANDARD"
        starts = f"{onset.local_start(_FIRST_YEAR):%Y%m%dT%H%M%S}"
        week = -1 if onset.week == 5 else onset.week
        rule = f"FREQ=YEARLY;BYMONTH={onset.month};BYDAY={week}{_WEEKDAYS[onset.weekday]}"
        lines += _observance(kind, starts, rule, onset.offset_before, onset.offset_after, onset.name)
    return "\r\n".join([*lines, "END:VTIMEZONE", ""]).encode("ascii")


def _known_since(first: date) -> date:
    """From when on the rules must have held for readers with an older table to know them."""
    return min(first, max(date(first.year - READERS_YEARS, 1, 1), date(_FIRST_YEAR + 1, 1, 1)))


def _observance(kind: str, starts: str, rule: str | None, before: timedelta, after: timedelta, name: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{starts}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_offset_text(before)}",
        f"TZOFFSETTO:{_offset_text(after)}",
        f"TZNAME:{name}",
        f"END:{kind}",
    ]


def _offset_text(offset: timedelta) -> str:
    seconds = abs(int(offset.total_seconds()))
    sign = "-" if offset < timedelta() else "+"
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text


@cache
def _rules(key: str) -> _Rules | None:
    """The footer's rules, or None where an RRULE cannot say them."""
    file = zones.tzdata_file("zoneinfo", *key.split("/"))
    footer = file.read_bytes().rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")
    found = _FOOTER.fullmatch(footer)
    if found is None:
        return None
    name, offset = found["name"].strip("<>"), -_clock(found["offset"])
    if not found["dst_name"]:
        return _Rules(name, offset, ())
    dst_name = found["dst_name"].strip("<>")
    dst_offset = -_clock(found["dst_offset"]) if found["dst_offset"] else offset + timedelta(hours=1)
    onsets = (
        _onset(found["dst_begins"], dst_name, offset, dst_offset),
        _onset(found["dst_ends"], name, dst_offset, offset),
    )
    if any(not timedelta() <= onset.clock < _DAY for onset in onsets):
        return None
    return _Rules(name, offset, onsets)


def _onset(rule: str, name: str, before: timedelta, after: timedelta) -> _Onset:
    day, _, clock = rule.partition("/")
    month, week, weekday = (int(part) for part in day.split("."))
    return _Onset(month, week, weekday, _clock(clock or "2"), name, before, after)


def _clock(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in (text.lstrip("+-") + ":0:0").split(":")[:3])
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length


def _hold(rules: _Rules, zone: ZoneInfo, first: date, last: date) -> bool:
    """Whether the rules give the zone's own offset all through the window: each day, and on both sides of each change.

    A day of margin on either side takes in every wall time of the window, whatever the offset.
    """
    if rules.onsets and first.year <= _FIRST_YEAR:
        return False
    begins = datetime.combine(first, time(), UTC) - _DAY
    days = [begins + _DAY * count for count in range((last - first).days + 4)]
    years = range(first.year - 1, last.year + 2)
    changes = sorted((onset.utc_start(year), onset.offset_after) for year in years for onset in rules.onsets)
    starts = [start for start, _ in changes]
    around = [at for start in starts for at in (start - timedelta(seconds=1), start) if days[0] <= at <= days[-1]]
    for at in (*days, *around):
        expected = changes[bisect_right(starts, at) - 1][1] if changes else rules.offset
        if zone.utcoffset(at.astimezone(zone)) != expected:
            return False
    return True
