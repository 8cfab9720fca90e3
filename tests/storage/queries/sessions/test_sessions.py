from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.storage.queries.sessions import sessions
from facilitator.words import AttendanceStatus, EnrolmentKind, Mode, SessionStatus
from tests.books import NOW

FIRST, LAST = date(2027, 3, 4), date(2027, 3, 11)


@pytest.fixture
def steady(rows):
    """A series of a group, and its sessions of the fourth, the eleventh and the eighteenth."""
    series = rows.series(rows.group("Steady"))
    return series, [rows.session(series, f"2027-03-{day} 18:30") for day in ("18", "04", "11")]


def days(found):
    return [each.start_local.day for each in found]


def test_a_window_holds_both_its_days_in_order(db, rows, steady):
    other = rows.group("Other")
    rows.session(rows.series(other), "2027-03-11 09:00")
    found = sessions.sessions_between(db, FIRST, LAST)
    assert [(each.start_local.day, each.group_title) for each in found] == [
        (4, "Steady"),
        (11, "Other"),
        (11, "Steady"),
    ]
    assert days(sessions.sessions_between(db, FIRST, LAST, other)) == [11]
    assert sessions.sessions_between(db, date(2027, 4, 1), LAST) == []


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_in_turn_they_are_the_same_in_the_same_order(db, rows, steady, monkeypatch, at_once):
    """Late on the third in Honolulu is after midnight on the fourth in New York: days do not tell the order."""
    monkeypatch.setattr(sessions, "_AT_ONCE", at_once)
    series, _ = steady
    night = rows.session(series, "2027-03-04 00:30")
    late = datetime(2027, 3, 4, 9, tzinfo=UTC)
    west = rows.group("West")
    zone = "Pacific/Honolulu"
    rows.session(rows.series(west, zone=zone), "2027-03-03 23:00", starts_at=late, ends_at=late + timedelta(hours=1))
    every = date(2027, 3, 1), date(2027, 4, 1)
    whole = sessions.sessions_between(db, *every)
    assert whole[0].id == night
    assert [(each.group_title, each.start_local.day) for each in whole[1:3]] == [("West", 3), ("Steady", 4)]
    assert list(sessions.sessions_in_turn(db, *every)) == whole
    assert list(sessions.sessions_in_turn(db, *every, west)) == [whole[1]]
    assert list(sessions.sessions_in_turn(db, LAST, FIRST)) == []


def test_a_session_tells_of_its_group_where_it_says_nothing_itself(db, rows):
    room = rows.room(rows.site("Hall"), "Blue")
    kept, newer = rows.curriculum("old"), rows.curriculum("new")
    series = rows.series(rows.group("Steady", mode=Mode.HYBRID, curriculum_id=newer), lessons=8)
    plain = rows.session(series)
    own = rows.session(
        series, "2027-03-11 18:30", title="Guest", mode=Mode.ONLINE, room_id=room, curriculum_id=kept, lesson=2
    )
    one, other = sessions.session_with_id(db, plain), sessions.session_with_id(db, own)
    assert (one.title, one.mode, one.curriculum_id, one.room, one.lessons) == ("Steady", Mode.HYBRID, newer, None, 8)
    assert (other.title, other.mode, other.curriculum_id, other.room, other.site) == (
        "Guest", Mode.ONLINE, kept, "Blue", "Hall",
    )  # fmt: skip
    assert other.group_title == "Steady"


