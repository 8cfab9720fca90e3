"""A book of the second schema becomes one of the third: its sessions keep their lessons, none of them by hand."""

from tests.in_memory import in_memory
from tests.storage.test_migration_0002 import FIRST
from tests.storage.test_schema import migrated


def test_sessions_keep_their_lessons():
    with in_memory() as db:
        migrated(db, to="0001")
        for statement in FIRST:
            db.exec_driver_sql(statement)
        migrated(db, to="0002")
        db.exec_driver_sql("UPDATE session SET lesson = 3, lesson_title = 'Rest' WHERE id = 1")
        migrated(db)
        assert db.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        told = db.exec_driver_sql(
            "SELECT id, lesson, lesson_title, last_lesson, part, parts, lesson_by_hand, curriculum_id FROM session"
        ).all()
    assert told == [(1, 3, "Rest", None, None, None, 0, None), (2, None, "", None, None, None, 0, None)]
