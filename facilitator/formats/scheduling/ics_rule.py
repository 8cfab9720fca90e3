"""The rule of an entry in a calendar file, walked from its start to a last date without running away."""

import re
from datetime import date, datetime, time
from typing import Final

from dateutil.rrule import rrulestr

from facilitator.domain.dates.rule import WEEKDAY_CODES
from facilitator.domain.dates.whole_periods import period_begins
from facilitator.formats.scheduling.ics_entry import Entry, day_of
from facilitator.formats.scheduling.ics_events import BadEntry

# Days that dateutil walks over in one step: it takes 1 to 2 microseconds, whether the rule falls on a day or not.
_DAYS_A_STEP: Final = {"DAILY": 1, "WEEKLY": 3, "MONTHLY": 5, "YEARLY": 10}
_PART: Final = re.compile(r"([A-Z]+)=([A-Z0-9,+-]*)")
_CHARACTERS: Final = 500
_FILTERS: Final = frozenset({"BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
_NAMES: Final = _FILTERS | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_WITHIN_A_DAY: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")


def rule_starts(rule: str, begin: datetime, last: datetime, entry: Entry) -> tuple[list[datetime], int]:
    """The wall times a rule gives up to ``last``, and the steps it took to find them.

    dateutil walks a rule that never falls on a day (30 February) to the year 9999, which takes many seconds. The
    calendar repeats every 400 years, so the rule is walked in the last of those cycles, where that end is near.

    Raises:
        BadEntry: for what is no rule, repeats within a day, or has parts that RFC 5545 does not know.
    """
    parts = _parts(rule, begin)
    until = _until(parts.pop("UNTIL", None), entry)
    last = min(last, until) if until else last
    if begin > last:
        return [], 0
    count = int(parts.pop("COUNT", "0")) or None
    years = (9998 - last.year) // 400 * 400
    shifted = begin.replace(year=begin.year + years)
    first, text = _from_whole_period(parts, shifted)
    found: list[datetime] = []
    walked_to = datetime.combine(date.max, time())
    try:
        for at in rrulestr(text, dtstart=first):
            if at < shifted:
                continue
            if at.year - years > last.year or (back := at.replace(year=at.year - years)) > last:
                walked_to = at
                break
            found.append(back)
            if len(found) == count:
                walked_to = at
                break
    except (ValueError, IndexError, TypeError, OverflowError):
        raise BadEntry("the rule (RRULE) of this event cannot be read") from None
    return found, (walked_to - shifted).days // _DAYS_A_STEP[parts["FREQ"]]


def _from_whole_period(parts: dict[str, str], start: datetime) -> tuple[datetime, str]:
    """Where to walk from, and the rule to walk: with BYSETPOS, the period that the start lies in, as a whole."""
    parts = dict(parts)
    if "BYSETPOS" in parts:
        if not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}:  # what the start says, said aloud
            if parts["FREQ"] == "WEEKLY":
                parts["BYDAY"] = WEEKDAY_CODES[start.weekday()]
            elif parts["FREQ"] != "DAILY":
                parts["BYMONTHDAY"] = str(start.day)
                if parts["FREQ"] == "YEARLY":
                    parts.setdefault("BYMONTH", str(start.month))
        week_start = WEEKDAY_CODES.index(parts.get("WKST", "MO")) if parts.get("WKST", "MO") in WEEKDAY_CODES else 0
        start = datetime.combine(period_begins(parts["FREQ"], start.date(), week_start), start.time())
    return start, ";".join(f"{key}={value}" for key, value in parts.items())


def _parts(rule: str, begin: datetime) -> dict[str, str]:
    """The parts of a rule, none of which can make it run away; empty ones say nothing."""
    if len(rule) > _CHARACTERS:
        raise BadEntry("the rule (RRULE) of this event is too long")
    parts: dict[str, str] = {}
    for part in rule.upper().replace(" ", "").strip(";").split(";"):
        found = _PART.fullmatch(part)
        if found is None or parts.get(found[1], found[2]) != found[2]:
            raise BadEntry("the rule (RRULE) of this event cannot be read")
        if found[2]:
            parts[found[1]] = found[2]
    for name, usual in zip(_WITHIN_A_DAY, (begin.hour, begin.minute, begin.second), strict=True):
        if parts.get(name, "").isdecimal() and int(parts[name]) == usual:
            del parts[name]  # it repeats what the start says
    if parts.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY") or parts.keys() & set(_WITHIN_A_DAY):
        raise BadEntry("this event repeats within a day: closed days repeat daily at most")
    if parts.keys() - _NAMES or parts.get("FREQ") not in _DAYS_A_STEP:
        raise BadEntry("the rule (RRULE) of this event has a part that is not supported")
    if parts.get("COUNT") == "-1":
        del parts["COUNT"]  # how some programs write that it has no end
    for counted in ("INTERVAL", "COUNT"):
        if not re.fullmatch("0*[1-9][0-9]{0,5}", parts.get(counted, "1")):
            raise BadEntry(f"the {counted} in the rule of this event is not a number from 1 up")
    return parts


def _until(text: str | None, entry: Entry) -> datetime | None:
    """The last wall time a rule may give: all of the day, where the file names a day or the entry knows days only."""
    if text is None:
        return None
    until = entry.until(text)
    if isinstance(until, datetime) and entry.tz is not None:
        return entry.wall_time(until)
    return datetime.combine(day_of(until, entry.home), time.max)
