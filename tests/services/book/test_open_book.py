import json
import shutil

import pytest

from facilitator.domain.book.book_info import BookInfo
from facilitator.errors import BadInput, BookError, Refused, WrongKey
from facilitator.home import Home
from facilitator.services.backups.back_up import restore
from facilitator.services.book import unlock as unlocking
from facilitator.services.book.open_book import (
    book_info,
    check_new_book,
    create_book,
    new_recovery_code,
    note_head,
    open_book,
)
from facilitator.services.book.unlock import needs_secret
from facilitator.storage.keys.slots import SlotKind, Stretching, read_key_file
from facilitator.storage.machine import shares
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home, tamper


def create(home, **changes):
    wish = {"name": "Harbor Street", "zone": "US/Eastern", "passphrase": PASSPHRASE, "now": NOW, "actor": "pat"}
    return create_book(home, **{**wish, **changes})


def tree(home):
    return {path.relative_to(home.folder): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


def note(book, count=1):
    for number in range(count):
        with book.write(now=NOW) as change:
            change.record("site.add", f"uid-{number}")


def test_a_new_book_opens_with_its_passphrase_and_with_its_recovery_code(tmp_path):
    home = Home(tmp_path / "deep" / "home")
    code = new_recovery_code()
    created = create(home, recovery_code=code)
    with created.book as book:
        info = book_info(book)
        assert info == BookInfo(info.uid, "Harbor Street", "America/New_York", practice=False, created_at=NOW)
    assert created.recovery_code == code
    assert needs_secret(home)
    for secret in (PASSPHRASE, code.lower()):
        with open_book(home, secret) as book:
            assert book_info(book) == info
    file = read_key_file(home.keys)
    assert [slot.kind for slot in file.slots] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    assert {slot.stretching for slot in file.slots} == {Stretching(64 * 1024, 3, 4)}
    assert {path.name for path in home.folder.iterdir()} == {
        ".lock",
        ".lock-tries",
        "book.db",
        "book.keys",
        "book.tries",
    }
    assert home.folder.stat().st_mode & 0o777 == 0o700


def test_a_practice_book_unlocks_itself(tmp_path):
    home = make_practice_home(tmp_path)
    assert not needs_secret(home)
    with open_book(home, None) as book:
        assert book_info(book).practice
    assert home.practice_passphrase.stat().st_mode & 0o777 == 0o600
    assert [slot.kind for slot in read_key_file(home.keys).slots] == [SlotKind.PRACTICE]


def test_a_book_is_never_made_over_another(tmp_path):
    home = make_practice_home(tmp_path)
    before = tree(home)
    with pytest.raises(Refused, match=r"there is a book in .* already") as raised:
        create(home, practice=True)
    with pytest.raises(Refused):
        check_new_book(home, name="Harbor Street", zone="UTC")
    assert raised.value.exit_code == 1
    assert tree(home) == before


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"name": " \n "}, "name of a program"),
        ({"name": "x" * 201}, "name of a program"),
        ({"name": "Harbor\x1b[31m"}, "name of a program"),
        ({"zone": "America/Nowhere"}, "unknown time zone"),
        ({"zone": "EST"}, "never changes its clocks"),
        ({"passphrase": "seven c"}, "at least 8"),
        ({"passphrase": None}, "at least 8"),
    ],
)
def test_a_wish_that_cannot_be_met_makes_nothing(tmp_path, wish, said):
    with pytest.raises(BadInput, match=said):
        create(Home(tmp_path / "home"), **wish)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_init_left_is_moved_aside_and_in_nobody_s_way(tmp_path):
    whole = make_practice_home(tmp_path)
    home = Home(tmp_path / "left")
    home.folder.mkdir()
    shutil.copy(whole.keys, home.keys)
    (home.folder / "book.db-wal").write_bytes(b"of a book that is gone")
    (home.folder / ".staged-dead").mkdir()
    (home.folder / ".staged-dead" / "book.db").write_bytes(b"half")
    create(home, practice=True).book.close()
    open_book(home, None).close()
    aside = home.folder / "left-20270301-181500"
    assert {path.name for path in aside.iterdir()} == {"book.keys", "book.db-wal"}
    assert (aside / "book.keys").read_bytes() == whole.keys.read_bytes()
    assert not (home.folder / ".staged-dead").exists()


