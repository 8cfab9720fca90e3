import os
import zipfile
from datetime import UTC, datetime

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.storage.backups.copies import read_manifest, unpack, write_backup
from facilitator.storage.backups.manifest import BackupHolds
from facilitator.storage.book import SCHEMA
from tests.books import NOW, make_practice_home


@pytest.fixture
def home(tmp_path):
    return make_practice_home(tmp_path)


@pytest.fixture
def made(home, tmp_path):
    """A backup, and what was said of it when it was made."""
    target = tmp_path / "copy.backup"
    with open_book(home, None, actor="pat") as book:
        return target, write_backup(book, home, target, now=NOW, program="1.0")


def test_a_backup_says_what_it_is_without_its_key(home, made):
    target, manifest = made
    assert read_manifest(target) == manifest
    assert (manifest.created_at, manifest.program, manifest.schema, manifest.practice) == (NOW, "1.0", SCHEMA, True)
    with open_book(home, None) as book:
        # the book's own row, its first audit row, and the schema's stamp
        assert manifest.held(book) == BackupHolds(book.audit_head(), records=3)
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.glob(".facilitator-backup-*")) == []


def test_what_is_unpacked_is_the_book_as_it_was(home, made, tmp_path):
    target, manifest = made
    with open_book(home, None) as book, book.write(now=NOW) as change:
        change.record("site.add", "later")
    into = Home(tmp_path / "into")
    into.folder.mkdir()
    told = []
    found, keys = unpack(target, into, progress=lambda done, whole: told.append((done, whole)))
    assert (found, keys.book) == (manifest, manifest.book)
    assert told[-1] == (manifest.db_bytes, manifest.db_bytes)
    assert into.book.stat().st_size == manifest.db_bytes
    with open_book(into, None) as copy:
        assert copy.audit_head() == manifest.held(copy).head
    assert keys.head is None


def test_a_file_that_exists_is_never_overwritten(home, made):
    target, _ = made
    before = target.read_bytes()
    with open_book(home, None) as book, pytest.raises(Refused, match="exists already"):
        write_backup(book, home, target, now=NOW, program="1.0")
    assert target.read_bytes() == before


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9])
def test_a_changed_byte_of_the_book_is_found_when_it_is_unpacked(made, tmp_path, at):
    target, manifest = made
    data = bytearray(target.read_bytes())
    data[int(len(data) * at)] ^= 1
    target.write_bytes(data)
    into = Home(tmp_path / "into")
    into.folder.mkdir()
    assert read_manifest(target) == manifest
    with pytest.raises(BadInput, match="is damaged"):
        unpack(target, into)


@pytest.mark.parametrize("names", [["manifest.json"], ["manifest.json", "book.keys", "book.db", "../evil"]])
def test_a_container_with_other_entries_is_none_of_ours(tmp_path, names):
    path = tmp_path / "other.backup"
    with zipfile.ZipFile(path, "w") as other:
        for name in names:
            other.writestr(name, b"{}")
    with pytest.raises(BadInput, match="is not a backup of facilitator"):
        read_manifest(path)


def test_a_file_that_is_gone_or_no_container_is_said_to_be(tmp_path):
    with pytest.raises(BadInput, match="cannot read"):
        read_manifest(tmp_path / "gone.backup")
    (tmp_path / "text.backup").write_text("hello")
    with pytest.raises(BadInput, match="not a backup"):
        read_manifest(tmp_path / "text.backup")


def test_a_pipe_with_the_name_of_a_backup_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.backup")
    with pytest.raises(BadInput, match="no plain file"):
        read_manifest(tmp_path / "pipe.backup")


def test_a_list_of_entries_is_not_read_where_it_is_none_of_ours(tmp_path, monkeypatch):
    """A hundred thousand entries are refused by the size of their list, before one of them is made."""
    path = tmp_path / "many.backup"
    with zipfile.ZipFile(path, "w") as many:
        for at in range(20_000):
            many.writestr(f"{at:050}", b"")
    made = []
    monkeypatch.setattr(zipfile, "ZipInfo", lambda *given: made.append(given))
    with pytest.raises(BadInput, match="not a backup"):
        read_manifest(path)
    assert made == []


def test_members_that_are_packed_are_none_of_ours(made, tmp_path):
    target, _ = made
    path = tmp_path / "packed.backup"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry.filename))
    with pytest.raises(BadInput, match="is not a backup of facilitator"):
        read_manifest(path)


def test_a_clock_that_stands_at_its_beginning_makes_backups_all_the_same(home, tmp_path):
    """A zip has no moment before 1980."""
    target, then = tmp_path / "old.backup", datetime(1970, 1, 2, tzinfo=UTC)
    with open_book(home, None, actor="pat") as book:
        write_backup(book, home, target, now=then, program="1.0")
    assert read_manifest(target).created_at == then
