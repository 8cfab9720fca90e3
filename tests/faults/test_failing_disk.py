"""A disk that is full or broken at every single change: said plainly, and nothing that was acknowledged is lost."""

import ast

import pytest

from tests.faults.shim import run_under_faults

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("sticky", ["0", "1"])
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_acknowledged_rows_survive(tmp_path, error, sticky):
    folder = tmp_path / "books"
    folder.mkdir()
    told = ast.literal_eval(run_under_faults("disk_fails", folder, error, sticky).splitlines()[-1])
    assert told["error said"] > 20
    assert told["acknowledged"] > 20


def test_a_backup_leaves_nothing_half_written(tmp_path):
    told = ast.literal_eval(run_under_faults("backup_fails", tmp_path).splitlines()[-1])
    assert told["not made"] > 20
