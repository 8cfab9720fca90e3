import uuid
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from facilitator.domain.agency.slots import PHONES
from facilitator.domain.sessions.minutes import Sitting, count_once, lasted, minutes_present, presence
from facilitator.errors import BadInput
from facilitator.formats.people.phones import number_in
from facilitator.home import Home
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.doctor.check_book import check_book, verify_audit
from facilitator.services.practice.make_practice import Scale, make_practice
from facilitator.services.practice.rows import Identities
from facilitator.services.reporting.report_attendance import report_groups, report_people
from facilitator.services.scheduling.extend_horizon import extend_horizon
from facilitator.services.scheduling.see_groups import list_groups, see_group
from facilitator.services.sessions import read_roll, run_session, take_attendance
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.storage.queries.agency.staff import staff
from facilitator.storage.queries.people.people import people
from facilitator.storage.queries.practice import fill
from facilitator.storage.queries.sessions.attendance import enrolled_on, marks_of
from facilitator.words import (
    AttendanceKind,
    AttendanceStatus,
    EnrolmentKind,
    GroupStatus,
    Mode,
    SessionStatus,
    Unmarked,
)
from facilitator.zones import zone
from tests.books import NOW

NEW_YORK = zone("America/New_York")
TODAY = NOW.astimezone(NEW_YORK).date()
LONG_AGO, FAR_AHEAD = date(2020, 1, 1), date(2040, 1, 1)
SMALL = Scale(people=12, groups=4, weeks=2)
TABLES = (
    "site", "room", "facilitator", "credential", "person", "curriculum", "group", "group_facilitator", "series",
    "session", "session_facilitator", "enrolment", "attendance", "mark_event", "headcount", "agenda_progress",
    "closure", "slot",
)  # fmt: skip


def make(home, **changes):
    return make_practice(home, **{"now": NOW, "actor": "pat", **changes})


def opened(home):
    return open_book(home, None, actor="pat")


def rows(book, statement, *values):
    with book.raw() as raw:
        return raw.execute(statement, values).fetchall()


def content(home):
    with opened(home) as book:
        return {table: rows(book, f'SELECT * FROM "{table}" ORDER BY 1, 2') for table in TABLES}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(Home(tmp_path_factory.mktemp("practice") / "home"))


@pytest.fixture(scope="module")
def book(made):
    with opened(made.home) as book:
        yield book


@pytest.fixture(scope="module")
def sessions(book):
    return list_sessions(book, LONG_AGO, FAR_AHEAD)


def test_it_is_a_practice_book_and_whole(made, book):
    assert book_info(book).practice
    assert check_book(made.home, None) == ()
    report = verify_audit(made.home, book)
    assert report.whole
    assert report.noted_row == report.rows


def test_it_says_what_it_made(made, book, sessions):
    counts = {
        "people": len(rows(book, "SELECT 1 FROM person")),
        "groups": len(list_groups(book)),
        "sessions": len(sessions),
        "held": sum(each.status is SessionStatus.HELD for each in sessions),
        "marks": len(rows(book, "SELECT 1 FROM attendance WHERE status IS NOT NULL")),
        "first": sessions[0].start_local.date(),
        "today": TODAY,
        "replaced": False,
    }
    assert {name: getattr(made, name) for name in counts} == counts
    assert (made.people, made.groups, made.sites) == (120, 14, 3)
    assert made.facilitators in range(6, 10)


def test_the_first_line_after_it_has_nothing_to_catch_up_with(made, book):
    assert extend_horizon(book, now=NOW + timedelta(days=1)).series == 0


def test_it_has_groups_of_all_kinds(book, sessions):
    groups = list_groups(book)
    assert {each.enrolment for each in groups} == set(EnrolmentKind)
    assert {each.attendance for each in groups} == set(AttendanceKind)
    assert {each.mode for each in groups} == set(Mode)
    assert {each.status for each in groups} == set(GroupStatus)
    assert {each.public for each in groups} == {True, False}
    assert {"eight-steady-steps", "wrap-frame"} <= {each.curriculum_key for each in groups}
    assert {each.status for each in sessions} >= {SessionStatus.HELD, SessionStatus.SCHEDULED, SessionStatus.CANCELLED}
    rules = {rule for (rule,) in rows(book, "SELECT rule FROM series")}
    for part in ("INTERVAL=2", "FREQ=MONTHLY", "FREQ=DAILY", "BYDAY=MO,TU,WE,TH,FR", "COUNT=8"):
        assert any(part in rule for rule in rules), part
    (moved,) = [each for each in sessions if each.sequence and each.status is SessionStatus.SCHEDULED]
    assert moved.start_local == moved.original_local + timedelta(days=1)
    assert all(each.reason for each in sessions if each.status is SessionStatus.CANCELLED)
    assert any(each.start_local != each.original_local and not each.sequence for each in sessions)  # a closed day


