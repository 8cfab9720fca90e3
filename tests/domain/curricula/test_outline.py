"""Minutes in a line of an outline, and minutes dealt out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.outline import Timed, deal_minutes, only_minutes, split_minutes


@pytest.mark.parametrize(
    ("text", "timed"),
    [
        ("Welcome (10 min)", Timed("Welcome", 10, 10)),
        ("Welcome (10)", Timed("Welcome", 10, 10)),
        ("Welcome [10 minutes]:", Timed("Welcome", 10, 10)),
        ("Welcome - 10 min", Timed("Welcome", 10, 10)),
        ("Welcome, 10 mins.", Timed("Welcome", 10, 10)),
        ("Welcome 10min", Timed("Welcome", 10, 10)),
        ("10 min: Welcome", Timed("Welcome", 10, 10)),
        ("10 minutes - Welcome", Timed("Welcome", 10, 10)),
        ("Talk (10-15 min)", Timed("Talk", 15, 10)),
        ("Talk 10 to 15 minutes", Timed("Talk", 15, 10)),
        ("Talk (15 min, at least 10)", Timed("Talk", 15, 10)),
        ("Talk (10 min): about rest", Timed("Talk", 10, 10, "about rest")),
        ("A long talk - 1.5 hours", Timed("A long talk", 90, 90)),
        ("A long talk (2 hours)", Timed("A long talk", 120, 120)),
        ("Talk", Timed("Talk")),
        ("Talk about the year 2020", Timed("Talk about the year 2020")),
        ("Pick 3", Timed("Pick 3")),
        ("(10 min)", Timed("(10 min)")),
        ("Talk (0 min)", Timed("Talk (0 min)")),
        ("Talk (900 min)", Timed("Talk (900 min)")),
        ("Talk (five min)", Timed("Talk (five min)")),
        ("Step 4 (with a friend)", Timed("Step 4 (with a friend)")),
    ],
)
def test_minutes_are_taken_off(text, timed):
    assert split_minutes(text) == timed


@given(st.text(max_size=80))
def test_any_line_keeps_its_words(text):
    timed = split_minutes(text)
    assert timed.title in text
    assert timed.rest in text
    assert timed.minutes is None or 1 <= timed.least_minutes <= timed.minutes <= 720


@pytest.mark.parametrize(
    ("cell", "minutes"), [("10", 10), ("10 min", 10), (" 5-10 min ", 10), ("0", None), ("Tea", None)]
)
def test_a_cell_of_minutes(cell, minutes):
    assert only_minutes(cell) == minutes


@pytest.mark.parametrize(
    ("total", "known", "dealt"),
    [
        (60, [5, None, 5], [5, 50, 5]),
        (60, [5, None, None, None, 5], [5, 15, 20, 15, 5]),
        (60, [None, None], [30, 30]),
        (60, [None, None, None, None], [15, 15, 15, 15]),
        (60, [50, None, None], [50, 5, 5]),
        (60, [57, None, None], [57, 2, 1]),
        (60, [60, None, None], [60, 5, 5]),
        (60, [30, 20], [30, 20]),
    ],
)
def test_what_is_left_is_dealt_out(total, known, dealt):
    assert deal_minutes(total, known) == dealt


@given(st.integers(1, 720), st.lists(st.none() | st.integers(1, 120), min_size=1, max_size=30))
def test_known_minutes_stay_and_nothing_is_dealt_without_a_minute(total, known):
    dealt = deal_minutes(total, known)
    assert all(was in (None, now) for was, now in zip(known, dealt, strict=True))
    assert min(dealt) >= 1
    left = total - sum(minutes or 0 for minutes in known)
    if None in known and left >= known.count(None):
        assert sum(dealt) == total
