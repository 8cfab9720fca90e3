import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from facilitator.errors import WrongKey
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.book import unlock
from facilitator.services.book.open_book import create_book, open_book
from facilitator.services.scheduling.keep_up import keep_up
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import KeyFile, Stretching, new_recovery_code
from facilitator.storage.keys.tries import FREE, Tries, read_tries
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home


@pytest.fixture(autouse=True)
def _least_stretching(monkeypatch):
    monkeypatch.setattr(keys, "Stretching", lambda *given: Stretching(*(given or (19 * 1024, 2, 1))))


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


def test_wrong_tries_slow_down_and_a_right_one_forgets_them(home, monkeypatch):
    at = [1_000_000.0]
    monkeypatch.setattr(unlock.time, "time", lambda: at[0])
    for _ in range(4):
        with pytest.raises(WrongKey, match="does not open this book"):
            unlock.unlock(home, "not this one")
        at[0] += 1
    at[0] -= 1
    with pytest.raises(WrongKey, match="several tries") as raised:
        unlock.unlock(home, PASSPHRASE)
    assert raised.value.hint == "Wait 2 seconds, then try again."
    assert read_tries(home.tries).wrong == 4
    at[0] += 2
    unlock.unlock(home, PASSPHRASE)
    assert read_tries(home.tries) == Tries(whole=True)


def test_of_a_dozen_guesses_at_once_as_many_are_tried_as_of_a_dozen_in_a_row(home, monkeypatch):
    """Each would find that none was wrong yet."""
    monkeypatch.setattr(unlock.time, "time", lambda: 1_000_000.0)
    tried, begin = [], threading.Barrier(12)
    stretch = KeyFile.unlock
    monkeypatch.setattr(KeyFile, "unlock", lambda file, secret: tried.append(secret) or stretch(file, secret))

    def guess(number):
        begin.wait(30)
        try:
            unlock.unlock(home, f"guess number {number}")
        except WrongKey as error:
            return error.title
        return ""

    with ThreadPoolExecutor(12) as guesses:
        said = Counter(guesses.map(guess, range(12)))
    assert said == {"that does not open this book": FREE, "several tries did not open this book": 12 - FREE}
    assert (len(tried), read_tries(home.tries).wrong) == (FREE, FREE)


def test_that_the_note_of_wrong_tries_was_thrown_away_is_told_at_the_next_opening(home):
    """Also where somebody tried again after that, or the screens asked for the passphrase meanwhile."""
    with open_book(home, PASSPHRASE) as book:
        assert book.notices == ()
    for secret in ("", "wrong", PASSPHRASE):
        home.tries.unlink()
        with suppress(WrongKey):
            assert not secret or unlock.unlock(home, secret)
        with open_book(home, PASSPHRASE) as book:
            (notice,) = book.notices
            assert "note of wrong passphrases" in notice
            assert keep_up(book, now=NOW)[0] == notice
        with open_book(home, PASSPHRASE) as book:
            assert book.notices == ()


def test_a_practice_book_has_no_note_of_tries(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        assert book.notices == ()
    assert not home.tries.exists()


def test_a_book_that_comes_to_a_new_computer_begins_its_note(home, tmp_path):
    with open_book(home, PASSPHRASE) as book:
        backup = back_up(home, book, now=NOW).path
    other = Home(tmp_path / "other")
    restore(other, backup, PASSPHRASE, now=NOW)
    with open_book(other, PASSPHRASE) as book:
        assert book.notices == ()
    other.tries.unlink()
    restore(other, backup, PASSPHRASE, now=NOW)  # a restore over a book hides nothing
    with open_book(other, PASSPHRASE) as book:
        assert len(book.notices) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="its folders are private already")
def test_a_home_that_others_may_look_into_is_closed_and_that_is_told(home, tmp_path):
    home.folder.chmod(0o755)
    with open_book(home, PASSPHRASE) as book:
        assert book.notices == (f"Others on this computer could look into {home.folder}; it is closed to them now.",)
    assert home.folder.stat().st_mode & 0o777 == 0o700
    with open_book(home, PASSPHRASE) as book:
        assert book.notices == ()
    other = Home(tmp_path / "new")
    other.folder.mkdir()
    other.folder.chmod(0o755)
    made = create_book(other, name="O", zone="UTC", passphrase=None, now=NOW, practice=True)
    with made.book as book:
        assert len(book.notices) == 1
    assert other.folder.stat().st_mode & 0o777 == 0o700


def test_a_code_may_be_thrown_away_only_where_it_opens_nothing(home):
    assert unlock.may_open(home, RECOVERY_CODE)
    assert not unlock.may_open(home, new_recovery_code())
    assert read_tries(home.tries).wrong == 0  # it is no guess
    home.keys.write_bytes(b"{")
    assert unlock.may_open(home, RECOVERY_CODE)  # nobody can tell
    home.book.unlink()
    assert not unlock.may_open(home, RECOVERY_CODE)
