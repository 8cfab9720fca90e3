import subprocess
import sys
import threading
import time

import pytest

from facilitator.errors import BookError
from facilitator.services.book.open_book import open_book
from facilitator.storage.files import locks
from facilitator.storage.files.locks import alone, held_open, one_try
from tests.books import make_practice_home

HOLD = """
import sys, time
from pathlib import Path
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.storage.files.locks import alone
home = Home(Path(sys.argv[1]))
if sys.argv[2] == "open":
    book = open_book(home, None)
    print("held", flush=True)
    time.sleep(60)
with alone(home.folder):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(home, how):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(home.folder), how], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    return process


def end(process):
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_book_open_elsewhere_is_seen_until_its_process_ends(tmp_path):
    home = make_practice_home(tmp_path)
    assert not held_open(home.book)
    other = holder(home, "open")
    try:
        assert held_open(home.book)
    finally:
        end(other)
    assert not held_open(home.book)
    assert not held_open(tmp_path / "nothing.db")


def test_who_makes_or_replaces_a_book_is_alone_until_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "_WAIT_SECONDS", 0.1)
    home = make_practice_home(tmp_path)
    other = holder(home, "alone")
    try:
        with pytest.raises(BookError, match="another window is making, upgrading or restoring"):
            open_book(home, None)
    finally:
        end(other)
    open_book(home, None).close()


@pytest.mark.parametrize("turn", [alone, one_try])
def test_threads_exclude_each_other_and_wait(tmp_path, turn):
    order = []

    def second():
        with turn(tmp_path):
            order.append("second")

    with turn(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_try_does_not_wait_for_ever_nor_for_who_makes_a_book(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "_TRY_SECONDS", 0.1)
    with alone(tmp_path), one_try(tmp_path), pytest.raises(BookError, match="others are trying"), one_try(tmp_path):
        pass
