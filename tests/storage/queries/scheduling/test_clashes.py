"""The probes stay on their indexes: a book that grows does not make booking slower."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.dialects import sqlite

from facilitator.domain.scheduling.clashes import Needs
from facilitator.domain.views import Credential, LeaderAway
from facilitator.storage.queries.agency import sites, staff
from facilitator.storage.queries.scheduling import clashes
from facilitator.words import SessionStatus
from tests.books import open_practice
from tests.storage.rows import at


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (clashes._in_room, "ix_session_room_id_starts_at_ends_at (room_id=? AND starts_at>? AND starts_at<?)"),
        (
            clashes._led_by,
            "session_facilitator_facilitator_id_starts_at_ends_at (facilitator_id=? AND starts_at>? AND starts_at<?)",
        ),
        (clashes._between, "ix_session_starts_at (starts_at>? AND starts_at<?)"),
        (clashes._closed, "ix_closure_ends_local_starts_local (ends_local>?)"),
        (clashes._enrolled, "ix_enrolment_group_id_person_id (group_id=?)"),
        (clashes._room_and_ways, "room USING INTEGER PRIMARY KEY"),
        (clashes._these_staff, "(facilitator_id=?)"),
        (clashes._needs, "group USING INTEGER PRIMARY KEY"),
        (clashes._group_of, "session USING INTEGER PRIMARY KEY"),
    ],
)
def test_each_probe_uses_its_index(tmp_path, statement, index):
    with open_practice(tmp_path) as book, book.raw() as raw:
        text = statement.text(sqlite.dialect())
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(re.findall(r":(\w+)", text)))]
    assert any(index in step for step in plan), plan
    scanned = [step for step in plan if step.startswith("SCAN") and "asked" not in step]
    assert scanned == []


TRAVEL = timedelta(minutes=30)


def span(start, minutes=60):
    begin = at(f"2027-03-04 {start}")
    return begin, begin + timedelta(minutes=minutes)


@pytest.fixture
def booked(rows):
    """A session from 23:30 to 00:30 UTC in a room, led by two; its number, the room and those who lead."""
    room = rows.room(rows.site("Hall"), "Blue")
    sam, rae = rows.facilitator("Sam"), rows.facilitator("Rae")
    session = rows.session(rows.series(rows.group("Steady", uid="g1")), "2027-03-04 18:30", room_id=room)
    rows.lead(session, sam)
    rows.lead(session, rae, 1)
    return session, room, (sam, rae)


@pytest.mark.parametrize(
    ("start", "minutes", "found"), [("22:30", 60, 0), ("22:30", 61, 1), ("23:45", 5, 1), ("23:30", 60, 1)]
)
def test_what_only_touches_is_no_overlap(db, booked, start, minutes, found):
    session, room, (sam, _) = booked
    times = [span(start, minutes)]
    in_room = clashes.bookings_at(db, times, room_id=room, facilitator_ids=(), travel=timedelta())
    led = clashes.bookings_at(db, times, room_id=None, facilitator_ids=(sam,), travel=timedelta())
    assert [each.key for each in in_room] == [each.key for each in led] == [session] * found


def test_a_way_between_widens_what_is_looked_at_for_those_who_lead(db, booked):
    session, room, (sam, rae) = booked
    times = [span("22:15", 60)]
    assert clashes.bookings_at(db, times, room_id=room, facilitator_ids=(sam,), travel=timedelta()) == []
    (found,) = clashes.bookings_at(db, times, room_id=room, facilitator_ids=(rae, sam), travel=TRAVEL)
    assert (found.key, found.site, found.title, found.group_uid) == (session, "Hall", "Steady", "g1")
    assert sorted(found.facilitator_ids) == sorted((sam, rae))
    assert (found.starts_at, found.ends_at) == span("23:30", 60)


def test_a_booking_that_is_met_twice_is_told_once(db, booked):
    session, room, staff = booked
    times = [span("23:30"), span("23:45")]
    found = clashes.bookings_at(db, times, room_id=room, facilitator_ids=staff, travel=timedelta())
    assert [each.key for each in found] == [session]
    (held,) = clashes.bookings_holding(db, *span("23:00", 600), room_id=room, facilitator_ids=())
    assert held.facilitator_ids == ()


def test_what_is_cancelled_takes_nothing(db, rows):
    room, series = rows.room(rows.site()), rows.series(rows.group())
    for day, status in enumerate(SessionStatus, start=4):
        rows.session(series, f"2027-03-{day:02} 18:30", room_id=room, status=status)
    found = clashes.bookings_between(db, at("2027-03-01 00:00"), at("2027-03-30 00:00"))
    assert [each.starts_at.day for each in found] == [4, 5, 6]


def test_the_longest_session_is_seen_to_its_end(db, rows):
    room = rows.room(rows.site())
    session = rows.session(rows.series(rows.group()), "2027-03-04 07:00", room_id=room, minutes=720)
    times = [(at("2027-03-04 23:59"), at("2027-03-05 00:30"))]
    found = clashes.bookings_at(db, times, room_id=room, facilitator_ids=(), travel=timedelta())
    assert [each.key for each in found] == [session]


def test_premises_are_a_room_its_ways_and_those_who_are_asked_for(db, rows):
    hall, annex, far = (rows.site(name) for name in ("Hall", "Annex", "Far"))
    blue, red = rows.room(hall, "Blue", capacity=8, features=("ramp",)), rows.room(annex, "Red")
    sam, rae = rows.facilitator("Sam", public_name=True), rows.facilitator("Rae")
    staff.put_credential(db, sam, name="CPRS", expires_on=date(2027, 6, 1))
    staff.put_credential(db, sam, name="ARPS", expires_on=None)
    sites.put_way(db, hall, annex, 25)
    sites.put_way(db, annex, far, 40)
    found = clashes.premises_of(db, blue, (sam,))
    assert [(each.name, each.site, each.capacity, each.features) for each in found.rooms.values()] == [
        ("Blue", "Hall", 8, ("ramp",))
    ]
    assert set(found.staff) == {sam}
    assert found.staff[sam].public_name is True
    assert found.staff[sam].credentials == (Credential("ARPS", None), Credential("CPRS", date(2027, 6, 1)))
    assert found.travel.longest == timedelta(minutes=25)
    every = clashes.all_premises(db)
    assert (set(every.rooms), set(every.staff)) == ({blue, red}, {sam, rae})
    assert every.travel.longest == timedelta(minutes=40)
    nothing = clashes.premises_of(db, None, ())
    assert (nothing.rooms, nothing.staff, nothing.travel.longest) == ({}, {}, timedelta())


def test_closed_days_are_those_of_the_place_or_of_all(db, rows):
    hall, annex = rows.site("Hall"), rows.site("Annex")
    blue, red = rows.room(hall, "Blue"), rows.room(hall, "Red")
    day = ("2027-03-04 00:00", "2027-03-05 00:00")
    for reason, place in (
        ("all", {}),
        ("hall", {"site_id": hall}),
        ("annex", {"site_id": annex}),
        ("blue", {"room_id": blue}),
        ("red", {"room_id": red}),
    ):
        rows.closure(*day, reason, **place)
    rows.closure("2027-04-01 00:00", "2027-04-02 00:00", "later")
    window = datetime(2027, 3, 4, 18, 30), datetime(2027, 3, 4, 19, 30)
    in_blue = clashes.closed_between(db, *window, site_id=hall, room_id=blue)
    assert sorted(each.reason for each in in_blue) == ["all", "blue", "hall"]
    assert all(each.all_day is True for each in in_blue)
    online = clashes.closed_between(db, *window, site_id=None, room_id=None)
    assert [(each.reason, each.starts, each.ends) for each in online] == [
        ("all", datetime(2027, 3, 4), datetime(2027, 3, 5))
    ]


def test_what_a_group_asks_and_who_is_enrolled(db, rows):
    group = rows.group(capacity=12, required_credential="CPRS", least_facilitators=2)
    session = rows.session(rows.series(group))
    assert clashes.needs_of(db, group) == Needs(capacity=12, credential="CPRS", least_facilitators=2)
    assert clashes.group_of(db, session) == (group, "America/New_York", False)
    for name, place in (
        ("Ana", {"last": "2027-03-04"}),
        ("Ben", {"first": "2027-03-05"}),
        ("Cy", {"waitlisted": True}),
        ("Dee", {"first": "2027-03-04"}),
        ("Eve", {"last": "2027-03-03"}),
    ):
        rows.enrol(group, rows.person(name), **place)
    assert clashes.enrolled_on(db, group, date(2027, 3, 4)) == 2


def test_days_away_are_read_once_beside_several_credentials(db, rows):
    sam = rows.facilitator("Sam")
    for name in ("CPRS", "first aid"):
        staff.put_credential(db, sam, name=name, expires_on=None)
    days = [LeaderAway(date(2027, 3, 1), date(2027, 3, 5)), LeaderAway(date(2027, 6, 1), None)]
    staff.set_away(db, sam, days)
    for found in (clashes.premises_of(db, None, (sam,)), clashes.all_premises(db)):
        assert found.staff[sam].away == tuple(days)
        assert [each.name for each in found.staff[sam].credentials] == ["CPRS", "first aid"]
