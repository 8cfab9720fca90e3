from datetime import UTC, datetime

import pytest

from facilitator.errors import BadInput, BookError, Refused, WrongKey
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.book import keep_keys, unlock
from facilitator.services.book.keep_keys import KeysSeen, change_passphrase, keep_recovery_code, leave_keyring, see_keys
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.doctor.check_book import check_book
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import Stretching, new_recovery_code, read_key_file
from facilitator.storage.keys.tries import read_tries
from tests.books import PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
NEW = "a lantern in a slow boat"


@pytest.fixture(autouse=True)
def _least_stretching(monkeypatch):
    monkeypatch.setattr(keys, "Stretching", lambda *given: Stretching(*(given or (19 * 1024, 2, 1))))


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


def opens(home, secret):
    home.tries.unlink(missing_ok=True)
    try:
        with open_book(home, secret) as book:
            return book_info(book).name == "Harbor Street"
    except WrongKey:
        return False


def acts(home, secret):
    with open_book(home, secret) as book, book.raw() as raw:
        return [action for (action,) in raw.execute("SELECT action FROM audit ORDER BY seq")]


@pytest.mark.parametrize("secret", [PASSPHRASE, RECOVERY_CODE])
def test_a_new_passphrase_opens_the_book_and_the_old_one_no_longer(home, secret):
    before = home.book.read_bytes()
    change_passphrase(home, secret, NEW, now=NOW, actor="pat")
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
    assert not home.tries.exists()


def test_a_new_key_opens_the_book_and_the_old_one_does_not_read_a_page(home):
    old, _ = unlock.unlock(home, PASSPHRASE)
    rows = acts(home, PASSPHRASE)
    code = new_recovery_code()
    done = renew_key(home, PASSPHRASE, code, now=NOW, actor="pat")
    assert [opens(home, each) for each in (PASSPHRASE, code, RECOVERY_CODE)] == [True, True, False]
    new, file = unlock.unlock(home, PASSPHRASE)
    assert new != old
    assert not [path for path in home.folder.glob("book.db-*") if path.stat().st_size]
    with pytest.raises(BookError, match="cannot be read with its key"):
        connect_raw(home.book, old)
    with pytest.raises(BookError, match="cannot be read with its key"):
        connect_raw(home.book, old, wal=False)
    assert acts(home, PASSPHRASE) == [*rows, "keys.renew"]
    with Book(home.book, new) as book:
        assert book.verify_audit(file.head).whole
    assert check_book(home, PASSPHRASE) == ()
    assert (done.before.name, done.after.name) == (
        "facilitator-20270302-090000-before-new-key.backup",
        "facilitator-20270302-090000-new-key.backup",
    )


def test_a_backup_from_before_a_new_key_still_opens_with_what_opened_it_then(home, tmp_path):
    done = renew_key(home, PASSPHRASE, new_recovery_code(), now=NOW)
    other = type(home)(tmp_path / "other")
    restore(other, done.before, RECOVERY_CODE, now=NOW)
    assert opens(other, PASSPHRASE)
    restore(type(home)(tmp_path / "third"), done.after, PASSPHRASE, now=NOW)


def test_a_new_key_needs_the_passphrase_and_a_book_that_nobody_has_open(home):
    before = home.book.read_bytes()
    with pytest.raises(WrongKey, match="not the recovery code"):
        renew_key(home, RECOVERY_CODE, new_recovery_code(), now=NOW)
    assert home.book.read_bytes() == before
    assert not home.backups.exists()


def test_a_chain_that_was_changed_is_not_made_to_look_whole(home):
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)
        with book.raw() as raw:
            raw.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 1")
    with pytest.raises(BookError, match="audit chain"):
        renew_key(home, PASSPHRASE, new_recovery_code(), now=NOW)
    assert opens(home, PASSPHRASE)
    assert read_key_file(home.keys).has(keys.SlotKind.RECOVERY)


def test_a_code_may_be_thrown_away_only_where_it_opens_nothing(home):
    assert unlock.may_open(home, RECOVERY_CODE)
    assert not unlock.may_open(home, new_recovery_code())
    assert read_tries(home.tries).wrong == 0  # it is no guess
    home.keys.write_bytes(b"{")
    assert unlock.may_open(home, RECOVERY_CODE)  # nobody can tell
    home.book.unlink()
    assert not unlock.may_open(home, RECOVERY_CODE)
