from tests.storage.refused import refused


def test_two_people_of_one_name_are_told_apart_by_an_alias(db, rows):
    rows.person("Ana Pell")
    rows.person("Ana Pell", "Annie")
    with refused(db):
        rows.person("ANA  pell".replace("  ", " "))
    with refused(db):
        rows.person("ana pell", "annie")


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
