from datetime import date

from facilitator.storage.queries.people.memberships import memberships
from facilitator.words import GroupStatus

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
