from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.errors import Refused
from facilitator.services.book.open_book import open_book
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.services.sessions.run_session import lesson_of, next_item, see_session, start
from facilitator.words import SessionStatus

S = "Steady@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)


@pytest.fixture
def steady(program):
    """A closed group of three people with a curriculum of eight lessons, as its first session begins."""
    program.group(curriculum="eight-steady-steps", repeat="every thursday")
    program.people("Ana", "Bo", "Cy", group="Steady")
    program.now = OPENS
    return program


def after(minutes):
    return OPENS + timedelta(minutes=minutes)


def test_a_session_shows_its_planned_agenda_before_it_starts(steady):
    seen = see_session(steady.book, S)
    assert [item.title for item in seen.agenda][:2] == ["Welcome and agreements", "Check-in"]
    assert sum(item.minutes for item in seen.agenda) == 60
    assert (seen.position, {item.started_at for item in seen.agenda}) == (None, {None})
    assert lesson_of(steady.book, seen.session).title == "Where stress lands"


def test_start_next_and_end_keep_the_moments_and_survive_a_restart(steady):
    seen = start(steady.book, S, now=after(2))
    assert (seen.session.status, seen.session.started_at, seen.position) == (SessionStatus.RUNNING, after(2), 0)
    assert (seen.agenda[0].started_at, seen.agenda[0].ended_at) == (after(2), None)
    seen = next_item(steady.book, S, now=after(20))
    assert (seen.position, seen.agenda[0].ended_at, seen.agenda[1].started_at) == (1, after(20), after(20))
    with open_book(steady.home, None) as again:
        assert see_session(again, S).agenda == seen.agenda
    items = len(seen.agenda)
    for at in range(2, items):
        assert next_item(steady.book, S, now=after(20 + at)).position == at
    seen = next_item(steady.book, S, now=after(58))
    assert (seen.position, seen.agenda[-1].ended_at) == (None, after(58))
    with pytest.raises(Refused, match="the agenda is at its end"):
        next_item(steady.book, S, now=after(59))
    steady.now = after(60)
    ended = steady.end(S, "missed").session
    assert (ended.status, ended.ended_at, ended.started_at) == (SessionStatus.HELD, after(60), after(2))
    # what happens in a session changes nothing that is published
    assert (ended.sequence, ended.updated_at) == (0, ended.created_at)


def test_the_pace_comes_from_what_is_stored(steady):
    start(steady.book, S, now=after(7))
    assert see_session(steady.book, S).pace(after(7)).phrase == "7 minutes behind"


def test_a_session_that_is_run_on_another_day_is_held_against_its_own_start(steady):
    later = after(24 * 60)
    start(steady.book, S, now=later)
    assert see_session(steady.book, S).pace(later).phrase == "on time"


def test_ending_in_the_middle_ends_the_running_item(steady):
    start(steady.book, S, now=OPENS)
    next_item(steady.book, S, now=after(20))
    steady.now = after(30)
    steady.end(S, "missed")
    agenda = see_session(steady.book, S).agenda
    assert [(item.started_at, item.ended_at) for item in agenda[:3]] == [
        (OPENS, after(20)),
        (after(20), after(30)),
        (None, None),
    ]


def test_unmarked_people_and_no_word_about_them_changes_nothing(steady):
    start(steady.book, S, now=OPENS)
    steady.mark(S, Ana="present")
    before = (steady.session(S), steady.roll(S), steady.acts(), steady.events())
    with pytest.raises(Refused) as refused:
        steady.end(S)
    assert refused.value.title == "2 people have no mark yet; nothing was changed"
    assert (steady.session(S), steady.roll(S), steady.acts(), steady.events()) == before
    steady.mark(S, Bo="missed")
    with pytest.raises(Refused, match="1 person has no mark yet"):
        steady.end(S)
    steady.mark(S, Cy="excused")
    assert steady.end(S).session.status is SessionStatus.HELD


@pytest.mark.parametrize(("unmarked", "becomes"), [("missed", "missed"), ("excused", "excused"), ("leave", None)])
def test_what_becomes_of_unmarked_people(steady, unmarked, becomes):
    steady.people("Walt")
    steady.mark(S, Ana="late", Walt="present")
    ended = steady.end(S, unmarked)
    assert steady.roll(S) == {
        "Ana": (True, "late"),
        "Bo": (True, becomes),
        "Cy": (True, becomes),
        "Walt": (False, "present"),
    }
    tally = ended.roll.tally
    assert (tally.expected, tally.attended, tally.walk_ins) == (3, 2, 1)
    assert (ended.session.expected, ended.session.present) == (3, 2)
    assert steady.acts()[-1] == "session.end"


def test_who_is_expected_is_settled_by_the_day_of_the_session(steady):
    from facilitator.services.people import enrol

    steady.now = after(0) + timedelta(days=5)
    enrol.unenrol(steady.book, "Steady", "Bo", now=steady.now)
    steady.end(S, "missed")
    steady.end("Steady@2027-03-11", "missed")
    assert sorted(steady.roll(S)) == ["Ana", "Bo", "Cy"]
    assert sorted(steady.roll("Steady@2027-03-11")) == ["Ana", "Cy"]


def test_steps_out_of_order_are_refused(steady):
    with pytest.raises(Refused, match="not started"):
        next_item(steady.book, S, now=OPENS)
    start(steady.book, S, now=OPENS)
    with pytest.raises(Refused, match="running already"):
        start(steady.book, S, now=OPENS)
    steady.end(S, "leave")
    for step in (
        lambda: start(steady.book, S, now=OPENS),
        lambda: next_item(steady.book, S, now=OPENS),
        lambda: steady.end(S),
    ):
        with pytest.raises(Refused, match="over and its attendance is closed"):
            step()
    edit_sessions.cancel(steady.book, "Steady@2027-03-11", reason="snow", now=OPENS)
    with pytest.raises(Refused, match="cancelled"):
        start(steady.book, "Steady@2027-03-11", now=OPENS)


def test_a_group_without_a_curriculum_runs_without_an_agenda(program):
    program.group()
    seen = start(program.book, S, now=OPENS)
    assert (seen.agenda, seen.position) == ((), None)
    keep_headcount(program.book, S, 4, now=OPENS)
    assert program.end(S).session.present == 4


def test_a_longer_session_stretches_its_agenda(program):
    program.group(curriculum="eight-steady-steps", minutes=75)
    agenda = see_session(program.book, S).agenda
    assert sum(item.minutes for item in agenda) == 75
    assert all(isinstance(item, ItemProgress) and item.least_minutes <= item.minutes for item in agenda)
