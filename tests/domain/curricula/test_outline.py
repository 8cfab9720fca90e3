"""Numbers in words, and minutes dealt out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.outline import deal_minutes


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
