"""Row 15: from a key to the changed cell, on a roll of 200 people."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.base_environment import base_environment
from tests.benchmarks.measure import Measured, Timed, in_turn
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import make_program

if TYPE_CHECKING:
    from tests.benchmarks.terminals import Terminal

BAR = 1.3
PAIRS = 51
_PEER = Path(__file__).resolve().parent / "peers" / "bare_table.py"
_FIRST, _CHANGED = "Ana0001", "P  Here"
_UP, _BACKSPACE = "\x1b[A", "\x7f"


def measure() -> Measured:
    """Two programs side by side, each in a terminal of its own; ours has the mark on the disk before it changes."""
    from tests.benchmarks.terminals import Terminal  # there are none of these on Windows

    base = base_environment()
    with tempfile.TemporaryDirectory() as folder:
        home = make_program(Path(folder), now=datetime.now(UTC).replace(microsecond=0)).home
        variables = base.variables(home.folder)
        with (
            Terminal([str(base.facilitator), "open"], variables) as ours,
            Terminal([str(base.python), str(_PEER)], variables) as peer,
        ):
            ours.shows("Circle")
            ours.settle(1.0)
            ours.press("\r", until=_FIRST)
            peer.shows(_FIRST)
            for terminal in (ours, peer):
                terminal.settle(1.0)
            pairs = in_turn(_marked(ours), _marked(peer), pairs=PAIRS, warm_up=3)
    return pairs.told(
        "key",
        15,
        "key press to changed cell in a roll of 200, against a bare DataTable",
        bar=BAR,
        beside={"passphrase": passphrase_cost()},
    )


def _marked(terminal: "Terminal") -> Timed:
    """Mark the person under the cursor, then go back and clear the mark: no other row ever shows one."""

    def work() -> float:
        took = terminal.press("p", until=_CHANGED)
        terminal.settle()
        for key in (_UP, _BACKSPACE):
            terminal.type(key)
            terminal.settle()
        return took

    return work
