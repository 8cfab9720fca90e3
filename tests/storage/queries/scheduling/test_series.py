from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.scheduling.series.edit_plan import SessionChange
from facilitator.storage.queries.scheduling import series as stored
from facilitator.storage.tables import headcount
from facilitator.words import AttendanceStatus, GroupStatus, Mode
from facilitator.zones import zone
from tests.books import NOW

LATER = NOW + timedelta(days=1)


def titles(meeting):
    return f"Lesson {meeting.lesson}" if meeting.lesson else ""


@pytest.fixture
def steady(rows):
    """A group, its series, two sessions of it, and two who lead."""
    group = rows.group("Steady")
    series = rows.series(group, stored_until=date(2028, 9, 1))
    late = rows.session(series, "2027-03-11 18:30")
    early = rows.session(series, "2027-03-04 18:30")
    return group, series, (early, late), (rows.facilitator("Sam"), rows.facilitator("Rae"))


def sequences(db):
    return dict(db.exec_driver_sql("SELECT id, sequence FROM session").all())


def test_a_series_is_read_with_its_pattern(db, steady):
    group, series, (early, _), (sam, rae) = steady
    (found,) = stored.series_of_group(db, group)
    pattern = replace(found.pattern, leader_ids=(rae, sam), minutes=90, room_id=None, lessons=8)
    stored.set_pattern(db, series, pattern)
    again = stored.series_of_session(db, early)
    assert (again.id, again.group_title, again.pattern) == (series, "Steady", pattern)
    stored.set_pattern(db, series, replace(pattern, leader_ids=(sam,)))
    assert stored.series_of_session(db, early).pattern.leader_ids == (sam,)


def test_series_that_end_too_soon_are_of_groups_that_go_on(db, rows):
    day = date(2028, 9, 1)
    short = [rows.series(rows.group(f"G{number}"), stored_until=date(2028, 8, 31)) for number in range(3)]
    rows.series(rows.group("Ended", status=GroupStatus.ENDED), stored_until=date(2028, 8, 31))
    rows.series(rows.group("Far"), stored_until=day)
    rows.series(rows.group("With an end"))
    assert [each.id for each in stored.series_stored_until(db, day, 2)] == short[:2]
    stored.store_until(db, short[0], day)
    assert [each.id for each in stored.series_stored_until(db, day, 9)] == short[1:]


def test_a_series_that_ends_is_stored_no_further(db, steady):
    group, series, *_ = steady
    rule = parse_rule("every thursday, 4 times", start=datetime(2027, 3, 4, 18, 30), zone=zone("America/New_York"))
    stored.end_series(db, series, rule)
    (found,) = stored.series_of_group(db, group)
    assert (found.pattern.rule, found.pattern.stored_until) == (rule, None)


def test_a_series_goes_on_in_another(db, steady):
    group, series, _, (sam, _) = steady
    (old,) = stored.series_of_group(db, group)
    made = stored.split_series(db, old, replace(old.pattern, minutes=90, leader_ids=(sam,)), now=NOW)
    first, second = stored.series_of_group(db, group)
    assert (first, second.id, second.pattern.minutes, second.pattern.leader_ids) == (old, made, 90, (sam,))
    split = db.exec_driver_sql(f"SELECT split_from_id FROM series WHERE id = {made}").scalar()
    assert split == series


def test_meetings_come_by_original_time_and_tell_what_hangs_on_them(db, rows, steady):
    _, series, (early, late), (sam, rae) = steady
    moved = rows.session(series, "2027-03-02 18:30", original_local=datetime(2027, 3, 18, 18, 30))
    awaited = rows.session(series, "2027-03-25 18:30")
    ana = rows.person("Ana")
    rows.lead(late, sam, 1)
    rows.lead(late, rae, 0)
    rows.attendance(early, ana, AttendanceStatus.MISSED)
    rows.attendance(awaited, ana)
    db.execute(headcount.insert(), {"session_id": moved, "people": 0, "at": NOW, "actor": "pat"})
    found = stored.meetings_of(db, series)
    assert [(each.id, each.marked, each.awaited, each.leader_ids) for each in found] == [
        (early, True, True, ()),
        (late, False, False, (rae, sam)),
        (moved, True, False, ()),
        (awaited, False, True, ()),
    ]
    assert stored.meeting_with_id(db, late) == found[1]


