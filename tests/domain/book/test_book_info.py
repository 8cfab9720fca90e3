"""What a book says about itself: a book is protected unless somebody says otherwise."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from facilitator.domain.book.book_info import BookInfo

INFO = BookInfo("uid", "Harbor Street", "America/New_York", False, datetime(2027, 3, 1, tzinfo=UTC))


def test_a_book_is_protected_where_nobody_said_anything():
    assert INFO.protected
    assert not INFO.practice


def test_nobody_lifts_its_protection_by_the_way():
    with pytest.raises(FrozenInstanceError):
        INFO.protected = False
