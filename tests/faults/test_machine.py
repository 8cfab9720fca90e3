"""Whatever can happen to attendance, in any order, on a real book that is closed and opened again, against a model."""

import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from facilitator.domain.sessions.attendance import Tally
from facilitator.errors import Refused
from facilitator.services.book.open_book import note_head, open_book
from facilitator.services.doctor.check_book import check_book
from facilitator.services.find import find_session
from facilitator.services.people.enrol import enrol, unenrol
from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.sessions.count_people import expect
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.run_session import end
from facilitator.services.sessions.take_attendance import mark, undo_mark
from facilitator.storage.tables import attendance, mark_event, person, session
from facilitator.words import AttendanceStatus, EnrolmentKind, SessionStatus, Unmarked
from tests.books import NOW, make_practice_home
from tests.conftest import Program

PERIOD = (NOW.date(), NOW.date().replace(day=31))
CLOSED, OPEN = "Steady@2027-03-04", "Harbor@2027-03-05"
ROSTERS = {CLOSED: ("Ana", "Bo", "Cy"), OPEN: ("Ana", "Di")}
EVERYBODY = ("Ana", "Bo", "Cy", "Di", "Walt", "Xan")
ATTENDED = {AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY}


Event = tuple[str, str, AttendanceStatus | None, bool]
"""Act, whose, what holds since, and whether expected."""


@dataclass(frozen=True, slots=True)
class One:
    """One person in one session: whether expected, the mark, and whether anything is stored of them."""

    expected: bool = False
    status: AttendanceStatus | None = None
    stored: bool = False


@dataclass(slots=True)
class Meeting:
    """What should be known of a session."""

    closed_group: bool
    roster: set[str]
    people: dict[str, One] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    undoable: list[tuple[str, AttendanceStatus | None, bool]] = field(default_factory=list)
    """Whose mark, what held before it, and whether nothing was known of them before it."""
    ended: bool = False

    def one(self, name: str) -> One:
        return self.people.get(name, One())

    def expected(self, name: str) -> bool:
        """Until it is closed, a closed group expects its roster of the day, and an open one whom it heard from."""
        return name in self.roster if self.closed_group and not self.ended else self.one(name).expected

    def tally(self) -> Tally:
        rows = self.roll().values()
        awaited = [status for expected, status in rows if expected]
        return Tally(
            expected=len(awaited),
            attended=sum(status in ATTENDED for _, status in rows),
            excused=sum(status is AttendanceStatus.EXCUSED for _, status in rows),
            missed=awaited.count(AttendanceStatus.MISSED),
            unmarked=awaited.count(None),
            walk_ins=sum(status in ATTENDED and not expected for expected, status in rows),
        )

    def roll(self) -> dict[str, tuple[bool, AttendanceStatus | None]]:
        on_it = {name for name, one in self.people.items() if one.stored} | (set() if self.ended else self.roster)
        return {name: (self.expected(name), self.one(name).status) for name in on_it}


