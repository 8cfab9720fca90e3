from datetime import UTC, datetime, time, timedelta

import pytest

from facilitator.domain.sessions.clock_time import (
    ClockTime,
    ComesTwice,
    moment_during,
    moment_of_end,
    parse_clock_time,
)
from facilitator.domain.sessions.minutes import Span
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")


def span(*start, minutes):
    began = datetime(*start, tzinfo=NEW_YORK).astimezone(UTC)
    return Span(began, began + timedelta(minutes=minutes))


def utc(*moment):
    return datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("01:30", ClockTime(time(1, 30))),
        ("1:30 am", ClockTime(time(1, 30))),
        ("1:30 AM", ClockTime(time(1, 30))),
        ("noon", ClockTime(time(12))),
        ("01:30 first", ClockTime(time(1, 30), "first")),
        ("1:30 am Second", ClockTime(time(1, 30), "second")),
        ("01:30 EDT", ClockTime(time(1, 30), "EDT")),
    ],
)
def test_a_clock_time_may_say_which_of_two(text, read):
    assert parse_clock_time(text) == read


@pytest.mark.parametrize("text", ["", "first", "EST", "6", "01:30 third"])
def test_what_is_no_clock_time(text):
    with pytest.raises(BadInput):
        parse_clock_time(text)


@pytest.mark.parametrize(
    ("start", "length", "at", "moment"),
    [
        ((4, 18, 30), 90, time(18, 40), (4, 23, 40)),
        ((4, 18, 30), 90, time(17, 30), (4, 22, 30)),
        ((4, 18, 30), 90, time(21, 0), (5, 2, 0)),
        ((4, 23, 30), 90, time(0, 15), (5, 5, 15)),
        ((4, 0, 15), 60, time(23, 50), (4, 4, 50)),
    ],
)
def test_a_clock_time_is_a_moment_of_the_session(start, length, at, moment):
    assert moment_during(ClockTime(at), span(2027, 3, *start, minutes=length), NEW_YORK) == utc(2027, 3, *moment)


@pytest.mark.parametrize("at", [time(17, 29), time(21, 1), time(6, 30)])
def test_a_time_far_from_the_session_is_refused(at):
    with pytest.raises(BadInput) as refused:
        moment_during(ClockTime(at), span(2027, 3, 4, 18, 30, minutes=90), NEW_YORK)
    assert refused.value.title == f"{at:%H:%M} is not during the session, which goes from 18:30 to 20:00"


AUTUMN = span(2026, 11, 1, 0, 30, minutes=120)  # to 1:30 in winter time


def test_an_hour_that_comes_twice_is_asked():
    with pytest.raises(ComesTwice) as asked:
        moment_during(ClockTime(time(1, 30)), AUTUMN, NEW_YORK)
    assert str(asked.value) == (
        "01:30 comes twice on the night when the clocks go back\n"
        'Say which: "01:30 first" (EDT) or "01:30 second" (EST).'
    )
    assert (asked.value.exit_code, asked.value.moments) == (2, (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 30)))


@pytest.mark.parametrize(("which", "hour"), [("first", 5), ("EDT", 5), ("second", 6), ("EST", 6)])
def test_which_of_the_two_is_said(which, hour):
    assert moment_during(ClockTime(time(1, 30), which), AUTUMN, NEW_YORK) == utc(2026, 11, 1, hour, 30)


def test_it_is_asked_only_where_both_can_be_meant():
    second = span(2026, 11, 1, 2, 15, minutes=60)  # in winter time
    assert moment_during(ClockTime(time(1, 30)), second, NEW_YORK) == utc(2026, 11, 1, 6, 30)
    assert moment_during(ClockTime(time(0, 45)), AUTUMN, NEW_YORK) == utc(2026, 11, 1, 4, 45)
    with pytest.raises(BadInput, match="01:30 does not come twice there"):
        moment_during(ClockTime(time(1, 30), "first"), second, NEW_YORK)
    with pytest.raises(BadInput, match="18:40 does not come twice there"):
        moment_during(ClockTime(time(18, 40), "second"), span(2027, 3, 4, 18, 30, minutes=60), NEW_YORK)


def test_a_time_that_the_spring_night_leaves_out_is_none():
    with pytest.raises(BadInput, match="no clock showed 02:30 that night: they went forward"):
        moment_during(ClockTime(time(2, 30)), span(2027, 3, 14, 1, 30, minutes=90), NEW_YORK)


def test_an_end_lies_between_the_start_and_now():
    began = utc(2027, 3, 4, 23, 34)
    now = utc(2027, 3, 6, 15, 0)
    for at, moment in (((19, 2), (5, 0, 2)), ((18, 33), (5, 23, 33)), ((18, 34), (5, 23, 34))):
        assert moment_of_end(ClockTime(time(*at)), began, now, NEW_YORK) == utc(2027, 3, *moment)
    with pytest.raises(BadInput) as refused:
        moment_of_end(ClockTime(time(20, 0)), began, utc(2027, 3, 5, 0, 30), NEW_YORK)
    assert str(refused.value) == ("20:00 did not come between its start and now\nIt began at 18:34 on Thu 04 Mar.")
    with pytest.raises(ComesTwice):
        moment_of_end(ClockTime(time(1, 30)), AUTUMN.began, utc(2026, 11, 2, 0, 0), NEW_YORK)
