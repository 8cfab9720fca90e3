"""What every test of the terminal shares: keys that do not wait longer than the program is busy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import app, pilot

from facilitator.home import Home
from facilitator.tui.book import door
from facilitator.tui.history import other_windows
from tests.books import make_home
from tests.tui.kit.rest import rest

PATIENCE_SECONDS = door.PATIENCE_SECONDS


@pytest.fixture(autouse=True, scope="session")
def _at_rest() -> Iterator[None]:
    """A key is answered when the program has nothing left to do, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wait_for_idle", rest)
        patch.setattr(pilot, "wait_for_idle", rest)
        yield


@pytest.fixture(autouse=True)
def own_eyes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test writes beside its window is not told on the line that it waits for; who looks for it says so."""
    monkeypatch.setattr(other_windows, "LOOK_SECONDS", 600)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that other tests keep busy holds up one window's backup for long, and with it the key of another."""
    monkeypatch.setattr(door, "PATIENCE_SECONDS", 5.0)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window waits as long as it does for its users."""
    monkeypatch.setattr(door, "PATIENCE_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A book with a passphrase: practice books make no backup by themselves, and no idle window locks them."""
    return make_home(tmp_path)
