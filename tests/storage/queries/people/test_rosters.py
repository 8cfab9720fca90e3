from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.domain.people.seats import RosterPlace
from facilitator.storage.queries.people import rosters
from facilitator.words import EnrolmentKind, GroupStatus

DAY = date(2027, 3, 10)


@pytest.fixture
def roster(rows):
    """A group: one seated, one who leaves, two who wait, one who left; and the numbers of its people by name."""
    group, other = rows.group(), rows.group("Other")
    who = {name: rows.person(name) for name in ("Ana", "Ben", "Cy", "Dee", "Eve")}
    rows.enrol(group, who["Cy"], first="2027-03-05", waitlisted=True, waiting_since=date(2027, 3, 3))
    rows.enrol(group, who["Ben"], first="2027-03-03", waitlisted=True, waiting_since=date(2027, 3, 2))
    rows.enrol(group, who["Eve"], last="2027-04-01")
    rows.enrol(group, who["Ana"])
    rows.enrol(group, who["Dee"], last="2027-03-09")
    rows.enrol(other, who["Dee"])
    who["Other"] = other
    return group, who


def named(found):
    return [each.person.name for each in found]


def test_a_roster_is_of_a_day_by_name_with_the_waitlist_in_the_order_of_waiting(db, roster):
    group, _ = roster
    found = rosters.roster(db, group, DAY)
    assert [(each.person.name, each.waitlisted) for each in found] == [
        ("Ana", False),
        ("Eve", False),
        ("Ben", True),
        ("Cy", True),
    ]
    assert named(rosters.roster(db, group, date(2027, 3, 9))) == ["Ana", "Dee", "Eve", "Ben", "Cy"]


def test_places_hold_every_time_on_a_roster(db, roster):
    group, _ = roster
    found = rosters.places_in(db, group)
    assert named(found) == ["Cy", "Ben", "Eve", "Ana", "Dee"]
    assert [named(each for each in found if each.stands(DAY)), named(each for each in found if each.seated(DAY))] == [
        ["Cy", "Ben", "Eve", "Ana"],
        ["Eve", "Ana"],
    ]


def test_the_groups_of_somebody(db, roster):
    group, who = roster
    assert rosters.groups_with(db, who["Dee"]) == [group, who["Other"]]
    assert rosters.groups_with(db, who["Ana"]) == [group]


def test_seats_are_counted_by_day(db, rows, roster):
    group, who = roster
    assert rosters.roster_sizes(db, DAY) == {group: (2, 2), who["Other"]: (1, 0)}
    # a seat that one leaves and another has from then on is one
    rows.enrol(group, who["Dee"], first="2027-04-02")
    assert rosters.roster_sizes(db, DAY)[group] == (2, 2)
    assert rosters.roster_sizes(db, date(2027, 4, 2))[group] == (2, 2)


def test_places_are_added_changed_and_taken_away(db, roster):
    group, _ = roster
    cy, _, _, ana, dee = rosters.places_in(db, group)
    seat = RosterPlace(cy.id, cy.person, DAY, None, False, cy.waiting_since, DAY, "came")
    (written,) = rosters.put_places(db, group, [seat])
    assert (written, rosters.places_in(db, group)[0]) == (seat, seat)
    (back,) = rosters.put_places(db, group, [RosterPlace(0, dee.person, DAY)])
    assert rosters.places_in(db, group)[-1] == back
    rosters.take_place_away(db, back.id)
    assert named(rosters.places_in(db, group)) == ["Cy", "Ben", "Eve", "Ana", "Dee"]
    with pytest.raises(IntegrityError), db.begin_nested():
        rosters.put_places(db, group, [RosterPlace(0, ana.person, DAY)])  # somebody has one open place in a group


@pytest.mark.parametrize(
    ("more", "days", "due"),
    [
        ({"capacity": 1}, 0, False),
        ({"capacity": 1}, 1, True),
        ({"capacity": 2}, 0, True),
        ({}, 0, True),
        ({"capacity": 2, "status": GroupStatus.ENDED}, 0, False),
        ({"capacity": 2, "enrolment": EnrolmentKind.DROP_IN}, 0, False),
    ],
)
def test_a_seat_may_be_due_where_somebody_waits_and_fewer_have_one(db, rows, more, days, due):
    group = rows.group(**more)
    rows.enrol(group, rows.person("Ana"), last="2027-03-10")
    rows.enrol(group, rows.person("Ben"), waitlisted=True)
    assert bool(rosters.seats_may_be_due(db, DAY + timedelta(days=days))) is due
