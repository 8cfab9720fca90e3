"""A rule said in plain words: ``every Thursday, 8 times``. What :mod:`rule_phrases` reads back as the same rule."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.plain_dates import MONTHS, WEEKDAYS, say_date, say_time
from facilitator.domain.dates.rule import WORKDAYS, Day, Freq, Rule
from facilitator.domain.dates.wall_time import end_of_day, to_utc

ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")
UNITS: Final = {Freq.DAILY: "day", Freq.WEEKLY: "week", Freq.MONTHLY: "month", Freq.YEARLY: "year"}

_ADVERBS: Final = {Freq.DAILY: "every day", Freq.WEEKLY: "weekly", Freq.MONTHLY: "monthly", Freq.YEARLY: "yearly"}
_WORKWEEK: Final = tuple(Day(weekday) for weekday in WORKDAYS)


def in_words(rule: Rule, start: datetime, *, zone: ZoneInfo) -> str:
    """The rule in plain words; what it takes from the start stands in brackets: ``weekly (Thursday)``.

    ``start`` is naive wall time. UNTIL is said as the last day on which a session may start.
    """
    if rule == Rule(Freq.DAILY, count=1):
        return "once"
    head, positions_said = _head(rule)
    parts = [head]
    if rule.bymonth and not _is_date_of_year(rule):
        parts.append(_say_months(rule.bymonth))
    if implied := say_implied(rule, start):
        parts[-1] += f" ({implied})"
    if rule.byhour or rule.byminute:
        hours, minutes = rule.byhour or (start.hour,), rule.byminute or (start.minute,)
        parts.append("at " + say_list(say_time(time(hour, minute)) for hour in hours for minute in minutes))
    if rule.bysetpos and not positions_said:
        parts.append("only the " + say_list(_ordinal(position) for position in rule.bysetpos))
    if rule.count is not None:
        parts.append("1 time" if rule.count == 1 else f"{rule.count} times")
    if rule.until is not None:
        parts.append("until " + _say_until(rule, rule.until.astimezone(zone), start, zone))
    if rule.wkst:
        parts.append(f"weeks starting on {WEEKDAYS[rule.wkst]}")
    return ", ".join(parts)


def _say_months(months: Sequence[int]) -> str:
    """The months that are meant, or those that are not where these are fewer."""
    without = [month for month in range(1, 13) if month not in months]
    if 0 < len(without) < len(months):
        return "except " + say_list(MONTHS[month - 1] for month in without)
    return "in " + say_list(MONTHS[month - 1] for month in months)


def say_implied(rule: Rule, start: datetime) -> str:
    """What a rule that names no day takes from its start: a weekday, a day of the month, a date; else nothing."""
    if rule.byday or rule.bymonthday or rule.freq is Freq.DAILY:
        return ""
    if rule.freq is Freq.WEEKLY:
        return WEEKDAYS[start.weekday()]
    if rule.freq is Freq.YEARLY and not rule.bymonth:
        return f"{start.day} {MONTHS[start.month - 1][:3]}"
    return f"the {say_numbered(start.day)}"


def _head(rule: Rule) -> tuple[str, bool]:
    """How often and on which days, and whether that says BYSETPOS already."""
    often = _ADVERBS[rule.freq] if rule.interval == 1 else f"every {rule.interval} {UNITS[rule.freq]}s"
    if rule.freq is Freq.WEEKLY and rule.byday and rule.interval == 1 and not rule.bysetpos:
        return f"every {_say_weekdays(rule.byday)}", False
    if _is_date_of_year(rule):
        return f"{often} on {rule.bymonthday[0]} {MONTHS[rule.bymonth[0] - 1][:3]}", False
    if _picks_weekday(rule):
        which = f"{say_list(_ordinal(position) for position in rule.bysetpos)} weekday"
        return (f"{which} of the month" if rule.interval == 1 else f"{often} on the {which}"), True
    counted = bool(rule.byday and rule.byday[0].nth)
    if rule.freq is Freq.MONTHLY and counted and rule.interval == 1 and not rule.bymonthday:
        return f"{_say_counted(rule.byday)} of the month", False
    words = often
    if rule.byday:
        every = "every " if rule.freq in (Freq.MONTHLY, Freq.YEARLY) else ""
        words += f" on the {_say_counted(rule.byday)}" if counted else f" on {every}{_say_weekdays(rule.byday)}"
    if rule.bymonthday:
        words += " falling on the " if rule.byday else " on the "
        words += say_list(say_numbered(day) if day > 0 else _ordinal(day) for day in rule.bymonthday)
        words += " day" if rule.bymonthday[-1] < 0 else ""
    return words, False


def _is_date_of_year(rule: Rule) -> bool:
    """Whether it is a rule like every 19 February."""
    one_date = len(rule.bymonth) == 1 and len(rule.bymonthday) == 1 and rule.bymonthday[0] > 0
    return rule.freq is Freq.YEARLY and one_date and not rule.byday


def _picks_weekday(rule: Rule) -> bool:
    """Whether it is a rule like the last weekday (Monday to Friday) of the month."""
    return bool(
        rule.freq is Freq.MONTHLY and rule.bysetpos and rule.byday == _WORKWEEK and not rule.bymonthday
    ) and not (rule.byhour or rule.byminute)


def _say_weekdays(days: Sequence[Day]) -> str:
    return "weekday" if tuple(days) == _WORKWEEK else say_list(WEEKDAYS[day.weekday] for day in days)


def _say_counted(days: Iterable[Day]) -> str:
    return say_list(
        f"{say_list(_ordinal(day.nth) for day in counted)} {WEEKDAYS[weekday]}"
        for weekday, counted in groupby(days, key=lambda day: day.weekday)
    )


def _say_until(rule: Rule, until: datetime, start: datetime, zone: ZoneInfo) -> str:
    day = until.date()
    if until == end_of_day(day, zone):
        return say_date(day)
    if rule.byhour or rule.byminute:
        return f"{say_time(until.time())} on {say_date(day)}"
    held = to_utc(datetime.combine(day, start.time()), zone) <= until
    return say_date(day if held else day - timedelta(days=1))


def _ordinal(number: int) -> str:
    if number == -1:
        return "last"
    if number < 0:
        return f"{_ordinal(-number)} to last"
    return ORDINALS[number - 1] if number <= len(ORDINALS) else say_numbered(number)


def say_numbered(number: int) -> str:
    """``31st``."""
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def say_list(items: Iterable[str]) -> str:
    """``Monday, Tuesday and Friday``."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last
