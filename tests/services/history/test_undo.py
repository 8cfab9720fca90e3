from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import FacilitatorError, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.book.open_book import open_book
from facilitator.services.history.undo import newest_change, newest_undone, recent_edits, redo, undo
from facilitator.services.people import enrol
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.call_off_day import Instead, day_off
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.services.scheduling.start_next_cycle import next_cycle
from facilitator.services.sessions import count_people, take_attendance
from facilitator.services.sessions.run_session import reopen
from facilitator.storage.queries.history import journal as query
from facilitator.words import AttendanceStatus, SessionStatus
from tests.books import open_practice
from tests.conftest import Program

TABLES = ("group", "group_facilitator", "series", "series_facilitator", "session", "session_facilitator", "enrolment")
S = "Steady@2027-03-11"


def fill(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    for name in ("Blue", "Green"):
        keep_places.add_room(program.book, site="North", name=name, capacity=None, now=program.now)
    for name in ("Sam Ortega", "Lee Novak"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group(repeat="every thursday, 6 times", room="Blue", facilitators=("Sam Ortega",))
    program.group("Open", "2027-03-02 12:00", repeat="every tuesday", room="Green")
    program.people("Ana", "Ben", group="Steady")
    program.now += timedelta(hours=1)


@pytest.fixture
def steady(program):
    fill(program)
    return program


def rows(program, raised=False):
    """All rows of the schedule; without what an undo raises on purpose and the book by itself, unless asked for."""
    left_out = () if raised else ("sequence", "updated_at", "version")
    found = {}
    with program.book.raw() as raw:
        for table in TABLES:
            cursor = raw.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')
            names = [each[0] for each in cursor.description]
            found[table] = [
                {name: value for name, value in zip(names, row, strict=True) if name not in left_out}
                for row in cursor.fetchall()
            ]
    return found


def done(program):
    """How many edits can be undone."""
    return sum(each.undone_at is None and each.action != "undo" for each in recent_edits(program.book, 100))


def sequences(program):
    with program.book.raw() as raw:
        return dict(raw.execute("SELECT uid, sequence FROM session").fetchall())


EDITS = {
    "add": lambda p: p.group("New", "2027-03-03 09:00", room="Green", facilitators=("Lee Novak",)),
    "move": lambda p: edit_sessions.move(p.book, S, datetime(2027, 3, 12, 9, 0), now=p.now),
    "cancel": lambda p: edit_sessions.cancel(p.book, S, reason="snow", now=p.now),
    "end": lambda p: edit_sessions.end_group(p.book, "Open", on=date(2027, 4, 1), now=p.now),
    "all": lambda p: change_group(p.book, "Steady", GroupChange(start=datetime(2027, 3, 5, 9, 0)), now=p.now),
    "week on": lambda p: change_group(p.book, "Steady", GroupChange(start=datetime(2027, 3, 11, 18, 30)), now=p.now),
    "fewer": lambda p: change_group(p.book, "Steady", GroupChange(repeat="every thursday, 3 times"), now=p.now),
    "following": lambda p: change_group(
        p.book,
        "Steady",
        GroupChange(room="Green", facilitators=("Lee Novak", "Sam Ortega"), minutes=90),
        from_session="2027-03-18",
        now=p.now,
    ),
    "title": lambda p: change_group(p.book, "Open", GroupChange(title="Noon", capacity=4), now=p.now),
    "endless": lambda p: change_group(p.book, "Open", GroupChange(repeat="every other tuesday"), now=p.now),
    "snow": lambda p: day_off(p.book, "North", date(2027, 3, 11), reason="snow", now=p.now),
    "online": lambda p: day_off(p.book, "North", date(2027, 3, 11), reason="snow", now=p.now, instead=Instead.ONLINE),
    "push": lambda p: day_off(p.book, "North", date(2027, 3, 11), reason="snow", now=p.now, instead=Instead.PUSH),
    "next": lambda p: next_cycle(p.book, p.home, "Steady", datetime(2027, 9, 2, 18, 30), now=p.now, with_roster=True),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_undo_restores_the_exact_rows_and_redo_the_others(steady, edit):
    before, sequence = rows(steady), sequences(steady)
    edit(steady)
    changed = rows(steady)
    assert changed != before
    steady.now += timedelta(minutes=5)
    undone = undo(steady.book, now=steady.now)
    assert rows(steady) == before
    assert undone.actor == "pat"
    raised = sequences(steady)
    assert all(raised[uid] >= sequence[uid] for uid in sequence)
    redo(steady.book, now=steady.now)
    assert rows(steady) == changed
    undo(steady.book, now=steady.now)
    assert rows(steady) == before
    assert steady.acts()[-3:] == ["undo", "redo", "undo"]


def test_what_went_back_has_a_higher_sequence_and_a_new_moment(steady):
    edit_sessions.move(steady.book, S, datetime(2027, 3, 12, 9, 0), now=steady.now)
    steady.now += timedelta(minutes=5)
    undo(steady.book, now=steady.now)
    each = steady.session(S)
    assert (each.start_local, each.sequence, each.updated_at) == (datetime(2027, 3, 11, 18, 30), 2, steady.now)


def test_edits_are_undone_one_by_one_the_newest_first(steady):
    states = [rows(steady)]
    for name in ("move", "all", "title"):
        EDITS[name](steady)
        states.append(rows(steady))
    for state in reversed(states[:-1]):
        undo(steady.book, now=steady.now)
        assert rows(steady) == state
    for state in states[1:]:
        redo(steady.book, now=steady.now)
        assert rows(steady) == state
    with pytest.raises(Refused, match="nothing to do again"):
        redo(steady.book, now=steady.now)


def test_an_edit_after_an_undo_ends_what_can_be_done_again(steady):
    EDITS["move"](steady)
    undo(steady.book, now=steady.now)
    EDITS["cancel"](steady)
    with pytest.raises(Refused, match="nothing to do again"):
        redo(steady.book, now=steady.now)


def test_nothing_is_left_to_undo(program):
    with pytest.raises(Refused, match="nothing to undo"):
        undo(program.book, now=program.now)


@pytest.fixture
def lee(steady):
    """Somebody else at the same book."""
    with open_book(steady.home, None, actor="lee") as book:
        yield Program(steady.home, book, steady.now)


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (lambda p: p.end(S, "missed"), "changed again since"),
        (lambda p: p.mark(S, Ana="excused"), "marked or counted"),
        (lambda p: edit_sessions.move(p.book, S, datetime(2027, 3, 11, 10, 0), now=p.now), "changed again since"),
    ],
)
def test_what_was_held_marked_or_changed_since_is_not_overwritten(steady, lee, since, why):
    edit_sessions.move(steady.book, S, datetime(2027, 3, 11, 9, 0), now=steady.now)
    since(lee)
    before = rows(steady, raised=True)
    with pytest.raises(Refused, match=why):
        undo(steady.book, now=steady.now)
    assert rows(steady, raised=True) == before


def test_what_somebody_changed_beside_it_stays_as_they_left_it(steady, lee):
    edit_sessions.move(steady.book, S, datetime(2027, 3, 11, 9, 0), now=steady.now)
    change_group(lee.book, "Steady", GroupChange(room="Green"), now=steady.now)
    undo(steady.book, now=steady.now)
    assert (steady.session(S).start_local, steady.session(S).room) == (datetime(2027, 3, 11, 18, 30), "Green")


def test_two_windows_of_one_person_take_back_their_own(steady):
    with (
        open_book(steady.home, None, actor="pat", window="one") as one,
        open_book(steady.home, None, actor="pat", window="two") as two,
    ):
        edit_sessions.cancel(one, S, reason="snow", now=steady.now)
        take_attendance.mark(two, "Steady@2027-03-04", "Ana", AttendanceStatus.PRESENT, now=steady.now)
        assert (newest_change(one).summary.endswith("cancelled"), newest_change(two).mark > 0) == (True, True)
        assert undo(one, now=steady.now).action == "session.cancel"
        assert newest_change(one) is None
        assert newest_undone(two) is None
        assert undo(two, now=steady.now).action == "attendance.mark"
        with pytest.raises(Refused, match="nothing to undo"):
            undo(two, now=steady.now)
        assert redo(one, now=steady.now).action == "session.cancel"
    assert undo(steady.book, now=steady.now).action == "session.cancel"  # a line takes back what its login did last


def test_a_group_that_people_joined_is_not_undone_away(steady, lee):
    EDITS["add"](steady)
    enrol.enrol(lee.book, "New", "Ana", now=steady.now)
    with pytest.raises(Refused, match="depends on it by now \\(a place on a roster\\)"):
        undo(steady.book, now=steady.now)
    assert "New" in [each.title for each in list_groups(steady.book)]


def test_the_list_says_who_did_what_and_when(steady):
    EDITS["cancel"](steady)
    undo(steady.book, now=steady.now)
    undone, cancelled = recent_edits(steady.book)[:2]
    assert (cancelled.actor, cancelled.at, cancelled.summary) == (
        "pat", steady.now, "Steady on Thu 11 Mar 2027, 6:30 pm: cancelled",
    )  # fmt: skip
    assert (cancelled.undone_at, undone.undoes_id) == (steady.now, cancelled.id)


def test_the_journal_keeps_no_more_than_it_needs(steady, monkeypatch):
    monkeypatch.setattr(query, "MOST_STEPS", 5)
    for _ in range(4):
        EDITS["cancel"](steady)
        undo(steady.book, now=steady.now)
    assert len(recent_edits(steady.book, 50)) == 5


def test_a_refused_edit_leaves_no_step(steady):
    before = recent_edits(steady.book)
    with pytest.raises(Refused):
        edit_sessions.move(steady.book, S, datetime(2027, 3, 11, 18, 30), now=steady.now)
    assert recent_edits(steady.book) == before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5))
