"""Periods as people say them: ``last month``, ``this quarter``, ``since september``, ``q1 2027``, ``jan 5 to mar 30``.

Weeks begin on Monday. With ``back``, as in reports, a month or quarter without a year is the latest that has begun, and
a date lies in the past; else they are the coming ones, the present one included.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from facilitator.domain.dates.plain_dates import MONTH_NAMES, NUMBERS, add_months, parse_date
from facilitator.errors import BadInput

_DAY: Final = timedelta(days=1)
_MAX_LENGTH: Final = 80
_HINT: Final = "Write days like 2026-02-19, or a period: last month, this quarter, since september, jan 5 to mar 30."
_MONTHS_OF: Final = {"month": 1, "quarter": 3, "year": 12}
_WHICH: Final = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}
_QUARTERS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR: Final = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_ISO_MONTH: Final = re.compile(r"((?:19|20|21)\d\d)-(\d\d)", re.ASCII)
_Q: Final = re.compile(r"q([1-4])", re.ASCII)
_BETWEEN: Final = re.compile(r"\s(?:to|through|thru|until|till)\s|\s[-\u2013]\s")


class DaySpan(NamedTuple):
    """The days from first to last, both included."""

    first: date
    last: date


def read_period(text: str, today: date, *, back: bool = False) -> DaySpan | None:
    """The period that words name, seen from ``today``; None for words that name none, as a date alone does.

    Raises:
        BadInput: for a period that cannot be, such as one that ends before it begins.
    """
    plain = " ".join(text.lower().replace(",", " ").split())[:_MAX_LENGTH]
    words = [word.rstrip(".") for word in plain.split()]
    if not words:
        return None
    if words[0] in ("since", "from") and not _BETWEEN.search(plain):
        return _since(" ".join(words[1:]), today)
    if (so_far := _to_date(words, today)) is not None:
        return so_far
    plain = plain.removeprefix("from ").removeprefix("between ")
    parts = _BETWEEN.split(plain)
    if len(parts) == 2:
        return _between(parts[0], parts[1], today, back)
    readers: tuple[Callable[[Sequence[str], date, bool], DaySpan | None], ...] = (_counted, _named, _calendar)
    return next((found for read in readers if (found := read(words, today, back)) is not None), None)


def read_days(
    first: str | None, last: str | None, today: date, *, back: bool = False, default: DaySpan | None = None
) -> DaySpan:
    """The days that ``--from`` and ``--to`` name: each a day or a period, and one period alone is both.

    ``default`` stands for what was not said.

    Raises:
        BadInput: for words that are neither, or where an end is missing.
    """
    begins = read_period(first, today, back=back) if first else None
    ends = read_period(last, today, back=back) if last else None
    if begins is not None and not last:
        return begins
    if ends is not None and not first:
        return ends
    from_day = begins.first if begins else _day(first, today, back) if first else default and default.first
    to_day = ends.last if ends else _day(last, today, back) if last else default and default.last
    if from_day is None or to_day is None:
        missing = "from when to when?" if not first and not last else "until when?" if first else "from when?"
        raise BadInput(missing, f"Give --from and --to, or name a period in one of them. {_HINT}")
    return DaySpan(from_day, to_day)


def _day(text: str, today: date, back: bool) -> date:
    try:
        return parse_date(text, today, back=back)
    except BadInput as error:
        if error.title.startswith("not a date"):
            raise BadInput(error.title.replace("not a date", "not a date or a period"), _HINT) from None
        raise


def _since(text: str, today: date) -> DaySpan | None:
    period = read_period(text, today, back=True)
    first = period.first if period is not None else parse_date(text, today, back=True)
    if first > today:
        raise BadInput(f"since {text!r} is in the future", _HINT)
    return DaySpan(first, today)


def _between(first: str, last: str, today: date, back: bool) -> DaySpan:
    begins, ends = (read_period(part, today, back=back) for part in (first, last))
    from_day = begins.first if begins else _day(first, today, back)
    to_day = ends.last if ends else _day(last, today, back)
    if to_day < from_day and back:  # september through may: the year before
        begins = read_period(first, to_day, back=True)
        from_day = begins.first if begins else _day(first, to_day, True)
    elif to_day < from_day:
        ends = read_period(last, from_day)
        to_day = ends.last if ends else _day(last, from_day, False)
    if to_day < from_day:
        raise BadInput(f"{to_day} is before {from_day}", "Both days are included.")
    return DaySpan(from_day, to_day)


def _counted(words: Sequence[str], today: date, _back: bool) -> DaySpan | None:
    """``last 3 months``, ``past 30 days``, ``next 2 weeks``: up to today, or from it on."""
    rest = list(words[1:]) if words[0] == "the" else list(words)
    if len(rest) != 3 or rest[0] not in ("last", "past", "previous", "next", "coming"):
        return None
    number = int(rest[1]) if rest[1].isdecimal() and len(rest[1]) < 5 else NUMBERS.get(rest[1], 0)
    unit = rest[2].removesuffix("s")
    if not number or unit not in ("day", "week", "month", "quarter", "year"):
        return None
    sign = 1 if rest[0] in ("next", "coming") else -1
    if unit in _MONTHS_OF:
        end = add_months(today, sign * number * _MONTHS_OF[unit])
    else:
        end = today + timedelta(days=sign * number * (7 if unit == "week" else 1))
    return DaySpan(today, end - _DAY) if sign > 0 else DaySpan(end + _DAY, today)


def _named(words: Sequence[str], today: date, _back: bool) -> DaySpan | None:
    """``this week``, ``last month``, ``next quarter``."""
    rest = list(words[1:]) if words[0] == "the" else list(words)
    if len(rest) != 2 or rest[0] not in _WHICH:
        return None
    which = _WHICH[rest[0]]
    if rest[1] == "week":
        monday = today + timedelta(days=7 * which - today.weekday())
        return DaySpan(monday, monday + timedelta(days=6))
    months = _MONTHS_OF.get(rest[1])
    if months is None:
        return None
    begin = date(today.year, (today.month - 1) // months * months + 1, 1)
    return _months_from(add_months(begin, which * months), months)


def _to_date(words: Sequence[str], today: date) -> DaySpan | None:
    """``year to date``, ``ytd``, ``so far this month``."""
    text = " ".join(words)
    unit = {"ytd": "year", "mtd": "month", "qtd": "quarter"}.get(text)
    for name in _MONTHS_OF:
        if text in (f"{name} to date", f"so far this {name}", f"this {name} so far"):
            unit = name
    if unit is None:
        return None
    months = _MONTHS_OF[unit]
    return DaySpan(date(today.year, (today.month - 1) // months * months + 1, 1), today)


def _calendar(words: Sequence[str], today: date, back: bool) -> DaySpan | None:
    """``january``, ``jan 2027``, ``2027-01``, ``q1``, ``first quarter of 2027``, ``2027``."""
    rest = [word for word in words if word not in ("of", "the", "in", "all")]
    year = int(rest.pop()) if len(rest) > 1 and _YEAR.fullmatch(rest[-1]) else None
    if year is None and len(rest) == 1 and _YEAR.fullmatch(rest[0]):
        return _months_from(date(int(rest[0]), 1, 1), 12)
    if year is None and len(rest) == 1 and (iso := _ISO_MONTH.fullmatch(rest[0])):
        if not 1 <= int(iso[2]) <= 12:
            raise BadInput(f"there is no month {int(iso[2])}", _HINT)
        return _months_from(date(int(iso[1]), int(iso[2]), 1), 1)
    month, months = 0, 1
    if len(rest) == 1 and rest[0] in MONTH_NAMES:
        month = MONTH_NAMES[rest[0]]
    elif len(rest) == 1 and (quarter := _Q.fullmatch(rest[0])):
        month, months = int(quarter[1]) * 3 - 2, 3
    elif len(rest) == 2 and rest[1] == "quarter" and rest[0] in _QUARTERS:
        month, months = _QUARTERS[rest[0]] * 3 - 2, 3
    if not month:
        return None
    if year is None:
        year = today.year
        if back and date(year, month, 1) > today:
            year -= 1
        elif not back and _months_from(date(year, month, 1), months).last < today:
            year += 1
    return _months_from(date(year, month, 1), months)


def _months_from(first: date, months: int) -> DaySpan:
    return DaySpan(first, add_months(first, months) - _DAY)
