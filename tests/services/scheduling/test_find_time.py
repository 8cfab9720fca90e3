from datetime import date, datetime, time

import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.find_time import Search, find_time

THURSDAYS = {"minutes": 60, "weeks": 4, "weekdays": frozenset({3}), "earliest": time(18), "latest": time(20, 30)}


@pytest.fixture
def premises(program):
    book, now = program.book, program.now
    for site, room, seats in (("North", "Blue", 8), ("South", "Green", 12)):
        keep_places.add_site(book, name=site, address="", now=now)
        keep_places.add_room(book, site=site, name=room, capacity=seats, features=["Step-free"], now=now)
    keep_places.set_travel(book, "North", "South", 25, now=now)
    keep_staff.add_facilitator(book, name="Sam Ortega", credentials=[("CPRS", date(2027, 12, 31))], now=now)
    keep_staff.add_facilitator(book, name="Lee Novak", now=now)
    return program


def slots(program, limit=12, **search):
    found = find_time(program.book, Search(**{**THURSDAYS, **search}), now=program.now, limit=limit)
    return [
        (
            f"{each.start:%d %H:%M}",
            found.premises.rooms[each.room_id].name,
            each.free,
            [c.kind.value for c in each.clashes],
        )
        for each in found.slots
    ]


def test_what_is_booked_and_closed_is_left_out(premises):
    premises.group("First", "2027-03-04 18:00", minutes=90, room="Blue", facilitators=("Sam Ortega",))
    cancelled = premises.group("Off", "2027-03-04 19:30", room="Green", repeat="once")
    edit_sessions.cancel(premises.book, f"{cancelled}@2027-03-04", reason="snow", now=premises.now)
    assert slots(premises, limit=1) == [("04 18:00", "Green", 4, [])]
    assert slots(premises, limit=1, sites=("north",)) == [("04 19:30", "Blue", 4, [])]
    # in the other house Sam needs 25 minutes more
    assert slots(premises, facilitators=("Sam Ortega",)) == [
        ("04 19:30", "Blue", 4, []),
        ("04 18:00", "Blue", 0, ["room", "facilitator"] * 4),
        ("04 18:30", "Blue", 0, ["room", "facilitator"] * 4),
        ("04 19:00", "Blue", 0, ["room", "facilitator"] * 4),
    ]
    day = date(2027, 3, 11)
    keep_closures.add_closed_days(premises.book, day, day, reason="Paint", now=premises.now, site="South")
    assert slots(premises, limit=2) == [("04 19:30", "Blue", 4, []), ("04 18:00", "Green", 3, ["closed"])]


def test_seats_features_and_credentials(premises):
    assert slots(premises, limit=1, seats=9)[0][1] == "Green"
    assert slots(premises, limit=1, features=("step-free",))[0][1] == "Blue"
    found = find_time(premises.book, Search(**THURSDAYS, credential=" cprs "), now=premises.now)
    assert [found.premises.staff[each].name for each in found.slots[0].facilitator_ids] == ["Sam Ortega"]
    found = find_time(premises.book, Search(**THURSDAYS, online=True), now=premises.now)
    assert (found.slots[0].room_id, found.zone) == (None, "America/New_York")


def test_from_tomorrow_on_unless_a_day_is_given(premises):
    assert slots(premises, limit=1, weekdays=frozenset({0}))[0][0] == "08 18:00"  # today is Monday the first
    assert slots(premises, limit=1, weekdays=frozenset({0}), start=date(2027, 3, 1))[0][0] == "01 18:00"
    found = find_time(premises.book, Search(**THURSDAYS, zone="US/Pacific"), now=premises.now, limit=1)
    assert (found.zone, found.slots[0].starts_at[0].hour, found.slots[0].start) == (
        "America/Los_Angeles", 2, datetime(2027, 3, 4, 18),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("search", "title"),
    [
        ({"facilitators": ("Kim",)}, "no facilitator 'Kim'"),
        ({"sites": ("East",)}, "no site 'East'"),
        ({"seats": 13}, "no room has what is asked for"),
        ({"seats": 0}, "a room for 0 people?"),
        ({"limit": 0}, "0 slots?"),
        ({"limit": 201}, "201 slots?"),
        ({"zone": "Mars/Base"}, "unknown time zone 'Mars/Base'"),
    ],
)
def test_what_cannot_be_looked_for_says_why(premises, search, title):
    with pytest.raises((BadInput, NotFound)) as refused:
        slots(premises, **search)
    assert refused.value.title == title
