"""Dates and times as people say them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.plain_dates import parse_date, parse_moment, parse_time, say_date, say_moment, say_time
from facilitator.errors import BadInput

TODAY = date(2026, 2, 19)  # a Thursday
NOW = datetime(2026, 2, 19, 10, 7)

DATES = [
    ("2026-03-05", "2026-03-05"),
    ("today", "2026-02-19"),
    ("Tomorrow", "2026-02-20"),
    ("yesterday", "2026-02-18"),
    ("thu", "2026-02-19"),
    ("this thursday", "2026-02-19"),
    ("next thu", "2026-02-26"),
    ("last thu", "2026-02-12"),
    ("fri", "2026-02-20"),
    ("next fri.", "2026-02-20"),
    ("last friday", "2026-02-13"),
    ("on weds", "2026-02-25"),
    ("19 feb", "2026-02-19"),
    ("18 feb", "2027-02-18"),
    ("feb 19 2027", "2027-02-19"),
    ("Feb. 20th, 2026", "2026-02-20"),
    ("Thu 19 Feb 2026", "2026-02-19"),
    ("1 sept", "2026-09-01"),
    ("feb 29", "2028-02-29"),
    ("in 2 weeks", "2026-03-05"),
    ("in a week", "2026-02-26"),
    ("in three days", "2026-02-22"),
    ("in 1 month", "2026-03-19"),
    ("5 days ago", "2026-02-14"),
    ("2/19", "2026-02-19"),
    ("2/18", "2027-02-18"),
    ("2/18/2026", "2026-02-18"),
    ("2/18/26", "2026-02-18"),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_a_date_is_read(text: str, day: str) -> None:
    assert parse_date(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19 feb", "2026-02-19"),
        ("20 feb", "2025-02-20"),
        ("1/1", "2026-01-01"),
        ("feb 29", "2024-02-29"),
        ("thu", "2026-02-19"),
        ("fri", "2026-02-13"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_report_looks_back(text: str, day: str) -> None:
    assert parse_date(text, TODAY, back=True).isoformat() == day


def test_a_month_away_ends_on_its_last_day() -> None:
    assert parse_date("in 1 month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_date("2 months ago", date(2026, 1, 31)) == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a date: nothing was written"),
        ("soon", "not a date: 'soon'"),
        ("19", "not a date: '19'"),
        ("feb", "not a date: 'feb'"),
        ("next week", "not a date: 'next week'"),
        ("in 2 fortnights", "not a date"),
        ("in 0 days", "not a date"),
        ("in 2 weeks ago", "not a date"),
        ("20260219", "not a date"),
        ("2026-02-30", "February 2026 has no day 30"),
        ("2026-13-01", "there is no month 13"),
        ("19/2", "there is no month 19"),
        ("feb 30", "February has no day 30"),
        ("29 feb 2027", "February 2027 has no day 29"),
        ("2026-02-00", "February 2026 has no day 0"),
        ("1066-10-14", "the year 1066 is out of range"),
        ("fri 19 feb 2026", "19 Feb 2026 is a Thursday, not a Friday"),
        ("in 999999 days", "too far away"),
        ("in 5000 months", "too far away"),
        ("thursday " * 10, "too long"),
    ],
)
def test_what_is_no_date_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        parse_date(text, TODAY)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("18:30", time(18, 30)),
        ("18:30:00", time(18, 30)),
        ("6:30", time(6, 30)),
        ("6:30 pm", time(18, 30)),
        ("6:30p", time(18, 30)),
        ("6:30 P.M.", time(18, 30)),
        ("6p", time(18)),
        ("6 am", time(6)),
        ("12 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("00:00", time(0)),
    ],
)
def test_a_time_is_read(text: str, at: time) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a time of day"),
        ("6", "not a time of day: '6'"),
        ("evening", "not a time of day"),
        ("6:3", "not a time of day"),
        ("24:00", "there is no time '24:00'"),
        ("18:60", "there is no time '18:60'"),
        ("13 pm", "there is no time '13 pm'"),
        ("0:30 am", "there is no time '0:30 am'"),
        ("18:30:05", "whole minutes"),
    ],
)
def test_what_is_no_time_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        parse_time(text)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-19 18:30", "2026-02-19T18:30"),
        ("2026-02-19T18:30", "2026-02-19T18:30"),
        ("2026-02-19T18:30:00", "2026-02-19T18:30"),
        ("2026-02-19 6:30 pm", "2026-02-19T18:30"),
        ("next thu 6:30p", "2026-02-26T18:30"),
        ("thu at 9:00", "2026-02-26T09:00"),  # it was ten when this was said
        ("thu 11:00", "2026-02-19T11:00"),
        ("sun 6:30", "2026-02-22T18:30"),
        ("sun 6:30 am", "2026-02-22T06:30"),
        ("sun 06:30", "2026-02-22T06:30"),
        ("2026-02-22 6:30", "2026-02-22T06:30"),
        ("6:30", "2026-02-19T06:30"),
        ("tues 3/3 6pm", "2026-03-03T18:00"),
        ("noon on mar 3", "2026-03-03T12:00"),
        ("mar 3 @ 6pm", "2026-03-03T18:00"),
        ("19 feb noon", "2026-02-19T12:00"),
        ("feb 19 2027, 6 pm", "2027-02-19T18:00"),
        ("2/20 18:30", "2026-02-20T18:30"),
        ("in 2 weeks 6p", "2026-03-05T18:00"),
        ("6:30 pm tomorrow", "2026-02-20T18:30"),
        ("9p", "2026-02-19T21:00"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    assert parse_moment(text, NOW) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a date and time: nothing was written"),
        ("whenever", "not a date and time: 'whenever'"),
        ("tomorrow", "'tomorrow' has no time of day"),
        ("2026-02-19", "'2026-02-19' has no time of day"),
        ("2026-02-30 18:30", "February 2026 has no day 30"),
        ("2026-02-19 25:00", "there is no time '25:00'"),
        ("2026-02-19T18:30Z", "comes with an offset"),
        ("2026-02-19T18:30:00-05:00", "comes with an offset"),
        ("2026-02-19 18:30 +0100", "comes with an offset"),
        ("2026-02-19 18:30 UTC", "comes with an offset"),
        ("2026-02-19 18:30 EST", "not a date and time"),
        ("19 feb 2026 6", "not a date and time"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        parse_moment(text, NOW)
    assert refused.value.hint


def test_a_moment_is_said() -> None:
    assert say_moment(datetime(2026, 2, 19, 18, 30)) == "Thu 19 Feb 2026, 6:30 pm"
    assert [say_time(time(hour, 5)) for hour in (0, 11, 12, 13)] == ["12:05 am", "11:05 am", "12:05 pm", "1:05 pm"]


days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
clock = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(days, clock, st.dates(date(1970, 1, 1), date(2190, 1, 1)))
def test_what_is_said_is_read_again(day: date, at: time, today: date) -> None:
    moment = datetime.combine(day, at)
    assert parse_date(say_date(day), today) == day
    assert parse_time(say_time(at)) == at
    assert parse_moment(say_moment(moment), datetime.combine(today, at)) == moment
    assert parse_moment(moment.isoformat(), datetime.combine(today, at)) == moment


WORDS = (
    *("next", "last", "thu", "19", "feb", "2026", "in", "2", "weeks", "ago", "6:30", "pm", "2/30", "2026-02-30"),
    *("today", "noon", "at", "31", "9999", "months"),
)


@given(st.text(max_size=30) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (lambda: parse_date(text, TODAY), lambda: parse_time(text), lambda: parse_moment(text, NOW)):
        try:
            found: object = read()
        except BadInput as refusal:
            found = refusal.hint or None
        assert found is not None