def test_people_have_names_of_all_kinds(book):
    with book.read() as db:
        found = people(db)
        expiries = [each.expires_on for who in staff(db) for each in who.credentials if each.expires_on]
    lengths = sorted(len(each.name) for each in found)
    assert (lengths[0], lengths[-1]) == (1, 80)
    assert any("\u0600" <= each.name[0] <= "\u06ff" for each in found)
    assert sum(not each.name.isascii() for each in found) > 20
    assert 10 < sum(bool(each.alias) for each in found) < 60
    assert len({each.code for each in found}) == len(found)
    assert any(TODAY < each < TODAY + timedelta(days=30) for each in expiries)
    assert any(each < TODAY for each in expiries)


def test_what_is_over_was_held_or_cancelled_and_nothing_else_was(sessions):
    for each in sessions:
        if each.ends_at <= NOW:
            assert each.status in (SessionStatus.HELD, SessionStatus.CANCELLED)
            assert each.ended_at is None or each.ends_at <= each.ended_at <= NOW
        else:
            assert each.status in (SessionStatus.SCHEDULED, SessionStatus.CANCELLED)
            assert (each.started_at, each.ended_at) == (None, None)
    assert max(each.start_local.date() for each in sessions) >= TODAY + timedelta(weeks=11)
    assert min(each.start_local.date() for each in sessions) <= TODAY - timedelta(weeks=11)


def test_a_held_session_of_a_closed_group_expects_everybody_who_was_enrolled_on_its_day(book, sessions):
    held = [each for each in sessions if each.status is SessionStatus.HELD]
    closed = [each for each in held if each.enrolment is EnrolmentKind.CLOSED]
    assert closed
    with book.read() as db:
        for each in closed:
            enrolled = {who.id for who in enrolled_on(db, each.group_id, each.start_local.date())}
            marks = marks_of(db, each.id)
            assert {mark.person.id for mark in marks if mark.expected} == enrolled
            assert all(mark.status for mark in marks)
        for each in held:
            if each.attendance is AttendanceKind.HEADCOUNT:
                assert marks_of(db, each.id) == []
                assert each.present is not None
    with_drop_outs = rows(book, "SELECT count(*) FROM enrolment WHERE ends_on IS NOT NULL")
    assert with_drop_outs > [(0,)]


def test_every_state_is_what_its_events_led_to(book):
    columns = "session_id, person_id, status, expected, arrived_at, left_at, mode"
    states = rows(book, f"SELECT {columns} FROM attendance ORDER BY 1, 2")
    last = rows(book, f"SELECT {columns}, max(id) FROM mark_event GROUP BY 1, 2 ORDER BY 1, 2")
    assert states == [row[:-1] for row in last]
    acts = Counter(act for (act,) in rows(book, "SELECT act FROM mark_event"))
    assert set(acts) == {"mark", "close", "expect"}
    expected = rows(
        book, "SELECT count(*) FROM attendance JOIN session s ON s.id = session_id WHERE expected AND ended_at"
    )
    assert [(acts["close"],)] == expected
    disorder = (
        "SELECT 1 FROM mark_event a JOIN mark_event b USING (session_id, person_id) WHERE a.id < b.id AND a.at > b.at"
    )
    assert rows(book, disorder) == []


def test_minutes_follow_from_the_marks_and_count_once(book, sessions):
    sat = defaultdict(list)
    with book.read() as db:
        for each in sessions:
            span = lasted(each)
            for mark in marks_of(db, each.id):
                assert mark.minutes == minutes_present(mark.status, span, mark.arrived_at, mark.left_at)
                assert mark.mode is None or mark.status.attended
                there = presence(mark.status, span, mark.arrived_at, mark.left_at)
                if there:
                    sat[mark.person.id].append((Sitting(span.began, each.id, there), mark.counted_minutes))
    assert all(count_once([one for one, _ in each]) == [counted for _, counted in each] for each in sat.values())
    assert not rows(
        book, "SELECT 1 FROM attendance WHERE counted_minutes IS NOT NULL AND (status IS NULL OR status > 3)"
    )


