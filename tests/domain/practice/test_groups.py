"""Sketches of invented groups: of all kinds first, inside of the window, and the same for the same seed."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.dates.rule_value import read_value
from facilitator.domain.practice.groups import Window, sketch_groups
from facilitator.words import AttendanceKind, ClosurePolicy, EnrolmentKind, Mode
from facilitator.zones import zone

NOW = datetime(2027, 3, 1, 13, 15)  # a Monday
NEW_YORK = zone("America/New_York")


def window(now=NOW, weeks=12, closed=()):
    return Window(now, weeks, lambda day: day in closed)


def sketches(number=14, seed=1, **more):
    return sketch_groups(Random(seed), number, window(**more))


def test_the_first_fourteen_are_of_all_kinds():
    first = sketches()
    assert {each.enrolment for each in first} == set(EnrolmentKind)
    assert {each.attendance for each in first} == set(AttendanceKind)
    assert {each.mode for each in first} == set(Mode)
    # in a practice book closed days are empty
    assert {each.on_closure for each in first} == set(ClosurePolicy) - {ClosurePolicy.KEEP}
    assert {each.ends for each in first} == {True, False}
    assert any(each.full and each.waiting for each in first)
    assert [each.title for each in first if each.moved] == ["Dual-recovery discussion"]
    assert [each.meets_somewhere for each in first] == [each.mode is not Mode.ONLINE for each in first]


@pytest.mark.parametrize("number", [0, 1, 3, 14, 15, 40])
def test_as_many_as_were_asked_for_and_the_first_ones_stay(number):
    made = sketches(number)
    assert len(made) == number
    assert made == sketches(40)[:number]


@pytest.mark.parametrize(
    ("now", "closed", "first"),
    [
        (datetime(2027, 3, 1, 17, 30), (), date(2027, 3, 1)),
        (datetime(2027, 3, 1, 17, 31), (), date(2027, 3, 2)),
        (datetime(2027, 3, 1, 9), (date(2027, 3, 1),), date(2027, 3, 2)),
        (datetime(2027, 3, 1, 18), (date(2027, 3, 2), date(2027, 3, 3)), date(2027, 3, 4)),
    ],
)
def test_something_is_about_to_begin_today_or_on_the_next_open_day(now, closed, first):
    (steady,) = sketches(1, now=now, weeks=1, closed=closed)
    dates = local_starts(
        read_value(steady.rule, zone=NEW_YORK), datetime.combine(steady.first, steady.at), zone=NEW_YORK
    )
    assert next(local.date() for local in dates if local > now) == first


def test_a_house_that_is_always_closed_has_a_group_all_the_same():
    always = Window(NOW, 1, lambda day: True)
    assert sketch_groups(Random(1), 1, always)[0].title == "Eight steady steps"


@given(st.integers(), st.integers(1, 60), st.integers(1, 30))
def test_every_sketch_can_be_scheduled(seed, number, weeks):
    around = window(weeks=weeks)
    made = sketch_groups(Random(seed), number, around)
    assert made == sketch_groups(Random(seed), number, around)
    assert len({each.title for each in made}) == number
    for each in made:
        rule = read_value(each.rule, zone=NEW_YORK)
        assert each.ends == (rule.count is not None)
        assert around.first <= each.first <= around.today + timedelta(weeks=weeks + 1)
        assert 5 <= each.minutes <= 720
        assert (each.enrolment is EnrolmentKind.CLOSED) or not each.curriculum or not each.ends
        assert not (each.enrolment is EnrolmentKind.DROP_IN and each.waiting)
        # a headcount knows no names, so it can have no roster
        assert each.attendance is AttendanceKind.NAMES or each.enrolment is EnrolmentKind.DROP_IN


def test_a_title_that_comes_again_has_a_number():
    titles = [each.title for each in sketches(3_000)]
    assert len(set(titles)) == len(titles)
    assert any(title.endswith(" (2)") for title in titles)
