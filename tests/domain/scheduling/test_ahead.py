"""How far ahead sessions are stored: a year and a half, topped up once a month."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.scheduling.ahead import HORIZON, SLACK, least

days = st.dates(date(1970, 1, 1), date(2200, 1, 1))


@given(days, st.integers(0, 60))
def test_what_was_stored_once_is_enough_for_a_month(today, later):
    stored_until = today + HORIZON
    assert (least(today + timedelta(days=later)) <= stored_until) == (timedelta(days=later) <= SLACK)


@given(days)
def test_a_year_ahead_is_always_there(today):
    assert least(today) > today + timedelta(days=366)
