from random import Random

import pytest

from facilitator.home import Home
from facilitator.services.practice.rosters import enrol_people
from facilitator.words import EnrolmentKind
from tests.services.practice.stage import TODAY, invent


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return invent(Home(tmp_path_factory.mktemp("rosters")), groups=8)


@pytest.fixture(scope="module")
def enrolled(made):
    return enrol_people(40, made.groups, made.setting, made.rows, made.identities, Random(1))


def test_so_many_people_with_codes_of_their_own(made, enrolled):
    people, _ = enrolled
    rows = made.rows.by_table["person"]
    assert (
        len(people) == len(rows) == len({row["code"] for row in rows}) == len({row["name_key"] for row in rows}) == 40
    )
    assert all(row["email"] == "" or row["email"].endswith("@example.org") for row in rows)


def test_a_drop_in_group_has_no_roster_and_no_group_more_seats_than_it_has(made, enrolled):
    _, seats = enrolled
    for group in made.groups:
        if group.sketch.enrolment is EnrolmentKind.DROP_IN:
            assert group.id not in seats
        elif group.sketch.capacity:
            assert len(seats[group.id]) <= group.sketch.capacity


def test_a_waiting_person_has_a_row_and_no_seat(made, enrolled):
    _, seats = enrolled
    waiting = [row for row in made.rows.by_table["enrolment"] if row["waitlisted"]]
    assert waiting
    for row in waiting:
        assert row["person_id"] not in {seat.person.id for seat in seats[row["group_id"]]}


def test_nobody_comes_before_they_came_or_after_they_left(enrolled):
    people, seats = enrolled
    assert all(person.since <= TODAY for person in people)
    for seat in (each for group in seats.values() for each in group):
        assert seat.person.since <= seat.starts_on or seat.starts_on > TODAY
        assert seat.holds(seat.starts_on) == (seat.ends_on is None or seat.ends_on >= seat.starts_on)
        assert not seat.holds(seat.starts_on.replace(year=2000))
