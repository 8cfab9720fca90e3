from datetime import UTC, datetime, time, timedelta

import pytest

from facilitator.errors import BadInput
from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark
from facilitator.words import AttendanceStatus, Mode

S = "Steady@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
P, L, E, X, M = AttendanceStatus


def of(program, name, session=S):
    """The mark of one person."""
    return next(each for each in roll_of(program.book, session).marks if each.person.name == name)


@pytest.mark.parametrize(
    ("status", "times", "minutes"),
    [
        (P, {}, 60),
        (L, {"arrived": time(18, 45)}, 45),
        (E, {"left": time(19, 10)}, 40),
        (P, {"arrived": time(18, 40), "left": time(19, 20)}, 40),
        (P, {"arrived": time(18, 0)}, 60),
        (L, {}, 60),
        (X, {}, 0),
        (M, {}, 0),
    ],
)
def test_times_of_arrival_and_leaving_give_the_minutes(steady, status, times, minutes):
    mark(steady.book, S, "Ana", status, now=steady.now, mode=Mode.ONLINE if status.attended else None, **times)
    kept = of(steady, "Ana")
    local = {
        name: getattr(kept, f"{name}_at").astimezone(OPENS.tzinfo) - OPENS + datetime(2027, 3, 4, 18, 30)
        for name in times
    }
    assert (kept.status, kept.minutes, kept.mode) == (status, minutes, Mode.ONLINE if status.attended else None)
    assert {name: moment.time() for name, moment in local.items()} == times


@pytest.mark.parametrize(
    ("status", "more", "said"),
    [
        (L, {"arrived": time(6, 45)}, "06:45 is not during the session"),
        (P, {"arrived": time(19, 20), "left": time(19, 10)}, "leaving is before the time of arrival"),
        (M, {"arrived": time(18, 45)}, "somebody marked missed neither came nor left"),
        (X, {"mode": Mode.ONLINE}, "somebody marked excused neither came nor left"),
        (None, {"left": time(18, 45)}, "somebody without a mark neither came nor left"),
    ],
)
def test_a_mark_that_contradicts_itself_is_refused(steady, status, more, said):
    with pytest.raises(BadInput, match=said):
        mark(steady.book, S, "Ana", status, now=steady.now, **more)
    assert steady.events() == []


def test_while_a_session_runs_late_and_leaving_mean_now(steady):
    run_session.start(steady.book, S, now=OPENS)
    steady.now = OPENS + timedelta(minutes=12)
    steady.mark(S, Ana="late", Bo="left-early", Cy="present")
    assert (of(steady, "Ana").arrived_at, of(steady, "Ana").minutes) == (steady.now, 48)
    assert (of(steady, "Bo").left_at, of(steady, "Bo").minutes) == (steady.now, 12)
    assert (of(steady, "Cy").arrived_at, of(steady, "Cy").minutes) == (None, 60)
    steady.now = OPENS + timedelta(minutes=61)  # it runs over: the time of a mark says nothing any more
    steady.mark(S, Ana="late")
    assert (of(steady, "Ana").arrived_at, of(steady, "Ana").minutes) == (None, 60)
