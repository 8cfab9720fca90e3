"""Eight windows write in one book at the same time."""

import pytest

from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow


def test_nobody_s_change_is_lost(tmp_path):
    told = run_scenario("eight_writers", tmp_path / "books", 4, faults=False)
    assert told["lost"] == 0
    assert told["changes"] > 80
