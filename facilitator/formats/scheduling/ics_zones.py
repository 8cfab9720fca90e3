"""The zone that a calendar file means by a TZID: a place, a name of Windows', a fixed offset, or what the file defines.

For our own groups only IANA zones will do. A file of somebody else's says what it says: where it names a place that
tzdata knows, the rules of that place count, since the copies in files are often cut short or old; for every other name
the file's own VTIMEZONE counts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from itertools import islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from facilitator.formats.scheduling.ics_events import BadEntry, FileTimezone, Property
from facilitator.zones import tzdata_file

MOST_ZONES = 50
"""How many zones of its own a file may use: each takes milliseconds to lay out."""

MOST_CHANGES = 2_000
"""Changes of the clocks in one of them: the longest in tzdata has under 400 up to 2110."""

_FIRST, _LAST = datetime(1970, 1, 1), datetime(2110, 12, 31)  # noqa: DTZ001 - wall time
_CYCLES = (9999 - _LAST.year) // 400 * 400  # the calendar repeats every 400 years
_UNKNOWN = "the time zone (TZID) is not known: use an IANA name such as America/New_York"
_OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)?\s*(?P<sign>[+-])(?P<hours>\d{1,2})[:.]?(?P<minutes>[0-5]\d)?\)?")
_UTC = frozenset(
    {
        *("utc", "gmt", "z", "zulu", "etc/utc", "etc/gmt", "etc/zulu", "etc/uct", "uct", "universal", "greenwich"),
        *("coordinated universal time", "tzone://microsoft/utc"),
    }
)
_SHOWN = re.compile(r"\((?:UTC|GMT)[^)]*\)\s*(.+)", re.IGNORECASE)
_VENDOR_NUMBER = re.compile(r"\s+\d{1,2}$")
# hours from UTC of abbreviations that tzdata does not have; of those that it has, it decides
_ABBREVIATIONS = {
    "ast": -4,
    "adt": -3,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "akdt": -8,
}
# as Outlook and others show the zones of North America; by their own names WINDOWS_TO_OLSON has them
_SHOWN_NAMES = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "alaska": "America/Anchorage",
    "arizona": "America/Phoenix",
    "hawaii": "Pacific/Honolulu",
    "indiana (east)": "America/Indiana/Indianapolis",
    "newfoundland": "America/St_Johns",
    "saskatchewan": "America/Regina",
}


class FileZone(tzinfo):
    """A zone as a VTIMEZONE lays it out: its changes in order, each with the offsets before and after it."""

    def __init__(self, changes: Iterable[tuple[datetime, timedelta, timedelta]]) -> None:
        """``changes`` are naive instants in UTC with both offsets; there is at least one."""
        in_order = sorted(changes, key=itemgetter(0))
        self._offsets = [in_order[0][1], *(after for _, _, after in in_order)]
        self._utc = [at for at, _, _ in in_order]
        # by the wall: what a change repeats is its first coming, what it leaves out is counted from before it
        self._walls = [at + max(before, after) for at, before, after in in_order]

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """The offset of a wall time."""
        return self._offsets[0 if dt is None else bisect_right(self._walls, dt.replace(tzinfo=None))]

    def fromutc(self, dt: datetime) -> datetime:
        """The wall time of an instant."""
        return dt + self._offsets[bisect_right(self._utc, dt.replace(tzinfo=None))]

    def dst(self, dt: datetime | None) -> None:
        """Not known: nothing here asks for it."""

    def tzname(self, dt: datetime | None) -> str:
        """No name of its own."""
        return "local time of the file"


class FileZones:
    """The zones of one file, by the names its events use."""

    def __init__(self, defined: Iterable[FileTimezone]) -> None:
        self._defined = {each.tzid.strip().casefold(): each for each in defined}
        self._found: dict[str, tzinfo] = {}
        self._laid_out = 0

    def named(self, tzid: str) -> tzinfo:
        """The zone behind a TZID.

        Raises:
            BadEntry: for one that nobody knows, and that the file does not define either.
        """
        name = tzid.strip().strip('"')
        if name not in self._found:
            self._found[name] = place(name) or self._own(name) or usual(name)
        return self._found[name]

    def _own(self, name: str) -> tzinfo | None:
        defined = self._defined.get(name.casefold())
        if defined is None:
            return None
        self._laid_out += 1
        if self._laid_out > MOST_ZONES:
            raise BadEntry(f"this file defines more than {MOST_ZONES} time zones")
        each = (change for part in defined.observances for change in _changes(part))
        changes = list(islice(each, MOST_CHANGES + 1))
        if len(changes) > MOST_CHANGES or len(defined.observances) > MOST_CHANGES:
            raise BadEntry(f"a time zone of this file changes its clocks more than {MOST_CHANGES:,} times")
        return FileZone(changes) if changes else None


def place(name: str) -> tzinfo | None:
    """The place that tzdata has under a name, in any case, also with a vendor's path before it; else None."""
    parts = name.strip("/").split("/")[-3:]
    for begin in range(len(parts) - 1):
        tail = _known().get("/".join(parts[begin:]).casefold().replace(" ", "_"), "")
        if tail and not tail.startswith("Etc/"):
            return _from_tzdata(tail)
    return None


