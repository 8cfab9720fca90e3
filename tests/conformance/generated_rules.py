"""Rules made at random, the same ones every time, each with a start that it falls on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.domain.dates.recurrence import Day, Freq, Rule, local_starts
from facilitator.errors import BadInput
from facilitator.zones import zone

SHOWN = 40
YEARS = timedelta(days=6 * 366)
_ZONES = ("America/New_York", "America/Los_Angeles", "Europe/Berlin", "Australia/Sydney", "Asia/Kolkata", "UTC")


@dataclass(frozen=True, slots=True)
class Expanded:
    """A rule, its start (naive wall time), and its first dates within six years."""

    name: str
    rule: Rule
    start: datetime
    zone: ZoneInfo
    starts: tuple[datetime, ...]


def generated_rules(number: int) -> list[Expanded]:
    """So many rules that a group may meet by."""
    return list(islice(_made(Random(5545)), number))


def expanded(name: str, rule: Rule, start: datetime, place: ZoneInfo) -> Expanded:
    """A rule with its first dates."""
    starts = tuple(islice(local_starts(rule, start, zone=place, before=start + YEARS), SHOWN))
    return Expanded(name, rule, start, place, starts)


def _made(chance: Random) -> Iterator[Expanded]:
    while True:
        place = zone(chance.choice(_ZONES))
        start = datetime(2026, 1, 1, chance.choice((9, 14, 18)), chance.choice((0, 30))) + timedelta(
            chance.randrange(900)
        )
        try:
            rule = _rule(chance, start)
        except BadInput:
            continue
        first = next(local_starts(rule, start, zone=place, before=start + YEARS), None)
        if first is not None:
            # a start that is no session is read differently by others, so the rule begins with its first one
            yield expanded(rule.value(), rule, first, place)


def _rule(chance: Random, start: datetime) -> Rule:
    freq = chance.choice((Freq.DAILY, Freq.WEEKLY, Freq.WEEKLY, Freq.MONTHLY, Freq.MONTHLY, Freq.YEARLY))
    parts: dict[str, Any] = {"interval": chance.choice((1, 1, 1, 2, 3, 4)), "wkst": chance.choice((0, 0, 6))}
    weekdays = tuple(Day(each) for each in chance.sample(range(7), chance.randint(1, 3)))
    if freq is Freq.WEEKLY:
        parts["byday"] = weekdays
    elif freq is Freq.DAILY:
        parts["byday"] = chance.choice(((), weekdays))
    elif chance.random() < 0.5:
        counted = {Day(chance.randrange(7), chance.choice((1, 2, 3, 4, -1, -2))) for _ in range(chance.randint(1, 2))}
        parts["byday"] = tuple(counted)
        parts["bymonth"] = (chance.randint(1, 12),) if freq is Freq.YEARLY else ()
    elif chance.random() < 0.5:
        parts["bymonthday"] = tuple(chance.sample((1, 5, 13, 15, 28, 29, 31, -1, -3), chance.randint(1, 3)))
        parts["bymonth"] = tuple(chance.sample(range(1, 13), 2)) if freq is Freq.YEARLY else ()
    elif freq is Freq.MONTHLY:
        parts["byday"], parts["bysetpos"] = tuple(map(Day, range(5))), (chance.choice((1, 2, -1, -2)),)
    if chance.random() < 0.2 and freq in (Freq.DAILY, Freq.WEEKLY):
        parts["bymonth"] = tuple(chance.sample(range(1, 13), 3))
    match chance.randrange(3):
        case 0:
            parts["count"] = chance.randint(1, 30)
        case 1:
            parts["until"] = start.replace(tzinfo=UTC) + timedelta(days=chance.randint(30, 1500), minutes=7)
    return Rule(freq, **parts)
