"""A recurrence rule as a value: what RFC 5545 section 3.3.10 allows and a group can meet by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from facilitator.errors import BadInput

WEEKDAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS: Final = range(5)
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
MAX_COUNT: Final = 5000
MAX_INTERVAL: Final = 999
MAX_TIMES_A_DAY: Final = 12
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Freq(StrEnum):
    """How often a rule comes round."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Day(NamedTuple):
    """A weekday of a rule: Monday is 0; ``nth`` 2 is the second, -1 the last, 0 every one."""

    weekday: int
    nth: int = 0

    @property
    def code(self) -> str:
        """As the rule writes it: ``TH``, ``-1TH``."""
        return f"{self.nth or ''}{WEEKDAY_CODES[self.weekday]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule that was checked; its lists are sorted and without repeats.

    ``until`` is an inclusive instant, kept in UTC. ``wkst`` is the weekday a week starts on, Monday is 0.

    Raises:
        BadInput: for parts that contradict each other, are out of range, or are of absurd size.
    """

    freq: Freq
    interval: int = 1
    byday: tuple[Day, ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    count: int | None = None
    until: datetime | None = None
    wkst: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "byday", tuple(sorted(set(self.byday), key=lambda day: (day[0], _in_time(day[1])))))
        for name in ("bymonthday", "bymonth", "bysetpos", "byhour", "byminute"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)), key=_in_time)))
        _check_sizes(self)
        _check_lists(self)
        _check_days(self)
        _check_possible(self)
        if self.until is not None:
            object.__setattr__(self, "until", _checked_until(self.until))

    @property
    def endless(self) -> bool:
        """Whether neither a count nor a last date ends it."""
        return self.count is None and self.until is None

    def value(self) -> str:
        """The RRULE value, ``FREQ=WEEKLY;BYDAY=TH;COUNT=8``; UNTIL in UTC, as RFC 5545 wants with a zone."""
        parts = [f"FREQ={self.freq}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.wkst != 0:
            parts.append(f"WKST={WEEKDAY_CODES[self.wkst]}")
        lists: tuple[tuple[str, Sequence[object]], ...] = (
            ("BYMONTH", self.bymonth),
            ("BYMONTHDAY", self.bymonthday),
            ("BYDAY", [day.code for day in self.byday]),
            ("BYHOUR", self.byhour),
            ("BYMINUTE", self.byminute),
            ("BYSETPOS", self.bysetpos),
        )
        parts += [f"{name}={','.join(map(str, values))}" for name, values in lists if values]
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%dT%H%M%SZ}")
        return ";".join(parts)


def _in_time(number: int) -> tuple[bool, int]:
    """1, 2, -2, -1: those counted from the end come last."""
    return (number < 0, number)


def _check_sizes(rule: Rule) -> None:
    if not 1 <= rule.interval <= MAX_INTERVAL:
        raise BadInput(f"the interval of a rule cannot be {rule.interval}", f"INTERVAL goes from 1 to {MAX_INTERVAL}.")
    if rule.count is not None and not 1 <= rule.count <= MAX_COUNT:
        raise BadInput(f"a rule cannot have {rule.count} sessions", f"COUNT goes from 1 to {MAX_COUNT}.")
    if rule.count is not None and rule.until is not None:
        raise BadInput("a rule ends by COUNT or by UNTIL, not by both", "Keep the one you mean.")
    if len(rule.byhour or (0,)) * len(rule.byminute or (0,)) > MAX_TIMES_A_DAY:
        raise BadInput("too many sessions a day", f"A rule may name {MAX_TIMES_A_DAY} times of day at most.")
    if rule.wkst not in range(7):
        raise BadInput(f"no weekday has the number {rule.wkst}", "WKST is a weekday, Monday is 0.")


def _check_lists(rule: Rule) -> None:
    ranges = (
        ("BYMONTHDAY", rule.bymonthday, 31, True),
        ("BYMONTH", rule.bymonth, 12, False),
        ("BYSETPOS", rule.bysetpos, 366, True),
    )
    for name, values, most, from_end in ranges:
        for value in values:
            if value == 0 or abs(value) > most or (value < 0 and not from_end):
                also = f", or -1 to -{most} from the end" if from_end else ""
                raise BadInput(f"{name} cannot be {value}", f"{name} goes from 1 to {most}{also}.")
    for name, values, most in (("BYHOUR", rule.byhour, 23), ("BYMINUTE", rule.byminute, 59)):
        for value in values:
            if not 0 <= value <= most:
                raise BadInput(f"{name} cannot be {value}", f"{name} goes from 0 to {most}.")
    if rule.bysetpos and not (rule.byday or rule.bymonthday or rule.bymonth or rule.byhour or rule.byminute):
        raise BadInput("BYSETPOS has nothing to choose from", "Add the days it picks, such as BYDAY=MO,TU,WE,TH,FR.")


def _check_days(rule: Rule) -> None:
    if rule.freq is Freq.WEEKLY and rule.bymonthday:
        raise BadInput("a weekly rule cannot name days of the month", "Use FREQ=MONTHLY or leave BYMONTHDAY out.")
    counted = [day for day in rule.byday if day.nth]
    if not counted:
        return
    if rule.freq in (Freq.DAILY, Freq.WEEKLY):
        raise BadInput(
            f"a {rule.freq.lower()} rule cannot count weekdays ({counted[0].code})",
            f"Use FREQ=MONTHLY;BYDAY={counted[0].code}, or the weekday alone.",
        )
    if len(counted) != len(rule.byday):
        # readers disagree about BYDAY=MO,1TU; dateutil finds no date at all
        raise BadInput("a rule cannot mix every weekday with a counted one", "Make two series, one for each.")
    most = 53 if rule.freq is Freq.YEARLY and not rule.bymonth else 5
    for day in counted:
        if abs(day.nth) > most:
            raise BadInput(f"BYDAY cannot be {day.code}", f"There are at most {most} of one weekday to count.")


def _check_possible(rule: Rule) -> None:
    """Refuse what no date can match: a search for it goes to 2200, which takes dateutil seconds."""
    longest = max((_LONGEST[month - 1] for month in rule.bymonth), default=31)
    if rule.bymonthday and all(abs(day) > longest for day in rule.bymonthday):
        raise BadInput(f"no such month has a day {abs(rule.bymonthday[0])}", "Correct BYMONTH or BYMONTHDAY.")
    sizes = {Freq.DAILY: 1, Freq.WEEKLY: max(1, len(rule.byday))}
    times = max(1, len(rule.byhour)) * max(1, len(rule.byminute))
    size = sizes.get(rule.freq, 366) * times
    if rule.bysetpos and all(abs(position) > size for position in rule.bysetpos):
        raise BadInput(
            f"BYSETPOS={rule.bysetpos[0]} picks nothing", f"There are at most {size} sessions to pick from each time."
        )


def _checked_until(until: datetime) -> datetime:
    if until.tzinfo is None:
        raise BadInput("UNTIL is an instant and needs a zone", "Give it in UTC.")
    if not FIRST_YEAR <= until.year <= LAST_YEAR:
        raise BadInput(
            f"UNTIL cannot be in the year {until.year}",
            f"Use a year from {FIRST_YEAR} to {LAST_YEAR}, or leave UNTIL out for a rule without end.",
        )
    return until.astimezone(UTC).replace(microsecond=0)