def test_people_come_as_people_do(book):
    report = report_groups(book, LONG_AGO, TODAY, now=NOW)
    rates = ("attendance_rate", "missed_rate", "delivery", "occupancy")
    assert all(0 <= row[name] <= 1 for row in report.rows for name in rates if row[name] is not None)
    assert 0.6 < report.totals["attendance_rate"] < 0.95
    assert report.totals["unduplicated_served"] > 100
    served = [row["sessions_attended"] for row in report_people(book, LONG_AGO, TODAY, now=NOW, names=False).rows]
    assert len(set(served)) > 10
    statuses = Counter(status for (status,) in rows(book, "SELECT status FROM attendance WHERE status IS NOT NULL"))
    assert len(statuses) == len(AttendanceStatus)
    assert rows(book, "SELECT 1 FROM attendance WHERE NOT expected AND status <= 3")  # walk-ins


def expect_nobody_in_two_places(book):
    twice = (
        "SELECT 1 FROM attendance a JOIN session s ON s.id = a.session_id"
        " JOIN attendance b ON b.person_id = a.person_id JOIN session t ON t.id = b.session_id"
        " WHERE t.id > s.id AND a.status <= 3 AND b.status <= 3 AND s.starts_at < t.ends_at AND t.starts_at < s.ends_at"
    )
    assert rows(book, twice) == []


def test_nobody_is_in_two_sessions_at_once(book):
    expect_nobody_in_two_places(book)


def test_nothing_is_known_of_people_before_the_book_knows_them_nor_of_the_future(book):
    early = "SELECT 1 FROM mark_event JOIN person p ON p.id = person_id WHERE at < created_at"
    assert rows(book, early) == []
    assert rows(book, "SELECT 1 FROM mark_event WHERE at > ?", NOW.timestamp()) == []


def expect_no_double_booking(book):
    overlap = "s.id < t.id AND s.starts_at < t.ends_at AND t.starts_at < s.ends_at"
    assert rows(book, f"SELECT 1 FROM session s JOIN session t ON s.room_id = t.room_id WHERE {overlap}") == []
    leaders = (
        "SELECT 1 FROM session_facilitator s JOIN session_facilitator t ON s.facilitator_id = t.facilitator_id"
        f" WHERE {overlap.replace('.id', '.session_id')}"
    )
    assert rows(book, leaders) == []
    stale = (
        "SELECT 1 FROM session_facilitator l JOIN session s ON s.id = session_id"
        " WHERE (l.starts_at, l.ends_at) != (s.starts_at, s.ends_at)"
    )
    assert rows(book, stale) == []
    shut = "SELECT 1 FROM session JOIN closure ON start_local >= starts_local AND start_local < ends_local"
    assert rows(book, shut) == []
    assert rows(book, "SELECT 1 FROM closure")


def test_nothing_is_booked_twice_and_closed_days_stay_empty(book):
    expect_no_double_booking(book)


