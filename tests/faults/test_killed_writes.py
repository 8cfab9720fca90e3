"""Kill -9 at random moments under load: every acknowledged row is there, with its audit row."""

import random
import signal
import subprocess
import sys
import time

import pytest

from facilitator.services.check_book import check_book
from facilitator.services.open_book import open_book
from tests.books import make_practice_home

pytestmark = pytest.mark.slow

RUNS = 20


def kill_under_load(home, acks, scenario):
    """Runs in which an acknowledged row was missing, and all rows acknowledged."""
    chance, lost = random.Random(1), 0
    for _ in range(RUNS):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.scenarios", scenario, str(home.folder), str(acks)],
            stdout=subprocess.PIPE,
        )
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.1))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        acknowledged = set(acks.read_text().split())
        with open_book(home, None) as book:
            with book.read() as db:
                kept = {name for (name,) in db.exec_driver_sql("SELECT name FROM site")}
            assert book.audit_head().seq == len(kept) + 1  # each with its audit row
        lost += not acknowledged <= kept
        acks.write_text("".join(f"{name}\n" for name in kept))
    assert check_book(home, None) == ()
    return lost, len(kept)


def test_nothing_acknowledged_is_lost(tmp_path):
    lost, rows = kill_under_load(make_practice_home(tmp_path), tmp_path / "acks", "write_and_acknowledge")
    assert lost == 0
    assert rows > RUNS


def test_the_control_that_acknowledges_too_early_is_caught(tmp_path):
    lost, _ = kill_under_load(make_practice_home(tmp_path), tmp_path / "acks", "write_early")
    assert lost > 0
