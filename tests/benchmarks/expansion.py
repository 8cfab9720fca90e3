"""Row 7: a year of dates for 10,000 weekly series, as naive wall times and as instants in UTC."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule

from facilitator.domain.dates.recurrence import local_starts, utc_starts
from facilitator.domain.dates.rule import Day, Freq, Rule
from facilitator.zones import zone
from tests.benchmarks.measure import Measured, in_turn, timed

SERIES = 10_000
_YEAR = timedelta(days=365)
_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
Series = tuple[Rule, datetime, ZoneInfo]


def measure_naive() -> Measured:
    """Wall times; dateutil builds its rule and walks it, with nothing to parse and no years before to walk through."""
    return _measured("expand", "expand 10,000 weekly series by a year, wall times", _naive, bar=0.03)


def measure_utc() -> Measured:
    """Instants; dateutil gives wall times and converts nothing."""
    return _measured("expand-utc", "expand 10,000 weekly series by a year, with UTC", _utc, bar=0.15)


def _measured(name: str, work: str, expand: Callable[[Series], list[datetime]], *, bar: float) -> Measured:
    series = _series()
    assert [_naive(each) for each in series[:500]] == [_theirs(each) for each in series[:500]]
    pairs = in_turn(timed(lambda: _each(expand, series)), timed(lambda: _each(_theirs, series)), pairs=9)
    return pairs.told(name, 7, work, bar=bar)


def _each(expand: Callable[[Series], list[datetime]], series: list[Series]) -> None:
    """One after the other, as they are stored: no two are in hand at once."""
    for one in series:
        expand(one)


def _series() -> list[Series]:
    """Every day of the week and many times of day, each from its first session on."""
    made = []
    for at in range(SERIES):
        start = datetime(2026, 1, 5, 9 + at % 12, 30) + timedelta(days=at % 180)
        rule = Rule(Freq.WEEKLY, byday=(Day(start.weekday()),))
        made.append((rule, start, zone(_ZONES[at % len(_ZONES)])))
    return made


def _naive(series: Series) -> list[datetime]:
    rule, start, place = series
    return list(local_starts(rule, start, zone=place, before=start + _YEAR))


def _utc(series: Series) -> list[datetime]:
    rule, start, place = series
    return utc_starts(rule, start, zone=place, before=start + _YEAR)


def _theirs(series: Series) -> list[datetime]:
    rule, start, _ = series
    weekdays = [day.weekday for day in rule.byday]
    last = start + _YEAR - timedelta(seconds=1)
    return list(rrule.rrule(rrule.WEEKLY, dtstart=start, interval=rule.interval, byweekday=weekdays, until=last))
