"""A disk that breaks or fills up under a command line: done, or said plainly with nothing half done and nothing lost.

Here a sample of the changes; ``python -m tests.faults.long`` lets each one fail, in each way.
"""

import errno

import pytest

from tests.faults.lines import LINES
from tests.faults.shim import HALF, READS, STICKY, run_scenario

pytestmark = pytest.mark.slow

WAYS = {
    "one-error": (errno.EIO, READS),
    "dead-disk": (errno.EIO, STICKY | HALF),
    "full-disk": (errno.ENOSPC, STICKY | HALF),
}
MOMENTS = {
    "mark,end,import,export,report,backup,restore": 9,
    "init,passphrase,recovery": 6,
    "upgrade,renew": 5,
}


def test_every_line_is_tried():
    assert sorted(",".join(MOMENTS).split(",")) == sorted(LINES)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lines", MOMENTS)
def test_done_or_said(tmp_path, lines, way):
    error, how = WAYS[way]
    told = run_scenario("lines_fail", tmp_path / "books", lines, error, how, MOMENTS[lines])
    assert told["faults"] >= len(lines.split(",")) * MOMENTS[lines] - 3
    assert told["error said"] >= told["faults"] // 3