def test_new_meetings_are_led_each_by_its_own(db, steady):
    _, series, (early, _), (sam, rae) = steady
    plain = stored.meeting_with_id(db, early)
    new = [
        replace(
            plain,
            id=0,
            original_local=datetime(2027, 4, day, 18, 30),
            start_local=datetime(2027, 4, day, 18, 30),
            starts_at=plain.starts_at + timedelta(weeks=day),
            lesson=day,
            leader_ids=leaders,
        )
        for day, leaders in ((1, (sam,)), (8, (rae, sam)))
    ]
    stored.add_meetings(db, series, new, titles, now=NOW)
    *_, first, second = stored.meetings_of(db, series)
    assert (first.leader_ids, second.leader_ids) == ((sam,), (rae, sam))
    assert len({each.uid for each in stored.meetings_of(db, series)}) == 4
    said = db.exec_driver_sql(f"SELECT lesson_title FROM session WHERE id = {second.id}").scalar()
    assert said == "Lesson 8"


def test_sessions_may_change_places_and_only_what_shows_is_raised(db, steady):
    _, series, (early, late), (sam, _) = steady
    one, other = (stored.meeting_with_id(db, each) for each in (early, late))
    swapped = [
        SessionChange(one, replace(other, id=one.id, uid=one.uid, lesson=2, mode=Mode.ONLINE, leader_ids=(sam,))),
        SessionChange(other, replace(one, id=other.id, uid=other.uid)),
    ]
    stored.rewrite(db, series, swapped, titles, now=LATER)
    assert [each.id for each in stored.meetings_of(db, series)] == [late, early]
    assert sequences(db) == {early: 1, late: 1}
    after = stored.meeting_with_id(db, early)
    assert (after.lesson, after.mode, after.leader_ids) == (2, Mode.ONLINE, (sam,))
    quiet = replace(after, original_local=datetime(2027, 3, 12, 18, 30))
    stored.rewrite(db, series, [SessionChange(after, quiet)], titles, now=LATER)
    assert sequences(db) == {early: 1, late: 1}
    stored.rewrite(db, series, [], titles, now=LATER)


def test_a_place_of_a_series_is_taken_once(db, rows, steady):
    _, series, *_ = steady
    with pytest.raises(IntegrityError), db.begin_nested():
        rows.session(series, "2027-03-04 20:00", original_local=datetime(2027, 3, 4, 18, 30))


def test_calendars_see_what_was_raised(db, steady):
    _, _, (early, late), _ = steady
    stored.raise_sequence(db, [early], now=LATER)
    stored.raise_sequence(db, [], now=LATER)
    assert sequences(db) == {early: 1, late: 0}


def test_deleted_sessions_leave_nobody_leading_them(db, rows, steady):
    _, series, (early, late), (sam, _) = steady
    rows.lead(early, sam)
    stored.delete_sessions(db, [early])
    stored.delete_sessions(db, [])
    assert [each.id for each in stored.meetings_of(db, series)] == [late]
    assert rows.count("session_facilitator") == 0


def test_a_room_is_of_a_site(db, rows):
    hall = rows.site("Hall")
    assert stored.site_of_room(db, rows.room(hall)) == hall


def test_sessions_that_are_set_aside_leave_their_places_free(db, rows, steady):
    _, series, (early, late), _ = steady
    stored.set_aside(db, [early, late])
    stored.set_aside(db, [])
    rows.session(series, "2027-03-04 20:00", original_local=datetime(2027, 3, 4, 18, 30))
    assert len({each.original_local for each in stored.meetings_of(db, series)}) == 3
