import pytest

from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.verify_backup import Verified, verify_backup
from facilitator.services.book.keep_keys import change_passphrase
from facilitator.services.book.open_book import new_recovery_code, open_book
from facilitator.services.book.renew_key import renew_key
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


@pytest.fixture
def backup(home):
    with open_book(home, PASSPHRASE) as book:
        return back_up(home, book, now=NOW).path


def left(home):
    return sorted(path.name for path in home.folder.iterdir() if path.name.startswith(".facilitator"))


def test_a_whole_one_opens_with_the_key_of_the_open_book_or_with_a_secret(home, backup):
    with open_book(home, PASSPHRASE) as book:
        assert verify_backup(home, backup, book=book) == Verified(backup)
    assert verify_backup(home, backup, secret=RECOVERY_CODE).whole
    assert verify_backup(home, backup) == Verified(backup, other_key=True)
    assert not verify_backup(home, backup).whole
    assert left(home) == []


def test_it_needs_no_home(backup, tmp_path):
    assert verify_backup(Home(tmp_path / "none"), backup, secret=PASSPHRASE).whole
    assert not (tmp_path / "none").exists()


def test_a_practice_backup_opens_itself(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        path = back_up(home, book, now=NOW).path
    assert verify_backup(home, path).whole


def test_damage_is_told(home, backup):
    whole = backup.read_bytes()
    backup.write_bytes(whole[:-5000])
    assert "not a backup" in verify_backup(home, backup).problem
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 1
    backup.write_bytes(damaged)
    with open_book(home, PASSPHRASE) as book:
        assert verify_backup(home, backup, book=book).problem == f"the backup {backup.name} is damaged"
    assert "cannot read" in verify_backup(home, home.backups / "none").problem
    assert left(home) == []


def test_one_from_before_a_new_key_needs_the_secret_of_its_time(home, backup):
    change_passphrase(home, PASSPHRASE, "eleven grey geese on a roof", now=NOW)
    renewed = renew_key(home, "eleven grey geese on a roof", new_recovery_code(), now=NOW)
    with open_book(home, "eleven grey geese on a roof") as book:
        assert verify_backup(home, backup, book=book) == Verified(backup, other_key=True)
        assert verify_backup(home, backup, book=book, secret="eleven grey geese on a roof").other_key
        assert verify_backup(home, backup, book=book, secret=PASSPHRASE).whole
        assert verify_backup(home, renewed.after, book=book).whole


def test_no_room_is_an_error(home, backup, monkeypatch):
    import tempfile

    def refuse(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(FacilitatorError, match="No space left"):
        verify_backup(home, backup, secret=PASSPHRASE)
