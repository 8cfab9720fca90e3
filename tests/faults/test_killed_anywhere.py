"""Making, restoring, upgrading and rekeying a book, killed before a change to files or in the middle of a write.

Here a sample of the changes; ``python -m tests.faults.long`` kills at each one.
"""

import pytest

from facilitator.storage.book import SCHEMA
from tests.faults.shim import run_scenario

pytestmark = pytest.mark.slow

MOMENTS = {"init": 16, "restore": 24, "passphrase": 12, "renew": 8, **{f"upgrade-{at}": 10 for at in range(1, SCHEMA)}}


@pytest.mark.parametrize("deed", MOMENTS)
def test_it_is_done_or_not_done(tmp_path, deed):
    told = run_scenario("deed_killed", tmp_path / "books", deed, MOMENTS[deed])
    assert told["kills"] >= MOMENTS[deed]
    assert told["as before"] > 3
    assert told["done"] >= 1


def test_the_control_that_writes_over_its_file_is_caught(tmp_path):
    with pytest.raises(AssertionError, match=r"book\.keys is damaged"):
        run_scenario("deed_killed", tmp_path / "books", "careless", 0)