def test_any_row_of_edits_is_undone_to_where_it_began(tmp_path_factory, names):
    with open_practice(tmp_path_factory.mktemp("undo")) as book:
        from facilitator.home import Home

        program = Program(Home(book.path.parent), book)
        fill(program)
        before, steps = rows(program), done(program)
        for name in names:
            try:
                EDITS[name](program)
            except FacilitatorError:
                continue
            starts = [(each["series_id"], each["starts_at"]) for each in rows(program)["session"]]
            assert len(set(starts)) == len(starts)
        while done(program) > steps:
            undo(program.book, now=program.now)
        assert rows(program) == before


def test_held_sessions_are_the_same_rows_after_every_edit(steady):
    steady.end("Steady@2027-03-04", "missed")
    held = next(each for each in rows(steady, raised=True)["session"] if each["status"] == 3)
    steady.now = datetime(2027, 3, 5, 12, 0, tzinfo=steady.now.tzinfo)
    for name, edit in EDITS.items():
        if name != "all":
            edit(steady)
        else:
            change_group(steady.book, "Steady", GroupChange(start=time(9)), now=steady.now)
        assert held in rows(steady, raised=True)["session"], name
        undo(steady.book, now=steady.now)
        assert held in rows(steady, raised=True)["session"], name
    assert steady.session("Steady@2027-03-04").status is SessionStatus.HELD


