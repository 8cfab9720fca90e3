import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from facilitator.errors import BadInput
from facilitator.services.history.undo import newest_change, redo, undo
from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.sessions import recount_minutes as service
from facilitator.services.sessions import run_session
from facilitator.services.sessions.recount_minutes import recount_minutes
from facilitator.storage.tables import attendance, audit, session
from facilitator.words import Unmarked

S, SECOND = "Steady@2027-03-04", "Second@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
MARCH = date(2027, 3, 1), date(2027, 3, 31)
DAY = timedelta(days=1)


@pytest.fixture
def older(steady):
    """A book that is older than the rule: one session that ran short, one that overlaps, one that was forgotten."""
    steady.group("Second", start="2027-03-04 19:00")
    run_session.start(steady.book, S, now=OPENS)
    steady.mark(S, Ana="present", Bo="present")
    run_session.end(steady.book, S, now=OPENS + timedelta(minutes=40), unmarked=Unmarked.MISSED)
    steady.now = OPENS + DAY
    steady.mark(SECOND, Ana="present")
    steady.end(SECOND)
    forgotten, begins = "Steady@2027-03-11", OPENS + 7 * DAY
    run_session.start(steady.book, forgotten, now=begins)
    steady.mark(forgotten, Cy="present")
    late = begins + timedelta(hours=9)
    run_session.end(steady.book, forgotten, now=late, unmarked=Unmarked.MISSED, ended=late)
    steady.now = late
    with steady.book.write(now=late) as change:
        older = {"counted_minutes": None, "minutes": 60}
        change.db.execute(update(attendance).where(attendance.c.minutes > 0).values(older))
        change.record("tests.older", "")
    return steady


def kept(program):
    with program.book.read() as db:
        marks = db.execute(select(attendance).order_by(attendance.c.session_id, attendance.c.person_id)).all()
        return [tuple(each) for each in marks], db.execute(select(session.c.id, session.c.ended_at)).all()


def figures(found):
    return [(each.title, each.month, each.marks, each.before, each.after) for each in found.groups]


OLD_AND_NEW = [("Second", "2027-03", 1, 60, 50), ("Steady", "2027-03", 3, 180, 140)]


def test_a_preview_says_old_and_new_and_writes_nothing(older):
    before = kept(older), older.acts()
    found = recount_minutes(older.book, *MARCH, now=older.now, preview=True)
    assert figures(found) == OLD_AND_NEW
    assert sorted((each.before, each.after) for each in found.people) == [(60, 40), (120, 90)]  # Bo, Ana; Cy as before
    assert [each.id for each in found.forgotten] == [older.session("Steady@2027-03-11").id]
    assert (found.marks, found.changed, found.undoable, found.written) == (4, 4, True, False)
    assert (kept(older), older.acts()) == before


def test_it_is_one_act_that_the_audit_chain_tells_and_undo_takes_back(older):
    before, events = kept(older), older.events()
    found = recount_minutes(older.book, *MARCH, now=older.now)
    assert (figures(found), found.written) == (OLD_AND_NEW, True)
    assert report_groups(older.book, *MARCH, now=older.now).earlier_rule == 0
    assert report_groups(older.book, *MARCH, now=older.now).totals["person_hours"] * 60 == 190
    assert older.session("Steady@2027-03-11").ended_at == older.session("Steady@2027-03-11").ends_at
    with older.book.read() as db:
        payload = db.execute(select(audit.c.payload).where(audit.c.action == "attendance.recount")).scalar_one()
    assert sorted(json.loads(payload)["totals"].values(), key=str) == [{"2027-03": [180, 140]}, {"2027-03": [60, 50]}]
    after = kept(older)
    undo(older.book, now=older.now)
    assert kept(older) == before
    redo(older.book, now=older.now)
    assert kept(older) == after
    assert older.events() == events  # what follows from marks is no mark


def test_once_more_finds_nothing(older):
    recount_minutes(older.book, *MARCH, now=older.now)
    again = recount_minutes(older.book, *MARCH, now=older.now)
    assert (again.marks, again.changed, again.people, again.forgotten) == (4, 0, (), ())


def test_only_the_days_that_are_asked_for_and_what_shares_time_with_them(older):
    found = recount_minutes(older.book, date(2027, 3, 11), date(2027, 3, 11), now=older.now)
    assert figures(found) == [("Steady", "2027-03", 1, 60, 60)]
    assert report_groups(older.book, *MARCH, now=older.now).earlier_rule == 3
    with pytest.raises(BadInput, match="is before"):
        recount_minutes(older.book, MARCH[1], MARCH[0], now=older.now)


def test_too_many_for_undo_are_written_and_keep_their_totals_in_the_audit_chain(older, monkeypatch):
    monkeypatch.setattr(service, "MOST_UNDONE", 3)
    monkeypatch.setattr(service, "_PEOPLE_AT_ONCE", 1)
    told = []
    found = recount_minutes(older.book, *MARCH, now=older.now, progress=lambda *far: told.append(far))
    assert (found.undoable, figures(found), told) == (False, OLD_AND_NEW, [(1, 3), (2, 3), (3, 3)])
    assert report_groups(older.book, *MARCH, now=older.now).earlier_rule == 0
    assert older.acts()[-1] == "attendance.recount"
    newest = newest_change(older.book)
    assert newest
    assert "counted again" not in newest.summary
    assert not recount_minutes(older.book, *MARCH, now=older.now, preview=True).changed