def test_a_failed_init_leaves_no_book_and_no_staging(tmp_path):
    home = Home(tmp_path)
    (tmp_path / "book.keys").mkdir()  # cannot be renamed over, but aside
    create(home, practice=True).book.close()
    assert {path.name for path in tmp_path.iterdir()} == {
        ".lock",
        "book.db",
        "book.keys",
        "left-20270301-181500",
        "practice.passphrase",
    }


def test_without_a_book_the_error_names_the_ways_on(tmp_path):
    for attempt in (lambda: open_book(Home(tmp_path), None), lambda: needs_secret(Home(tmp_path / "none"))):
        with pytest.raises(BookError, match="there is no book in") as raised:
            attempt()
        assert "facilitator init" in raised.value.hint
        assert "facilitator demo" in raised.value.hint


@pytest.mark.parametrize("secret", ["", "nine quiet herons on a Pier", RECOVERY_CODE[:-1] + "6"])
def test_a_wrong_secret_gets_one_message(tmp_path, secret):
    with pytest.raises(WrongKey, match=r"^that does not open this book"):
        open_book(make_home(tmp_path), secret)


def test_missing_and_damaged_files_are_told_apart(tmp_path):
    home = make_home(tmp_path)
    keys = home.keys.read_bytes()
    home.keys.unlink()
    with pytest.raises(BookError, match=r"book\.keys is missing"):
        open_book(home, PASSPHRASE)
    home.keys.write_bytes(b"{")
    with pytest.raises(BookError, match=r"book\.keys is damaged"):
        needs_secret(home)
    home.keys.write_bytes(keys)
    damaged = bytearray(home.book.read_bytes())
    damaged[100] ^= 1
    home.book.write_bytes(damaged)
    with pytest.raises(BookError, match="is damaged, or its keys are another"):
        open_book(home, PASSPHRASE)
    home.book.write_bytes(b"")
    with pytest.raises(BookError, match="not a book"):
        open_book(home, PASSPHRASE)


def test_a_practice_book_without_its_passphrase_points_to_demo(tmp_path):
    home = make_practice_home(tmp_path)
    home.practice_passphrase.unlink()
    with pytest.raises(BookError, match="practice book does not open") as raised:
        open_book(home, None)
    assert "facilitator demo" in raised.value.hint


def test_a_network_share_is_refused(tmp_path, monkeypatch):
    home = make_practice_home(tmp_path)
    monkeypatch.setattr(
        unlocking, "network_share", lambda folder: shares.share_in(f"server:/x {tmp_path} nfs4 rw", folder)
    )
    for attempt in (
        lambda: open_book(home, None),
        lambda: create(Home(tmp_path / "other")),
        lambda: check_new_book(Home(tmp_path / "other"), name="x", zone="UTC"),
        lambda: restore(Home(tmp_path / "other"), tmp_path / "it.backup", None, now=NOW),
    ):
        with pytest.raises(BookError, match=r"network share \(nfs4\)"):
            attempt()


def test_the_head_is_noted_when_it_moved_and_the_file_is_left_alone_when_not(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        before = home.keys.stat()
        note_head(home, book)
        assert home.keys.stat() == before
        note(book, 2)
        assert read_key_file(home.keys).head.seq == 1
        note_head(home, book)
        assert read_key_file(home.keys).head == book.audit_head()
        note(book)
    with open_book(home, None) as book:
        assert read_key_file(home.keys).head == book.audit_head()
        assert book.audit_head().seq == 4
    assert json.loads(home.keys.read_bytes())["audit_head"]["at"] == "2027-03-01T18:15:00+00:00"


def test_a_cut_chain_does_not_overwrite_the_note_that_shows_it(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        note(book, 3)
        note_head(home, book)
        noted = read_key_file(home.keys).head
        with book.raw() as raw:
            tamper(raw, "DELETE FROM audit WHERE seq > 2")
        note(book, 5)  # the chain is longer than the note again
    with open_book(home, None) as book:
        note_head(home, book)
        assert read_key_file(home.keys).head == noted
