from itertools import pairwise
from random import Random

import pytest

from facilitator.home import Home
from facilitator.services.practice.history import History
from facilitator.services.practice.rosters import enrol_people
from facilitator.words import AttendanceKind, EnrolmentKind, SessionStatus
from tests.books import NOW
from tests.services.practice.stage import invent


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    made = invent(Home(tmp_path_factory.mktemp("history")), groups=8)
    people, seats = enrol_people(40, made.groups, made.setting, made.rows, made.identities, Random(1))
    history = History(made.setting, made.rows, Random(2), people, seats, made.premises.staff)
    assert list(history.write(made.groups))
    return made, seats


def test_what_is_over_was_held_and_nothing_to_come_was(lived):
    made, _ = lived
    for meeting in (each for group in made.groups for each in group.meetings if not each.cancelled):
        assert (meeting.row["status"] is SessionStatus.HELD) == (meeting.ends_at <= NOW)


def test_nobody_is_at_two_sessions_at_once(lived):
    made, _ = lived
    when = {each.id: each.span for group in made.groups for each in group.meetings}
    came = [row for row in made.rows.by_table["attendance"] if row["status"] and row["status"].attended]
    spans = sorted((row["person_id"], *when[row["session_id"]]) for row in came)
    assert spans
    for before, after in pairwise(spans):
        assert before[0] != after[0] or before[2] <= after[1]


def test_a_closed_group_expects_whoever_had_a_seat_that_day(lived):
    made, seats = lived
    expected = {(row["session_id"], row["person_id"]) for row in made.rows.by_table["attendance"] if row["expected"]}
    for group in made.groups:
        if group.sketch.enrolment is EnrolmentKind.CLOSED:
            for meeting in group.meetings:
                if meeting.row["status"] is SessionStatus.HELD:
                    due = {seat.person.id for seat in seats[group.id] if seat.holds(meeting.day)}
                    assert due == {person for session, person in expected if session == meeting.id}


def test_a_headcount_names_nobody(lived):
    made, _ = lived
    counted = {each.id for group in made.groups for each in group.meetings
               if group.sketch.attendance is AttendanceKind.HEADCOUNT}  # fmt: skip
    assert counted & {row["session_id"] for row in made.rows.by_table["headcount"]}
    assert not counted & {row["session_id"] for row in made.rows.by_table["attendance"]}
