import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.storage.keys.tries import (
    FREE,
    LONGEST_SECONDS,
    Tries,
    begin_tries,
    forget_wrong,
    note_wrong,
    read_tries,
)


def test_slips_of_the_finger_cost_nothing_and_then_each_try_waits_twice_as_long():
    waits = [Tries(wrong, 1000).seconds_to_wait(1000) for wrong in range(12)]
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert FREE == 3


def test_the_wait_runs_down_and_a_clock_that_was_set_back_waits_no_longer_than_once():
    tries = Tries(6, 1000)
    assert [tries.seconds_to_wait(now) for now in (1000, 1003.5, 1008, 2000, 0)] == [8, 5, 0, 0, 8]


@given(st.integers(0, 10**9), st.floats(0, 1e12), st.floats(0, 1e12))
def test_nobody_is_locked_out_for_longer_than_a_minute(wrong, last_at, now):
    assert 0 <= Tries(wrong, last_at).seconds_to_wait(now) <= LONGEST_SECONDS


def test_wrong_tries_are_counted_in_a_private_file_and_forgotten(tmp_path):
    path = tmp_path / "book.tries"
    begin_tries(path)
    assert read_tries(path) == Tries(whole=True)
    note_wrong(path, 5.0)
    note_wrong(path, 7.5)
    assert read_tries(path) == Tries(2, 7.5, whole=True)
    assert path.stat().st_mode & 0o777 == 0o600
    forget_wrong(path)
    assert read_tries(path) == Tries(whole=True)


def test_a_note_that_was_thrown_away_is_missed_until_it_is_begun_again(tmp_path):
    path = tmp_path / "book.tries"
    begin_tries(path)
    path.unlink()
    assert not read_tries(path).whole
    note_wrong(path, 5.0)
    assert read_tries(path) == Tries(1, 5.0, whole=False)
    forget_wrong(path)
    assert read_tries(path) == Tries(whole=False)
    begin_tries(path)
    assert read_tries(path).whole


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b"{}",
        b'{"wrong": "x", "last_at": 0}',
        b'{"wrong": -4, "last_at": 0}',
        b'{"wrong": 9, "last_at": Infinity}',
        b'{"wrong": 9, "last_at": 1e999}',
        b'{"wrong": 9, "last_at": NaN}',
        b'{"wrong": 9, "last_at": null}',
        b'{"wrong": 1e400, "last_at": 0}',
        b'{"wrong": 9.5, "last_at": 0}',
        b'{"wrong": ' + b"9" * 900 + b', "last_at": 0}',
        b"[" * 999,
        b"\xff",
    ],
)
def test_a_damaged_note_counts_as_none(tmp_path, damage):
    path = tmp_path / "book.tries"
    path.write_bytes(damage)
    assert read_tries(path).seconds_to_wait(0) == 0
    note_wrong(path, 5.0)
    assert read_tries(path) == Tries(1, 5.0)


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "book.tries")
    assert read_tries(tmp_path / "book.tries") == Tries()


def test_where_nothing_can_be_noted_nothing_breaks(tmp_path):
    note_wrong(tmp_path / "no-folder" / "book.tries", 1.0)
