"""Kill -9 at random moments while marks are made: every mark that the service acknowledged is there."""

import pytest

from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow

KILLS = 50


def test_nothing_acknowledged_is_lost(tmp_path):
    told = run_scenario("marks_killed", tmp_path / "books", KILLS, "service", faults=False)
    assert (told["kills"], told["lost"]) == (KILLS, 0)
    assert told["acknowledged"] > KILLS


def test_the_control_that_acknowledges_too_early_is_caught(tmp_path):
    told = run_scenario("marks_killed", tmp_path / "books", KILLS, "early", faults=False)
    assert told["lost"] > 0
