import json
import os
from datetime import timedelta

import pytest

from facilitator.storage.backups.diary import BackupDiary, is_damaged, note_in_diary, read_diary
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


DAMAGED = [
    "",
    "{",
    "[]",
    "1",
    "{}",
    '{"book": "b", "warned_at": 3}',
    '{"book": "b", "warned_at": "2027-03-01T18:15:00"}',
    '{"book": "b", "away_at": "0001-01-01T00:00:00+23:59"}',
    '{"book": "b", "away_at": "9999-12-31T23:59:59-23:59"}',
    '{"book": "b", "drill_seconds": "x"}',
    '{"book": "b", "drill_seconds": NaN}',
    '{"book": "b", "drill_seconds": 1e999}',
    '{"book": "b", "drill_seconds": -1}',
    '{"book": "b", "drill_seconds": true}',
    '{"book": "b", "away": "\\u001b]52;c;x\\u0007"}',
    '{"book": "b", "away": "\\ud800"}',
    '{"book": "b", "book": "b"}',
    "[" * 9_000,
    '{"book": "b", "away": "' + "x" * 20_000 + '"}',
]


@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: text[:60])
def test_a_diary_that_cannot_be_read_is_an_empty_one_and_is_begun_anew(tmp_path, text):
    path = tmp_path / "backups.json"
    path.write_text(text)
    assert read_diary(path, "b") == BackupDiary("b")
    assert is_damaged(path)
    note_in_diary(path, "b", warned_at=NOW)
    assert read_diary(path, "b") == BackupDiary("b", warned_at=NOW)
    assert not is_damaged(path)


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path):
    path = tmp_path / "backups.json"
    assert not is_damaged(path)
    os.mkfifo(path)
    assert read_diary(path, "b") == BackupDiary("b")
    assert is_damaged(path)


def test_fields_of_a_later_program_are_left_alone(tmp_path):
    path = tmp_path / "backups.json"
    path.write_text(json.dumps({"book": "b", "warned_at": "2027-03-01T13:15:00-05:00", "unknown": [1]}))
    assert read_diary(path, "b") == BackupDiary("b", warned_at=NOW)


def test_a_path_that_cannot_be_shown_does_not_spoil_the_rest(tmp_path):
    path = tmp_path / "backups.json"
    note_in_diary(path, "b", away_at=NOW, away="/a\udcff\x1b[2J")
    assert read_diary(path, "b") == BackupDiary("b", away_at=NOW, away="/a??[2J")


def test_where_nothing_can_be_written_nothing_is_noted(tmp_path):
    note_in_diary(tmp_path / "none" / "backups.json", "b", warned_at=NOW)
    assert list(tmp_path.iterdir()) == []
