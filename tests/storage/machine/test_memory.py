import subprocess
import sys

import pytest

from facilitator.storage.machine.memory import keep_memory_private
from tests.books import PASSPHRASE, make_home

_ASK = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
"""PR_GET_DUMPABLE"""


def _answers(script: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")
def test_the_memory_of_a_process_is_its_own():
    script = "from facilitator.storage.machine.memory import keep_memory_private as keep\n"
    assert _answers(f"{_ASK}; {script}print(keep(), keep()); {_ASK}") == ["1", "True", "True", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has it")
@pytest.mark.parametrize(
    "opens",
    [
        "unlock.needs_secret(home)",
        f"unlock.unlock(home, {PASSPHRASE!r})",
        "new.check_new_book(other, name='O', zone='UTC')",
    ],
)
def test_it_is_so_before_a_secret_is_asked_for_or_used(tmp_path, opens):
    home = make_home(tmp_path)
    script = (
        "from pathlib import Path; from facilitator.home import Home\n"
        "from facilitator.services.book import open_book as new, unlock\n"
        f"home, other = Home(Path({str(home.folder)!r})), Home(Path({str(tmp_path / 'other')!r}))\n"
        f"{opens}; {_ASK}"
    )
    assert _answers(script) == ["0"]


def test_elsewhere_nothing_is_done(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    keep_memory_private.cache_clear()
    assert keep_memory_private() is False
    keep_memory_private.cache_clear()
