"""Rules in plain words: phrases read, rules said back, and phrases that are refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import Day, Freq, Rule, local_starts, parse_rule
from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.dates.wall_time import end_of_day
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)  # a Thursday


def read(text: str, start: datetime = START) -> Rule:
    return parse_rule(text, start=start, zone=NEW_YORK)


# phrase, rule, the rule in words: what is not in docs/recurrence.md, which is a test as well
PHRASES = [
    ("every week", "FREQ=WEEKLY", "weekly (Thursday)"),
    ("weekly on monday", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    ("mon-fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("weekends", "FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday"),
    (
        "every 2 months on the first weekday",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "every 2 months on the first weekday",
    ),
    ("monthly on every thursday", "FREQ=MONTHLY;BYDAY=TH", "monthly on every Thursday"),
    ("20th monday of the year", "FREQ=YEARLY;BYDAY=20MO", "yearly on the 20th Monday"),
    (
        "every thursday until june 2027",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270701T035959Z",
        "every Thursday, until Wed 30 Jun 2027",
    ),
]


@pytest.mark.parametrize(("phrase", "value", "words"), PHRASES, ids=[phrase for phrase, _, _ in PHRASES])
def test_a_phrase_is_read_and_said_back(phrase: str, value: str, words: str) -> None:
    rule = read(phrase)
    assert (rule.value(), in_words(rule, START, zone=NEW_YORK)) == (value, words)
    assert read(words) == rule


# rules that only RRULE values can give
SAID = [
    (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "every 2 weeks on Tuesday and Sunday, 4 times, weeks starting on Sunday",
    ),
    ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1", "weekly on Monday and Tuesday, only the last"),
    ("FREQ=DAILY;BYHOUR=9,15;BYSETPOS=2", "every day, at 9:30 am and 3:30 pm, only the second"),
    ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "monthly on the 28th, 29th, 30th and 31st, only the last"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "monthly on every Friday falling on the 13th"),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4",
        "every 4 years on every Tuesday falling on the 2nd, 3rd and 4th, in November",
    ),
    ("FREQ=YEARLY;BYMONTH=6,7", "yearly, in June and July (the 19th)"),
    ("FREQ=MONTHLY;BYMONTHDAY=-2,-1,1", "monthly on the 1st, second to last and last day"),
]


@pytest.mark.parametrize(("value", "words"), SAID)
def test_any_rule_is_said(value: str, words: str) -> None:
    assert in_words(read(value), START, zone=NEW_YORK) == words
    assert read(words) == read(value)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("20260319T223000Z", "every Thursday, until Thu 19 Mar 2026"),
        ("20260319T222959Z", "every Thursday, until Wed 18 Mar 2026"),
        # half past eight in the evening is the next day in UTC
        ("20260320T003000Z", "every Thursday, until Thu 19 Mar 2026"),
    ],
)
def test_until_is_said_as_the_last_day_it_allows(until: str, words: str) -> None:
    rule = read(f"FREQ=WEEKLY;BYDAY=TH;UNTIL={until}")
    assert in_words(rule, START, zone=NEW_YORK) == words
    assert list(local_starts(read(words), START, zone=NEW_YORK)) == list(local_starts(rule, START, zone=NEW_YORK))


def test_until_names_the_time_when_there_are_several_a_day() -> None:
    rule = read("FREQ=DAILY;BYHOUR=9,15;UNTIL=20260225T200000Z")
    words = in_words(rule, START, zone=NEW_YORK)
    assert words == "every day, at 9:30 am and 3:30 pm, until 3:00 pm on Wed 25 Feb 2026"
    assert read(words) == rule


ends = st.one_of(
    st.just({}),
    st.integers(1, 5000).map(lambda count: {"count": count}),
    st.dates(START.date(), datetime(2199, 1, 1).date()).map(lambda day: {"until": end_of_day(day, NEW_YORK)}),
)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(map(Day, days)))
nths = st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3, -4, -5])
counted_days = st.sets(st.tuples(st.integers(0, 6), nths), min_size=1, max_size=5).map(
    lambda days: tuple(Day(*day) for day in days)
)
month_days = st.sets(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=5).map(tuple)
months = st.sets(st.integers(1, 12), min_size=1, max_size=4).map(tuple)
positions = st.sets(st.integers(1, 366) | st.sampled_from([1, 2, -1, -2, -12]), min_size=1, max_size=3).map(tuple)
hours = st.sets(st.integers(0, 23), min_size=2, max_size=4).map(tuple)
maybe_months = st.just(()) | months


def sayable(freq: Freq, **lists: st.SearchStrategy) -> st.SearchStrategy[Rule]:
    """Rules of one frequency that plain words can express, with any end."""

    def made(end: dict[str, Any], **values: Any) -> Rule | None:
        try:
            return Rule(freq, **values, **end)
        except BadInput:
            return None

    rules = st.builds(
        made, ends, interval=st.integers(1, 12), wkst=st.integers(0, 6), byhour=st.just(()) | hours, **lists
    )
    return rules.filter(lambda rule: rule is not None)


SAYABLE = st.one_of(
    sayable(Freq.DAILY, byday=st.just(()) | weekdays, bymonthday=st.just(()) | month_days, bymonth=maybe_months),
    sayable(Freq.WEEKLY, byday=st.just(()) | weekdays, bymonth=maybe_months),
    sayable(Freq.WEEKLY, byday=weekdays, bysetpos=positions),
    sayable(Freq.MONTHLY, byday=st.just(()) | weekdays | counted_days, bymonth=maybe_months),
    sayable(Freq.MONTHLY, byday=st.just(()) | weekdays | counted_days, bymonthday=month_days),
    sayable(Freq.MONTHLY, byday=weekdays | counted_days, bysetpos=positions),
    sayable(Freq.MONTHLY, byday=st.just(tuple(map(Day, range(5)))), bysetpos=positions),
    sayable(Freq.YEARLY, byday=st.just(()) | weekdays | counted_days, bymonth=maybe_months),
    sayable(Freq.YEARLY, byday=st.just(()) | weekdays, bymonthday=month_days, bymonth=months, bysetpos=positions),
    sayable(Freq.YEARLY, bymonthday=st.integers(1, 28).map(lambda day: (day,)), bymonth=months),
)


@given(SAYABLE, st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_what_is_said_is_read_as_the_same_rule(rule: Rule, start: datetime) -> None:
    start = start.replace(second=0, microsecond=0)
    assert read(in_words(rule, start, zone=NEW_YORK), start) == rule


@given(st.integers(0, 40 * 24 * 60), st.sampled_from(["FREQ=WEEKLY", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=1TH,3TH"]))
def test_any_until_is_said_as_the_same_sessions(minutes: int, value: str) -> None:
    until = START.replace(tzinfo=UTC) + timedelta(days=1, minutes=minutes)
    rule = read(f"{value};UNTIL={until:%Y%m%dT%H%M%SZ}")
    again = read(in_words(rule, START, zone=NEW_YORK))
    assert list(local_starts(again, START, zone=NEW_YORK)) == list(local_starts(rule, START, zone=NEW_YORK))
