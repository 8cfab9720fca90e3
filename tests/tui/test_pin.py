"""The PIN of a session: digits, three wrong tries, and nothing of it to be read."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.tui.pin import TRIES, SessionPin, is_pin


def test_a_pin_dies_after_three_wrong_tries_in_a_row() -> None:
    """A right one in between gives the tries back."""
    pin = SessionPin("uid", "2468")
    assert [pin.fits(digits) for digits in ("1", "2", "2468", "1", "2")] == [False, False, True, False, False]
    assert pin.alive
    assert not pin.fits("3")
    assert not pin.alive
    assert not pin.fits("2468")
    assert "2468" not in repr(vars(pin))
    assert TRIES == 3


@given(st.text(max_size=14))
def test_a_pin_is_digits_and_nothing_else(text: str) -> None:
    """Letters, signs and digits of other scripts are none."""
    assert is_pin(text) == (4 <= len(text) <= 12 and set(text) <= set("0123456789"))