def test_no_group_has_more_seats_taken_than_it_has_and_a_full_one_has_a_waitlist(book):
    waiting = {}
    for group in list_groups(book):
        roster = see_group(book, group.title, now=NOW).roster
        seated = sum(not each.waitlisted for each in roster)
        assert group.capacity is None or seated <= group.capacity
        assert (group.enrolment is EnrolmentKind.DROP_IN) == (roster == ())
        if seated < len(roster):
            waiting[group.title] = (seated - group.capacity, len(roster) - seated)
    assert waiting == {"Planning to stay well": (0, 3)}


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 4, 30, tzinfo=UTC),  # half past eleven in the evening
        datetime(2026, 11, 16, 15, 0, tzinfo=UTC),  # the session to be moved is on the eve of Thanksgiving
        datetime(2026, 11, 25, 15, 0, tzinfo=UTC),  # before Thanksgiving
        datetime(2026, 11, 26, 15, 0, tzinfo=UTC),  # on Thanksgiving
        datetime(2026, 12, 25, 15, 0, tzinfo=UTC),
        datetime(2027, 3, 14, 6, 59, 59, tzinfo=UTC),  # a second before the clocks go forward
        datetime(2027, 11, 7, 5, 30, tzinfo=UTC),  # in the hour that comes twice
        datetime(2028, 2, 29, 22, 0, tzinfo=UTC),
    ],
)
def test_on_any_day_a_session_of_today_or_tomorrow_can_be_run(tmp_path, now):
    done = make(Home(tmp_path), now=now, scale=Scale(people=30, groups=6, weeks=3))
    with opened(done.home) as book:
        expect_no_double_booking(book)
        started = run_session.start(book, done.next_session, now=now)
        today = now.astimezone(NEW_YORK).date()
        assert started.session.start_local.date() - today in (timedelta(0), timedelta(days=1))
        assert started.session.ends_at > now
        assert started.position == 0
        roll = read_roll.roll_of(book, done.next_session)
        assert roll.tally.expected >= 3
        first = roll.marks[0].person
        take_attendance.mark(book, done.next_session, first.uid, AttendanceStatus.PRESENT, now=now)
        ended = run_session.end(book, done.next_session, now=now, unmarked=Unmarked.MISSED)
        assert (ended.roll.tally.attended, ended.roll.tally.unmarked) == (1, 0)


def test_the_same_seed_moment_and_scale_make_the_same_content_uids_included(tmp_path):
    for name in ("one", "two"):
        make(Home(tmp_path / name), scale=SMALL)
    one = content(Home(tmp_path / "one"))
    assert one == content(Home(tmp_path / "two"))
    assert all(one.values())
    make(Home(tmp_path / "other"), scale=SMALL, seed=2)
    other = content(Home(tmp_path / "other"))
    assert one["person"] != other["person"]
    assert one["session"] != other["session"]


@pytest.mark.parametrize(
    "scale",
    [Scale(people=1, groups=1, weeks=1), Scale(people=3, groups=40, weeks=1), Scale(people=60, groups=40, weeks=20)],
)
def test_any_scale_makes_a_whole_book(tmp_path, scale):
    done = make(Home(tmp_path), scale=scale)
    assert (done.people, done.groups) == (scale.people, scale.groups)
    assert check_book(done.home, None) == ()
    with opened(done.home) as book:
        expect_no_double_booking(book)
        expect_nobody_in_two_places(book)
        titles = [each.title for each in list_groups(book)]
    assert len(set(titles)) == len(titles)


def test_more_people_change_no_group(tmp_path):
    few = make(Home(tmp_path / "few"), scale=SMALL)
    many = make(Home(tmp_path / "many"), scale=Scale(people=40, groups=4, weeks=2))
    with opened(few.home) as one, opened(many.home) as two:
        shown = [(each.title, each.room, each.facilitators) for each in list_groups(one)]
        assert shown == [(each.title, each.room, each.facilitators) for each in list_groups(two)]


@pytest.mark.parametrize("numbers", [{"people": 0}, {"groups": -1}, {"weeks": 0}, {"people": 100_001}])
def test_a_scale_out_of_bounds_is_refused(numbers):
    with pytest.raises(BadInput):
        Scale(**numbers)


def test_progress_goes_forward_to_the_end(tmp_path):
    told = []
    make(Home(tmp_path), scale=SMALL, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_codes_and_uids_do_not_repeat():
    identities = Identities(Random(1))
    assert len({identities.code() for _ in range(60_000)}) == 60_000
    assert uuid.UUID(identities.uid()).version == 4


def test_rows_go_into_known_tables_only(book):
    with book.read() as db, pytest.raises(ValueError, match="audit"):
        list(fill(db, {"audit": [{"seq": 1}]}))


def test_what_only_a_program_knows_is_invented_with_numbers_that_nobody_has(tmp_path):
    made = make_practice(Home(tmp_path / "home"), now=NOW, scale=SMALL)
    with open_book(made.home, None) as book:
        seen = see_slots(book)
    assert seen.blank == ()
    numbers = [number_in(each.text, "US") for each in seen.slots if each.name in PHONES]
    assert len(numbers) == 3
    assert all(number.startswith("+175755501") for number in numbers)
