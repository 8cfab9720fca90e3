"""Another length for one session: what shrinks is said, what does not fit or clashes is refused."""

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import BadInput, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.history.undo import undo
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.change_minutes import change_minutes
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonWish, choose_lesson
from facilitator.services.sessions.run_session import see_session

FIRST, SECOND = "Steady@2027-03-04", "Steady@2027-03-11"


@pytest.fixture
def steady(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group(curriculum="eight-steady-steps", room="Blue")
    program.group("Guests", "2027-03-11 19:45", room="Blue", repeat="weekly, 1 times")
    return program


def changed(program, minutes, session=SECOND, **more):
    return change_minutes(program.book, session, minutes, now=program.now, **more)


def test_shorter_fits_the_agenda_anew_and_says_what_shrank(steady):
    before = steady.session(SECOND)
    seen = changed(steady, 50, preview=True)
    assert (seen.written, steady.session(SECOND)) == (False, before)
    done = changed(steady, 50)
    assert done.plan.shrank == ("Check-in 15 -> 12", "More than sleep 10 -> 7", "Four corners 20 -> 16")
    now_so = steady.session(SECOND)
    assert (now_so.minutes, now_so.ends_at - now_so.starts_at, now_so.sequence) == (
        50,
        before.ends_at - before.starts_at - (before.ends_at - before.starts_at) / 6,
        before.sequence + 1,
    )
    assert [each.minutes for each in see_session(steady.book, SECOND).agenda] == list(done.plan.minutes)
    assert see_session(steady.book, SECOND).notes == done.plan.lines
    assert steady.acts()[-1] == "session.minutes"
    undo(steady.book, now=steady.now)
    assert steady.session(SECOND).minutes == 60


def test_too_short_and_too_long_is_refused(steady):
    with pytest.raises(Refused, match="Rest that fits does not fit into 40 minutes") as refused:
        changed(steady, 40)
    assert refused.value.hint.startswith("It needs at least 42.")
    with pytest.raises(Refused, match="the longer time clashes: Blue"):
        changed(steady, 80)
    assert [each.refuses for each in changed(steady, 80, preview=True).clashes] == [True]
    assert changed(steady, 80, force=True).session.minutes == 80
    for minutes in (0, 4, 721):
        with pytest.raises(BadInput, match=f"cannot last {minutes} minutes"):
            changed(steady, minutes)
    with pytest.raises(Refused, match="lasts 80 minutes already"):
        changed(steady, 80)


def test_what_is_over_or_off_keeps_its_length(steady):
    steady.end(FIRST)
    edit_sessions.cancel(steady.book, SECOND, reason="snow", now=steady.now)
    with pytest.raises(Refused, match="has been held"):
        changed(steady, 50, FIRST)
    with pytest.raises(Refused, match="is cancelled"):
        changed(steady, 50)


def test_the_length_of_a_whole_group_says_what_shrinks_in_which_lesson(steady):
    made = change_group(steady.book, "Steady", GroupChange(minutes=50), now=steady.now)
    assert made.warnings[1] == (
        "Rest that fits in 50 minutes: Check-in 15 -> 12, More than sleep 10 -> 7, Four corners 20 -> 16."
    )
    assert len(made.warnings) == 4


def test_a_group_is_not_made_shorter_than_its_joined_lessons(steady):
    choose_lesson(steady.book, SECOND, LessonWish(LessonAct.JOIN), now=steady.now)
    with pytest.raises(BadInput, match="does not fit into 50 minutes"):
        change_group(steady.book, "Steady", GroupChange(minutes=50), now=steady.now)
    with pytest.raises(Refused, match=r"Rest that fits \+ Move a little does not fit into 50 minutes"):
        changed(steady, 50)
