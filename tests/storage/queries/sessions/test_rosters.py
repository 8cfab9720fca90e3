from datetime import date

from sqlalchemy import bindparam, select

from facilitator.storage.queries.sessions.rosters import on_roster
from facilitator.storage.tables import enrolment


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
