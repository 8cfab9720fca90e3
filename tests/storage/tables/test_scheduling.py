from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from facilitator.storage.tables.scheduling import closure_kept, group, session
from tests.books import NOW
from tests.storage.refused import refused
from tests.storage.rows import at


def test_a_group_is_not_public_unless_somebody_said_so(db, rows):
    rows.group()
    assert db.execute(select(group.c.public, group.c.link)).one() == (False, "")


@pytest.mark.parametrize("minutes", [4, 721])
def test_a_session_lasts_five_minutes_to_twelve_hours(db, rows, minutes):
    series = rows.series(rows.group())
    with refused(db):
        rows.session(series, minutes=minutes)
    with refused(db):
        rows.series(rows.group("Other"), minutes=minutes)
    rows.session(series, minutes=5)
    rows.session(series, "2027-03-11 08:00", minutes=720)


def test_its_end_is_its_start_and_its_minutes(db, rows):
    with refused(db):
        rows.session(rows.series(rows.group()), ends_at=at("2027-03-05 00:31"))


def test_a_date_of_a_rule_has_one_session(db, rows):
    series = rows.series(rows.group())
    rows.session(series)
    with refused(db):
        rows.session(series, "2027-03-05 18:30", original_local=datetime(2027, 3, 4, 18, 30))
    rows.session(rows.series(rows.group("Other")))


def test_a_session_begins_unchanged_and_with_no_lesson_by_hand(db, rows):
    rows.session(rows.series(rows.group()))
    assert db.execute(select(session.c.sequence, session.c.lesson_by_hand, session.c.reason)).one() == (0, False, "")


def test_what_something_points_to_stays(db, rows):
    made = rows.group()
    rows.series(made)
    with refused(db):
        db.execute(group.delete().where(group.c.id == made))


def test_a_closed_day_ends_after_it_begins_and_is_of_one_place(db, rows):
    hall = rows.site("Hall")
    blue = rows.room(hall, "Blue")
    with refused(db):
        rows.closure("2027-03-04 12:00", "2027-03-04 12:00")
    with refused(db):
        rows.closure("2027-03-04", "2027-03-05", site_id=hall, room_id=blue)
    rows.closure("2027-03-04", "2027-03-05", site_id=hall)
    rows.closure("2027-03-04", "2027-03-05", room_id=blue)


def test_a_day_is_closed_once_in_each_place(db, rows):
    hall = rows.site("Hall")
    places = ({}, {"site_id": hall}, {"room_id": rows.room(hall, "Blue")})
    for place in places:
        rows.closure("2027-03-04", "2027-03-05", **place)
        rows.closure("2027-03-04", "2027-03-05", "Another reason", **place)
    for place in places:
        with refused(db):
            rows.closure("2027-03-04", "2027-03-05", **place)


def test_a_session_is_kept_once_in_spite_of_a_closed_day(db, rows):
    one, day = rows.session(rows.series(rows.group())), rows.closure("2027-03-04", "2027-03-05")
    note = {"closure_id": day, "session_id": one, "at": NOW}
    db.execute(insert(closure_kept), note)
    with refused(db):
        db.execute(insert(closure_kept), {**note, "at": NOW + timedelta(days=1)})


def test_a_session_is_led_once_by_somebody(db, rows):
    one, sam = rows.session(rows.series(rows.group())), rows.facilitator()
    rows.lead(one, sam)
    with refused(db):
        rows.lead(one, sam, 1)
