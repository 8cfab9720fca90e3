from datetime import datetime

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.history.find_record import find_record
from facilitator.services.history.step_changes import changes_of
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.substitute import substitute

S = "Steady@2027-03-11"


@pytest.fixture
def newest(program):
    """What the newest step changed: record, field, before and after."""

    def read(*, names=True, about=None):
        with program.book.read() as db:
            with program.book.raw() as raw:
                (step,) = raw.execute("SELECT max(id) FROM undo_step").fetchone()
            record = find_record(db, about) if about else None
            found = changes_of(db, step, names=names, about=record)
        return [(each.record, each.name, each.before, each.after) for each in found]

    return read


def test_a_move_is_told_in_wall_time_and_nothing_else(program, newest):
    program.group()
    edit_sessions.move(program.book, S, datetime(2027, 3, 12, 9), now=program.now)
    assert newest() == [
        ("session on Fri 12 Mar 2027, 9:00 am", "starts", "Thu 11 Mar 2027, 6:30 pm", "Fri 12 Mar 2027, 9:00 am")
    ]
    assert newest(about="Steady@2027-03-12")[0][:2] == ("", "starts")
    assert newest(about="Steady@2027-03-18") == []


def test_words_stand_for_codes_and_flags(program, newest):
    program.group()
    edit_sessions.cancel(program.book, S, reason="snow", now=program.now)
    assert [each[1:] for each in newest()] == [("status", "scheduled", "cancelled"), ("reason", "", "snow")]
    change_group(program.book, "Steady", GroupChange(public=True), now=program.now)
    assert [each[1:] for each in newest(about="Steady")] == [("public", "no", "yes")]


def test_a_person_is_told_by_code_and_their_values_only_with_names(program, newest):
    (ana,) = program.people("Ana Pell")
    values = {each[1]: each[3] for each in newest()}
    assert values["name"] == "Ana Pell"
    assert all(each[0] == ana.code for each in newest())
    assert "Ana" not in str(newest(names=False))
    assert "name" in {each[1] for each in newest(names=False)}


def test_who_stands_in_for_whom_is_told_and_what_they_are_not_is_left_out(program, newest):
    for name in ("Sam Ortega", "Lee Novak"):
        add_facilitator(program.book, name=name, now=program.now)
    program.group(facilitators=("Sam Ortega",))
    substitute(program.book, S, "Lee Novak", now=program.now)
    assert newest(about=S) == [
        ("", "leaders chosen by hand", "no", "yes"),
        ("session of Sam Ortega", "cancelled", "no", "yes"),
        ("session", "led by", "", "Lee Novak"),
        ("session", "part", "", "substitute"),
        ("session", "stands in for", "", "Sam Ortega"),
    ]
