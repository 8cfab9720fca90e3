"""The probes stay on their indexes: a book that grows does not make booking slower."""

import pytest

from facilitator.storage.queries.scheduling import clashes
from tests.books import open_practice

VALUES = {
    "room": 1, "staff": "[1, 2]", "starts": 0, "ends": 3600, "reach": -43200, "travel": 1500,
    "site": 1, "first": "2027-03-01T00:00:00", "last": "2027-03-02T00:00:00", "group": 1, "day": "2027-03-01",
    "session": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (clashes._IN_ROOM, "ix_session_room_id_starts_at_ends_at (room_id=? AND starts_at>? AND starts_at<?)"),
        (
            clashes._LED_BY,
            "session_facilitator_facilitator_id_starts_at_ends_at (facilitator_id=? AND starts_at>? AND starts_at<?)",
        ),
        (clashes._BETWEEN, "ix_session_starts_at (starts_at>? AND starts_at<?)"),
        (clashes._CLOSED, "ix_closure_ends_local_starts_local (ends_local>?)"),
        (clashes._ENROLLED, "ix_enrolment_group_id_person_id (group_id=?)"),
        (clashes._ROOM_AND_WAYS, "room USING INTEGER PRIMARY KEY"),
        (clashes._THESE_STAFF, "(facilitator_id=?)"),
        (clashes._NEEDS, "group USING INTEGER PRIMARY KEY"),
        (clashes._GROUP_OF, "session USING INTEGER PRIMARY KEY"),
    ],
)
def test_each_probe_uses_its_index(tmp_path, statement, index):
    with open_practice(tmp_path) as book, book.raw() as raw:
        values = {name: value for name, value in VALUES.items() if f":{name}" in statement}
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(index in step for step in plan), plan
    scanned = [step for step in plan if step.startswith("SCAN") and "asked" not in step]
    assert scanned == []
