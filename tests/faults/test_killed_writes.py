"""Kill -9 at random moments while marks, edits and imports are made at once: all that was acknowledged is there."""

import pytest

from tests.faults.acts.kinds import KINDS
from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow

KILLS = 60
ALL = ",".join(KINDS)


def test_nothing_acknowledged_is_lost(tmp_path):
    told = run_scenario("acts_killed", tmp_path / "books", KILLS, ALL, "")
    assert (told["kills"], told["lost"]) == (KILLS, 0)
    assert all(told[f"{kind} acknowledged"] > KILLS // 6 for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_control_that_acknowledges_too_early_is_caught(tmp_path, kind):
    told = run_scenario("acts_killed", tmp_path / "books", KILLS // 2, kind, "early")
    assert told["lost"] > 0
