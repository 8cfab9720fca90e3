from datetime import date

import pytest

from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.find import find_group, find_room
from facilitator.services.scheduling.keep_closures import add_closed_days
from facilitator.services.scheduling.read_series import at_hand, closed_where
from facilitator.storage.queries.scheduling import series
from facilitator.words import EnrolmentKind


@pytest.fixture
def read(program):
    def of(group):
        with program.book.read() as db:
            (stored,) = series.series_of_group(db, find_group(db, group).id)
            return at_hand(db, stored)

    return of


def test_a_series_without_a_curriculum_has_no_titles(program, read):
    program.group()
    each = read("Steady")
    assert (len(each.meetings), each.curriculum, each.pattern.cycles) == (4, None, False)
    assert {each.title_of(meeting) for meeting in each.meetings} == {""}


def test_lessons_are_walked_in_a_closed_group_and_go_round_in_an_open_one(program, read):
    program.group("Walks", curriculum="healthy-leisure", minutes=None, enrolment=EnrolmentKind.CLOSED, repeat="weekly")
    program.group("Rounds", curriculum="healthy-leisure", minutes=None, enrolment=EnrolmentKind.OPEN, repeat="weekly")
    assert (read("Walks").pattern.cycles, read("Rounds").pattern.cycles) == (False, True)
    walks = read("Walks")
    assert walks.title_of(walks.meetings[1]) == walks.curriculum.lessons[1].title


def test_what_is_closed_where_a_group_meets(program):
    for site in ("North", "South"):
        add_site(program.book, name=site, address="", now=program.now)
        add_room(program.book, site=site, name="Blue", capacity=None, now=program.now)
    day = date(2027, 3, 11)
    add_closed_days(program.book, day, day, reason="everywhere", now=program.now)
    add_closed_days(program.book, day, day, reason="north", now=program.now, site="North")
    add_closed_days(program.book, day, day, reason="north, blue", now=program.now, room="North/Blue")
    with program.book.read() as db:
        rooms = [find_room(db, each).id for each in ("North/Blue", "South/Blue")]
        assert [sorted(span.reason for span in closed_where(db, each, day)) for each in (*rooms, None)] == [
            ["everywhere", "north", "north, blue"],
            ["everywhere"],
            ["everywhere"],
        ]
        assert closed_where(db, rooms[0], date(2027, 3, 12)) == []
