import json
from datetime import timedelta

import pytest

from facilitator.storage.backups.diary import BackupDiary, note_in_diary, read_diary
from tests.books import NOW


def test_what_is_noted_is_read_again_and_the_rest_stays(tmp_path):
    path = tmp_path / "backups.json"
    note_in_diary(path, "b", drilled_at=NOW, drilled="/x", drill_seconds=1.5)
    note_in_diary(path, "b", warned_at=NOW + timedelta(hours=1))
    assert read_diary(path, "b") == BackupDiary(
        "b", warned_at=NOW + timedelta(hours=1), drilled_at=NOW, drilled="/x", drill_seconds=1.5
    )
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_diary(path, "another book") == BackupDiary("another book")
    note_in_diary(path, "another book", failed_at=NOW)
    assert read_diary(path, "b") == BackupDiary("b")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"book": "b", "warned_at": 3}', '{"book": "b", "drill_seconds": "x"}']
)
def test_a_diary_that_cannot_be_read_is_an_empty_one(tmp_path, text):
    path = tmp_path / "backups.json"
    path.write_text(text)
    assert read_diary(path, "b") == BackupDiary("b")


def test_a_moment_without_a_zone_cannot_stop_anything(tmp_path):
    path = tmp_path / "backups.json"
    path.write_text(json.dumps({"book": "b", "warned_at": "2027-03-01T18:15:00", "unknown": 1}))
    assert read_diary(path, "b").warned_at.tzinfo is not None


def test_where_nothing_can_be_written_nothing_is_noted(tmp_path):
    note_in_diary(tmp_path / "none" / "backups.json", "b", warned_at=NOW)
    assert list(tmp_path.iterdir()) == []
