"""Power cuts, replayed from a log of writes and syncs: what was acknowledged is there, and the book is whole.

Here some tens of cuts; ``python -m tests.faults.long`` makes a thousand.
"""

import pytest

from tests.faults.acts.kinds import KINDS
from tests.faults.cuts import AS_IT_IS
from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow

CUTS = {"init": 20, "restore": 20, "passphrase": 12, "renew": 12, "upgrade-1": 12}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_acknowledged_survives(tmp_path, kind):
    told = run_scenario("acts_cut", tmp_path / "books", kind, AS_IT_IS, 60)
    assert (told["cuts"], told["lost"], told["damaged"]) == (60, 0, 0)
    assert told["syncs"] > told["acknowledged"] > 50


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_control_that_syncs_too_little_is_caught(tmp_path, kind, synchronous):
    told = run_scenario("acts_cut", tmp_path / "books", kind, synchronous, 40)
    assert told["lost"] > 0
    assert (told["damaged"] > 0) == (synchronous == "OFF")


@pytest.mark.parametrize("deed", CUTS)
def test_it_is_done_or_not_done(tmp_path, deed):
    told = run_scenario("deed_cut", tmp_path / "books", deed, CUTS[deed])
    assert told["cuts"] == told["as before"] + told["done"] == CUTS[deed]
    assert told["as before"] >= 1
    assert told["done"] >= 1


def test_the_control_that_syncs_nothing_is_caught(tmp_path):
    with pytest.raises(AssertionError, match=r"book\.keys is damaged|said to be done, and is not"):
        run_scenario("deed_cut", tmp_path / "books", "careless", 20)
