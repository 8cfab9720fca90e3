"""A place on a roster stays as it was read, and is told apart from the place of another day."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from facilitator.domain.people.membership import Membership

STEADY = Membership("g1", "Steady", date(2027, 3, 4), None, waitlisted=False)


def test_a_place_stays_as_it_was_read():
    with pytest.raises(FrozenInstanceError):
        STEADY.ends_on = date(2027, 4, 1)


def test_a_seat_is_not_a_place_on_the_waitlist_nor_one_that_ended():
    others = {replace(STEADY, waitlisted=True), replace(STEADY, ends_on=date(2027, 4, 1)), replace(STEADY)}
    assert len(others | {STEADY}) == 3
