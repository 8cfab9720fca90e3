"""Making, restoring and upgrading a book, killed before every single change that they make to files."""

import ast

import pytest

from tests.faults.shim import run_under_faults
from tests.storage.test_schema import ADD_COLUMN, folder_with

pytestmark = pytest.mark.slow


def seen(output):
    return ast.literal_eval(output.splitlines()[-1])


def test_init(tmp_path):
    told = seen(run_under_faults("init_killed", tmp_path))
    assert told["none"] > 20
    assert told["whole"] >= 1


def test_restore(tmp_path):
    told = seen(run_under_faults("restore_killed", tmp_path))
    assert told["as before"] > 40
    assert told["restored"] > 4


def test_upgrade(tmp_path):
    folder = folder_with(tmp_path, ADD_COLUMN)
    told = seen(run_under_faults("upgrade_killed", tmp_path / "books", str(folder)))
    assert told["old"] > 3
    assert told["new"] >= 1
