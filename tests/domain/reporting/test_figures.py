from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.reporting.figures import half_up, hours, number, percent


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(15, 19), "78.9%"),  # 0.7895 to four places, which would be 79.0%
        (Fraction(1, 3), "33.3%"),
        (Fraction(2, 3), "66.7%"),
        (Fraction(1, 16), "6.3%"),  # 6.25: a half goes up
        (Fraction(1, 2000), "0.1%"),
        (Fraction(1, 2001), "0.0%"),
        (Fraction(1999, 2000), "100.0%"),
        (Fraction(0), "0.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(6, 5), "120.0%"),
    ],
)
def test_a_share_in_percent_is_rounded_once_from_what_it_is(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        ("attendance_rate", Fraction(15, 19), 0.7895),
        ("attendance_rate", Fraction(1, 32), 0.0313),  # 0.03125
        ("person_hours", Fraction(50, 3), 16.67),
        ("hours", Fraction(1, 8), 0.13),  # 0.125: round() would say 0.12
        ("hours", Fraction(3), 3.0),
    ],
)
def test_a_number_is_written_to_the_places_of_its_measure(measure, value, written):
    assert number(measure, value) == written


def test_hours_are_exact():
    assert sum(hours(minutes) for minutes in (20, 20, 20)) == 1


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=10_000), st.integers(0, 6))
def test_a_half_goes_up_as_decimals_say(value, places):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        units = (exact * 10**places).quantize(Decimal(1), ROUND_HALF_UP)
    assert half_up(value, places) == int(units)
