import pytest

from facilitator.errors import Refused
from facilitator.services.curricula.see_lessons import see_lessons
from facilitator.services.scheduling import edit_sessions

S = "Steady@2027-03-11"


def test_which_lessons_were_given_and_what_comes_next(program):
    program.group(curriculum="eight-steady-steps", repeat="weekly")
    program.end("Steady@2027-03-04")
    seen = see_lessons(program.book, S)
    assert (seen.curriculum_title, len(seen.lessons), seen.rotates) == ("Eight steady steps", 8, False)
    days = [(each.given and each.given.start_local.day, each.planned and each.planned.start_local.day)
            for each in seen.lessons[:3]]  # fmt: skip
    assert days == [(4, None), (None, 11), (None, 18)]
    assert seen.next_session.start_local.day == 18


def test_a_cancelled_session_has_no_lesson_and_is_not_the_next(program):
    program.group(curriculum="eight-steady-steps", repeat="weekly")
    edit_sessions.cancel(program.book, "Steady@2027-03-18", reason="snow", now=program.now)
    seen = see_lessons(program.book, S)
    assert all(
        each.start_local.day != 18 or each.start_local.month != 3 for one in seen.lessons for each in one.sessions
    )
    assert seen.next_session.start_local.day == 25


def test_lessons_of_an_open_group_go_round(program):
    program.group("Open", curriculum="healthy-leisure", repeat="weekly", minutes=None)
    seen = see_lessons(program.book, "Open@2027-03-04")
    assert seen.rotates
    assert len(seen.lessons[0].sessions) > 1


def test_without_a_curriculum_there_is_nothing_to_choose_among(program):
    program.group()
    with pytest.raises(Refused, match="Steady has no curriculum"):
        see_lessons(program.book, S)
