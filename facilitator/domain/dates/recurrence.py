"""From a rule, a start and a zone to the wall times of sessions, lazily and in order.

Rules are expanded in wall time and placed in the zone afterwards, so a 6:30 pm group stays at 6:30 pm all year.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import accumulate, chain, dropwhile, islice, repeat
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from facilitator.domain.dates.rule import LAST_YEAR, Day, Freq, Rule
from facilitator.domain.dates.rule_phrases import read_phrase
from facilitator.domain.dates.rule_value import read_value
from facilitator.domain.dates.wall_time import Occurrence, all_to_utc, place_in_zone, to_utc
from facilitator.domain.dates.whole_periods import period_begins

__all__ = ["Day", "Freq", "Occurrence", "Rule", "local_starts", "parse_rule", "place_in_zone", "utc_starts"]

_LAST: Final = datetime(LAST_YEAR, 12, 31, 23, 59, 59)  # noqa: DTZ001 - wall time
_WINDOW: Final = timedelta(days=3 * 366)
_MARGIN: Final = timedelta(days=2)
_TICK: Final = timedelta(microseconds=1)


def parse_rule(text: str, *, start: datetime, zone: ZoneInfo, minutes: int | None = None, stored: bool = False) -> Rule:
    """The rule meant by an RRULE value or by plain words such as ``every thursday, 8 times``.

    ``start`` is the naive wall time of the first session; plain words take from it what they leave out. ``minutes`` is
    how long a session lasts, where that is known: words may say it, too. ``stored`` reads a rule that was taken once,
    also where it would be refused by now.

    Raises:
        BadInput: what was not understood, what was, and how to say it.
    """
    if "=" in text or text.strip().upper().startswith("RRULE:"):
        return read_value(text, zone=zone, stored=stored)
    return read_phrase(text, start=start, zone=zone, minutes=minutes)


def local_starts(
    rule: Rule, start: datetime, *, zone: ZoneInfo, after: datetime | None = None, before: datetime | None = None
) -> Iterator[datetime]:
    """Wall times of the rule from ``start`` on, naive, in order, to the end of 2200 at the latest.

    Only those at or after ``after`` and earlier than ``before``. A start that does not match the rule is not a
    session; COUNT counts what the rule yields from the start on, whatever the window.
    """
    last = _LAST
    if rule.until is not None:
        # the margin covers zones that change their clocks at the end; the exact check comes after
        last = min(last, rule.until.astimezone(zone).replace(tzinfo=None) + _MARGIN)
    if before is not None and before <= last:
        last = before - _TICK
    if after is not None and after > last:
        return iter(())
    if _steps_evenly(rule):
        dates = _evenly(rule, start, after, last, bounded=before is not None or not rule.endless)
    else:
        dates = _by_dateutil(rule, start, after, last)
    return dates if rule.until is None else _until(rule.until, dates, zone)


def utc_starts(
    rule: Rule, start: datetime, *, zone: ZoneInfo, after: datetime | None = None, before: datetime | None = None
) -> list[datetime]:
    """The same as :func:`local_starts` as instants in UTC; a window or an end keeps an endless rule short."""
    return all_to_utc(list(local_starts(rule, start, zone=zone, after=after, before=before)), zone)


def _until(until: datetime, dates: Iterator[datetime], zone: ZoneInfo) -> Iterator[datetime]:
    near = until.replace(tzinfo=None) - _MARGIN
    for local in dates:
        if local < near or to_utc(local, zone) <= until:
            yield local


def _steps_evenly(rule: Rule) -> bool:
    """Whether its dates repeat after a fixed number of days: weekly rules, and daily ones without conditions."""
    if rule.bymonth or rule.bymonthday or rule.bysetpos or rule.byhour or rule.byminute:
        return False
    return rule.freq is Freq.WEEKLY or (rule.freq is Freq.DAILY and not rule.byday)


def _evenly(
    rule: Rule, start: datetime, after: datetime | None, last: datetime, *, bounded: bool
) -> Iterator[datetime]:
    """Even rules by date arithmetic: straight to ``after``, where dateutil walks every period from the start."""
    shifts, days = [0], rule.interval
    if rule.freq is Freq.WEEKLY:
        days *= 7
        if rule.byday:
            into_week = (start.weekday() - rule.wkst) % 7
            shifts = [(day.weekday - rule.wkst) % 7 - into_week for day in rule.byday]
            shifts.sort()
    step = timedelta(days=days)
    if rule.count is not None:
        # occurrences are numbered from the beginning of the first week; some of those lie before the start
        periods, place = divmod(sum(shift < 0 for shift in shifts) + rule.count - 1, len(shifts))
        last = min(last, start + periods * step + timedelta(days=shifts[place]))
    first = start if after is None or after < start else after
    lines = [start + timedelta(days=shift) if shift else start for shift in shifts]
    if bounded:
        return _run(lines[0], step, first, last) if len(lines) == 1 else _merged(lines, step, first, last)
    return chain.from_iterable(_merged(lines, step, *window) for window in _windows(first, last))


def _run(line: datetime, step: timedelta, first: datetime, last: datetime) -> Iterator[datetime]:
    """The dates from first to last, both included, of a line of dates ``step`` apart."""
    at = line if line >= first else line - (line - first) // step * step
    if at > last:
        return iter(())
    # added up in C, 60 ns a date; Any, since what is added is no date itself
    steps: Iterator[Any] = repeat(step, (last - at) // step)
    return accumulate(steps, initial=at)


def _merged(lines: Sequence[datetime], step: timedelta, first: datetime, last: datetime) -> Iterator[datetime]:
    """The same of several lines, in order."""
    return iter(sorted(chain.from_iterable(_run(line, step, first, last) for line in lines)))


def _windows(first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Spans of some years, one after the other, so that a rule without end is not written out to its end."""
    while first <= last:
        following = min(first + _WINDOW, last + _TICK)
        yield first, following - _TICK
        first = following


