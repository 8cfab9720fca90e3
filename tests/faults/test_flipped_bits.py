"""One flipped bit is found before anything false is shown: in the book, its keys, a backup, its log."""

import pytest

from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow


def test_in_the_book(tmp_path):
    told = run_scenario("book_flipped", tmp_path / "books", 40, faults=False)
    assert told["flips"] == 40
    assert told["answers refused"] > 10


def test_in_the_keys(tmp_path):
    told = run_scenario("keys_flipped", tmp_path / "books", 200, faults=False)
    assert told["flips"] == told["does not open"] + told["told by check"] == 200


def test_in_a_backup(tmp_path):
    told = run_scenario("backup_flipped", tmp_path / "books", 60, faults=False)
    assert told["refused"] > 50


def test_in_the_log_that_a_killed_window_left(tmp_path):
    told = run_scenario("log_flipped", tmp_path / "books", 40, faults=False)
    assert told["told as cut"] > 10
