"""Reading an RRULE value, strictly: a part that would be passed over in silence is refused."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.rule import WEEKDAY_CODES, Day, Freq, Rule
from facilitator.domain.dates.wall_time import end_of_day, to_utc
from facilitator.errors import BadInput

_MAX_LENGTH: Final = 500
_REFUSED: Final = {
    "BYWEEKNO": "week numbers are read differently by different calendars",
    "BYYEARDAY": "days of the year are read differently by different calendars",
    "BYEASTER": "it is not part of the calendar standard",
    "BYSECOND": "sessions start on whole minutes",
    "RSCALE": "other calendars than the Gregorian one are not supported",
    "SKIP": "other calendars than the Gregorian one are not supported",
}
_UNTIL: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


def read_value(text: str, *, zone: ZoneInfo, stored: bool = False) -> Rule:
    """The rule that an RRULE value stands for, with or without ``RRULE:`` before it.

    An UNTIL that is a date includes that whole day in the zone; one without ``Z`` is wall time there. A ``stored``
    rule was taken once, and is read although apps disagree about it.

    Raises:
        BadInput: for anything that is not a rule a group can meet by, with the part that is wrong.
    """
    parts = _parts(text)
    if "FREQ" not in parts:
        raise BadInput("the rule has no FREQ", "Start it with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    read: dict[str, tuple[str, Callable[[str, str], Any]]] = {
        "FREQ": ("freq", _freq),
        "INTERVAL": ("interval", _number),
        "COUNT": ("count", _number),
        "BYDAY": ("byday", _days),
        "BYMONTHDAY": ("bymonthday", _numbers),
        "BYMONTH": ("bymonth", _numbers),
        "BYSETPOS": ("bysetpos", _numbers),
        "BYHOUR": ("byhour", _numbers),
        "BYMINUTE": ("byminute", _numbers),
        "WKST": ("wkst", _weekday),
        "UNTIL": ("until", lambda _, value: _until(value, zone)),
    }
    values: dict[str, Any] = {}
    for name, value in parts.items():
        if name not in read:
            reason = _REFUSED.get(name)
            raise BadInput(
                f"{name} cannot be used: {reason}" if reason else f"unknown part {name!r} in the rule",
                f"Use {', '.join(read)}.",
            )
        field, reader = read[name]
        values[field] = reader(name, value)
    rule = Rule(**values)
    if rule.freq is Freq.YEARLY and rule.bymonthday and not rule.bymonth and not stored:
        days = ",".join(map(str, rule.bymonthday))
        raise BadInput(
            "BYMONTHDAY without BYMONTH cannot be used in a yearly rule: it is read differently by different calendars",
            f"Write FREQ=MONTHLY;BYMONTHDAY={days} for every month, or add the month, such as BYMONTH=1.",
        )
    return rule


def _parts(text: str) -> dict[str, str]:
    body = text.strip().upper().removeprefix("RRULE:")
    if len(body) > _MAX_LENGTH:
        raise BadInput("the rule is too long", f"A rule has at most {_MAX_LENGTH} characters.")
    parts: dict[str, str] = {}
    for part in body.removesuffix(";").split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise BadInput(f"{part.strip()!r} is not a part of a rule", "Parts are written NAME=VALUE, with ; between.")
        if name in parts:
            raise BadInput(f"{name} stands twice in the rule", "Keep the one you mean.")
        parts[name] = value
    return parts


def _freq(_: str, value: str) -> Freq:
    if value in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise BadInput(f"a group cannot meet {value.lower()}", "Use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    try:
        return Freq(value)
    except ValueError:
        raise BadInput(f"unknown FREQ {value!r}", "Use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.") from None


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", value, re.ASCII):
        raise BadInput(f"{name} must be a whole number, not {value!r}", f"Write it like {name}=2.")
    return int(value)


def _numbers(name: str, value: str) -> tuple[int, ...]:
    return tuple(_number(name, one.strip()) for one in value.split(","))


def _weekday(name: str, value: str) -> int:
    if value not in WEEKDAY_CODES:
        raise BadInput(f"{name} must be a weekday, not {value!r}", f"Use one of {', '.join(WEEKDAY_CODES)}.")
    return WEEKDAY_CODES.index(value)


def _days(_: str, value: str) -> tuple[Day, ...]:
    days = []
    for one in value.split(","):
        match = _DAY.fullmatch(one.strip())
        if not match or (match[1] and int(match[1]) == 0):
            raise BadInput(f"BYDAY cannot be {one.strip()!r}", "Write weekdays like TH, 2TU or -1FR.")
        days.append(Day(WEEKDAY_CODES.index(match[2]), int(match[1] or 0)))
    return tuple(days)


def _until(value: str, zone: ZoneInfo) -> datetime:
    wrong = BadInput(f"UNTIL cannot be {value!r}", "Write it like UNTIL=20260630 or UNTIL=20260319T223000Z.")
    match = _UNTIL.fullmatch(value)
    if not match:
        raise wrong
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]))  # noqa: DTZ001 - wall time, placed below
        if match[4] is None:
            return end_of_day(day.date(), zone)
        wall = day.replace(hour=int(match[4]), minute=int(match[5]), second=int(match[6]))
        return wall.replace(tzinfo=UTC) if match[7] else to_utc(wall, zone)
    except (ValueError, OverflowError):
        raise wrong from None
