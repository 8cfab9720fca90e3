from datetime import date, datetime

from facilitator.storage.queries.scheduling import groups
from facilitator.words import AttendanceKind, EnrolmentKind, GroupStatus, Mode, SessionStatus
from tests.books import NOW
from tests.storage.rows import at

VALUES = {
    "uid": "0fff-1",
    "title": "Steady",
    "program": "Peers",
    "enrolment": EnrolmentKind.OPEN,
    "attendance": AttendanceKind.NAMES,
    "mode": Mode.IN_PERSON,
    "status": GroupStatus.ACTIVE,
    "created_at": NOW,
}


def test_groups_come_by_title_with_their_place_and_who_leads(db, rows):
    sam, rae = rows.facilitator("Sam"), rows.facilitator("Rae")
    pinned = rows.curriculum("steady", title="Steady steps")
    blue = rows.room(rows.site("Hall"), "Blue")
    groups.add_group(db, {**VALUES, "room_id": blue, "curriculum_id": pinned, "public": True}, [sam, rae])
    groups.add_group(db, {**VALUES, "uid": "u2", "title": "Art"}, [])
    art, steady = groups.groups(db)
    assert (art.title, art.facilitators, art.room, art.curriculum_key, art.public) == ("Art", (), None, None, False)
    assert (steady.facilitators, steady.room, steady.site) == (("Sam", "Rae"), "Blue", "Hall")
    assert (steady.curriculum_key, steady.curriculum_title, steady.public) == ("steady", "Steady steps", True)
    assert groups.groups_called(db, "STEADY", "none") == [steady]
    assert groups.groups_called(db, "nobody", "0fff") == [steady]
    assert groups.groups_called(db, "nobody", "none") == []


def test_leaders_of_many_groups_are_read_at_once(db, rows):
    sam = rows.facilitator("Sam")
    for number in range(51):
        groups.add_group(db, {**VALUES, "uid": f"u{number}", "title": f"G{number:02}"}, [sam])
    assert {each.facilitators for each in groups.groups(db)} == {("Sam",)}


def test_leaders_are_changed_for_one_group(db, rows):
    sam, rae = rows.facilitator("Sam"), rows.facilitator("Rae")
    one = groups.add_group(db, VALUES, [sam, rae])
    groups.add_group(db, {**VALUES, "uid": "u2", "title": "Art"}, [sam])
    groups.set_leaders(db, one, [rae])
    assert [each.facilitators for each in groups.groups(db)] == [("Sam",), ("Rae",)]
    groups.set_leaders(db, one, [])
    assert [each.facilitators for each in groups.groups(db)] == [("Sam",), ()]


def test_a_group_is_changed_and_ended_alone(db):
    one = groups.add_group(db, VALUES, [])
    groups.add_group(db, {**VALUES, "uid": "u2", "title": "Art"}, [])
    groups.change_group(db, one, title="Steady II", capacity=9)
    groups.end_group(db, one, date(2027, 3, 4))
    assert [(each.title, each.capacity, each.status, each.ended_on) for each in groups.groups(db)] == [
        ("Art", None, GroupStatus.ACTIVE, None),
        ("Steady II", 9, GroupStatus.ENDED, date(2027, 3, 4)),
    ]


def test_series_of_a_group_come_oldest_first(db, rows):
    group, sam = rows.group(), rows.facilitator("Sam")
    rows.series(rows.group("Other"))
    row = {
        "uid": "s1", "group_id": group, "zone": "America/New_York", "start_local": datetime(2027, 3, 4, 18, 30),
        "minutes": 60, "rule": "FREQ=WEEKLY", "gap": "forward", "on_closure": "skip", "created_at": NOW,
    }  # fmt: skip
    first = groups.add_series(db, row, [sam])
    second = groups.add_series(db, {**row, "uid": "s2", "minutes": 90})
    assert [(each.id, each.minutes) for each in groups.series_of(db, group)] == [(first, 60), (second, 90)]
    led = db.exec_driver_sql("SELECT series_id, facilitator_id, position FROM series_facilitator").all()
    assert led == [(first, sam, 0)]


def test_which_day_is_over_and_which_is_still_to_come(db, rows):
    group, day = rows.group(), date(2027, 3, 11)
    series = rows.series(group)
    begins, over = at("2027-03-11 23:00"), at("2027-03-12 00:30")
    assert (groups.last_over(db, group, day, over), groups.day_to_come(db, group, begins)) == (None, None)
    rows.session(series, "2027-03-04 18:30")
    rows.session(series, "2027-03-11 18:30", status=SessionStatus.CANCELLED)
    rows.session(series, "2027-03-18 18:30")
    assert (groups.last_over(db, group, day, over), groups.day_to_come(db, group, begins)) == (None, date(2027, 3, 18))
    rows.session(series, "2027-03-11 18:15")
    assert [groups.last_over(db, group, day, now) for now in (begins, over)] == [None, day]
    assert [groups.day_to_come(db, group, now) for now in (begins, over)] == [day, date(2027, 3, 18)]
    rows.session(series, "2027-03-25 18:30", status=SessionStatus.HELD)
    assert groups.last_over(db, group, day, begins) == date(2027, 3, 25)


def test_the_next_start_is_of_a_session_that_is_not_over(db, rows):
    one, other, over = rows.group("One"), rows.group("Other"), rows.group("Over")
    first, second = rows.series(one), rows.series(one)
    rows.session(first, "2027-03-04 18:30", status=SessionStatus.RUNNING)
    rows.session(second, "2027-03-05 09:00")
    rows.session(rows.series(other), "2027-03-04 09:00")
    later = rows.series(other)
    rows.session(later, "2027-03-11 18:30", status=SessionStatus.CANCELLED)
    rows.session(later, "2027-03-18 18:30")
    rows.session(rows.series(over), "2027-02-04 18:30")
    day = date(2027, 3, 4)
    # half past six in New York is 23:30
    assert groups.next_starts(db, day=day, now=at("2027-03-04 23:45")) == {
        one: datetime(2027, 3, 4, 18, 30),
        other: datetime(2027, 3, 18, 18, 30),
    }
    assert groups.next_starts(db, day=day, now=at("2027-03-05 00:30"))[one] == datetime(2027, 3, 5, 9, 0)


def test_a_group_has_the_language_that_somebody_said(db, rows):
    plain = groups.add_group(db, VALUES, [])
    spoken = groups.add_group(db, {**VALUES, "uid": "u2", "language": "es"}, [])
    assert [groups.language_of(db, each) for each in (plain, spoken)] == ["", "es"]
