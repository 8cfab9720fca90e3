"""Rules in plain words: phrases read, rules said back, and phrases that are refused."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.recurrence import Day, Freq, Rule, local_starts, parse_rule
from facilitator.domain.rule_words import in_words
from facilitator.domain.wall_time import end_of_day
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)  # a Thursday


def read(text: str, start: datetime = START) -> Rule:
    return parse_rule(text, start=start, zone=NEW_YORK)


# phrase, rule, the rule in words
PHRASES = [
    ("every thursday", "FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
    ("every thursday, 8 times", "FREQ=WEEKLY;BYDAY=TH;COUNT=8", "every Thursday, 8 times"),
    ("thursdays", "FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
    ("EVERY THUR., for eight sessions", "FREQ=WEEKLY;BYDAY=TH;COUNT=8", "every Thursday, 8 times"),
    ("each wed, 1 time", "FREQ=WEEKLY;BYDAY=WE;COUNT=1", "every Wednesday, 1 time"),
    ("every thursday for 8 weeks", "FREQ=WEEKLY;BYDAY=TH;COUNT=8", "every Thursday, 8 times"),
    ("tue/thu for 6 weeks", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=12", "every Tuesday and Thursday, 12 times"),
    ("every other tue for 8 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=4", "every 2 weeks on Tuesday, 4 times"),
    (
        "every other week for 3 weeks",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260312T035959Z",
        "every 2 weeks (Thursday), until Wed 11 Mar 2026",
    ),
    ("weekly", "FREQ=WEEKLY", "weekly (Thursday)"),
    ("every week", "FREQ=WEEKLY", "weekly (Thursday)"),
    ("weekly on monday", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    ("every other tuesday and thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "every 2 weeks on Tuesday and Thursday"),
    ("every 2 weeks on tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday"),
    ("every second week on tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday"),
    ("bi-weekly on wednesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "every 2 weeks on Wednesday"),
    ("fortnightly", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks (Thursday)"),
    ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("mon-fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("sat to mon", "FREQ=WEEKLY;BYDAY=MO,SA,SU", "every Monday, Saturday and Sunday"),
    ("weekends", "FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday"),
    ("every monday and every wednesday", "FREQ=WEEKLY;BYDAY=MO,WE", "every Monday and Wednesday"),
    ("Mondays, Wednesdays & Fridays", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday"),
    ("daily", "FREQ=DAILY", "every day"),
    ("every other day, 5 times", "FREQ=DAILY;INTERVAL=2;COUNT=5", "every 2 days, 5 times"),
    ("every day for 5 days", "FREQ=DAILY;UNTIL=20260224T045959Z", "every day, until Mon 23 Feb 2026"),
    ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "last Friday of the month"),
    ("second to last friday of the month", "FREQ=MONTHLY;BYDAY=-2FR", "second to last Friday of the month"),
    ("first and third monday", "FREQ=MONTHLY;BYDAY=1MO,3MO", "first and third Monday of the month"),
    ("1st, 3rd and 5th sat", "FREQ=MONTHLY;BYDAY=1SA,3SA,5SA", "first, third and fifth Saturday of the month"),
    ("first monday and last thursday", "FREQ=MONTHLY;BYDAY=1MO,-1TH", "first Monday and last Thursday of the month"),
    (
        "2nd and 4th monday until june",
        "FREQ=MONTHLY;BYDAY=2MO,4MO;UNTIL=20260701T035959Z",
        "second and fourth Monday of the month, until Tue 30 Jun 2026",
    ),
    ("every first tuesday", "FREQ=MONTHLY;BYDAY=1TU", "first Tuesday of the month"),
    ("every last tuesday", "FREQ=MONTHLY;BYDAY=-1TU", "last Tuesday of the month"),
    ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU", "second Tuesday of the month"),
    ("every month on the 2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU", "second Tuesday of the month"),
    ("first monday of every 3 months", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday"),
    ("last weekday of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "last weekday of the month"),
    (
        "every 2 months on the first weekday",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "every 2 months on the first weekday",
    ),
    ("monthly on every thursday", "FREQ=MONTHLY;BYDAY=TH", "monthly on every Thursday"),
    ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "monthly on the 15th"),
    ("1st and 15th of each month", "FREQ=MONTHLY;BYMONTHDAY=1,15", "monthly on the 1st and 15th"),
    ("the 15th and the last day of the month", "FREQ=MONTHLY;BYMONTHDAY=15,-1", "monthly on the 15th and last day"),
    (
        "every friday falling on the 13th",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "monthly on every Friday falling on the 13th",
    ),
    ("monthly", "FREQ=MONTHLY", "monthly (the 19th)"),
    ("quarterly", "FREQ=MONTHLY;INTERVAL=3", "every 3 months (the 19th)"),
    ("monthly for 3 months", "FREQ=MONTHLY;UNTIL=20260519T035959Z", "monthly (the 19th), until Mon 18 May 2026"),
    ("yearly", "FREQ=YEARLY", "yearly (19 Feb)"),
    ("every year on feb 29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "yearly on 29 Feb"),
    ("third sunday of january", "FREQ=YEARLY;BYMONTH=1;BYDAY=3SU", "yearly on the third Sunday, in January"),
    ("20th monday of the year", "FREQ=YEARLY;BYDAY=20MO", "yearly on the 20th Monday"),
    ("every thursday in june and july", "FREQ=WEEKLY;BYMONTH=6,7;BYDAY=TH", "every Thursday, in June and July"),
    (
        "every thursday until 2026-06-30",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260701T035959Z",
        "every Thursday, until Tue 30 Jun 2026",
    ),
    (
        "every thursday thru 6/30",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260701T035959Z",
        "every Thursday, until Tue 30 Jun 2026",
    ),
    (
        "every thursday till the end of jan",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270201T045959Z",
        "every Thursday, until Sun 31 Jan 2027",
    ),
    (
        "every thursday until february",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260301T045959Z",
        "every Thursday, until Sat 28 Feb 2026",
    ),
    (
        "every thursday until june 2027",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270701T035959Z",
        "every Thursday, until Wed 30 Jun 2027",
    ),
    ("every thursday at 6:30 pm", "FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
    ("every monday at 9:30 and 3:30p", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,15", "every Monday, at 9:30 am and 3:30 pm"),
    (
        "every monday at 9 am, noon and 3 pm",
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,12,15;BYMINUTE=0",
        "every Monday, at 9:00 am, 12:00 pm and 3:00 pm",
    ),
    ("once", "FREQ=DAILY;COUNT=1", "once"),
    ("One time", "FREQ=DAILY;COUNT=1", "once"),
    ("does not repeat", "FREQ=DAILY;COUNT=1", "once"),
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
    ("FREQ=YEARLY;BYMONTHDAY=15", "yearly on the 15th"),
    ("FREQ=MONTHLY;BYMONTHDAY=-2,-1,1", "monthly on the 1st, second to last and last day"),
]


@pytest.mark.parametrize(("value", "words"), SAID)
def test_any_rule_is_said(value: str, words: str) -> None:
    assert in_words(read(value), START, zone=NEW_YORK) == words
    if value != "FREQ=YEARLY;BYMONTHDAY=15":  # which people understand in two ways
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


REFUSED = [
    ("", "the rule is empty"),
    ("sometimes", "not a rule: 'sometimes'"),
    ("every", "'every' stops too early"),
    ("every blue moon", "understood 'every', but not 'blue moon'"),
    ("every thursday at the library", "understood 'every thursday', but not 'at the library'"),
    ("every thursday except july", "understood 'every thursday', but not 'except july'"),
    ("every thursday until", "understood 'every thursday', but not 'until'"),
    ("every thursday until friday", "understood 'every thursday', but not 'until friday'"),
    ("every thursday until feb 30", "February has no day 30"),
    ("every thursday (not in july)", "'\\(not in july\\)' is not understood"),
    ("weekly (Monday)", "'\\(monday\\)' is not understood"),
    ("every thursday, 0 times", "a rule cannot have 0 sessions"),
    ("every 0 weeks", "the interval of a rule cannot be 0"),
    ("every thursday for 0 weeks", "a series cannot last that long"),
    ("every thursday for 9999 years", "a series cannot last that long"),
    ("every thursday, 8 times, until june", "the rule ends in two different ways"),
    ("every second tuesday", "'second tuesday' is understood in two ways"),
    ("every 3rd monday", "'3rd monday' is understood in two ways"),
    ("bimonthly", "'bimonthly' is understood in two ways"),
    ("semi-monthly", "'semimonthly' is understood in two ways"),
    ("twice a week", "'twice' is understood in two ways"),
    ("monthly on thursday", "which Thursday of the month\\?"),
    ("yearly on the 15th", "a day of which month\\?"),
    ("weekly monthly", "comes round in two different ways"),
    ("every other tuesday of the month", "comes round in two different ways"),
    ("first monday and every tuesday", "cannot mix"),
    ("first monday and tuesday", "which Tuesday of the month\\?"),
    ("every and monday", "understood 'every', but not 'and monday'"),
    ("every until june thursday", "understood 'every', but not 'until june thursday'"),
    ("every thursday only the 8 times", "understood 'every thursday only the', but not '8 times'"),
    ("every other weekday", "understood 'every other', but not 'weekday'"),
    ("8 times", "'8 times' does not say how often"),
    ("until june", "'until june' does not say how often"),
    ("in june", "'in june' does not say how often"),
    ("once a week", "understood 'once', but not 'a week'"),
    ("every thursday in 3 months", "understood 'every thursday', but not 'in 3 months'"),
    ("every thursday at 6 pm", "the rule says 6:00 pm, the start says 6:30 pm"),
    ("every thursday at 25:00", "there is no time '25:00'"),
    ("every monday at 9:00 and 15:30", "different minutes"),
    ("every 6th friday of the month", "BYDAY cannot be 6FR"),
    ("every hour", "understood 'every', but not 'hour'"),
    ("every thursday " * 40, "the rule is too long"),
]


@pytest.mark.parametrize(("phrase", "message"), REFUSED)
def test_a_phrase_that_is_not_understood_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        read(phrase)
    assert refused.value.hint


def test_the_year_of_a_month_is_the_coming_one() -> None:
    assert read("weekly until june", datetime(2026, 8, 6, 18, 30)).until == end_of_day(datetime(2027, 6, 30), NEW_YORK)


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


WORDS = (
    *("every", "other", "first", "last", "2nd", "15th", "monday", "thu", "weekday", "and", "of", "the", "month"),
    *("in", "june", "until", "8", "times", "for", "weeks", "at", "6", "pm", "on", "only", "falling", "yearly"),
    *("monthly", "weekly", "to", "year", "day", "(thursday)", "feb", "29", "2027"),
)


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_any_words_are_a_rule_or_refused(text: str) -> None:
    try:
        rule = read(text)
    except BadInput as refusal:
        said = refusal.hint
    else:
        said = in_words(rule, START, zone=NEW_YORK)
        assert len(list(islice(local_starts(rule, START, zone=NEW_YORK), 3))) <= 3
    assert said
