import stat

import pytest

from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.services.book.lock_windows import lock_windows
from tests.books import make_home


def test_each_lock_is_a_new_word_that_needs_no_key(tmp_path):
    home = make_home(tmp_path)
    lock_windows(home)
    first = home.lock_word.read_bytes()
    lock_windows(home)
    assert home.lock_word.read_bytes() != first
    assert len(first) == 16
    assert stat.S_IMODE(home.lock_word.stat().st_mode) == 0o600


def test_where_there_is_no_book_nothing_is_left(tmp_path):
    with pytest.raises(BookError, match="there is no book"):
        lock_windows(Home(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
