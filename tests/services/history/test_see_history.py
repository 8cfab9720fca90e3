from datetime import datetime, timedelta

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import NotFound
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.find import find_person
from facilitator.services.history.search_audit import search_audit
from facilitator.services.history.see_history import history_of, recent_changes, see_step
from facilitator.services.history.undo import undo
from facilitator.services.people.import_roster import import_roster
from facilitator.services.privacy.note_reading import Look, Readings
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.sessions import run_session, take_attendance
from facilitator.storage.queries.history import journal

S = "Steady@2027-03-11"
ON = "Steady on Thu 11 Mar 2027, 6:30 pm"


@pytest.fixture
def steady(program):
    program.group("Steady", capacity=8)
    program.people("Ana Pell", "Ben Rossi", group="Steady")
    program.now += timedelta(hours=1)
    return program


def person(program, name):
    with program.book.read() as db:
        return find_person(db, name)


def words(program, limit=50):
    return [each.words for each in recent_changes(program.book, limit=limit).rows]


def told(history):
    return [(each.words, each.undone) for each in history.rows]


def test_recent_changes_are_one_line_each_with_who_and_whether_undone(steady):
    steady.mark(S, **{"Ana Pell": "left-early"})
    edit_sessions.end_group(steady.book, "Steady", on=None, now=steady.now)
    ana = person(steady, "Ana Pell").code
    ended, marked = recent_changes(steady.book).rows[:2]
    assert (marked.words, marked.actor, marked.at) == (f"{ON}: {ana} marked left early", "pat", steady.now)
    # four sessions were cancelled with it: one line all the same
    assert (ended.words, ended.undone, ended.action) == ("Steady: ended", False, "group.end")
    undo(steady.book, now=steady.now)
    undo(steady.book, now=steady.now)
    assert told(recent_changes(steady.book, limit=8))[:4] == [
        (f"{ON}: {ana} taken back, no mark again", False),
        ("undone: Steady: ended", False),
        ("Steady: ended", True),
        (f"{ON}: {ana} marked left early", True),
    ]  # fmt: skip


def test_looks_are_no_changes(steady):
    before = words(steady)
    Readings(steady.book).record(Look("read.people"), now=steady.now)
    assert words(steady) == before
    assert search_audit(steady.book).rows[0].action == "read.people"


def test_pages_go_on_and_miss_nothing(steady):
    uid = steady.session(S).uid
    for hour in range(9, 15):
        edit_sessions.move(steady.book, uid, datetime(2027, 3, 12, hour), now=steady.now)
    everything = words(steady, 100)
    seen, before = [], None
    while True:
        page = recent_changes(steady.book, before=before, limit=4)
        seen += [each.words for each in page.rows]
        before = page.before
        if before is None:
            break
    assert seen == everything


def test_marks_of_one_second_are_told_each_as_it_was(steady):
    for status in ("present", "late", "excused"):
        steady.mark(S, **{"Ana Pell": status})
    ana = person(steady, "Ana Pell").code
    assert words(steady, 3) == [f"{ON}: {ana} marked {status}" for status in ("excused", "late", "present")]


def test_the_history_of_a_group_has_its_fields_before_and_after(steady):
    change_group(steady.book, "Steady", GroupChange(capacity=12), now=steady.now)
    steady.mark(S, **{"Ana Pell": "present"})
    history = history_of(steady.book, "Steady", names=False)
    assert (history.kind, history.title) == ("group", "Steady")
    changed = history.rows[0]
    assert [str(each) for each in changed.changes] == ["capacity: 8 -> 12"]
    ana, ben = (person(steady, name).code for name in ("Ana Pell", "Ben Rossi"))
    assert [each.words for each in history.rows[1:3]] == [
        f"Steady: {ben} put on the roster", f"Steady: {ana} put on the roster",
    ]  # fmt: skip
    # each mark is told where the session is asked for
    assert not any("marked" in each.words for each in history.rows)


