from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.errors import Refused
from facilitator.storage import audit
from facilitator.storage.queries.agency import sites
from facilitator.storage.queries.history import journal
from facilitator.storage.queries.history.journal import UNDO, Step
from facilitator.storage.queries.scheduling.groups import change_group
from facilitator.storage.queries.scheduling.series import meeting_with_id, series_of_group, set_pattern
from facilitator.storage.queries.sessions import attendance
from facilitator.storage.tables import session
from facilitator.words import AttendanceStatus, SessionStatus
from tests.books import NOW


def rename(change, group, title, **more):
    """An edit of a group that leaves an audit row; its step."""
    before = journal.newest(change.db, change.actor)
    with journal.journal(change, Step("group.change", f"u{group}", f"called {title}", groups=[group], **more)):
        change_group(change.db, group, title=title)
        change.record("group.change", f"u{group}")
    step = journal.newest(change.db, change.actor)
    assert step != before
    return step


def take_back(change, step, action=UNDO):
    """Put a step back, with an audit row of its own; the step that did it."""
    first = audit.last_row(change.db)[0] + 1
    change.record("undo", step.object_uid)
    journal.put_back(change, step.id, Step(action, step.object_uid, step.summary, undoes_id=step.id), first)
    return journal.steps(change.db, 1)[0]


def title(db, group):
    return db.exec_driver_sql(f'SELECT title FROM "group" WHERE id = {group}').scalar()


def test_a_step_keeps_what_changed_and_where_it_stands_in_the_chain(change, rows):
    group = rows.group("Steady")
    first = audit.last_row(change.db)[0] + 1
    step = rename(change, group, "Art")
    assert (step.action, step.summary, step.actor, step.at) == ("group.change", "called Art", "pat", NOW)
    assert (step.first_row, step.last_row, step.mark_event, step.undone_at) == (first, first, 0, None)
    ((old, new),) = journal.pairs_of(change.db, step.id)["group"]
    assert (old["title"], new["title"]) == ("Steady", "Art")
    assert list(journal.pairs_of(change.db, step.id)) == ["group"]


def test_what_changed_nothing_leaves_no_step(change, rows):
    group = rows.group("Steady")
    with journal.journal(change, Step("group.change", groups=[group])):
        change_group(change.db, group, title="Steady")
        change.record("group.change", "u")
    assert journal.steps(change.db, 9) == []
    assert journal.newest(change.db, "pat") is None


def test_a_step_that_is_put_back_becomes_one_that_can_be_put_back(change, rows):
    group = rows.group("Steady")
    step = rename(change, group, "Art")
    undo = take_back(change, step)
    assert title(change.db, group) == "Steady"
    assert journal.step_with_id(change.db, step.id).undone_at == NOW
    assert (journal.newest(change.db, "pat"), journal.newest_undo(change.db, "pat")) == (None, undo)
    again = take_back(change, undo, "group.change")
    assert title(change.db, group) == "Art"
    assert (journal.newest(change.db, "pat"), journal.newest_undo(change.db, "pat")) == (again, None)


def test_the_newest_is_somebodys_own(change, rows):
    step = rename(change, rows.group("Steady"), "Art")
    assert journal.newest(change.db, "sam") is None
    undo = take_back(change, step)
    assert journal.newest_undo(change.db, "sam") is None
    rename(change, rows.group("Walk"), "Talk")
    assert undo not in (journal.newest_undo(change.db, "pat"), None)


def test_what_was_changed_beside_it_is_no_part_of_it(change, rows):
    group = rows.group("Steady")
    step = rename(change, group, "Art")
    change_group(change.db, group, program="Another", capacity=9)
    take_back(change, step)
    told = change.db.exec_driver_sql(f'SELECT title, program, capacity, version FROM "group" WHERE id = {group}').one()
    assert told == ("Steady", "Another", 9, 3)


def test_the_newest_is_somebodys_own_in_a_window_or_in_any(change, rows):
    group = rows.group("Steady")
    first = rename(change, group, "Art")
    change.window = "one"
    second = rename(change, group, "Walk")
    find = journal.newest
    assert (find(change.db, "pat"), find(change.db, "pat", "one"), find(change.db, "pat", "two")) == (
        second,
        second,
        None,
    )
    undo = take_back(change, second)
    assert (find(change.db, "pat"), find(change.db, "pat", "one")) == (first, None)
    assert journal.newest_undo(change.db, "pat", "one") == journal.newest_undo(change.db, "pat") == undo
    assert journal.newest_undo(change.db, "pat", "two") is None


def test_attendance_that_says_nothing_again_can_be_put_back(change, rows):
    evening, ana = rows.session(rows.series(rows.group())), rows.person("Ana")
    made = rows.event(evening, ana, status=AttendanceStatus.PRESENT, expected=False)
    rows.attendance(evening, ana, AttendanceStatus.PRESENT, expected=False, event_id=made)
    with journal.journal(change, Step("session.reopen", "u", rows={"attendance": [evening]})):
        attendance.put_state(change.db, attendance.empty_state(evening, ana))
        change.record("session.reopen", "u")
    take_back(change, journal.newest(change.db, "pat"))
    assert attendance.state_of(change.db, evening, ana)["status"] is AttendanceStatus.PRESENT


