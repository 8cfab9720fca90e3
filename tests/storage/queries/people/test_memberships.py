from datetime import date

from facilitator.storage.queries.people.memberships import memberships, people_of_group
from facilitator.words import AttendanceStatus, GroupStatus

DAY = date(2027, 3, 10)


def test_rosters_of_today_and_to_come_are_listed_waitlists_last(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    walk, art, late = rows.group("Walk"), rows.group("Art"), rows.group("Late")
    rows.enrol(art, ana, waitlisted=True)
    rows.enrol(walk, ana, last="2027-03-10")
    rows.enrol(late, ana, first="2027-05-01")
    rows.enrol(art, ben)
    assert [(each.group_title, each.waitlisted) for each in memberships(db, ana, DAY)] == [
        ("Late", False),
        ("Walk", False),
        ("Art", True),
    ]


def test_what_has_ended_is_left_out(db, rows):
    ana = rows.person("Ana")
    rows.enrol(rows.group("Walk"), ana, last="2027-03-09")
    rows.enrol(rows.group("Over", status=GroupStatus.ENDED), ana)
    assert memberships(db, ana, DAY) == []


def test_a_group_knows_who_was_on_its_roster_and_who_came(db, rows):
    ana, ben, cy, di = (rows.person(name, uid=f"u-{name}") for name in ("Ana", "Ben", "Cy", "Di"))
    walk, art = rows.group("Walk", uid="g-walk"), rows.group("Art", uid="g-art")
    rows.enrol(walk, ana, last="2027-03-09")
    session = rows.session(rows.series(walk))
    rows.attendance(session, ben, status=AttendanceStatus.PRESENT)
    rows.attendance(session, cy)
    rows.enrol(art, di)
    assert people_of_group(db, "g-walk") == {"u-Ana", "u-Ben"}
    assert people_of_group(db, "g-none") == frozenset()