def usual(name: str) -> tzinfo:
    """The zone that a name without a VTIMEZONE means to the programs that write it.

    Raises:
        BadEntry: for any other.
    """
    shown = _SHOWN.fullmatch(name)
    plain = (shown[1] if shown else name).strip().casefold()
    if plain in _UTC:
        return UTC
    for candidate in (plain, _VENDOR_NUMBER.sub("", plain)):
        known = _windows().get(candidate) or _SHOWN_NAMES.get(candidate.replace("(us & canada)", "").strip())
        known = known or _known().get(candidate.replace("(us & canada)", "").strip())
        if known:
            return _from_tzdata(known)
        if candidate in _ABBREVIATIONS:
            return timezone(timedelta(hours=_ABBREVIATIONS[candidate]))
    offset = _OFFSET.fullmatch(name.strip().upper())
    if offset and int(offset["hours"]) <= 14:
        length = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-length if offset["sign"] == "-" else length)
    raise BadEntry(_UNKNOWN)


@cache
def _known() -> dict[str, str]:
    """The names tzdata has, by their small letters: asking it for others takes milliseconds each."""
    names = tzdata_file("zones").read_text("utf-8").split()
    return {name.casefold(): name for name in names if name != "Factory"}


@cache
def _windows() -> dict[str, str]:
    return {name.casefold(): place for name, place in WINDOWS_TO_OLSON.items()}


@cache
def _from_tzdata(name: str) -> ZoneInfo:
    with tzdata_file("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def _changes(part: Mapping[str, list[Property]]) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """The changes of the clocks that one part of a VTIMEZONE lists: its start, its RDATEs, its yearly rule."""
    try:
        before, after = (_offset(part[name][0].value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        starts = _wall(part["DTSTART"][0].value, before)
        found = {starts, *_extra(part, before)}
        for rule in part.get("RRULE", [])[:1]:
            found.update(_by_rule(rule.value, starts, before))
    except (KeyError, IndexError, ValueError, TypeError, OverflowError):
        return
    for at in found:
        yield at - before, before, after


def _extra(part: Mapping[str, list[Property]], before: timedelta) -> list[datetime]:
    values = (value for each in part.get("RDATE", [])[:200] for value in each.value.split(",")[:200])
    return [_wall(value.split("/")[0], before) for value in values]


def _by_rule(rule: str, starts: datetime, before: timedelta) -> list[datetime]:
    parts = dict(pair.split("=", 1) for pair in rule.upper().replace(" ", "").strip(";").split(";"))
    if parts.get("FREQ") != "YEARLY" or {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        return []
    until = _wall(parts.pop("UNTIL"), before) if "UNTIL" in parts else _LAST
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    if starts < _FIRST and count is None and "INTERVAL" not in parts and starts.day < 29:
        starts = starts.replace(year=_FIRST.year)
    until = min(until, _LAST)
    if starts > until:
        return []
    # dateutil walks a rule that never falls on a day to the year 9999, whatever its end: walked near there, it is short
    parts["UNTIL"] = f"{until.replace(year=until.year + _CYCLES):%Y%m%dT%H%M%S}"
    text = ";".join(f"{key}={value}" for key, value in parts.items())
    found = islice(
        rrulestr(text, dtstart=starts.replace(year=starts.year + _CYCLES)), min(count or MOST_CHANGES, MOST_CHANGES)
    )
    return [at.replace(year=at.year - _CYCLES) for at in found]


def _wall(text: str, before: timedelta) -> datetime:
    """A wall time in the offset that ends there."""
    value = text.strip().upper()
    at = datetime.strptime(value.rstrip("Z") if "T" in value else f"{value}T000000", "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time
    return at + before if value.endswith("Z") else at


def _offset(text: str) -> timedelta:
    sign, digits = text.strip()[0], text.strip()[1:].replace(":", "")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0), seconds=int(digits[4:6] or 0))
    if sign not in "+-" or length >= timedelta(hours=24):
        raise ValueError("no offset")
    return -length if sign == "-" else length