def test_counts_are_of_marks_of_heads_or_of_who_is_enrolled(db, rows, steady):
    _, (_, first, second) = steady
    ana, ben, cy = (rows.person(name) for name in ("Ana", "Ben", "Cy"))
    rows.attendance(first, ana, AttendanceStatus.LATE)
    rows.attendance(first, ben, AttendanceStatus.MISSED)
    rows.attendance(first, cy, AttendanceStatus.PRESENT, expected=False)
    rows.attendance(second, ana)
    closed = rows.group("Closed", enrolment=EnrolmentKind.CLOSED)
    to_come = rows.session(rows.series(closed), "2027-03-05 09:00")
    rows.enrol(closed, ana)
    rows.enrol(closed, ben, first="2027-03-06")
    rows.enrol(closed, cy, waitlisted=True)
    rows.enrol(closed, dee := rows.person("Dee"))
    rows.attendance(to_come, dee, AttendanceStatus.EXCUSED, expected=False)
    found = {
        each.id: (each.expected, each.present, each.to_mark) for each in sessions.sessions_between(db, FIRST, LAST)
    }
    assert found == {first: (2, 2, 0), second: (1, None, 1), to_come: (2, 0, 1)}


def test_a_few_days_cost_what_they_hold_and_not_all_that_waits(change):
    """Eighty thousand sessions are read some days at a time: all that waits, each time, would be most of it."""
    if change.db.dialect.name != "sqlite":
        return
    for statement in (sessions._by_days.sessions, *sessions._by_days.extras):
        asked = statement.params(first=FIRST, last=LAST)
        text = str(asked.compile(dialect=change.db.dialect, compile_kwargs={"render_postcompile": True}))
        values = (1,) * text.count("?")
        plan = [row[3] for row in change.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
        assert any("(local_date>? AND local_date<?)" in step for step in plan), plan
        assert not [step for step in plan if step.startswith("SCAN") or "status_ends_at" in step], plan


def test_leaders_come_in_the_order_they_have_there(db, rows, steady):
    _, (_, first, _) = steady
    sam, rae = rows.facilitator("Sam"), rows.facilitator("Rae")
    rows.lead(first, sam, 1)
    rows.lead(first, rae, 0)
    assert sessions.session_with_id(db, first).facilitators == ("Rae", "Sam")


def test_what_somebody_leads(db, rows):
    series, leader = rows.series(rows.group()), rows.facilitator()
    led, late, other = (rows.session(series, f"2027-03-{day} 18:30") for day in ("04", "25", "11"))
    rows.lead(led, leader)
    rows.lead(late, leader)
    rows.lead(other, rows.facilitator("Ana"))
    assert sessions.led_by(db, leader, date(2027, 3, 1), date(2027, 3, 24)) == {led}


def test_a_day_is_read_a_page_at_a_time(db, rows):
    series = rows.series(rows.group())
    made = [rows.session(series, f"2027-03-04 {hour:02}:00") for hour in (12, 9, 15)]
    noon, morning, later = made
    pages = [sessions.sessions_of_day(db, FIRST, limit=2, skip=skip) for skip in (0, 2, 4)]
    assert [[each.id for each in page] for page in pages] == [[morning, noon], [later], []]


def test_many_are_read_by_their_numbers(db, rows):
    series = rows.series(rows.group())
    start = datetime(2027, 1, 1, 9)
    made = [rows.session(series, str(start + timedelta(days=number))) for number in range(501)]
    found = sessions.sessions_with_ids(db, [*reversed(made), 0])
    assert [each.id for each in found] == made
    assert sessions.sessions_with_ids(db, []) == []


def test_a_session_is_called_by_the_beginning_of_its_uid(db, steady):
    _, (_, first, _) = steady
    uid = sessions.session_with_id(db, first).uid
    assert [each.id for each in sessions.sessions_called(db, uid[:18])] == [first]


def test_the_first_of_a_group_is_not_a_cancelled_one(db, rows):
    group = rows.group()
    assert sessions.first_of_group(db, group) is None
    series = rows.series(group)
    rows.session(series, "2027-03-04 18:30", status=SessionStatus.CANCELLED)
    later = rows.session(series, "2027-03-18 18:30")
    second = rows.session(series, "2027-03-11 18:30")
    assert sessions.first_of_group(db, group) == second != later


def test_a_change_of_the_schedule_raises_the_sequence_and_goes_to_who_leads(db, rows, steady):
    _, (_, first, _) = steady
    rows.lead(first, rows.facilitator())
    before = sessions.session_with_id(db, first)
    starts = before.starts_at + timedelta(hours=1)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    later = NOW + timedelta(days=1)
    sessions.change_schedule(db, before, now=later, start_local=datetime(2027, 3, 4, 19, 30), **times)
    after = sessions.session_with_id(db, first)
    assert (after.sequence, after.updated_at, after.starts_at) == (before.sequence + 1, later, starts)
    led = db.exec_driver_sql("SELECT starts_at, ends_at FROM session_facilitator").one()
    assert led == (int(starts.timestamp()), int(starts.timestamp()) + 3600)
    assert sessions.as_it_stands(db, before) == replace(before, start_local=after.start_local, **times)


def test_what_happens_in_a_session_changes_nothing_that_is_published(db, steady):
    _, (_, first, second) = steady
    before = sessions.session_with_id(db, first)
    sessions.change_run(db, first, status=SessionStatus.RUNNING, started_at=NOW)
    after = sessions.session_with_id(db, first)
    assert (after.status, after.started_at) == (SessionStatus.RUNNING, NOW)
    assert (after.sequence, after.updated_at) == (before.sequence, before.updated_at)
    assert sessions.session_with_id(db, second).status is SessionStatus.SCHEDULED


def test_sessions_of_a_new_series_are_each_led_by_the_same(db, rows):
    series, other = rows.series(rows.group()), rows.series(rows.group("Other"))
    rows.session(other)
    sam, rae = rows.facilitator("Sam"), rows.facilitator("Rae")
    plain = [
        {
            "uid": f"u{day}",
            "original_local": datetime(2027, 3, day, 18),
            "start_local": datetime(2027, 3, day, 18),
            "local_date": date(2027, 3, day),
            "starts_at": datetime.fromisoformat(f"2027-03-{day:02}T23:00+00:00"),
            "ends_at": datetime.fromisoformat(f"2027-03-{day + 1:02}T00:00+00:00"),
            "minutes": 60,
            "status": SessionStatus.SCHEDULED,
            "created_at": NOW,
            "updated_at": NOW,
        }
        for day in (4, 11)
    ]
    sessions.add_sessions(db, series, [{**row, "series_id": series} for row in plain], [sam, rae])
    found = sessions.sessions_between(db, FIRST, LAST)
    assert [each.facilitators for each in found] == [("Sam", "Rae"), (), ("Sam", "Rae")]


def test_an_agenda_is_kept_in_order_and_changed_item_by_item(db, steady):
    _, (_, first, second) = steady
    items = [ItemProgress("Check-in", 10, 5), ItemProgress("Lesson", 40, 20), ItemProgress("Close", 10, 5)]
    assert sessions.agenda_of(db, first) == []
    sessions.lay_agenda(db, first, items)
    sessions.lay_agenda(db, second, items[:1])
    sessions.lay_agenda(db, second, [])
    sessions.set_item(db, first, 1, started_at=NOW)
    found = sessions.agenda_of(db, first)
    assert [(each.title, each.started_at) for each in found] == [("Check-in", None), ("Lesson", NOW), ("Close", None)]
    assert sessions.agenda_of(db, second) == items[:1]


def test_whatever_happens_in_a_session_counts_its_version_up(db, steady):
    """Its status, its schedule, and an item of its agenda, which is no row of its own; another's stays."""
    _, (first, other, _) = steady
    sessions.lay_agenda(db, first, [ItemProgress("Welcome", 5, 5)])
    seen = []
    for act in (
        lambda: sessions.change_run(db, first, status=SessionStatus.RUNNING, started_at=NOW),
        lambda: sessions.change_schedule(db, sessions.session_with_id(db, first), now=NOW, reason="snow"),
        lambda: sessions.set_item(db, first, 0, ended_at=NOW),
        lambda: sessions.count_up(db, [first]),
    ):
        seen.append(sessions.session_with_id(db, first).version)
        act()
    assert [*seen, sessions.session_with_id(db, first).version] == [0, 1, 2, 3, 4]
    assert sessions.session_with_id(db, other).version == 0
