"""A plan of an edit: what of a change others can see."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.scheduling.series import edit_plan
from facilitator.domain.scheduling.series.edits import EditPlan, Misfit, move_one
from facilitator.words import Mode, SessionStatus
from tests.domain.scheduling.series.test_edits import NEW_YORK, at, pattern_of, stored

HIDDEN = {"id", "uid", "original_local", "planned_local", "by_hand", "marked", "awaited", "leaders_by_hand", "kept"}
OTHER = {
    "start_local": at(9),
    "starts_at": stored(pattern_of())[3].starts_at,
    "minutes": 45,
    "status": SessionStatus.CANCELLED,
    "reason": "snow",
    "title": "Picnic",
    "lesson": 4,
    "last_lesson": 5,
    "part": 1,
    "parts": 2,
    "room_id": 9,
    "mode": Mode.ONLINE,
    "leader_ids": (9,),
}


def change_of(**values):
    """A change that makes one session so."""
    third = stored(pattern_of())[2]
    return replace(move_one(third, at(20), NEW_YORK), before=third, after=replace(third, **values))


def test_each_field_of_a_session_is_shown_or_hidden_on_purpose():
    assert {each.name for each in fields(Meeting)} == HIDDEN | set(OTHER)


@pytest.mark.parametrize("name", OTHER)
def test_what_a_calendar_shows_makes_a_change_visible(name):
    assert change_of(**{name: OTHER[name]}).visible


def test_a_place_in_a_series_is_seen_by_nobody():
    hidden = {"original_local": at(6), "planned_local": at(7), "by_hand": True, "marked": True, "awaited": True}
    hidden |= {"leaders_by_hand": True, "kept": True}
    assert not change_of(**hidden).visible
    assert not change_of().visible
    assert change_of(starts_at=stored(pattern_of())[2].starts_at + timedelta(hours=1)).visible


def test_a_plan_asks_about_nothing_unless_told():
    plan = EditPlan(pattern_of(), None, (), (), (), ())
    assert (plan.called_off, plan.unfit, plan.skipped, plan.warnings) == ((), (), (), ())


def test_answers_are_the_words_of_the_command_line():
    assert [Misfit(word) for word in ("drop", "keep")] == list(edit_plan.Misfit)
