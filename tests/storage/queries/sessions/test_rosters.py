from datetime import date

from sqlalchemy import bindparam, select

from facilitator.storage.queries.sessions.rosters import became_another, not_away, on_roster
from facilitator.storage.tables import enrolment, person_away


def test_a_seat_counts_from_its_first_day_to_its_last_and_who_waits_has_none(db, rows):
    group, other = rows.group(), rows.group("Other")
    ana, ben, cy, dee, eve = (rows.person(name) for name in ("Ana", "Ben", "Cy", "Dee", "Eve"))
    rows.enrol(group, ana, first="2027-03-04")
    rows.enrol(group, ben, first="2027-03-05")
    rows.enrol(group, cy, first="2027-03-01", last="2027-03-03")
    rows.enrol(group, dee, waitlisted=True)
    rows.enrol(other, eve)
    seated = select(enrolment.c.person_id).where(on_roster(bindparam("group_id"), bindparam("day")))
    found = db.execute(seated, {"group_id": group, "day": date(2027, 3, 4)}).scalars().all()
    assert found == [ana]


def test_who_is_away_is_on_the_roster_and_not_expected(db, rows):
    ana, ben, group = rows.person("Ana"), rows.person("Ben"), rows.group()
    for each in (ana, ben):
        rows.enrol(group, each)
    rows.put(person_away, person_id=ben, first=date(2027, 3, 4), last=date(2027, 3, 5))
    expected = select(enrolment.c.person_id).where(
        on_roster(bindparam("group_id"), bindparam("day")), not_away(bindparam("day"))
    )
    found = [
        list(db.execute(expected, {"group_id": group, "day": date(2027, 3, day)}).scalars()) for day in (3, 4, 5, 6)
    ]
    assert found == [[ana, ben], [ana], [ana], [ana, ben]]


def test_who_became_another_is_told_apart(db, rows):
    ana, group = rows.person("Ana"), rows.group()
    for each in (ana, rows.person("Anna", merged_into_id=ana)):
        rows.enrol(group, each)
    assert list(db.execute(select(enrolment.c.person_id).where(~became_another(enrolment.c.person_id))).scalars()) == [
        ana
    ]
