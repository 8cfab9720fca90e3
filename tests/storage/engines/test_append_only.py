from contextlib import suppress

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from facilitator.storage.engines.append_only import Why, door_open
from facilitator.storage.tables import append_only_door, audit, disclosure, headcount_event, mark_event
from facilitator.words import DisclosureBasis
from tests.books import NOW, open_practice

TABLES = (audit, disclosure, headcount_event, mark_event)


@pytest.fixture
def filled(change, rows):
    """A row in every table that is only added to; the open change."""
    session, person = rows.session(rows.series(rows.group())), rows.person("Ana")
    rows.event(session, person)
    rows.put(headcount_event, session_id=session, people=3, at=NOW, actor="pat")
    told = {"recipient": "r", "description": "d", "purpose": "p", "made_by": "pat", "actor": "pat"}
    rows.put(disclosure, person_id=person, at=NOW, basis=DisclosureBasis.OWN_REQUEST, **told)
    change.record("made", "")
    return change


def refused(db, statement):
    with pytest.raises(DBAPIError, match="is append-only"), db.begin_nested():
        db.execute(statement)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_are_added_and_never_changed_or_deleted_but_through_the_door(filled, table):
    db = filled.db
    before = db.execute(select(table)).all()
    refused(db, update(table).values(actor="another"))
    refused(db, delete(table))
    assert db.execute(select(table)).all() == before
    with door_open(db.connection.driver_connection, Why.DISPOSAL):
        db.execute(update(table).values(actor="another"))
        db.execute(delete(table).where(table.c.actor != "another"))
    assert set(db.execute(select(table.c.actor)).scalars()) == {"another"}
    refused(db, update(table).values(actor="pat"))
    refused(db, delete(table))


def test_the_door_closes_where_what_went_through_failed(filled):
    db = filled.db
    with suppress(ValueError), door_open(db.connection.driver_connection, Why.KEY):
        raise ValueError
    assert db.execute(select(append_only_door)).all() == []
    refused(db, delete(mark_event))


def test_the_door_opens_in_a_transaction_alone(tmp_path):
    with open_practice(tmp_path) as book, book.raw() as raw:
        with pytest.raises(RuntimeError, match="inside a transaction"), door_open(raw, Why.DISPOSAL):
            raw.execute("DELETE FROM audit")
        assert raw.execute("SELECT count(*) FROM append_only_door").fetchone() == (0,)
        assert raw.execute("SELECT count(*) FROM audit").fetchone() == (1,)


def test_a_replace_deletes_nothing_in_secret(tmp_path):
    with open_practice(tmp_path) as book, book.read() as db:
        row = dict(db.execute(select(audit)).one()._mapping)
        replace = insert(audit).prefix_with("OR REPLACE").values({**row, "actor": "another"})
        with pytest.raises(DBAPIError, match="is append-only"):
            db.execute(replace)
