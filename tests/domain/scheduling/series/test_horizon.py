from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.meetings import Pattern
from facilitator.domain.scheduling.plan import MOST_SESSIONS, plan_sessions
from facilitator.domain.scheduling.series.horizon import following
from facilitator.words import ClosurePolicy
from facilitator.zones import zone

START = datetime(2026, 3, 5, 18, 30)


def pattern_of(rule, policy=ClosurePolicy.SKIP, **more):
    tz = zone("America/New_York")
    return Pattern("America/New_York", START, 60, parse_rule(rule, start=START, zone=tz), on_closure=policy, **more)


def at_once(pattern, until, closures=()):
    return plan_sessions(
        start=pattern.start_local,
        zone=zone(pattern.zone),
        rule=pattern.rule,
        minutes=60,
        closures=closures,
        on_closure=pattern.on_closure,
        until=until,
    ).sessions


def stretches(pattern, days, closures=()):
    """The sessions of a series stored a stretch at a time, each up to one of those days."""
    meetings = []
    for day in days:
        fresh, reached = following(pattern, meetings, day, closures)
        meetings += [replace(each, id=len(meetings) + at) for at, each in enumerate(fresh, 1)]
        pattern = replace(pattern, stored_until=reached)
    return meetings


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(
        [
            "FREQ=WEEKLY;BYDAY=TH",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH",
            "FREQ=DAILY",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYMONTHDAY=31",
        ]
    ),
    st.sampled_from(list(ClosurePolicy)),
    st.lists(st.dates(date(2026, 3, 5), date(2029, 1, 1)), max_size=30),
    st.lists(st.integers(1, 200), min_size=1, max_size=8),
)
def test_a_stretch_at_a_time_makes_what_all_at_once_makes(rule, policy, closed, steps):
    pattern = pattern_of(rule, policy)
    closures = [closed_day(day, "closed", day + timedelta(days=1)) for day in closed]
    days = [date(2026, 3, 10)]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    made = stretches(pattern, days, closures)
    starts = [each.starts_at for each in made]
    assert len(set(starts)) == len(starts)
    originals = [each.original_local for each in made]
    assert len(set(originals)) == len(originals)
    wanted = at_once(pattern, days[-1], closures)
    assert {each.original_local for each in wanted} == set(originals)
    if policy is not ClosurePolicy.SHIFT:
        assert {each.starts_at_utc for each in wanted} == set(starts)


def test_two_shifts_across_the_edge_of_a_stretch_do_not_land_on_one_day():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=MO,WE", ClosurePolicy.SHIFT)
    closures = [closed_day(date(2026, 3, 16), "Move", date(2026, 3, 18))]
    made = stretches(pattern, [date(2026, 3, 17), date(2026, 3, 22)], closures)
    assert [(each.original_local.day, each.start_local.day) for each in made] == [(9, 9), (11, 11), (16, 19), (18, 20)]


def test_no_place_and_no_start_is_given_twice():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH")
    stored = stretches(pattern, [date(2026, 3, 20)])
    # somebody moved the last one to where the next stretch begins
    there = replace(
        stored[-1], start_local=datetime(2026, 3, 26, 18, 30), starts_at=stored[-1].starts_at + timedelta(7)
    )
    fresh, _ = following(replace(pattern, stored_until=date(2026, 3, 20)), [*stored[:-1], there], date(2026, 4, 3))
    assert [each.start_local.day for each in fresh] == [2]
    # and a stretch that was stored but not noted is not stored again
    again, _ = following(replace(pattern, stored_until=date(2026, 3, 6)), stored, date(2026, 3, 20))
    assert again == []


def test_years_of_an_endless_group():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=3, cycles=True)
    days = [date(2026, 3, 5) + timedelta(days=31 * month) for month in range(1, 12 * 30)]
    made = stretches(pattern, days)
    assert len(made) == len(at_once(pattern, days[-1]))
    assert [each.lesson for each in made] == [at % 3 + 1 for at in range(len(made))]
    assert {each.start_local.time() for each in made} == {START.time()}


def test_nothing_more_is_made_twice_and_a_stretch_is_bounded():
    pattern = pattern_of("FREQ=DAILY;BYHOUR=9,18;BYMINUTE=0")
    fresh, reached = following(pattern, [], date(2046, 1, 1))
    assert len(fresh) == MOST_SESSIONS
    assert reached == fresh[-1].original_local.date() < date(2029, 1, 1)
    again, still = following(replace(pattern, stored_until=reached), fresh, reached)
    assert (again, still) == ([], reached)


@pytest.mark.parametrize("until", [date(2026, 3, 4), date(2026, 3, 5)])
def test_before_the_first_date_there_is_nothing(until):
    fresh, reached = following(pattern_of("FREQ=WEEKLY;BYDAY=TH"), [], until)
    assert (len(fresh), reached) == ((until - date(2026, 3, 4)).days, until)
