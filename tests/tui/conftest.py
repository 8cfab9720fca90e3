"""What every test of the terminal shares: keys that do not wait longer than the program is busy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import _wait

from facilitator.home import Home
from tests.books import make_home


@pytest.fixture(autouse=True, scope="session")
def _short_waits() -> Iterator[None]:
    """After each key Textual looks every 20 ms whether the program is idle; every 10 ms sees it as well, and sooner.

    What counts as idle stays: no more than a twentieth of that time at work. (At 4 ms a busy machine looks idle.)
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 100)
        patch.setattr(_wait, "SLEEP_IDLE", 1 / 100 / 20)
        yield


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A book with a passphrase: practice books make no backup by themselves, and no idle window locks them."""
    return make_home(tmp_path)
