"""Which months lack the day on which a rule meets: five months of a year have no 31st, and the group is not told."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from facilitator.domain.dates.plain_dates import MONTHS, NUMBERS
from facilitator.domain.dates.rule import Freq, Rule
from facilitator.domain.dates.rule_words import say_list, say_numbered

_WORDS: Final = {number: word for word, number in NUMBERS.items()}
_NEVER: Final = "The group does not meet then; 'last day of the month' is in every one."


def missing_days(rule: Rule, start: datetime, last: datetime | None) -> Iterator[str]:
    """What to say of days that not every month has, between ``start`` and ``last`` (the last session, or no end).

    Only months that the rule comes to count; with an end, only those up to it.
    """
    if rule.freq not in (Freq.MONTHLY, Freq.YEARLY) or rule.bysetpos:
        return
    days = rule.bymonthday or (() if rule.byday else (start.day,))
    for day in sorted({abs(day) for day in days}):
        if day <= 28 or (rule.byday and rule.bymonthday):
            continue
        months = _visited(rule, start, last)
        without = sorted({month for year, month in months if _length(year, month, rule, last) < day})
        if not without:
            continue
        named = say_list([MONTHS[month - 1] for month in without])
        if day == 29:
            yield f"February has a 29th in leap years only. {_NEVER}"
        elif len(without) == 1:
            yield f"{named} has no {say_numbered(day)}. {_NEVER}"
        else:
            of = " of a year" if rule.freq is Freq.MONTHLY and rule.interval == 1 and not rule.bymonth else ""
            yield f"{_WORDS[len(without)].capitalize()} months{of} have no {say_numbered(day)}: {named}. {_NEVER}"
    if rule.freq is Freq.MONTHLY and any(abs(day.nth) == 5 for day in rule.byday):
        yield "A weekday comes a fifth time in four or five months of a year. The group does not meet in the others."


def _length(year: int, month: int, rule: Rule, last: datetime | None) -> int:
    """How many days a month has; without an end, February is as short as it comes, unless only leap years are met."""
    if month == 2 and last is None and rule.freq is Freq.MONTHLY:
        return 28
    return monthrange(year, month)[1]


def _visited(rule: Rule, start: datetime, last: datetime | None) -> Sequence[tuple[int, int]]:
    """The months that a rule comes to, at most those of a few years."""
    every = rule.interval * (12 if rule.freq is Freq.YEARLY else 1)
    months, found = rule.bymonth, list[tuple[int, int]]()
    place = start.year * 12 + start.month - 1
    if rule.freq is Freq.YEARLY:
        place, months = start.year * 12, months or (start.month,)
    for _ in range(60):
        year, month = divmod(place, 12)
        if last is not None and (year, month + 1) > (last.year, last.month):
            break
        found += [(year, each) for each in months] if rule.freq is Freq.YEARLY else [(year, month + 1)]
        place += every
    allowed = [each for each in found if not months or each[1] in months]
    return [each for each in allowed if last is None or each <= (last.year, last.month)]
