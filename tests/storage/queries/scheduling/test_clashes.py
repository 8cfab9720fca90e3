"""The probes stay on their indexes: a book that grows does not make booking slower."""

import re

import pytest
from sqlalchemy.dialects import sqlite

from facilitator.storage.queries.scheduling import clashes
from tests.books import open_practice


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (clashes._in_room, "ix_session_room_id_starts_at_ends_at (room_id=? AND starts_at>? AND starts_at<?)"),
        (
            clashes._led_by,
            "session_facilitator_facilitator_id_starts_at_ends_at (facilitator_id=? AND starts_at>? AND starts_at<?)",
        ),
        (clashes._between, "ix_session_starts_at (starts_at>? AND starts_at<?)"),
        (clashes._closed, "ix_closure_ends_local_starts_local (ends_local>?)"),
        (clashes._enrolled, "ix_enrolment_group_id_person_id (group_id=?)"),
        (clashes._room_and_ways, "room USING INTEGER PRIMARY KEY"),
        (clashes._these_staff, "(facilitator_id=?)"),
        (clashes._needs, "group USING INTEGER PRIMARY KEY"),
        (clashes._group_of, "session USING INTEGER PRIMARY KEY"),
    ],
)
def test_each_probe_uses_its_index(tmp_path, statement, index):
    with open_practice(tmp_path) as book, book.raw() as raw:
        text = statement.text(sqlite.dialect())
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(re.findall(r":(\w+)", text)))]
    assert any(index in step for step in plan), plan
    scanned = [step for step in plan if step.startswith("SCAN") and "asked" not in step]
    assert scanned == []
