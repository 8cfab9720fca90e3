"""A book of the fourth schema becomes one of the fifth: every row is kept, and what was done can still be undone."""

import json
from datetime import timedelta

import pytest

from facilitator.errors import Refused
from facilitator.home import Home
from facilitator.services.agency.keep_sites import list_sites
from facilitator.services.book.open_book import open_book
from facilitator.services.book.unlock import unlock
from facilitator.services.find import find_session
from facilitator.services.history.undo import newest_change, undo
from facilitator.storage.book import Book
from tests.books import NOW
from tests.faults.old_books import make_old_home
from tests.faults.stage import SESSION
from tests.in_memory import in_memory
from tests.storage.test_migration_0002 import FIRST
from tests.storage.test_schema import migrated

FOURTH = (
    "INSERT INTO person (id, uid, code, name, name_key, created_at) VALUES "
    "(1, 'p', 'CODE1', 'Ana', 'ana', 0), (2, 'q', 'CODE2', 'Ben', 'ben', 0)",
    "INSERT INTO enrolment (id, group_id, person_id, starts_on, waitlisted) VALUES "
    "(1, 1, 1, '2027-03-01', 0), (2, 1, 2, '2027-03-02', 1)",
    "INSERT INTO mark_event (id, session_id, person_id, at, actor, act, status, expected, undoes_id) VALUES "
    "(1, 1, 1, 5, 'pat', 'mark', 1, 1, NULL), (2, 1, 2, 6, 'pat', 'mark', 5, 1, NULL), "
    "(3, 1, 1, 7, 'pat', 'void', NULL, 1, 1)",
    "INSERT INTO attendance (session_id, person_id, expected, status, minutes) VALUES "
    "(1, 1, 1, NULL, 0), (1, 2, 1, 5, 0), (2, 1, 1, NULL, 0)",
    "INSERT INTO headcount VALUES (2, 12, 9, 'pat')",
    "INSERT INTO closure (id, uid, starts_local, ends_local, all_day, reason) VALUES "
    "(2, 'd', '2027-03-05T00:00:00', '2027-03-06T00:00:00', 1, 'staff day'), "
    "(3, 'e', '2027-03-05T00:00:00', '2027-03-06T00:00:00', 1, 'staff day')",
    "INSERT INTO undo_step (id, at, actor, action, object, summary, rows) VALUES "
    """(1, 0, 'pat', 'site.edit', 's', '', '{"site":[[{"id":1},{"id":1}]]}'), """
    """(2, 0, 'pat', 'site.edit', 's', '', """
    """'{"first_row":4,"last_row":5,"mark_event":3,"rows":{"site":[[{"id":1},null]]}}')""",
)


def test_what_was_there_is_kept_and_carried_on():
    with in_memory() as db:
        migrated(db, to="0001")
        for statement in FIRST:
            db.exec_driver_sql(statement)
        migrated(db, to="0004")
        for statement in FOURTH:
            db.exec_driver_sql(statement)
        before = counts(db)
        migrated(db, to="0005")
        assert db.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        new = {"append_only_door", "contact_choice", "facilitator_away", "headcount_event", "login", "person_away"}
        assert {name: rows for name, rows in counts(db).items() if name not in new} == before
        told = {
            name: db.exec_driver_sql(f"SELECT {columns} FROM {name} ORDER BY 1, 2").all()
            for name, columns in (
                ("attendance", "session_id, person_id, expected, status, event_id, counted_minutes, children"),
                ("mark_event", "id, act, window, children, reason, undoes_id"),
                ("headcount_event", "session_id, people, at, actor"),
                ("closure", "id, reason, state"),
                ("enrolment", "id, waiting_since"),
                ("person", "id, name, version, merged_into_id"),
                ("session_facilitator", "session_id, facilitator_id, part, cancelled"),
                ("undo_step", "id, first_row, last_row, mark_event, rows"),
            )
        }
    assert told == {
        "attendance": [(1, 1, 1, None, 3, None, None), (1, 2, 1, 5, 2, None, None), (2, 1, 1, None, None, None, None)],
        "mark_event": [(1, "mark", "", None, "", None), (2, "mark", "", None, "", None), (3, "void", "", None, "", 1)],
        "headcount_event": [(2, 12, 9, "pat")],
        "closure": [(1, "staff day", "closed"), (2, "staff day (2)", "closed"), (3, "staff day (3)", "closed")],
        "enrolment": [(1, None), (2, "2027-03-02")],
        "person": [(1, "Ana", 0, None), (2, "Ben", 0, None)],
        "session_facilitator": [(1, 1, "co", 0), (1, 2, "lead", 0)],
        "undo_step": [
            (1, 0, 0, 0, '{"site":[[{"id":1},{"id":1}]]}'),
            (2, 4, 5, 3, '{"site":[[{"id":1},null]]}'),
        ],
    }