def strays(program):
    """Attendance that does not know the newest event of its person and session."""
    with program.book.raw() as raw:
        return raw.execute(
            "SELECT session_id, person_id, event_id FROM attendance AS held WHERE event_id IS NOT (SELECT max(id) "
            "FROM mark_event AS event WHERE event.session_id = held.session_id AND event.person_id = held.person_id)"
        ).fetchall()


def test_a_mark_knows_its_newest_event_whatever_is_done_and_undone(program):
    program.group("Open", enrolment="open")
    program.people("Ana", "Ben", "Cy", group="Open")
    one = "Open@2027-03-04"
    acts = (
        lambda: count_people.expect(program.book, one, "Ana", now=program.now),
        lambda: program.mark(one, Ana="present", Ben="late"),
        lambda: take_attendance.undo_mark(program.book, one, now=program.now),
        lambda: program.mark(one, Ana=None),
        lambda: program.end(one, "missed"),
        lambda: undo(program.book, now=program.now),
        lambda: redo(program.book, now=program.now),
        lambda: program.mark(one, Cy="present"),
        lambda: reopen(program.book, one, now=program.now),
        lambda: undo(program.book, now=program.now),
        lambda: undo(program.book, now=program.now),
    )
    for act in acts:
        act()
        assert strays(program) == []
    assert {name: status for name, (_, status) in program.roll(one).items()} == {
        "Ana": "missed",
    }  # fmt: skip


def test_a_count_that_is_undone_is_one_more_event(program):
    program.group("Open")
    for people in (12, 14):
        count_people.keep_headcount(program.book, "Open@2027-03-04", people, now=program.now)
    for turn in (undo, undo, redo):
        turn(program.book, now=program.now)
    with program.book.raw() as raw:
        counts = raw.execute("SELECT people FROM headcount_event ORDER BY id").fetchall()
    assert counts == [(12,), (14,), (12,), (None,), (12,)]
