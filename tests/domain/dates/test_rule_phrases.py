"""Rules in plain words: what is understood, and what is refused with what was understood before it."""

from datetime import datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.dates.rule import Rule
from facilitator.domain.dates.rule_phrases import read_phrase
from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.dates.wall_time import end_of_day
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = datetime(2026, 2, 19, 18, 30)  # a Thursday


def read(text: str, start: datetime = START) -> Rule:
    return read_phrase(text, start=start, zone=NEW_YORK)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("once", "FREQ=DAILY;COUNT=1"),
        ("Every other Thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("every 2nd week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every third monday of the month", "FREQ=MONTHLY;BYDAY=3MO"),
        ("second to last friday of the month", "FREQ=MONTHLY;BYDAY=-2FR"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("quarterly on the 15th", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"),
        ("yearly on 19 feb", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=19"),
        ("every thursday until 5 march", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260306T045959Z"),
        ("every thursday until 6:30 pm on 5 march", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260305T233000Z"),
        ("every thursday for 2 months", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260419T035959Z"),
        ("every day for 3 days", "FREQ=DAILY;UNTIL=20260222T045959Z"),
        ("every tue/thu for 3 weeks", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"),
        ("every other thursday for 3 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20260312T035959Z"),
        ("every thursday at 6:30 pm", "FREQ=WEEKLY;BYDAY=TH"),
    ],
)
def test_a_phrase_is_understood(phrase: str, value: str) -> None:
    assert read(phrase).value() == value


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("bimonthly", "understood in two ways"),
        ("every second thursday", "understood in two ways"),
        ("twice weekly", "understood in two ways"),
        ("weekly monthly", "comes round in two different ways"),
        ("every thursday, 8 times until june", "ends in two different ways"),
        ("every thursday at 7 pm", "the rule says 7:00 pm, the start says 6:30 pm"),
        ("every thursday for 601 days", "cannot last that long"),
        ("monthly on thursday", "which Thursday of the month"),
        ("once more", "understood 'once', but not 'more'"),
        ("weekly (thursday) (thursday)", "but not '\\(thursday\\)'"),
    ],
)
def test_what_could_mean_two_things_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read(phrase)


REFUSED = [
    ("", "the rule is empty"),
    ("every", "'every' stops too early"),
    ("every thursday until", "understood 'every thursday', but not 'until'"),
    ("every thursday (not in july)", "'\\(not in july\\)' is not understood"),
    ("weekly (Monday)", "'\\(monday\\)' is not understood"),
    ("every 0 weeks", "the interval of a rule cannot be 0"),
    ("every thursday for 0 weeks", "a series cannot last that long"),
    ("every thursday for 9999 years", "a series cannot last that long"),
    ("every 3rd monday", "'3rd monday' is understood in two ways"),
    ("first monday and tuesday", "which Tuesday of the month\\?"),
    ("every and monday", "understood 'every', but not 'and monday'"),
    ("every until june thursday", "understood 'every', but not 'until june thursday'"),
    ("every thursday only the 8 times", "understood 'every thursday only the', but not '8 times'"),
    ("every other weekday", "understood 'every other', but not 'weekday'"),
    ("until june", "'until june' does not say how often"),
    ("in june", "'in june' does not say how often"),
    ("once a week day", "understood 'once a week', but not 'day'"),
    ("once a blue moon", "understood 'once a', but not 'blue moon'"),
    ("every thursday except", "understood 'every thursday', but not 'except'"),
    ("weekdays except sunday", "are not among those of the rule"),
    ("every thursday in july except july", "leaves out every month"),
    ("every thursday in 3 months", "understood 'every thursday', but not 'in 3 months'"),
    ("every thursday at 25:00", "there is no time '25:00'"),
    ("every monday at 9:00 and 15:30", "different minutes"),
    ("every 6th friday of the month", "BYDAY cannot be 6FR"),
    ("every thursday " * 40, "the rule is too long"),
]


@pytest.mark.parametrize(("phrase", "message"), REFUSED)
def test_a_phrase_that_is_not_understood_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        read(phrase)
    assert refused.value.hint


def test_the_year_of_a_month_is_the_coming_one() -> None:
    assert read("weekly until june", datetime(2026, 8, 6, 18, 30)).until == end_of_day(datetime(2027, 6, 30), NEW_YORK)


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("M\u2013F", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("M, T, W", "FREQ=WEEKLY;BYDAY=MO,TU,WE"),
        ("MTWThF", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("once monthly", "FREQ=MONTHLY"),
        ("thursdays 6:30-8:00", "FREQ=WEEKLY;BYDAY=TH"),
        ("thursdays, feb 19 through mar 26", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260327T035959Z"),
        ("thursdays 2/19 - 3/26", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260327T035959Z"),
        ("mon-fri except wed", "FREQ=WEEKLY;BYDAY=MO,TU,TH,FR"),
        ("alternating weeks", "FREQ=WEEKLY;INTERVAL=2"),
    ],
)
def test_more_ways_in_which_listings_write(text: str, value: str) -> None:
    assert read_phrase(text, start=START, zone=NEW_YORK, minutes=90).value() == value