class Attendance(RuleBasedStateMachine):
    """Marks, clears, walk-ins, undos, count-me-ins, endings, corrections, changed rosters, closing and opening."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="facilitator-machine-"))
        self.home = make_practice_home(self.folder)
        self.book = open_book(self.home, None, actor="pat")
        self.writes = 0
        self.seen_events: list[tuple[object, ...]] = []

    @initialize()
    def fill(self) -> None:
        program = Program(self.home, self.book)
        program.group("Steady")
        program.group("Harbor", "2027-03-05 18:30", repeat="every friday, 4 times", enrolment=EnrolmentKind.OPEN)
        program.people(*EVERYBODY)
        for at, names in ROSTERS.items():
            for name in names:
                enrol(self.book, at.partition("@")[0], name, now=NOW)
        self.meetings = {at: Meeting(at == CLOSED, set(names)) for at, names in ROSTERS.items()}
        self.writes = self.book.audit_head().seq

    def teardown(self) -> None:
        self.book.close()
        assert check_book(self.home, None) == ()
        shutil.rmtree(self.folder)

    @rule(
        at=st.sampled_from([CLOSED, OPEN]),
        name=st.sampled_from(EVERYBODY),
        status=st.sampled_from([*AttendanceStatus, None]),
    )
    def mark(self, at: str, name: str, status: AttendanceStatus | None) -> None:
        """Mark or clear, somebody who is expected or a walk-in, before the end or as a correction after it."""
        mark(self.book, at, name, status, now=NOW)
        meeting = self.meetings[at]
        before = meeting.one(name)
        first = name not in {each[1] for each in meeting.events}
        meeting.people[name] = replace(before, status=status, stored=True)
        meeting.events.append(("mark" if status else "void", name, status, before.expected))
        meeting.undoable.append((name, before.status, first))
        self.writes += 1

    @rule(at=st.sampled_from([CLOSED, OPEN]))
    def undo(self, at: str) -> None:
        """Take the newest mark back by an event of its own; what was closed is not undone."""
        meeting = self.meetings[at]
        if not meeting.undoable:
            with pytest.raises(Refused):
                undo_mark(self.book, at, now=NOW)
            return
        name, status, first = meeting.undoable.pop()
        _, _, said = undo_mark(self.book, at, now=NOW)
        assert said == status
        one = meeting.one(name)
        # somebody of whom nothing was known is off the list again
        meeting.people[name] = replace(one, status=status, stored=one.expected or not first)
        meeting.events.append(("undo", name, status, meeting.one(name).expected))
        self.writes += 1

    @rule(at=st.sampled_from([CLOSED, OPEN]), name=st.sampled_from(EVERYBODY))
    def count_me_in(self, at: str, name: str) -> None:
        """Somebody of an open group says that they will come."""
        meeting = self.meetings[at]
        if meeting.closed_group or meeting.ended:
            with pytest.raises(Refused):
                expect(self.book, at, name, now=NOW)
            return
        expect(self.book, at, name, now=NOW)
        before = meeting.one(name)
        meeting.people[name] = replace(before, expected=True, stored=True)
        meeting.events.append(("expect", name, before.status, True))
        self.writes += 1

    @rule(at=st.sampled_from([CLOSED, OPEN]), unmarked=st.sampled_from([None, *Unmarked]))
    def end(self, at: str, unmarked: Unmarked | None) -> None:
        """Close the attendance: who was expected is stored with who came, once."""
        meeting = self.meetings[at]
        roll = meeting.roll()
        waiting = [name for name, (expected, status) in roll.items() if expected and status is None]
        if meeting.ended or (waiting and unmarked is None):
            with pytest.raises(Refused):
                end(self.book, at, now=NOW, unmarked=unmarked)
            return
        ended = end(self.book, at, now=NOW, unmarked=unmarked)
        becomes = {Unmarked.MISSED: AttendanceStatus.MISSED, Unmarked.EXCUSED: AttendanceStatus.EXCUSED}.get(unmarked)
        for name, (expected, status) in sorted(roll.items()):
            if expected or meeting.one(name).stored:
                meeting.people[name] = One(expected, status or (becomes if expected else None), stored=True)
                meeting.events.append(("close", name, meeting.people[name].status, expected))
        meeting.ended, meeting.undoable = True, []
        self.writes += 1
        assert ended.roll.tally == meeting.tally()

    @precondition(lambda self: not self.meetings[CLOSED].ended)
    @rule(name=st.sampled_from(ROSTERS[CLOSED]))
    def leave_the_roster(self, name: str) -> None:
        """Somebody stops coming: expected no longer in what is not closed, and still on the roll where marked."""
        if name not in self.meetings[CLOSED].roster:
            return
        unenrol(self.book, "Steady", name, now=NOW)
        self.meetings[CLOSED].roster.discard(name)
        self.writes += 1

    @rule(noted=st.booleans())
    def close_and_open(self, noted: bool) -> None:
        """The window is closed and opened again; the audit chain reaches as far as was noted beside the book."""
        if noted:
            note_head(self.home, self.book)
        self.book.close()
        self.book = open_book(self.home, None, actor="pat")

    @invariant()
    def the_roll_is_the_model(self) -> None:
        for at, meeting in getattr(self, "meetings", {}).items():
            roll = roll_of(self.book, at)
            assert {each.person.name: (each.expected, each.status) for each in roll.marks} == meeting.roll()
            assert roll.tally == meeting.tally()

    @invariant()
    def events_are_only_appended(self) -> None:
        if not hasattr(self, "meetings"):
            return
        kept = [mark_event.c.id, mark_event.c.session_id, person.c.name, mark_event.c.act, mark_event.c.status]
        question = select(*kept, mark_event.c.expected).join_from(mark_event, person).order_by(mark_event.c.id)
        with self.book.read() as db:
            events = [tuple(row) for row in db.execute(question)]
        assert events[: len(self.seen_events)] == self.seen_events
        self.seen_events = events
        for at, meeting in self.meetings.items():
            with self.book.read() as db:
                session_id = find_session(db, at).id
            of_it = [(act, name, status, said) for _, where, name, act, status, said in events if where == session_id]
            assert _in_order(of_it) == _in_order(meeting.events)
        assert self.book.audit_head().seq == self.writes

    @invariant()
    def rates_count_those_who_were_expected(self) -> None:
        if not hasattr(self, "meetings"):
            return
        rows = {row["title"]: row for row in report_groups(self.book, *PERIOD, now=NOW).rows}
        for at, meeting in self.meetings.items():
            row = rows[at.partition("@")[0]]
            counted = meeting.roll().values() if meeting.ended else []
            awaited = [status for said, status in counted if said]
            owed = [status for status in awaited if status is not AttendanceStatus.EXCUSED]
            assert row["expected"] == len(awaited)
            assert row["attendance_rate"] == _share(sum(status in ATTENDED for status in owed), len(owed))
            assert row["missed_rate"] == _share(awaited.count(AttendanceStatus.MISSED), len(awaited))
            assert row["attendances"] == sum(status in ATTENDED for _, status in counted)
        with self.book.read() as db:
            held = set(db.execute(select(session.c.id).where(session.c.status == SessionStatus.HELD)).scalars())
            stored = db.execute(select(attendance.c.session_id, attendance.c.expected)).all()
        wanted = sum(expected for each in self.meetings.values() if each.ended for expected, _ in each.roll().values())
        assert sum(row.expected for row in stored if row.session_id in held) == wanted


def _share(part: int, whole: int) -> object:
    return pytest.approx(part / whole, abs=0.001) if whole else None


def _in_order(events: list[Event]) -> list[Event]:
    """Events of one session in their order; those of its ending are made at once, in no order that means anything."""
    closing = sorted((each for each in events if each[0] == "close"), key=lambda each: each[1])
    first = next((at for at, each in enumerate(events) if each[0] == "close"), 0)
    return [*events[:first], *closing, *events[first + len(closing) :]]


TestAttendance = Attendance.TestCase
TestAttendance.settings = settings(
    max_examples=300 if os.environ.get("FAULTS_LONG") else 12,
    stateful_step_count=40 if os.environ.get("FAULTS_LONG") else 20,
    deadline=None,
)
