"""Clashes in a real book: what refuses, what warns, and what does not count."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from facilitator.domain.scheduling.clashes import Needs
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.find import find_facilitator, find_room
from facilitator.services.people import enrol
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.check_clashes import (
    BookingRequest,
    check,
    check_session,
    forced_over,
    foresee,
    refusing,
)
from facilitator.services.scheduling.schedule_group import Clashed, GroupWish, preview_group, schedule_group
from facilitator.storage.queries.scheduling import clashes
from facilitator.storage.tables import session
from facilitator.words import SessionStatus

ZONE = "America/New_York"


@pytest.fixture
def premises(program):
    """Two sites 25 minutes apart, each with a room; two facilitators, one certified to the middle of March."""
    book, now = program.book, program.now
    for site, room, seats in (("North", "Blue", 8), ("South", "Green", None)):
        keep_places.add_site(book, name=site, address="", now=now)
        keep_places.add_room(book, site=site, name=room, capacity=seats, now=now)
    keep_places.set_travel(book, "South", "North", 25, now=now)
    keep_staff.add_facilitator(book, name="Sam Ortega", credentials=[("WRAP facilitator", date(2027, 3, 15))], now=now)
    keep_staff.add_facilitator(book, name="Lee Novak", credentials=[("WRAP facilitator", None)], now=now)
    return program


def made(program, *, force=False, **wish):
    wanted = GroupWish(
        **{
            "title": "New",
            "start": datetime(2027, 3, 4, 18, 30),
            "repeat": "every thursday, 4 times",
            "minutes": 60,
            **wish,
        }
    )
    return schedule_group(program.book, program.home, wanted, now=program.now, force=force)


def kinds(found):
    return [each.kind.value for each in found]


def refused(program, **wish):
    with pytest.raises(Clashed) as clashed:
        made(program, **wish)
    return clashed.value.clashes


def asked(program, db, *, room="Blue", staff=("Sam Ortega",), **more):
    return BookingRequest(ZONE, find_room(db, room).id, tuple(find_facilitator(db, each).id for each in staff), **more)


def at(text, minutes=60):
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return start, start + timedelta(minutes=minutes)


def test_one_person_is_not_at_two_sites(premises):
    premises.group("First", room="Blue", facilitators=("Sam Ortega",), repeat="once")
    late = {"room": "Green", "facilitators": ("Sam Ortega",), "repeat": "once"}
    (clash,) = refused(premises, start=datetime(2027, 3, 4, 19, 54), **late)
    assert (clash.kind, clash.words) == (
        "travel", "Sam Ortega has 24 minutes for the 25 from North to South, after First (6:30 pm)",
    )  # fmt: skip
    assert kinds(refused(premises, start=datetime(2027, 3, 4, 17, 6), **late)) == ["travel"]
    assert made(premises, start=datetime(2027, 3, 4, 19, 55), **late).clashes == ()
    keep_places.set_travel(premises.book, "North", "South", 0, now=premises.now)
    assert made(premises, start=datetime(2027, 3, 4, 17, 6), **late).clashes == ()


def test_warnings_are_told_and_stop_nothing(premises):
    done = made(
        premises,
        room="Blue",
        facilitators=("Sam Ortega", "Lee Novak"),
        capacity=21,
        required_credential="WRAP facilitator",
        least_facilitators=2,
        people_per_specialist=10,
    )
    assert [(each.kind.value, each.starts_at.day, each.sessions, each.words) for each in done.clashes] == [
        ("capacity", 4, 4, "Blue seats 8, and 21 may come"),
        ("ratio", 4, 2, "21 people are expected for 2 specialists; the payer allows 10 for each"),
        (
            "credential", 18, 2,
            "1 of 2 facilitators with what this group asks for (WRAP facilitator): "
            "Sam Ortega's is valid to Mon 15 Mar 2027",
        ),
        ("ratio", 18, 2, "21 people are expected for 1 specialist; the payer allows 10 for each"),
    ]  # fmt: skip
    assert refusing(done.clashes) == ()
    assert json.loads(payload(premises)) == {"forced_over": {}, "sessions": 4}


def payload(program):
    with program.book.read() as db:
        return db.exec_driver_sql("SELECT payload FROM audit ORDER BY seq DESC LIMIT 1").scalar()


def test_a_frame_asks_for_its_credential(premises):
    done = made(
        premises, minutes=150, curriculum="wrap-frame", repeat="every thursday", facilitators=("Lee Novak",),
        holds_manual=True,
    )  # fmt: skip
    (clash,) = done.clashes
    assert (clash.kind, clash.sessions) == ("credential", 8)
    assert clash.words.startswith("1 of 2 facilitators with what this group asks for (Two co-facilitators, each with")
    done = made(
        premises, title="Both", minutes=150, curriculum="wrap-frame", repeat="every friday, 1 times",
        facilitators=("Lee Novak", "Sam Ortega"),
    )  # fmt: skip
    assert done.clashes == ()


def test_what_a_group_asks_for_is_kept_and_asked_again(premises):
    uid = made(
        premises, room="Blue", facilitators=("Sam Ortega",), capacity=9, expected=7, people_per_specialist=10,
        required_credential=" WRAP\x1b facilitator ", least_facilitators=1,
    ).uid  # fmt: skip
    found = premises.session(f"{uid}@2027-03-11")
    with premises.book.read() as db:
        assert clashes.needs_of(db, found.group_id) == Needs(9, 7, "WRAP facilitator", 1, 10)
        sam = find_facilitator(db, "Sam Ortega").id
        ask = {"room_id": found.room_id, "facilitator_ids": [sam]}
        assert kinds(check_session(db, found.id, [at("2027-03-16T22:00")], **ask)) == [
            "credential",
            "capacity",
            "ratio",
        ]
        assert kinds(check_session(db, found.id, [at("2027-03-15T22:00")], **ask)) == ["capacity"]
        # over its own time nothing but the seats is in the way
        assert kinds(check_session(db, found.id, [(found.starts_at, found.ends_at)], **ask)) == ["capacity"]
        assert kinds(check_session(db, found.id, [at("2027-03-18T22:30")], **ask)) == [
            "room", "facilitator", "credential", "capacity", "ratio",
        ]  # fmt: skip


def test_who_waits_or_has_left_is_not_counted(premises):
    uid = premises.group(room="Blue", capacity=7)
    premises.people(*(f"Person {number}" for number in range(9)), group=uid)
    keep_places.edit_room(premises.book, "Blue", name=None, capacity=7, now=premises.now)
    found = premises.session(f"{uid}@2027-03-11")
    with premises.book.read() as db:
        assert clashes.enrolled_on(db, found.group_id, date(2027, 3, 12)) == 7
    for who in ("Person 8", "Person 7", "Person 0"):  # the first two wait
        enrol.unenrol(premises.book, uid, who, reason="", now=premises.now + timedelta(days=14))
    with premises.book.read() as db:
        counts = [clashes.enrolled_on(db, found.group_id, date(2027, 3, day)) for day in (14, 15)]
    assert counts == [7, 6]


def test_a_roster_that_has_grown_counts(premises):
    uid = premises.group(room="Blue", capacity=8, people_per_specialist=8)
    premises.people(*(f"Person {number}" for number in range(8)), group=uid)
    keep_places.edit_room(premises.book, "Blue", name=None, capacity=7, now=premises.now)
    found = premises.session(f"{uid}@2027-03-11")
    with premises.book.read() as db:
        ask = BookingRequest(
            ZONE, found.room_id, (find_facilitator(db, "Lee Novak").id,), Needs(), found.group_id, (found.id,)
        )
        assert [each.words for each in check(db, [at("2027-03-12T22:00")], ask)] == ["Blue seats 7, and 8 may come"]
        # before they joined nobody is counted
        assert check(db, [at("2027-02-12T22:00")], ask) == ()
        # in the evening of the first of March, when they joined, it is the second in UTC
        assert kinds(check(db, [at("2027-03-02T01:00")], ask)) == ["capacity"]
        assert check(db, [at("2027-03-01T03:00")], ask) == ()
        few = replace(ask, needs=Needs(people_per_specialist=7))
        assert kinds(check(db, [at("2027-03-12T22:00")], few)) == ["capacity", "ratio"]


@pytest.mark.parametrize(
    ("status", "clash"),
    [(each, each in ("scheduled", "running", "held")) for each in SessionStatus],
)
def test_only_what_meets_takes_a_room(premises, status, clash):
    premises.group("First", room="Blue", facilitators=("Sam Ortega",), repeat="once")
    with premises.book.write(now=premises.now) as change:
        change.db.execute(update(session), {"status": status})
        change.record("test", "")
    with premises.book.read() as db:
        found = check(db, [at("2027-03-04T23:30")], asked(premises, db))
        assert kinds(found) == (["room", "facilitator"] if clash else [])
        assert kinds(check(db, [at("2027-03-04T23:30")], asked(premises, db, staff=()))) == (["room"] if clash else [])


@pytest.mark.parametrize(
    ("start", "minutes", "clash"),
    [
        ("2027-03-05T00:30", 60, False),  # back to back
        ("2027-03-05T00:29", 5, True),
        ("2027-03-04T22:30", 60, False),
        ("2027-03-04T22:30", 61, True),
        ("2027-03-04T12:31", 720, True),  # the longest there is
        ("2027-03-04T11:30", 720, False),
    ],
)
def test_the_probe_reaches_as_far_as_a_session_lasts(premises, start, minutes, clash):
    premises.group("First", room="Blue", facilitators=("Sam Ortega",), repeat="once")
    premises.group("Long", "2027-03-08 06:00", minutes=720, room="Blue", repeat="once")
    with premises.book.read() as db:
        for look in (check, foresee):
            found = look(db, [at(start, minutes)], asked(premises, db))
            assert kinds(found) == (["room", "facilitator"] if clash else [])
            assert kinds(look(db, [at("2027-03-08T22:59", 5)], asked(premises, db))) == ["room"]
            assert look(db, [at("2027-03-08T23:00", 5)], asked(premises, db)) == ()


def test_a_session_past_midnight_and_a_night_of_a_clock_change(premises):
    premises.group("Vigil", "2027-03-13 23:30", minutes=240, room="Blue", repeat="once")  # to 4:30 on the clocks
    with premises.book.read() as db:
        ask = asked(premises, db)
        assert kinds(check(db, [at("2027-03-14T08:29", 5)], ask)) == ["room"]
        assert check(db, [at("2027-03-14T08:30", 5)], ask) == ()


def test_closed_days_of_a_room_a_site_and_all(premises):
    keep_places.add_room(premises.book, site="North", name="Red", capacity=None, now=premises.now)
    for day, where in (
        (9, {"room": "Red"}),
        (10, {}),
        (11, {"site": "North"}),
        (12, {"site": "South"}),
        (13, {"room": "Blue"}),
    ):
        keep_closures.add_closed_days(
            premises.book, date(2027, 3, day), date(2027, 3, day), reason="Paint", now=premises.now, **where
        )
    with premises.book.read() as db:
        ask = asked(premises, db)
        hit = [day for day in range(9, 14) if "closed" in kinds(check(db, [at(f"2027-03-{day:02}T23:00")], ask))]
        assert hit == [10, 11, 13]
        (clash,) = check(db, [at("2027-03-11T23:00")], ask)
        assert (clash.words, clash.who_or_where, clash.with_title, clash.refuses) == (
            "a closed day: Paint",
            "Blue",
            "Paint",
            True,
        )
        online = BookingRequest(ZONE)
        hit = [day for day in range(9, 14) if check(db, [at(f"2027-03-{day:02}T23:00")], online)]
        assert hit == [10]
        # an hour before midnight in New York the day is open, in UTC it is the tenth
        assert check(db, [at("2027-03-10T03:59")], ask) == ()
        assert kinds(check(db, [at("2027-03-10T04:01")], ask)) == ["closed"]


def test_sessions_of_one_group_that_overlap(premises):
    found = refused(
        premises, repeat="RRULE:FREQ=DAILY;COUNT=3;BYHOUR=9,10", start=datetime(2027, 3, 4, 9), minutes=90, room="Blue"
    )
    assert [(each.words, each.starts_at.day) for each in found] == [
        ("Blue is in use with another session of this group (9:00 am)", 4)
    ]


def test_a_preview_foresees_what_scheduling_finds(premises):
    premises.group("First", room="Blue", facilitators=("Sam Ortega",))
    premises.group("Second", "2027-03-11 20:00", room="Green", facilitators=("Sam Ortega", "Lee Novak"), minutes=45)
    wish = GroupWish(
        "New", datetime(2027, 3, 4, 19), "every thursday, 6 times", 60, room="North/Blue", capacity=12,
        facilitators=("Lee Novak", "Sam Ortega"), required_credential="WRAP facilitator", least_facilitators=2,
        people_per_specialist=5,
    )  # fmt: skip
    seen = preview_group(premises.book, premises.home, wish, now=premises.now)
    with pytest.raises(Clashed) as clashed:
        schedule_group(premises.book, premises.home, wish, now=premises.now)
    assert clashed.value.clashes == seen.clashes
    assert set(kinds(seen.clashes)) == {"room", "facilitator", "travel", "credential", "capacity", "ratio"}
    assert clashed.value.title == "5 of the times clash with other sessions or closed days"


def test_what_was_forced_over_holds_uids_and_moments_alone(premises):
    first = premises.group("First", room="Blue", facilitators=("Sam Ortega",), repeat="once")
    found = made(premises, force=True, room="Blue", facilitators=("Sam Ortega",), capacity=99).clashes
    moments = {first: ["2027-03-04T23:30Z"]}
    assert forced_over(found) == {"room": moments, "facilitator": moments}
    assert json.loads(payload(premises)) == {"forced_over": {"room": moments, "facilitator": moments}, "sessions": 4}


def test_a_move_is_held_against_everything(premises):
    premises.group("First", room="Blue", repeat="once")
    uid = premises.group("Second", "2027-03-05 18:30", room="Blue", repeat="once")
    edit_sessions.move(premises.book, f"{uid}@2027-03-05", datetime(2027, 3, 4, 19, 30), now=premises.now)
    assert premises.session(f"{uid}@2027-03-04").start_local.time() == time(19, 30)


def test_nothing_asked_is_nothing_found(premises):
    with premises.book.read() as db:
        assert check(db, [], BookingRequest(ZONE)) == ()
        assert foresee(db, [], BookingRequest(ZONE)) == ()
        assert check(db, [at("2027-03-04T23:30")], BookingRequest(ZONE)) == ()


@pytest.mark.parametrize(
    ("part", "wish"),
    [
        ("expected", {"expected": 0}),
        ("least_facilitators", {"least_facilitators": 0}),
        ("people_per_specialist", {"people_per_specialist": -1}),
    ],
)
def test_a_number_that_asks_for_nothing_is_refused(premises, part, wish):
    from facilitator.services.scheduling.schedule_group import WishProblem

    with pytest.raises(WishProblem) as problem:
        made(premises, **wish)
    assert problem.value.part == part
