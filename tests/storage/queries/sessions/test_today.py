from datetime import date, timedelta

from facilitator.domain.sessions.today import Waiting
from facilitator.storage.queries.sessions.today import sessions_of_today
from facilitator.words import SessionStatus
from tests.books import NOW

DAY = date(2027, 3, 1)


def test_what_is_around_what_runs_and_the_last_of_what_waits(db, rows):
    series = rows.series(rows.group())
    waiting = [rows.session(series, f"2026-{month:02}-03 18:30") for month in (2, 6, 9, 12)]
    rows.session(series, "2026-10-03 18:30", status=SessionStatus.HELD)
    rows.session(series, "2026-11-03 18:30", status=SessionStatus.CANCELLED)
    left = rows.session(series, "2026-03-03 18:30", status=SessionStatus.RUNNING)
    held = rows.session(series, "2027-02-28 18:30", status=SessionStatus.HELD)
    soon = rows.session(series, "2027-03-15 18:30")
    rows.session(series, "2027-03-16 18:30")
    found, told = sessions_of_today(db, DAY, NOW, most=2)
    assert [each.id for each in found] == [left, *waiting[2:], held, soon]
    assert told == Waiting(4, date(2026, 2, 3))
    assert [each.id for each in sessions_of_today(db, DAY, NOW, most=9)[0]] == [
        waiting[0], left, *waiting[1:], held, soon,
    ]  # fmt: skip


def test_without_any_there_is_none(db):
    assert sessions_of_today(db, DAY, NOW, most=9) == ([], Waiting(0, None))


def test_what_waits_costs_its_index_alone(change, rows):
    """However many sessions were ever held: the condition is word for word that of the index."""
    from facilitator.storage.queries.sessions import unfinished

    if change.db.dialect.name != "sqlite":
        return
    for statement in (unfinished.waiting, unfinished.newest_waiting, unfinished.running):
        text = str(statement.compile(dialect=change.db.dialect, compile_kwargs={"render_postcompile": True}))
        values = (1,) * text.count("?")
        plan = "\n".join(row[3] for row in change.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values))
        assert "ix_session_status_ends_at" in plan
        assert "SCAN seen" not in plan


def test_a_session_of_the_day_that_waits_comes_once(db, rows):
    made = rows.session(rows.series(rows.group()), "2027-03-01 09:00")
    found, told = sessions_of_today(db, DAY, NOW + timedelta(days=1), most=9)
    assert ([each.id for each in found], told) == ([made], Waiting(1, DAY))
