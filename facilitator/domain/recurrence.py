"""From a rule, a start and a zone to the wall times of sessions, lazily and in order.

Rules are expanded in wall time and placed in the zone afterwards, so a 6:30 pm group stays at 6:30 pm all year.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, dropwhile, islice
from typing import Final, Literal
from zoneinfo import ZoneInfo

from facilitator.domain.rule import LAST_YEAR, Day, Freq, Rule
from facilitator.domain.rule_phrases import read_phrase
from facilitator.domain.rule_value import read_value
from facilitator.domain.wall_time import Occurrence, place_in_zone, to_utc

__all__ = ["Day", "Freq", "Occurrence", "Rule", "local_starts", "parse_rule", "place_in_zone"]

_LAST: Final = datetime(LAST_YEAR, 12, 31, 23, 59, 59)  # noqa: DTZ001 - wall time


def parse_rule(text: str, *, start: datetime, zone: ZoneInfo) -> Rule:
    """The rule meant by an RRULE value or by plain words such as ``every thursday, 8 times``.

    ``start`` is the naive wall time of the first session; plain words take from it what they leave out.

    Raises:
        BadInput: what was not understood, what was, and how to say it.
    """
    if "=" in text or text.strip().upper().startswith("RRULE:"):
        return read_value(text, zone=zone)
    return read_phrase(text, start=start, zone=zone)


def local_starts(
    rule: Rule, start: datetime, *, zone: ZoneInfo, after: datetime | None = None, before: datetime | None = None
) -> Iterator[datetime]:
    """Wall times of the rule from ``start`` on, naive, in order, to the end of 2200 at the latest.

    Only those at or after ``after`` and earlier than ``before``. A start that does not match the rule is not a
    session; COUNT counts what the rule yields from the start on, whatever the window.
    """
    # the margin covers zones that change their clocks at the end; the exact check is the one below
    margin = timedelta(days=2)
    until = rule.until.astimezone(zone).replace(tzinfo=None) + margin if rule.until else _LAST
    last = min(until, before or _LAST, _LAST)
    if after is not None and after > last:
        return
    starts = _by_arithmetic(rule, start, after) if _steps_evenly(rule) else _by_dateutil(rule, start, after, last)
    for local in starts:
        if local > last or local == before:
            return
        if rule.until is None or to_utc(local, zone) <= rule.until:
            yield local


def _steps_evenly(rule: Rule) -> bool:
    """Whether its dates repeat after a fixed number of days: weekly rules, and daily ones without conditions."""
    if rule.bymonth or rule.bymonthday or rule.bysetpos or rule.byhour or rule.byminute:
        return False
    return rule.freq is Freq.WEEKLY or (rule.freq is Freq.DAILY and not rule.byday)


def _by_arithmetic(rule: Rule, start: datetime, after: datetime | None) -> Iterator[datetime]:
    """Even rules by date arithmetic: straight to ``after``, where dateutil walks every period from the start."""
    offsets, into_period, step = [0], 0, rule.interval
    if rule.freq is Freq.WEEKLY:
        weekdays = [day.weekday for day in rule.byday] or [start.weekday()]
        offsets = sorted((weekday - rule.wkst) % 7 for weekday in weekdays)
        into_period, step = (start.weekday() - rule.wkst) % 7, 7 * rule.interval
    period = start - timedelta(days=into_period)
    # the rule's occurrences are numbered from the beginning of its first period; some of those lie before the start
    earlier = sum(offset < into_period for offset in offsets)
    first = earlier
    if after is not None and after > start:
        first = max(earlier, (after - period).days // step * len(offsets))
    numbers = range(first, earlier + rule.count) if rule.count is not None else count(first)
    for number in numbers:
        periods, place = divmod(number, len(offsets))
        local = period + timedelta(days=periods * step + offsets[place])
        if after is None or local >= after:
            yield local


def _by_dateutil(rule: Rule, start: datetime, after: datetime | None, last: datetime) -> Iterator[datetime]:
    from dateutil import rrule  # 15 ms, and the usual rule, a weekly one, never needs it

    freqs: dict[Freq, Literal[0, 1, 2, 3]] = {
        Freq.DAILY: rrule.DAILY,
        Freq.WEEKLY: rrule.WEEKLY,
        Freq.MONTHLY: rrule.MONTHLY,
        Freq.YEARLY: rrule.YEARLY,
    }
    # an end is always given, or a rule that matches no date would be searched to the year 9999
    starts: Iterator[datetime] = iter(
        rrule.rrule(
            freqs[rule.freq],
            dtstart=start,
            interval=rule.interval,
            wkst=rule.wkst,
            until=last,
            bysetpos=rule.bysetpos or None,
            bymonth=rule.bymonth or None,
            bymonthday=rule.bymonthday or None,
            byweekday=[rrule.weekday(day.weekday, day.nth or None) for day in rule.byday] or None,
            byhour=rule.byhour or None,
            byminute=rule.byminute or None,
        )
    )
    counted = islice(starts, rule.count)
    return dropwhile(lambda local: after is not None and local < after, counted)
