from datetime import UTC, datetime

import pytest

from facilitator.errors import BadInput, BookError, Refused, WrongKey
from facilitator.services.agency.work_as import signed_by
from facilitator.services.book import keep_keys
from facilitator.services.book.keep_keys import KeysSeen, change_passphrase, keep_recovery_code, leave_keyring, see_keys
from facilitator.services.book.renew_key import renew_key
from facilitator.services.doctor.check_book import check_book
from facilitator.storage.keys.slots import new_recovery_code
from tests.books import PASSPHRASE, RECOVERY_CODE, make_practice_home
from tests.services.book.keyed import acts, opens

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
NEW = "a lantern in a slow boat"


pytestmark = pytest.mark.usefixtures("little_stretching")


@pytest.mark.parametrize("secret", [PASSPHRASE, RECOVERY_CODE])
def test_a_new_passphrase_opens_the_book_and_the_old_one_no_longer(home, secret):
    before = home.book.read_bytes()
    change_passphrase(home, secret, NEW, now=NOW, sign=signed_by("pat"))
    assert [opens(home, each) for each in (NEW, RECOVERY_CODE, PASSPHRASE)] == [True, True, False]
    assert acts(home, NEW)[-1] == "keys.passphrase"
    assert check_book(home, NEW) == ()
    assert len(before) <= home.book.stat().st_size


def test_a_new_recovery_code_opens_the_book_and_the_old_one_no_longer(home):
    code = new_recovery_code()
    keep_recovery_code(home, PASSPHRASE, code, now=NOW)
    assert [opens(home, each) for each in (PASSPHRASE, code, RECOVERY_CODE)] == [True, True, False]
    assert acts(home, PASSPHRASE)[-1] == "keys.recovery"


def test_nothing_changes_without_the_right_secret_or_a_good_new_one(home):
    before = home.keys.read_bytes()
    with pytest.raises(WrongKey):
        change_passphrase(home, "nine quiet herons", NEW, now=NOW)
    with pytest.raises(BadInput, match="at least 8"):
        change_passphrase(home, PASSPHRASE, "short", now=NOW)
    with pytest.raises(BadInput, match="already"):
        change_passphrase(home, PASSPHRASE, PASSPHRASE, now=NOW)
    with pytest.raises(Refused, match="no keyring opens this book"):
        leave_keyring(home, PASSPHRASE, now=NOW)
    assert home.keys.read_bytes() == before


def test_a_practice_book_has_no_keys_to_change(tmp_path):
    home = make_practice_home(tmp_path)
    with pytest.raises(Refused, match="opens itself"):
        change_passphrase(home, home.practice_passphrase.read_text().strip(), NEW, now=NOW)
    with pytest.raises(Refused, match="opens itself"):
        renew_key(home, home.practice_passphrase.read_text().strip(), new_recovery_code(), now=NOW)
    assert see_keys(home) == KeysSeen(passphrase=False, recovery=False, keyring=False, practice=True)


def test_where_the_key_file_cannot_be_written_no_row_says_it_was(home, monkeypatch):
    def full(path, file):
        raise BookError("cannot write the keys", "Free some room.")

    before = home.keys.read_bytes()
    monkeypatch.setattr(keep_keys, "write_key_file", full)
    with pytest.raises(BookError, match="cannot write the keys"):
        change_passphrase(home, PASSPHRASE, NEW, now=NOW)
    monkeypatch.undo()
    assert home.keys.read_bytes() == before
    assert "keys.passphrase" not in acts(home, PASSPHRASE)


def test_where_the_row_cannot_be_written_the_old_passphrase_stays(home, monkeypatch):
    def broken(*_):
        raise BookError("NOT saved: the disk is full")

    monkeypatch.setattr(keep_keys, "_record", broken)
    with pytest.raises(BookError, match="disk is full"):
        change_passphrase(home, PASSPHRASE, NEW, now=NOW)
    assert [opens(home, each) for each in (PASSPHRASE, NEW)] == [True, False]
