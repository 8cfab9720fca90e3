from sqlalchemy import insert

from facilitator.storage.tables.history import audit, undo_step
from tests.books import NOW
from tests.storage.refused import refused


def test_a_number_of_the_chain_is_given_once_and_nothing_is_left_open(change):
    change.record("site.add", "u1")
    row = dict(change.db.execute(audit.select().order_by(audit.c.seq.desc()).limit(1)).one()._mapping)
    with refused(change.db):
        change.db.execute(insert(audit), row)
    with refused(change.db):
        change.db.execute(insert(audit), {**row, "seq": row["seq"] + 1, "hash": None})


def test_a_step_undoes_one_that_is_there(db, rows):
    row = {"at": NOW, "actor": "pat", "action": "x", "object": "u", "summary": "", "rows": "{}"}
    first = rows.put(undo_step, **row)
    second = rows.put(undo_step, **row, undoes_id=first)
    assert second > first
    with refused(db):
        rows.put(undo_step, **row, undoes_id=second + 99)