def test_names_are_found_by_the_keys_of_today_and_their_steps_can_be_undone():
    """Signs that nobody sees made two people of one name; a comma hid whoever was written last name first."""
    with in_memory() as db:
        migrated(db, to="0004")
        row = {"id": 1, "name": "O\u2019Bell, Ana", "name_key": "o\u2019bell, ana", "alias": "", "alias_key": ""}
        for key, name, folded in ((1, row["name"], row["name_key"]), (2, "Ben", "ben"), (3, "Be\u200bn", "be\u200bn")):
            db.exec_driver_sql(
                "INSERT INTO person (id, uid, code, name, name_key, created_at) VALUES (?, ?, ?, ?, ?, 0)",
                (key, f"u{key}", f"CODE{key}", name, folded),
            )
        for key, kept in ((1, {"person": [[None, row]]}), (2, {"rows": {"person": [[None, row]]}}), (3, {"site": []})):
            db.exec_driver_sql(
                "INSERT INTO undo_step (id, at, actor, action, object, summary, rows) "
                "VALUES (?, 0, 'pat', 'person.add', 'u1', '', ?)",
                (key, json.dumps(kept)),
            )
        migrated(db)
        keys = db.exec_driver_sql("SELECT id, name, name_key FROM person ORDER BY id").all()
        steps = [json.loads(rows) for rows in db.exec_driver_sql("SELECT rows FROM undo_step ORDER BY id").scalars()]
    assert keys == [(1, "O\u2019Bell, Ana", "ana o'bell"), (2, "Ben", "ben"), (3, "Be\u200bn", "ben")]
    folded = {"person": [[None, {**row, "name_key": "ana o'bell"}]]}
    assert steps == [folded, folded, {"site": []}]


def counts(db):
    names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {name: db.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() for name in list(names.scalars())}


@pytest.fixture
def old(tmp_path) -> Home:
    """A book of the fourth schema whose newest edits renamed a site, added one, and moved a session."""
    home = make_old_home(tmp_path, 4).home
    with Book(home.book, unlock(home, None)[0]) as book, book.raw() as raw:
        raw.execute(
            "INSERT INTO site (id, uid, name, address) VALUES (50, 's50', 'North', ''), (51, 's51', 'South', '')"
        )
        raw.execute("DELETE FROM undo_step")
        raw.execute("DELETE FROM attendance")
        raw.execute("UPDATE session SET status = 1, started_at = NULL, ended_at = NULL")
        (session_id,) = raw.execute("SELECT min(id) FROM session").fetchone()
        keep(raw, "site.add", "site", 51, None)
        keep(raw, "site.edit", "site", 50, {"name": "Old North"})
        moved = {
            "start_local": "2027-03-04T09:00:00",
            "starts_at": 1804168800,
            "ends_at": 1804168800 + 3600,
            "sequence": 0,
        }
        keep(raw, "session.move", "session", session_id, {**moved, "updated_at": 0})
    return home


def keep(raw, action, table, key, before):
    """A step as the program of the fourth schema wrote it: whole rows."""
    cursor = raw.execute(f"SELECT * FROM {table} WHERE id = ?", (key,))
    new = dict(zip((each[0] for each in cursor.description), cursor.fetchone(), strict=True))
    old = before if before is None else {**new, **before}
    rows = {"first_row": 1, "last_row": 2, "mark_event": 1_000, "rows": {table: [[old, new]]}}
    raw.execute(
        "INSERT INTO undo_step (at, actor, action, object, summary, rows) VALUES (0, 'pat', ?, ?, 'did it', ?)",
        (action, new["uid"], json.dumps(rows, separators=(",", ":"))),
    )


def test_what_was_done_before_the_upgrade_is_undone_after_it(old):
    later = NOW + timedelta(hours=1)
    with open_book(old, None, actor="pat") as book:
        with book.read() as db:
            now = find_session(db, SESSION)
        assert undo(book, now=later).action == "session.move"
        with book.read() as db:
            again = find_session(db, now.uid)
        assert (again.start_local.hour, again.sequence) == (9, now.sequence + 1)
        assert undo(book, now=later).action == "site.edit"
        assert sorted(each.name for each in list_sites(book)) == ["Old North", "South"]
        assert undo(book, now=later).action == "site.add"
        assert [each.name for each in list_sites(book)] == ["Old North"]


def test_an_old_step_still_refuses_what_was_changed_since(old):
    with open_book(old, None, actor="pat") as book:
        with book.raw() as raw:
            raw.execute("UPDATE undo_step SET undone_at = 0 WHERE action = 'session.move'")
            raw.execute("UPDATE site SET address = 'Elm Street' WHERE id = 50")
        assert undo(book, now=NOW).action == "site.edit"  # the address was no part of it
        with book.raw() as raw:
            raw.execute("UPDATE site SET address = 'Oak Street' WHERE id = 51")
        with pytest.raises(Refused, match="changed again since"):
            undo(book, now=NOW)
        assert newest_change(book).summary == "did it"
