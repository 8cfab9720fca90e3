from datetime import date, timedelta

import pytest

from facilitator.services.find import find_group
from facilitator.services.people.mend_closed import closed_differences, expected_by, mend_closed
from facilitator.services.sessions.read_roll import roll_of
from facilitator.storage.queries.people import rosters
from facilitator.storage.queries.people.away import add_away

FIRST = "Steady@2027-03-04"
DAY = date(2027, 3, 4)


@pytest.fixture
def held(program):
    """A closed session: Ana came, Ben was missed; Cy is on no roster."""
    program.group(enrolment="closed")
    program.people("Ana", "Ben", group="Steady")
    program.people("Cy")
    program.now += timedelta(days=7)
    program.mark(FIRST, Ana="present")
    program.end(FIRST, "missed")
    return program


def differ(program, was, will, *names):
    with program.book.read() as db:
        group = find_group(db, "Steady")
        people = [each.person for each in rosters.places_in(db, group.id) if each.person.name in names]
        return closed_differences(db, [group.id], people, DAY, was=lambda *_: was, will=lambda *_: will)


def test_who_came_stays_there_and_who_was_missed_was_not(held):
    found = differ(held, True, False, "Ana", "Ben")
    said = [
        (each.person.name, each.status and each.status.value, each.cleared and each.cleared.value) for each in found
    ]
    assert said == [("Ana", "present", None), ("Ben", None, "missed")]
    with held.book.write(now=held.now) as change:
        mend_closed(change, found)
        change.record("enrol", "")
    assert held.roll(FIRST) == {"Ana": (False, "present"), "Ben": (False, None)}
    assert held.events()[-2:] == ["roster", "roster"]
    # what counts of who came stays as it was settled
    (there,) = [each for each in roll_of(held.book, FIRST).marks if each.status]
    assert there.counted_minutes == there.minutes == 60
    assert [each.expected for each in differ(held, False, True, "Ben")] == [True]


def test_what_is_stored_so_already_is_no_difference(held):
    assert differ(held, False, True, "Ana", "Ben") == []
    assert differ(held, True, True, "Ana") == []
    assert differ(held, True, False, "Cy") == []


def test_a_roster_expects_who_has_a_seat_and_is_not_away(held):
    with held.book.write(now=held.now) as change:
        group = find_group(change.db, "Steady")
        places = rosters.places_in(change.db, group.id)
        ana, ben = (each.person.id for each in places)
        add_away(change.db, ana, DAY, None)
        change.record("enrol", "")
        expects = expected_by(change.db, group.id, places)
    assert [expects(group.id, ana, DAY), expects(group.id, ben, DAY), expects(group.id + 1, ben, DAY)] == [
        False,
        True,
        False,
    ]
