from datetime import UTC, datetime

import pytest

from facilitator.errors import BookError, WrongKey
from facilitator.services.agency.work_as import signed_by
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.book import unlock
from facilitator.services.book.open_book import open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.doctor.check_book import check_book
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import connect_raw
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import new_recovery_code, read_key_file
from tests.books import PASSPHRASE, RECOVERY_CODE, tamper
from tests.services.book.keyed import acts, opens

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("little_stretching")


def test_a_new_key_opens_the_book_and_the_old_one_does_not_read_a_page(home):
    old, _ = unlock.unlock(home, PASSPHRASE)
    rows = acts(home, PASSPHRASE)
    code = new_recovery_code()
    done = renew_key(home, PASSPHRASE, code, now=NOW, sign=signed_by("pat"))
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
            tamper(raw, "UPDATE audit SET actor = 'nobody' WHERE seq = 1")
    with pytest.raises(BookError, match="audit chain"):
        renew_key(home, PASSPHRASE, new_recovery_code(), now=NOW)
    assert opens(home, PASSPHRASE)
    assert read_key_file(home.keys).has(keys.SlotKind.RECOVERY)
