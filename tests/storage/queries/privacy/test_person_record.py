from datetime import date, timedelta

from facilitator.domain.privacy.person_record import ContactTerms, TimeAway
from facilitator.storage.queries.privacy import person_record
from facilitator.storage.tables import contact_choice, person_away
from facilitator.words import AttendanceStatus, ContactWay
from tests.books import NOW


def test_it_holds_what_is_theirs_and_nothing_of_anybody_else(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    series = rows.series(rows.group("Steady"))
    late, early = rows.session(series, "2027-03-11 18:30"), rows.session(series, "2027-03-04 18:30")
    for session in (late, early):
        rows.attendance(session, ben, AttendanceStatus.MISSED)
        rows.event(session, ben)
    rows.attendance(late, ana, AttendanceStatus.LATE, minutes=45)
    rows.attendance(early, ana)
    rows.event(early, ana, at=NOW, status=AttendanceStatus.PRESENT)
    rows.event(early, ana, "void", at=NOW + timedelta(minutes=1))
    found = person_record.sessions_of(db, ana)
    assert [(each.starts_at.day, each.status, each.minutes, each.expected) for each in found] == [
        (4, None, 0, True),
        (11, AttendanceStatus.LATE, 45, True),
    ]
    assert [(each.act, each.status, each.title) for each in person_record.marks_of(db, ana)] == [
        ("mark", AttendanceStatus.PRESENT, "Steady"),
        ("void", None, "Steady"),
    ]


def test_how_they_are_reached_and_when_they_are_away_is_theirs(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    for who, way in ((ana, ContactWay.TEXT), (ben, ContactWay.CALL)):
        rows.put(contact_choice, person_id=who, way=way, hours="after 5", stopped_on=date(2027, 3, 2))
        rows.put(person_away, person_id=who, first=date(2027, 4, 1 if who == ana else 2), last=None)
    assert person_record.contact_of(db, ana) == (ContactTerms(ContactWay.TEXT, "after 5", date(2027, 3, 2)),)
    assert person_record.away_of(db, ana) == (TimeAway(date(2027, 4, 1), None),)


def test_all_times_on_rosters_come_in_order_ended_ones_too(db, rows):
    ana = rows.person("Ana", created_at=NOW - timedelta(days=9))
    walk, art = rows.group("Walk"), rows.group("Art")
    rows.enrol(walk, ana, first="2027-03-05", waitlisted=True)
    rows.enrol(art, ana, first="2026-01-01", last="2026-02-01", reason="moved")
    assert [(each.title, each.waitlisted, each.reason) for each in person_record.groups_of(db, ana)] == [
        ("Art", False, "moved"),
        ("Walk", True, ""),
    ]
    assert person_record.added_at(db, ana) == NOW - timedelta(days=9)


def test_acts_are_those_that_name_them_as_object_or_in_the_payload(change):
    change.record("person.add", "u-ana")
    change.record("roster.import", "g1", people=["u-ben", "u-ana"])
    change.record("person.add", "u-ben")
    assert [each.action for each in person_record.acts_about(change.db, "u-ana")] == ["person.add", "roster.import"]
    assert person_record.acts_about(change.db, "u-none") == ()
