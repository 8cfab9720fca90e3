"""Today asks for a window of days around it."""

from datetime import date

from facilitator.domain.sessions.today import Today, days_seen, sort_today
from tests.books import NOW


def test_four_weeks_back_and_two_ahead_are_looked_at():
    assert days_seen(date(2027, 3, 1)) == (date(2027, 2, 1), date(2027, 3, 15))


def test_without_sessions_there_is_nothing_to_do():
    assert sort_today((), date(2027, 3, 1), NOW) == Today((), (), (), ())
