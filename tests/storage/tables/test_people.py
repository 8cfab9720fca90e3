from datetime import date

from facilitator.storage.tables.people import contact_choice, person_away
from facilitator.words import ContactWay
from tests.storage.refused import refused


def test_two_people_may_have_one_name(db, rows):
    assert rows.person("Ana Pell") != rows.person("Ana Pell")


def test_a_person_is_reached_in_each_way_once(db, rows):
    ana = rows.person("Ana")
    rows.put(contact_choice, person_id=ana, way=ContactWay.TEXT)
    rows.put(contact_choice, person_id=ana, way=ContactWay.CALL)
    with refused(db):
        rows.put(contact_choice, person_id=ana, way=ContactWay.TEXT, hours="evenings")


def test_who_is_away_comes_back_later_or_nobody_knows_when(db, rows):
    ana = rows.person("Ana")
    rows.put(person_away, person_id=ana, first=date(2027, 3, 4), last=None)
    rows.put(person_away, person_id=ana, first=date(2027, 3, 4), last=date(2027, 3, 4))
    with refused(db):
        rows.put(person_away, person_id=ana, first=date(2027, 3, 4), last=date(2027, 3, 3))


def test_a_code_is_one_person_s(db, rows):
    rows.person("Ana", code="F3K7QX")
    with refused(db):
        rows.person("Ben", code="F3K7QX")


def test_somebody_has_one_open_place_in_a_group_and_any_number_that_ended(db, rows):
    group, other, ana = rows.group(), rows.group("Other"), rows.person("Ana")
    rows.enrol(group, ana, last="2027-03-04")
    rows.enrol(group, ana, last="2027-03-04")
    rows.enrol(group, ana)
    rows.enrol(other, ana)
    with refused(db):
        rows.enrol(group, ana, waitlisted=True)


def test_a_place_is_a_seat_unless_it_says_that_it_waits(db, rows):
    rows.enrol(rows.group(), rows.person("Ana"))
    assert db.exec_driver_sql("SELECT waitlisted, reason FROM enrolment").one() in ((0, ""), (False, ""))
