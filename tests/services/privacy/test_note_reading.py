from datetime import timedelta

import pytest

from facilitator.services.history.search_audit import search_audit
from facilitator.services.privacy.note_reading import AGAIN, Look, Readings
from facilitator.storage.book import Book


@pytest.fixture
def readings(program):
    return Readings(program.book)


def look(program, readings, what, people=None):
    """As a screen does it: ask whether it is due, then write."""
    if readings.due(what, now=program.now):
        return readings.record(what, now=program.now, people=people)
    return ""


def test_a_look_is_one_row_with_what_and_how_many_and_whether_by_name(program, readings):
    uid = program.group("Steady")
    look(program, readings, Look("read.roster", uid, names=False), people=3)
    row = search_audit(program.book).rows[0]
    assert (row.actor, row.action, row.object_uid, row.payload) == (
        "pat", "read.roster", uid, {"people": 3, "names": False},
    )  # fmt: skip
    assert row.told == "looked at the roster, 3 people, by code - Steady"


def test_the_same_look_is_not_repeated_for_ten_minutes(program, readings):
    here, there, named = Look("read.roll", "a"), Look("read.roll", "b"), Look("read.roll", "a", names=False)
    for what in (here, here, there, named, named):
        look(program, readings, what)
    assert program.acts()[1:] == ["read.roll"] * 3
    program.now += AGAIN - timedelta(seconds=1)
    look(program, readings, here)
    assert program.acts()[1:] == ["read.roll"] * 3
    program.now += timedelta(seconds=1)
    look(program, readings, here)
    assert program.acts()[1:] == ["read.roll"] * 4


def test_a_clock_that_was_set_back_hides_no_look(program, readings):
    look(program, readings, Look("read.people"))
    program.now -= timedelta(days=1)
    look(program, readings, Look("read.people"))
    assert program.acts()[1:] == ["read.people"] * 2


def test_another_window_has_looks_of_its_own(program, readings):
    look(program, readings, Look("read.people"))
    look(program, Readings(program.book), Look("read.people"))
    assert program.acts()[1:] == ["read.people"] * 2


def test_a_book_that_cannot_be_written_says_so_once_and_is_tried_again(program):
    with Book(program.book.path, program.book._key, actor="pat", patience=0.01) as hasty:
        readings = Readings(hasty)
        with program.book.write(now=program.now) as change:
            change.record("site.add", "uid")
            told = [look(program, readings, Look("read.people")) for _ in range(2)]
        assert told == ["That this was read could not be written down: another window is writing in this book.", ""]
        assert look(program, readings, Look("read.people")) == ""
    assert program.acts()[1:] == ["site.add", "read.people"]
