from datetime import date

from facilitator.domain.people.seats import RosterPlace
from facilitator.storage.queries.people import away, merging, people, rosters
from facilitator.storage.tables import contact_choice
from facilitator.words import AttendanceStatus, ContactWay


def test_rows_of_one_become_anothers(db, rows):
    ana, anna, an = rows.person("Ana"), rows.person("Anna"), rows.person("An")
    merging.become(db, an, anna)
    away.add_away(db, anna, date(2027, 3, 10), None)
    for who, way in ((ana, ContactWay.CALL), (anna, ContactWay.CALL), (anna, ContactWay.EMAIL)):
        rows.put(contact_choice, person_id=who, way=way)
    assert merging.rows_of(db, anna) == {"contact_choice": 2, "person": 1, "person_away": 1}
    merging.move_rows(db, anna, ana)
    merging.become(db, anna, ana)
    assert merging.rows_of(db, ana) == {"contact_choice": 2, "person": 2, "person_away": 1}
    assert [each.name for each in merging.family(db, ana)] == ["Ana", "Anna", "An"]
    assert [each.name for each in people.people(db)] == ["Ana"]
    (found,) = people.people_called(db, merging.family(db, ana)[1].code, "none")
    assert found.name == "Ana"
    assert people.people_called(db, "Anna", "none") == []


def test_places_go_or_change_hands(db, rows):
    group, ana, anna = rows.group(), rows.person("Ana"), rows.person("Anna")
    first, second, third = rows.enrol(group, ana), rows.enrol(group, anna), rows.enrol(group, anna, last="2027-03-02")
    merging.move_places(db, [first, third], ana, gone=[second])
    merging.move_places(db, [], ana, gone=[])
    found = rosters.places_in(db, group)
    assert [(each.id, each.person.name) for each in found] == [(first, "Ana"), (third, "Ana")]
    assert all(isinstance(each, RosterPlace) for each in found)


def test_how_somebody_took_part_in_each_session(db, rows):
    ana, session = rows.person("Ana"), rows.session(rows.series(rows.group()))
    rows.attendance(session, ana, AttendanceStatus.LATE, minutes=40)
    (state,) = merging.states_of(db, ana).values()
    assert (state.session_id, state.expected, state.status, state.minutes) == (session, True, AttendanceStatus.LATE, 40)
