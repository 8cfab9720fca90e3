"""Every report says as of when it is, and what its period still lacks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from facilitator.errors import BadInput
from facilitator.services.people.enrol import unenrol
from facilitator.services.privacy.export_person import see_record
from facilitator.services.reporting.make_report import expect_order, make_report
from facilitator.services.reporting.report_attendance import report_groups, report_people
from facilitator.services.reporting.report_coverage import report_coverage
from facilitator.services.sessions import run_session
from facilitator.services.sessions.count_people import expect, keep_headcount
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.storage.tables import attendance
from facilitator.words import AttendanceStatus, EnrolmentKind, SessionStatus
from tests.services.sessions.test_count_people import CIRCLE

MARCH = date(2027, 3, 1), date(2027, 3, 31)
S, SECOND = "Steady@2027-03-04", "Second@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
IN_APRIL = datetime(2027, 4, 2, 12, tzinfo=UTC)


def test_each_report_of_a_period_lacks_the_same(program):
    program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday, 8 times")
    program.people("Ana", "Bo", group="Steady")
    program.mark("Steady@2027-03-04", Ana="present")
    program.end("Steady@2027-03-04", "leave")
    now = program.session("Steady@2027-03-11").ends_at
    made = [
        report_groups(program.book, *MARCH, now=now),
        report_people(program.book, *MARCH, now=now, names=False),
        report_coverage(program.book, *MARCH, now=now),
    ]
    lacking = made[0].open
    assert (lacking.sessions, lacking.people, lacking.headcounts) == (1, 3, 0)
    assert (lacking.first, lacking.first_session) == (date(2027, 3, 4), program.session("Steady@2027-03-04").uid)
    assert {each.open for each in made} == {lacking}
    assert {each.as_of.isoformat() for each in made} == {"2027-03-11T19:30:00-05:00"}
    of_bo = report_coverage(program.book, *MARCH, now=now, person="Bo").open
    assert (of_bo.sessions, of_bo.people) == (1, 2)


def test_a_report_of_other_rows_is_made_the_same_way(program):
    with program.book.read() as db:
        made = make_report(
            db, "staff", *MARCH, ("who", "sessions"), [{"who": "Sam", "sessions": 2}], {}, now=program.now
        )
    assert list(made.definitions) == ["sessions"]
    assert (made.open.sessions, made.as_of, made.of_person) == (0, program.now, "")


def test_days_in_the_wrong_order():
    expect_order(*MARCH)
    with pytest.raises(BadInput, match="--to 2027-03-01 is before --from 2027-03-31"):
        expect_order(*reversed(MARCH))


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_people_to_mark_are_those_whom_the_rolls_say_are_unmarked(tmp_path_factory, data):
    """The statements count as the roll of a session does: one rule of who is expected."""
    from facilitator.services.book.open_book import open_book
    from tests.books import make_practice_home
    from tests.conftest import Program

    with open_book(make := make_practice_home(tmp_path_factory.mktemp("open")), None, actor="pat") as book:
        program = Program(make, book)
        for title in ("One", "Two"):
            program.group(title, enrolment=data.draw(st.sampled_from([EnrolmentKind.OPEN, EnrolmentKind.CLOSED])))
            for who in ("Ana", "Bo", "Cy"):
                (person,) = program.people(f"{who} {title}", group=title)
                if data.draw(st.booleans()):
                    program.now += timedelta(days=10)
                    unenrol(book, title, person.uid, now=program.now)
                    program.now -= timedelta(days=10)
        for each in list_sessions(book, *MARCH):
            for who in ("Ana One", "Bo One", "Cy Two", "Ana Two"):
                status = data.draw(st.sampled_from([*AttendanceStatus, None, None]))
                if each.enrolment is not EnrolmentKind.CLOSED and data.draw(st.booleans()):
                    expect(book, each.uid, who, now=program.now)
                if status is not None:
                    program.mark(each.uid, **{who: status.value})
            if data.draw(st.booleans()):
                program.end(each.uid, data.draw(st.sampled_from(["missed", "leave"])))
        found = report_groups(book, *MARCH, now=IN_APRIL).open
        rolls = [roll_of(book, each.uid) for each in list_sessions(book, *MARCH)]
        assert found.people == sum(each.tally.unmarked for each in rolls)
        assert found.sessions == sum(each.session.status is not SessionStatus.HELD for each in rolls)
        assert found.headcounts == 0


def test_a_count_that_is_taken_is_no_longer_missing(program):
    (program.home.curricula).mkdir()

    (program.home.curricula / "circle.md").write_text(CIRCLE, "utf-8")
    program.group("Round", "2027-03-02 12:00", repeat="every tuesday, 2 times", curriculum="circle")
    program.end("Round@2027-03-02")
    assert report_groups(program.book, *MARCH, now=program.now).open.headcounts == 1
    keep_headcount(program.book, "Round@2027-03-02", 0, now=program.now)  # nobody came, and somebody counted
    made = report_groups(program.book, *MARCH, now=program.now)
    assert (made.open.headcounts, made.rows[0]["headcount"]) == (0, 0)


def in_every_report(program):
    """The hours of people in each report, and in the record of each person: group, person, coverage, each one alone."""
    groups = report_groups(program.book, *MARCH, now=program.now).totals["person_hours"]
    people = report_people(program.book, *MARCH, now=program.now, names=True)
    covered = report_coverage(program.book, *MARCH, now=program.now).totals["person_hours"]
    alone = {
        row["person"]: report_coverage(program.book, *MARCH, now=program.now, person=row["person"]).totals["hours"]
        for row in people.rows
        if row["sessions_attended"]
    }
    of_each = {row["person"]: row["minutes"] for row in people.rows if row["sessions_attended"]}
    assert {name: hours * 60 for name, hours in alone.items()} == of_each
    assert groups * 60 == covered * 60 == people.totals["minutes"] == sum(of_each.values())
    for name, minutes in of_each.items():
        kept = see_record(program.book, name, now=program.now).sessions
        assert sum(each.counted_minutes for each in kept if each.status and each.status.attended) == minutes
    return of_each


def test_a_session_that_ran_short_is_as_short_in_every_report(program):
    program.people("Ana", "Bo", group=program.group("Steady", curriculum="eight-steady-steps"))
    run_session.start(program.book, S, now=OPENS + timedelta(minutes=4))
    program.mark(S, Ana="present", Bo="present")
    run_session.end(program.book, S, now=OPENS + timedelta(minutes=32))
    program.now = OPENS + timedelta(minutes=40)
    assert in_every_report(program) == {"Ana": 28, "Bo": 28}


def test_sessions_that_overlap_count_once_in_every_report(program):
    program.people("Ana", "Bo", group=program.group("Steady", curriculum="eight-steady-steps"))
    program.group("Second", "2027-03-04 19:00", curriculum="eight-steady-steps")
    program.now = OPENS + timedelta(days=1)
    for session in (SECOND, S):
        program.mark(session, Ana="present")
    program.mark(S, Bo="late")
    program.end(SECOND)
    program.end(S)
    assert in_every_report(program) == {"Ana": 90, "Bo": 60}
    assert report_groups(program.book, *MARCH, now=program.now).totals["times_not_known"] == 1


def test_marks_that_the_rule_did_not_settle_are_told(program):
    program.people("Ana", group=program.group("Steady"))
    program.mark(S, Ana="present")
    program.end(S)
    made = report_groups(program.book, *MARCH, now=program.now)
    assert (made.earlier_rule, made.earlier, "\n" in made.head) == (0, "", False)
    with program.book.write(now=program.now) as change:
        change.db.execute(update(attendance).values(counted_minutes=None))
        change.record("tests.older", "")
    for made in (
        report_groups(program.book, *MARCH, now=program.now),
        report_people(program.book, *MARCH, now=program.now, names=False),
        report_coverage(program.book, *MARCH, now=program.now),
    ):
        assert made.head.splitlines()[1] == "1 mark is counted by the earlier rule; see: facilitator attendance recount"