def test_the_history_of_a_session_has_its_marks_and_its_run(steady):
    run_session.start(steady.book, S, now=steady.now)
    steady.mark(S, **{"Ana Pell": "late"})
    take_attendance.undo_mark(steady.book, S, now=steady.now)
    steady.now += timedelta(minutes=1)
    steady.end(S, "missed")
    ana = person(steady, "Ana Pell").code
    history = history_of(steady.book, S, names=False)
    assert history.rows[0].words == f"{ON}: ended, and its attendance closed"
    assert "status: running -> held" in [str(each) for each in history.rows[0].changes]
    assert {(f"{ON}: {ana} marked late", True), (f"{ON}: {ana} taken back, no mark again", False)} <= set(told(history))


def test_the_history_of_a_person_names_them_only_where_names_may_be_shown(steady):
    data = b"name,phone\nAna Pell,804 555-0100\n"
    import_roster(steady.book, data, name="r.csv", group=None, now=steady.now)
    steady.mark(S, **{"Ana Pell": "present"})
    steady.now += timedelta(minutes=1)
    steady.end(S, "missed")
    ana = person(steady, "Ana Pell")
    named, coded = (history_of(steady.book, ana.code, names=names) for names in (True, False))
    assert named.title == coded.title == ana.code
    assert [each.words for each in coded.rows] == [
        f"{ON}: {ana.code} attendance closed, present",
        *sorted((f"{ON}: {ana.code} marked present", "a roster file: 0 people added, 1 changed, 0 put on a roster"),
                reverse=coded.rows[1].words > coded.rows[2].words),
        f"Steady: {ana.code} put on the roster",
        f"{ana.code}: added",
    ]  # fmt: skip
    fields = {each.words: [str(one) for one in each.changes] for each in named.rows}
    imported = next(key for key in fields if key.startswith("a roster file"))
    assert fields[imported] == ["phone: 804 555-0100"]
    assert "Ana Pell" in str(fields[f"{ana.code}: added"])
    assert "Ana" not in str(coded)
    assert "555-0100" not in str(coded)
    # nothing of the other person
    assert person(steady, "Ben Rossi").code not in str(named)


def test_a_step_is_told_in_full_as_long_as_it_is_kept(steady, monkeypatch):
    edit_sessions.move(steady.book, S, datetime(2027, 3, 12, 9), now=steady.now)
    step = recent_changes(steady.book, limit=1).rows[0].step
    assert [str(each) for each in see_step(steady.book, step, names=False).changes] == [
        "session on Fri 12 Mar 2027, 9:00 am, starts: Thu 11 Mar 2027, 6:30 pm -> Fri 12 Mar 2027, 9:00 am"
    ]
    monkeypatch.setattr(journal, "MOST_STEPS", 2)
    for name in ("North", "South"):
        keep_places.add_site(steady.book, name=name, address="", now=steady.now)
    with pytest.raises(NotFound, match="no longer kept"):
        see_step(steady.book, step, names=False)
    # what was done is known all the same
    assert words(steady, 3)[-1] == "Steady on Fri 12 Mar 2027, 9:00 am: moved a session"


def test_places_and_people_that_are_gone_have_a_history(steady):
    keep_places.add_site(steady.book, name="North", address="", now=steady.now)
    keep_places.edit_site(steady.book, "North", name=None, address="1 Quay", now=steady.now)
    rows = history_of(steady.book, "North", names=False).rows
    assert [([str(one) for one in each.changes], each.words) for each in rows] == [
        (["address: 1 Quay"], "North: changed"), (["name: North"], "North: added"),
    ]  # fmt: skip
    uid = rows[0].object_uid
    undo(steady.book, now=steady.now)
    undo(steady.book, now=steady.now)
    gone = history_of(steady.book, uid, names=False)
    assert [each.undone for each in gone.rows if each.action in ("site.add", "site.edit")] == [True, True]


def test_nobody_of_that_name(steady):
    with pytest.raises(NotFound) as none:
        history_of(steady.book, "Zanzibar", names=True)
    assert "Zanzibar" not in str(none.value)