def test_what_was_changed_since_is_not_put_back(change, rows):
    group = rows.group("Steady")
    step = rename(change, group, "Art")
    change_group(change.db, group, title="Walk")
    with pytest.raises(Refused, match="changed again since"):
        take_back(change, step)
    assert title(change.db, group) == "Walk"


def test_what_something_new_hangs_on_does_not_go(change, rows):
    before = rows.site("Old")
    step = Step("site.add", "u", rows={"site": []})
    with journal.journal(change, step):
        made = rows.site("New")
        step.rows["site"].append(made)
        change.record("site.add", "u")
    rows.room(made)
    with pytest.raises(Refused, match="depends on it by now"):
        take_back(change, journal.newest(change.db, "pat"))
    assert [each.id for each in sites.sites(change.db)] == [made, before]


def test_what_was_made_goes_and_what_was_taken_away_comes_back(change, rows):
    group, ana = rows.group(), rows.person("Ana")
    kept, step = rows.enrol(group, ana), Step("leave", "u", rows={"enrolment.group_id": [group]})
    with journal.journal(change, step):
        change.db.exec_driver_sql(f"DELETE FROM enrolment WHERE id = {kept}")
        rows.enrol(group, rows.person("Ben"))
        change.record("leave", "u")
    take_back(change, journal.newest(change.db, "pat"))
    assert change.db.exec_driver_sql("SELECT id, person_id FROM enrolment").all() == [(kept, ana)]


def test_a_schedule_that_goes_back_is_seen_by_calendars(change, rows):
    group = rows.group()
    series = rows.series(group)
    one = rows.session(series)
    step = Step("session.cancel", "u", sessions=[one])
    with journal.journal(change, step):
        change.db.execute(session.update().where(session.c.id == one).values(status=SessionStatus.CANCELLED, title="x"))
        change.record("session.cancel", "u")
    change.now = NOW + timedelta(hours=1)
    take_back(change, journal.newest(change.db, "pat"))
    assert meeting_with_id(change.db, one).status is SessionStatus.SCHEDULED
    row = change.db.exec_driver_sql("SELECT sequence, updated_at FROM session").one()
    assert row == (1, int(change.now.timestamp()))


def test_a_session_that_people_were_marked_at_stays_where_it_is(change, rows):
    one = rows.session(rows.series(rows.group()))
    with journal.journal(change, Step("session.change", "u", sessions=[one])):
        change.db.execute(session.update().where(session.c.id == one).values(title="Guest"))
        change.record("session.change", "u")
    rows.attendance(one, rows.person("Ana"), AttendanceStatus.PRESENT)
    with pytest.raises(Refused, match="marked or counted"):
        take_back(change, journal.newest(change.db, "pat"))


def test_steps_are_found_by_rows_of_the_chain_and_by_what_they_hold(change, rows):
    one, other = rows.group("One", uid="uid-one"), rows.group("Other", uid="uid-other")
    first, second = rename(change, one, "A"), rename(change, other, "B")
    find = journal.steps_of_rows
    assert find(change.db, first.last_row, second.first_row) == [second, first]
    assert find(change.db, second.first_row, second.last_row + 9) == [second]
    assert find(change.db, 0, first.first_row - 1) == []
    assert journal.steps_holding(change.db, "uid-one") == [first]
    assert journal.steps_holding(change.db, "uid") == []
    assert journal.step_if_kept(change.db, 0) is None
    assert journal.step_if_kept(change.db, first.id) == first


def test_so_many_steps_are_kept(change, rows, monkeypatch):
    monkeypatch.setattr(journal, "MOST_STEPS", 2)
    group = rows.group("G0")
    step = rename(change, group, "G1")
    take_back(change, step)
    rename(change, group, "G2")
    kept = [rename(change, group, "G3"), journal.newest(change.db, "pat")]
    assert [each.summary for each in journal.steps(change.db, 9)] == ["called G3", "called G2"]
    assert kept[0] == kept[1]
    assert all(each.undoes_id is None for each in journal.steps(change.db, 9))


def test_everything_about_somebody_is_forgotten(change, rows):
    ana, ben, group = rows.person("Ana"), rows.person("Ben"), rows.group()
    rename(change, group, "Art")
    for who in (ana, ben):
        step = Step("enrol", "u", rows={"enrolment.person_id": [who]})
        with journal.journal(change, step):
            rows.enrol(group, who)
            change.record("enrol", "u")
    assert journal.forget_rows(change.db, "person", ana) == 1
    assert journal.forget_rows(change.db, "person", ana) == 0
    assert [each.action for each in journal.steps(change.db, 9)] == ["enrol", "group.change"]


def test_the_pattern_of_a_series_goes_back_with_who_leads_it(change, rows):
    group, sam = rows.group(), rows.facilitator()
    series = rows.series(group)
    (before,) = series_of_group(change.db, group)
    with journal.journal(change, Step("series.change", "u", groups=[group])):
        set_pattern(change.db, series, replace(before.pattern, minutes=90, leader_ids=(sam,)))
        change.record("series.change", "u")
    take_back(change, journal.newest(change.db, "pat"))
    assert series_of_group(change.db, group) == [before]
