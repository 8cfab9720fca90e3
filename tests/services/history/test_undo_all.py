"""Undo across the program: whatever somebody did last, taken back to the very rows; sessions that are opened again."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import FacilitatorError, Refused
from facilitator.home import Home
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_slots, keep_staff
from facilitator.services.agency.staff_away import be_away, be_back
from facilitator.services.history.see_history import recent_changes
from facilitator.services.history.undo import newest_change, newest_undone, recent_edits, redo, undo
from facilitator.services.people import enrol, keep_people
from facilitator.services.people.import_roster import import_roster
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.substitute import substitute
from facilitator.services.sessions import count_people, run_session, take_attendance
from facilitator.services.sessions.did_not_meet import did_not_meet
from facilitator.storage.queries.history import journal
from facilitator.storage.queries.history.row_pairs import BY_ITSELF
from facilitator.storage.tables import metadata
from facilitator.words import AttendanceStatus, ClosureAnswer, EnrolmentKind, SlotName
from tests.books import open_practice
from tests.conftest import Program

pytestmark = pytest.mark.slow


S = "Steady@2027-03-11"
FREE = "Drop in@2027-03-02"
# what only ever grows
GROWS = ("audit", "headcount_event", "mark_event", "undo_step")
RAISED = ("sequence", "updated_at", *BY_ITSELF)


def fill(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_site(program.book, name="South", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=10, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam Ortega", credentials=[("CPRS", None)], now=program.now)
    program.group(room="Blue", facilitators=("Sam Ortega",), capacity=2)
    program.group("Open", "2027-03-03 12:00", repeat="every wednesday", enrolment=EnrolmentKind.OPEN)
    program.group("Drop in", "2027-03-02 12:00", repeat="every tuesday", enrolment=EnrolmentKind.DROP_IN)
    program.group("Leisure", "2027-03-05 09:00", repeat="every friday, 4 times", curriculum="healthy-leisure")
    program.people("Ana Pell", "Ben Rossi", "Cy Ito", group="Steady")
    program.people("Dee Ray")
    program.now += timedelta(hours=1)


@pytest.fixture
def steady(program):
    fill(program)
    return program


def tables(program):
    """Every row of every table but those that only grow; an attendance that says nothing is none."""
    found = {}
    with program.book.raw() as raw:
        for table in metadata.sorted_tables:
            if table.name in GROWS:
                continue
            cursor = raw.execute(f'SELECT * FROM "{table.name}"')
            names = [each[0] for each in cursor.description]
            rows = [
                {name: value for name, value in zip(names, row, strict=True) if name not in RAISED}
                for row in cursor.fetchall()
            ]
            found[table.name] = sorted(
                (str(row) for row in rows if table.name != "attendance" or row["expected"] or row["status"]),
            )
    return found


def closed(program, first, **more):
    return keep_closures.add_closed_days(
        program.book, date.fromisoformat(first), date.fromisoformat(first), reason="Paint", now=program.now, **more
    )


ACTS = {
    "person": lambda p: keep_people.add_person(p.book, name=f"New {p.now:%S}", phone="555 0100", now=p.now),
    "import": lambda p: import_roster(
        p.book, b"name,phone\nEve Moss,555 0123\nAna Pell,555 0199\n", name="r.csv", group="Steady", now=p.now
    ),
    "enrol": lambda p: enrol.enrol(p.book, "Open", "Dee Ray", now=p.now),
    "wait": lambda p: enrol.enrol(p.book, "Steady", "Dee Ray", now=p.now),
    "unenrol": lambda p: enrol.unenrol(p.book, "Steady", "Ana Pell", now=p.now),
    "staff": lambda p: keep_staff.add_facilitator(p.book, name="Lee Novak", credentials=[("CPRS", None)], now=p.now),
    "renew": lambda p: keep_staff.edit_facilitator(
        p.book, "Sam Ortega", credentials=[("CPRS", date(2028, 1, 1)), ("WRAP", None)], now=p.now
    ),
    "rename": lambda p: keep_staff.edit_facilitator(p.book, "Sam Ortega", public_name=True, now=p.now),
    "site": lambda p: keep_places.add_site(p.book, name="East", address="2 Quay", now=p.now),
    "address": lambda p: keep_places.edit_site(p.book, "North", name="Norwich", address="1 Quay", now=p.now),
    "slot": lambda p: keep_slots.set_slot(p.book, SlotName.ON_CALL, "988", site="North", now=p.now),
    "other slot": lambda p: keep_slots.set_slot(p.book, SlotName.ON_CALL, "911", site="North", now=p.now),
    "slot cleared": lambda p: keep_slots.clear_slot(p.book, SlotName.ON_CALL, site="North", now=p.now),
    "way": lambda p: keep_places.set_travel(p.book, "South", "North", 15, now=p.now),
    "other way": lambda p: keep_places.set_travel(p.book, "South", "North", 25, now=p.now),
    "room": lambda p: keep_places.add_room(p.book, site="South", name="Red", capacity=None, now=p.now),
    "seats": lambda p: keep_places.edit_room(p.book, "Blue", name=None, capacity=4, features=["piano"], now=p.now),
    "closed": lambda p: closed(p, "2027-03-25"),
    "answered": lambda p: closed(p, "2027-03-11", hit=ClosureAnswer.SHIFT),
    "holidays": lambda p: keep_closures.import_holidays(p.book, "US", 2027, now=p.now),
    "open again": lambda p: keep_closures.remove_closure(p.book, "Paint", now=p.now),
    "start": lambda p: run_session.start(p.book, S, now=p.now),
    "begin": lambda p: run_session.start(p.book, "Leisure@2027-03-05", now=p.now),
    "next": lambda p: run_session.next_item(p.book, "Leisure@2027-03-05", now=p.now),
    "end": lambda p: p.end(S, "missed"),
    "end open": lambda p: p.end("Open@2027-03-03", "leave"),
    "reopen": lambda p: run_session.reopen(p.book, S, now=p.now),
    "expect": lambda p: count_people.expect(p.book, "Open@2027-03-03", "Dee Ray", now=p.now),
    "mark": lambda p: p.mark(S, **{"Ana Pell": "late"}),
    "mark open": lambda p: p.mark("Open@2027-03-03", **{"Dee Ray": "present"}),
    "clear": lambda p: p.mark(S, **{"Ana Pell": None}),
    "count": lambda p: count_people.keep_headcount(p.book, FREE, 9, now=p.now),
    "move": lambda p: edit_sessions.move(p.book, "Steady@2027-03-18", datetime(2027, 3, 19, 9, 0), now=p.now),
    "cancel": lambda p: edit_sessions.cancel(p.book, "Open@2027-03-10", reason="snow", now=p.now),
    "away": lambda p: be_away(p.book, "Sam Ortega", date(2027, 3, 10), date(2027, 3, 20), now=p.now),
    "away on": lambda p: be_away(p.book, "Sam Ortega", date(2027, 3, 15), now=p.now),
    "back early": lambda p: be_back(p.book, "Sam Ortega", date(2027, 3, 12), now=p.now),
    "not met": lambda p: did_not_meet(p.book, S, reason="nobody came", now=p.now),
    "not met, begun": lambda p: did_not_meet(p.book, "Leisure@2027-03-05", reason="snow", now=p.now),
    "restored": lambda p: edit_sessions.restore(p.book, S, now=p.now),
    "stand-in": lambda p: substitute(p.book, "Steady@2027-03-25", "Lee Novak", now=p.now),
    "back": lambda p: substitute(p.book, "Steady@2027-03-25", "Sam Ortega", now=p.now),
    "change": lambda p: change_group(p.book, "Open", GroupChange(title="Noon", capacity=4), now=p.now),
    "public": lambda p: change_group(p.book, "Open", GroupChange(public=True, language="es", access="lift"), now=p.now),
    "end group": lambda p: edit_sessions.end_group(p.book, "Drop in", on=None, now=p.now),
}


@pytest.mark.parametrize("act", ACTS, ids=list(ACTS))
def test_each_act_is_undone_to_the_very_rows(steady, act):
    before_it = {"next": "begin", "reopen": "end", "clear": "mark", "open again": "closed", "other way": "way"}
    before_it |= {"not met, begun": "begin", "restored": "not met", "stand-in": "staff", "back": "stand-in"}
    before_it |= {"away on": "away", "back early": "away", "other slot": "slot", "slot cleared": "slot"}
    for each in (before_it.get(before_it.get(act)), before_it.get(act)):
        if each:
            ACTS[each](steady)
    before = tables(steady)
    ACTS[act](steady)
    changed = tables(steady)
    assert changed != before
    assert newest_change(steady.book) is not None
    while tables(steady) != before:
        undo(steady.book, now=steady.now)
    assert recent_changes(steady.book, limit=1).rows[0].actor == "pat"


NOT_ALONE = {
    "mark",
    "mark open",
    "clear",
    "slot cleared",
    "next",
    "reopen",
    "open again",
    "other way",
    "answered",
    "restored",
    "back early",
    "stand-in",
    "back",
}
REDONE = sorted(ACTS.keys() - NOT_ALONE)


@pytest.mark.parametrize("act", REDONE)
def test_what_was_undone_is_done_again_to_the_very_rows(steady, act):
    ACTS[act](steady)
    changed = tables(steady)
    undo(steady.book, now=steady.now)
    assert newest_undone(steady.book) is not None
    redo(steady.book, now=steady.now)
    assert tables(steady) == changed
    undo(steady.book, now=steady.now)
    assert newest_undone(steady.book) is not None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=8))
def test_any_row_of_acts_is_undone_to_where_it_began(tmp_path_factory, names):
    with open_practice(tmp_path_factory.mktemp("undo")) as book:
        program = Program(Home(book.path.parent), book)
        fill(program)
        before, first = tables(program), newest_change(book)
        for name in names:
            program.now += timedelta(seconds=1)
            try:
                ACTS[name](program)
            except FacilitatorError:
                continue
        turns = 0
        while newest_change(book) != first:
            undo(book, now=program.now)
            turns += 1
            assert turns < 40
        assert tables(program) == before
        assert book.verify_audit().whole


def test_the_newest_is_taken_back_whatever_it_was(steady):
    ACTS["move"](steady)
    ACTS["mark"](steady)
    ACTS["person"](steady)
    told = []
    for _ in range(3):
        told.append(newest_change(steady.book).summary)
        assert undo(steady.book, now=steady.now).summary == told[-1]
    with steady.book.read() as db:
        from facilitator.services.find import find_person

        ana = find_person(db, "Ana Pell").code
    assert told[0].endswith(": added")
    assert told[1:] == [
        f"Steady on Thu 11 Mar 2027, 6:30 pm: {ana} marked late",
        "Steady on Thu 18 Mar 2027, 6:30 pm: moved to Fri 19 Mar 2027, 9:00 am",
    ]
    assert not any(name in " ".join(told) for name in ("Ana", "New"))


def test_what_is_undone_is_what_was_said(steady):
    ACTS["site"](steady)
    said = newest_change(steady.book)
    ACTS["mark"](steady)
    with pytest.raises(Refused, match="in the meantime"):
        undo(steady.book, now=steady.now, expected=said)
    undo(steady.book, now=steady.now)
    undo(steady.book, now=steady.now, expected=said)
    again = newest_undone(steady.book)
    assert again.summary == "East: added"
    ACTS["mark"](steady)
    with pytest.raises(Refused, match="nothing to do again"):
        redo(steady.book, now=steady.now, expected=again)


def test_everybody_takes_back_their_own(steady):
    ACTS["site"](steady)
    steady.book.actor = "lee"
    assert newest_change(steady.book) is None
    with pytest.raises(Refused, match="nothing to undo"):
        undo(steady.book, now=steady.now)
    ACTS["room"](steady)
    assert undo(steady.book, now=steady.now).actor == "lee"
    steady.book.actor = "pat"
    assert undo(steady.book, now=steady.now).summary == "East: added"


def test_what_somebody_else_did_since_is_not_overwritten(steady):
    ACTS["unenrol"](steady)
    steady.book.actor = "lee"
    enrol.enrol(steady.book, "Steady", "Ana Pell", now=steady.now)
    steady.book.actor = "pat"
    before = tables(steady)
    with pytest.raises(Refused, match="stands in its place"):
        undo(steady.book, now=steady.now)
    assert tables(steady) == before


def test_a_mark_that_somebody_else_changed_is_not_taken_back(steady):
    ACTS["mark"](steady)
    steady.book.actor = "lee"
    steady.mark(S, **{"Ana Pell": "excused"})
    steady.book.actor = "pat"
    with pytest.raises(Refused, match="marked again since"):
        undo(steady.book, now=steady.now)
    assert steady.roll(S)["Ana Pell"] == (True, "excused")


def test_somebody_who_was_marked_is_not_undone_away(steady):
    ACTS["person"](steady)
    steady.book.actor = "lee"
    take_attendance.mark(
        steady.book, "Open@2027-03-03", f"New {steady.now:%S}", AttendanceStatus.PRESENT, now=steady.now
    )
    steady.book.actor = "pat"
    with pytest.raises(Refused, match="depends on it by now"):
        undo(steady.book, now=steady.now)


def test_a_run_that_is_undone_changes_nothing_that_calendars_show(steady):
    def published():
        with steady.book.raw() as raw:
            return raw.execute("SELECT uid, sequence, updated_at FROM session ORDER BY uid").fetchall()

    before = published()
    for act in ("start", "end"):
        ACTS[act](steady)
        steady.now += timedelta(minutes=5)
    for _ in range(2):
        undo(steady.book, now=steady.now)
    assert published() == before


def test_a_session_ended_by_mistake_is_opened_again_with_its_marks(steady):
    run_session.start(steady.book, S, now=steady.now)
    steady.mark(S, **{"Ana Pell": "late"})
    before = tables(steady)
    steady.now += timedelta(minutes=1)
    steady.end(S, "missed")
    assert steady.roll(S) == {"Ana Pell": (True, "late"), "Ben Rossi": (True, "missed")}
    events = steady.events()
    seen = run_session.reopen(steady.book, S, now=steady.now)
    assert (seen.session.status.value, seen.session.ended_at) == ("running", None)
    assert tables(steady) == before
    # nothing was deleted: each closing got an event of its own
    assert steady.events() == [*events, "undo", "undo"]
    # the mark from before can be taken back again
    take_attendance.undo_mark(steady.book, S, now=steady.now)
    assert steady.roll(S) == {"Ana Pell": (True, None), "Ben Rossi": (True, None)}
    steady.end(S, "excused")
    assert steady.roll(S) == {"Ana Pell": (True, "excused"), "Ben Rossi": (True, "excused")}


def test_a_mark_corrected_after_the_end_stays_when_it_is_opened_again(steady):
    steady.end(S, "missed")
    steady.mark(S, **{"Ben Rossi": "present"})
    steady.book.actor = "lee"
    run_session.reopen(steady.book, S, now=steady.now)
    steady.book.actor = "pat"
    assert steady.session(S).status.value == "scheduled"
    assert steady.roll(S) == {"Ana Pell": (True, None), "Ben Rossi": (True, "present")}


def test_opening_again_can_be_taken_back_too(steady):
    steady.end(S, "missed")
    before = tables(steady)
    ACTS["reopen"](steady)
    undo(steady.book, now=steady.now)
    assert tables(steady) == before
    with pytest.raises(Refused, match="no mark was made since"):
        take_attendance.undo_mark(steady.book, S, now=steady.now)


@pytest.mark.parametrize("session", [S, "Open@2027-03-10"])
def test_only_what_was_ended_is_opened_again(steady, session):
    if session != S:
        edit_sessions.cancel(steady.book, session, reason="snow", now=steady.now)
    with pytest.raises(Refused, match="this session is"):
        run_session.reopen(steady.book, session, now=steady.now)


def test_a_person_is_in_no_step_once_they_are_forgotten(steady):
    ACTS["person"](steady)
    ACTS["import"](steady)
    ACTS["site"](steady)
    with steady.book.write(now=steady.now) as change:
        from facilitator.services.find import find_person

        eve = find_person(change.db, "Eve Moss")
        assert journal.forget_rows(change.db, "person", eve.id) == 1
        change.record("person.add", eve.uid)
    with steady.book.raw() as raw:
        kept = str(raw.execute("SELECT rows FROM undo_step").fetchall())
    assert "Eve" not in kept
    assert recent_edits(steady.book, 1)[0].summary == "East: added"


def test_names_stand_in_no_summary_and_in_no_audit_row(steady):
    for name in sorted(ACTS):
        try:
            ACTS[name](steady)
        except FacilitatorError:
            continue
    with steady.book.raw() as raw:
        told = str(raw.execute("SELECT summary FROM undo_step").fetchall())
        told += str(raw.execute("SELECT reason, payload FROM audit").fetchall())
    assert not any(name in told for name in ("Ana", "Ben", "Dee", "Eve", "New ", "Pell", "555 0100"))
