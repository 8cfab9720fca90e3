"""Today asks for what is around it, and for what waits, however long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from facilitator.domain.sessions.today import MOST_WAITING, Today, Waiting, days_seen, sort_today
from facilitator.words import SessionStatus
from tests.books import NOW

DAY = date(2027, 3, 1)


@pytest.fixture
def thursdays(program):
    """Twelve weekly sessions, the last ones of which are to come."""
    program.group("Steady", "2027-01-07 18:30", repeat="every thursday, 12 times")
    with program.book.read() as db:
        from facilitator.storage.queries.sessions.sessions import sessions_between

        return sessions_between(db, date(2027, 1, 1), date(2027, 12, 31))


def test_the_days_around_and_two_weeks_ahead_are_looked_at():
    assert days_seen(DAY) == (date(2027, 2, 27), date(2027, 3, 15))


def test_without_sessions_there_is_nothing_to_do():
    assert sort_today((), DAY, NOW) == Today((), (), (), ())


def test_what_does_not_fit_is_told_with_the_day_of_the_first(thursdays):
    seen = sort_today(thursdays, DAY, NOW, most=3)
    assert [each.start_local.day for each in seen.unfinished] == [11, 18, 25]
    assert (seen.more, seen.since) == (5, date(2027, 1, 7))
    seen = sort_today(thursdays[5:], DAY, NOW, waiting=Waiting(215, date(2026, 2, 3)))
    assert [each.start_local.day for each in seen.unfinished] == [11, 18, 25]
    assert (seen.more, seen.since) == (212, date(2026, 2, 3))
    whole = sort_today(thursdays, DAY, NOW, waiting=Waiting(8, date(2027, 1, 7)))
    assert (len(whole.unfinished), whole.more, whole.since) == (8, 0, None)
    assert MOST_WAITING >= 8


def test_a_session_that_was_started_and_left_waits_from_half_a_day_after_its_end(thursdays):
    *_, last = (each for each in thursdays if each.ends_at <= NOW)
    began = replace(last, status=SessionStatus.RUNNING, started_at=last.starts_at)
    soon, late = (sort_today([began], DAY, last.ends_at + timedelta(hours=hours)) for hours in (11, 12))
    assert (soon.running, soon.unfinished) == ((began,), ())
    assert (late.running, late.unfinished, late.more) == ((), (began,), 0)
    with_others = sort_today([began], DAY, NOW, waiting=Waiting(4, date(2027, 1, 14)), most=1)
    assert (with_others.unfinished, with_others.more, with_others.since) == ((began,), 4, date(2027, 1, 14))


def test_a_session_that_is_run_on_another_day_runs(thursdays):
    began = replace(thursdays[0], status=SessionStatus.RUNNING, started_at=NOW - timedelta(minutes=5))
    assert sort_today([began], DAY, NOW).running == (began,)
