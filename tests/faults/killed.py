"""Deeds that are killed before every change that they make to files, or in the middle of a write."""

import shutil
from collections import Counter
from pathlib import Path

from facilitator.home import Home
from tests.faults.deeds import DEEDS
from tests.faults.shim import HALF, KILLED, Act, every_change
from tests.faults.stage import cheap_stretching, copied, expect_no_names


def deed_killed(folder: Path, name: str, most: str) -> dict[str, int]:
    """Kill a deed before each change to files: it is done or not done, and can be done then."""
    seen: Counter[str] = Counter({"kills": 0, "as before": 0, "done": 0})
    with cheap_stretching():
        deed = DEEDS[name](folder.parent / "template")

        def prepare(at: int) -> Act:
            home = copied(deed.template, folder / str(at))

            def act() -> None:
                deed.act(home)

            return act

        for how in (0, HALF):
            for run in every_change(prepare, most=int(most), how=how):
                assert run.code == KILLED, run
                home = Home(folder / str(run.at))
                done = deed.done(home)
                seen["kills"] += 1
                seen["done" if done else "as before"] += 1
                expect_no_names(home.folder)
                if not done and run.at % 4 == 0:
                    deed.act(home)
                    assert deed.done(home)
                    assert not list(home.folder.glob(".staged-*"))
                shutil.rmtree(home.folder)
    return dict(seen)
