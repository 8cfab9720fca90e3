from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.reporting.measures import DEFINITIONS, Counts, group_measures, ratio, staff_measures
from facilitator.words import LeadPart


def test_the_measures_of_a_group_by_hand():
    counts = Counts(
        held=3,
        cancelled=1,
        unclosed=2,
        served=6,
        attended=17,
        expected=20,
        attended_expected=15,
        excused_expected=2,
        missed_expected=3,
        walk_ins=2,
        unmarked=1,
        minutes=1000,
        times_not_known=3,
        headcount=0,
        seats=30,
        seated=17,
    )
    assert group_measures(counts) == {
        "sessions_held": 3,
        "sessions_cancelled": 1,
        "sessions_open": 2,
        "delivery": Fraction(1, 2),
        "unduplicated_served": 6,
        "attendances": 17,
        "walk_ins": 2,
        "headcount": 0,
        "expected": 20,
        "unmarked": 1,
        "attendance_rate": Fraction(15, 18),
        "missed_rate": Fraction(3, 20),
        "occupancy": Fraction(17, 30),
        "person_hours": Fraction(50, 3),
        "times_not_known": 3,
    }


def test_without_a_denominator_there_is_no_rate():
    measures = group_measures(Counts())
    assert {name for name, value in measures.items() if value is None} == {
        "delivery",
        "attendance_rate",
        "missed_rate",
        "occupancy",
    }


def test_when_everybody_expected_was_excused_there_is_no_attendance_rate():
    measures = group_measures(Counts(held=1, expected=4, excused_expected=4, attended=2))
    assert (measures["attendance_rate"], measures["missed_rate"]) == (None, 0.0)


@pytest.mark.parametrize(("counted", "uncounted", "told"), [(0, 0, 0), (2, 0, 9), (2, 1, 9), (0, 3, None)])
def test_headcounts_that_nobody_took_are_no_zero(counted, uncounted, told):
    counts = Counts(counted=counted, uncounted=uncounted, headcount=9 if counted else 0)
    assert group_measures(counts)["headcount"] == told


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, Fraction(1, 3)), (0, 5, 0), (5, 5, 1), (0, 0, None)])
def test_a_ratio_is_exact(part, whole, share):
    assert ratio(part, whole) == share


def test_each_measure_is_defined_in_a_sentence():
    assert set(group_measures(Counts())) <= set(DEFINITIONS)
    assert all(text[0].isupper() and text.endswith(".") for text in DEFINITIONS.values())


@given(st.lists(st.integers(0, 50), min_size=10, max_size=10))
def test_rates_of_marks_lie_between_none_and_all(numbers):
    came, excused, missed, unmarked, walked_in, held, cancelled, unclosed, minutes, more_seats = numbers
    measures = group_measures(
        Counts(
            held=held,
            cancelled=cancelled,
            unclosed=unclosed,
            attended=came + walked_in,
            expected=came + excused + missed + unmarked,
            attended_expected=came,
            excused_expected=excused,
            missed_expected=missed,
            minutes=minutes,
            seated=came + walked_in,
            seats=came + walked_in + more_seats,
        )
    )
    for name in ("delivery", "attendance_rate", "missed_rate", "occupancy"):
        assert measures[name] is None or 0 <= measures[name] <= 1
    assert measures["delivery"] != 1 or unclosed == 0


def test_who_leads_together_counts_each():
    led = [(LeadPart.LEAD, 60), (LeadPart.CO, 28), (LeadPart.SUBSTITUTE, 90), (LeadPart.CO, 0)]
    assert staff_measures(led) == {
        "sessions_led": 1,
        "sessions_co_led": 2,
        "sessions_stood_in": 1,
        "direct_hours": Fraction(178, 60),
    }
    assert set(staff_measures(())) <= set(DEFINITIONS)