def _by_dateutil(rule: Rule, start: datetime, after: datetime | None, last: datetime) -> Iterator[datetime]:
    from dateutil import rrule  # 15 ms, and the usual rule, a weekly one, never needs it

    freqs: dict[Freq, Literal[0, 1, 2, 3]] = {
        Freq.DAILY: rrule.DAILY,
        Freq.WEEKLY: rrule.WEEKLY,
        Freq.MONTHLY: rrule.MONTHLY,
        Freq.YEARLY: rrule.YEARLY,
    }
    first = _whole_period(rule, start)
    # an end is always given, or a rule that matches no date would be searched to the year 9999
    starts: Iterator[datetime] = iter(
        rrule.rrule(
            freqs[rule.freq],
            dtstart=first,
            interval=rule.interval,
            wkst=rule.wkst,
            until=last,
            bysetpos=rule.bysetpos or None,
            **_said_aloud(rule, start),
            byweekday=[rrule.weekday(day.weekday, day.nth or None) for day in rule.byday] or _weekday(rule, start),
        )
    )
    counted = islice(dropwhile(lambda local: local < start, starts), rule.count)
    return dropwhile(lambda local: after is not None and local < after, counted)


def _whole_period(rule: Rule, start: datetime) -> datetime:
    """Where to walk from: with BYSETPOS, the beginning of the week, month or year that the start lies in."""
    if not rule.bysetpos:
        return start
    return datetime.combine(period_begins(rule.freq, start.date(), rule.wkst), time(second=start.second))


def _weekday(rule: Rule, start: datetime) -> int | None:
    """The weekday that a weekly rule takes from its start, where it does not walk from there."""
    return start.weekday() if rule.bysetpos and rule.freq is Freq.WEEKLY else None


def _said_aloud(rule: Rule, start: datetime) -> dict[str, Any]:
    """The parts of a rule for dateutil; where it does not walk from the start, with what they take from it."""
    months, days = rule.bymonth, rule.bymonthday
    hours, minutes = rule.byhour, rule.byminute
    if rule.bysetpos:
        hours, minutes = hours or (start.hour,), minutes or (start.minute,)
        if rule.freq in (Freq.MONTHLY, Freq.YEARLY) and not (rule.byday or days):
            days = (start.day,)
            months = months or ((start.month,) if rule.freq is Freq.YEARLY else ())
    parts: dict[str, Any] = {
        "bymonth": months or None,
        "bymonthday": days or None,
        "byhour": hours or None,
        "byminute": minutes or None,
    }
    return parts
