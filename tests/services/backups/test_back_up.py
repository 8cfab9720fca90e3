import hashlib
import json
import random
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.errors import BadInput, BookError, FacilitatorError, Refused, WrongKey
from facilitator.home import Home
from facilitator.services.agency.work_as import signed_by
from facilitator.services.backups.back_up import BackedUp, Restored, back_up, backup_needs_secret, restore
from facilitator.services.backups.drill import drill
from facilitator.services.backups.verify_backup import verify_backup
from facilitator.services.book.open_book import book_info, create_book, open_book
from facilitator.services.doctor.check_book import check_book, verify_audit
from facilitator.storage import schema
from facilitator.storage.backups.copies import read_manifest
from facilitator.storage.backups.manifest import BackupHolds, render_manifest, sealed_with
from facilitator.storage.files.tally import count_records
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home, tamper
from tests.storage.files.test_locks import end, holder

LATER = NOW + timedelta(hours=2)


def add_site(book, name):
    with book.write(now=NOW) as change:
        change.db.exec_driver_sql("INSERT INTO site (uid, name) VALUES (?, ?)", (name, name))
        change.record("site.add", "uid")


def sites(home, secret=None):
    with open_book(home, secret) as book, book.read() as db:
        return [name for (name,) in db.exec_driver_sql("SELECT name FROM site ORDER BY id")]


def files(home):
    return {path.name: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        add_site(book, "SENTINEL-JANE")
    return home


@pytest.fixture
def backup(home):
    with open_book(home, None) as book:
        return back_up(home, book, now=NOW).path


def test_a_backup_is_one_private_encrypted_file(home):
    with open_book(home, None) as book:
        made = back_up(home, book, now=NOW)
        add_site(book, "after")
    path = home.backups / "facilitator-20270301-181500.backup"
    assert made == BackedUp(path, path.stat().st_size, audit_rows=2)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in home.backups.iterdir()] == [path.name]
    data = path.read_bytes()
    assert b"SENTINEL" not in data
    assert b"SQLite format 3" not in data
    assert b"Harbor Street" not in data
    with zipfile.ZipFile(path) as container:
        assert container.namelist() == ["manifest.json", "book.keys", "practice.passphrase", "book.db"]
        manifest = json.loads(container.read("manifest.json"))
        keys = json.loads(container.read("book.keys"))
    assert set(manifest) == {
        "format", "created_at", "program", "schema", "book", "db_sha256", "db_bytes", "practice", "sealed",
    }  # fmt: skip
    assert keys["audit_head"] is None


def test_backups_of_a_busy_and_a_quiet_day_tell_a_stranger_the_same(home, tmp_path):
    """How many rows there are, how far the audit chain came, and when, is for the key alone."""
    told = []
    for number, busy in enumerate((0, 1, 40)):
        with open_book(home, None) as book:
            for each in range(busy):
                add_site(book, f"{number}-{each}")
            made = back_up(home, book, tmp_path / f"{number}.backup", now=NOW)
            with book.raw() as raw:
                assert read_manifest(made.path).held(book) == BackupHolds(book.audit_head(), count_records(raw))
        value = json.loads(dict(members_of(made.path))["manifest.json"])
        told.append({**value, "sealed": len(value["sealed"]), "db_sha256": "", "db_bytes": 0})
    assert told[0] == told[1] == told[2]


def test_backups_of_one_second_have_names_of_their_own(home):
    with open_book(home, None) as book:
        names = [back_up(home, book, now=NOW).path.name for _ in range(3)]
    stem = "facilitator-20270301-181500"
    assert names == [f"{stem}.backup", f"{stem}-2.backup", f"{stem}-3.backup"]


def test_the_folder_of_the_settings_is_used(home, tmp_path):
    home.settings.write_text(f"backups = {json.dumps(str(tmp_path / 'safe'))}\n")
    with open_book(home, None) as book:
        assert back_up(home, book, now=NOW).path.parent == tmp_path / "safe"


def test_a_backup_is_never_overwritten(home, backup):
    before = backup.read_bytes()
    with open_book(home, None) as book, pytest.raises(Refused, match="exists already"):
        back_up(home, book, backup, now=NOW)
    assert backup.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(home, tmp_path):
    with open_book(home, None) as book, pytest.raises(BookError, match="cannot write the backup"):
        back_up(home, book, tmp_path / "nowhere" / "it.backup", now=NOW)


def test_a_damaged_book_makes_no_backup(home):
    with open_book(home, None) as book:
        with book.raw() as raw:
            tamper(raw, "UPDATE audit SET reason = 'x' WHERE seq = 1")
        with pytest.raises(BookError, match="the audit chain is broken at row 1"):
            back_up(home, book, now=NOW)
    assert list(home.backups.iterdir()) == []


def test_progress_reaches_the_whole(home):
    told = []
    with open_book(home, None) as book:
        back_up(home, book, now=NOW, progress=lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1] > 0


def test_a_writer_does_not_make_the_copy_start_over(home):
    """Its pages are of one moment, though another connection writes between the steps."""
    with open_book(home, None) as book:
        with book.write(now=NOW) as change:
            for number in range(3000):
                change.db.exec_driver_sql(
                    "INSERT INTO site (uid, name, address) VALUES (?, ?, ?)", (f"{number}", f"{number}", "x" * 2000)
                )
            change.record("site.add", "many")
        steps = []

        def write_meanwhile(done, total):
            steps.append(done)
            add_site(book, f"meanwhile {len(steps)}")

        made = back_up(home, book, now=NOW, progress=write_meanwhile)
        assert steps == sorted(steps)
        assert len(steps) > 5
    other = Home(home.folder.parent / "other")
    restore(other, made.path, None, now=NOW)
    assert len(sites(other)) == 3001


def test_a_restored_book_is_as_it_was_and_says_so(home, backup):
    with open_book(home, None) as book:
        add_site(book, "after")
    before = home.backups / "facilitator-20270301-201500-before-restore.backup"
    assert restore(home, backup, None, now=LATER, sign=signed_by("pat")) == Restored(NOW, audit_rows=3, before=before)
    assert sites(home) == ["SENTINEL-JANE"]
    assert check_book(home, None) == ()
    with open_book(home, None) as book:
        assert verify_audit(home, book).whole
        with book.raw() as raw:
            row = raw.execute("SELECT action, actor, at, payload FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert row == ("book.restore", "pat", int(LATER.timestamp()), '{"left":[],"made_at":"2027-03-01T18:15:00+00:00"}')
    restore(home, before, None, now=LATER)  # and back again
    assert sites(home) == ["SENTINEL-JANE", "after"]
    names = {path.name for path in home.folder.iterdir()}
    assert names == {".lock", ".lock-tries", "backups", "book.db", "book.keys", "practice.passphrase"}
    assert {path.stat().st_mode & 0o777 for path in home.folder.iterdir() if path.is_file()} == {0o600}


def test_a_backup_opens_on_a_new_computer_with_passphrase_or_code(tmp_path):
    home = make_home(tmp_path)
    with open_book(home, PASSPHRASE) as book:
        path = back_up(home, book, tmp_path / "it.backup", now=NOW).path
        uid = book_info(book).uid
    assert backup_needs_secret(path)
    for number, secret in enumerate((PASSPHRASE, RECOVERY_CODE)):
        new = Home(tmp_path / f"new-{number}")
        assert restore(new, path, secret, now=LATER).before is None
        with open_book(new, PASSPHRASE) as book:
            assert book_info(book).uid == uid
    with pytest.raises(WrongKey):
        restore(home, path, "another passphrase", now=LATER)


def test_a_book_that_cannot_be_opened_is_moved_aside_as_it_is(home, backup):
    damaged = bytearray(home.book.read_bytes())
    damaged[50] ^= 1
    home.book.write_bytes(damaged)
    keys = home.keys.read_bytes()
    aside = home.folder / "replaced-20270301-201500"
    assert restore(home, backup, None, now=LATER).before == aside
    assert (aside / "book.db").read_bytes() == damaged
    assert (aside / "book.keys").read_bytes() == keys
    assert sites(home) == ["SENTINEL-JANE"]


def test_another_book_is_moved_aside_where_the_secret_does_not_open_it(tmp_path, backup):
    other = Home(tmp_path / "elsewhere")
    create_book(other, name="Other", zone="UTC", passphrase=None, now=NOW, practice=True).book.close()
    passphrase = other.practice_passphrase.read_text()
    other.practice_passphrase.unlink()
    done = restore(other, backup, None, now=LATER)
    assert done.before == other.folder / "replaced-20270301-201500"
    assert sites(other) == ["SENTINEL-JANE"]
    for name in ("book.db", "book.keys"):
        shutil.copy(done.before / name, other.folder / name)
    other.practice_passphrase.write_text(passphrase)
    assert sites(other) == []


def test_a_book_open_in_another_window_is_not_replaced(home, backup):
    window = holder(home, "open")
    try:
        with pytest.raises(Refused, match="another window of facilitator has this book open"):
            restore(home, backup, None, now=LATER)
    finally:
        end(window)
    restore(home, backup, None, now=LATER)


def test_a_newer_or_unsound_backup_changes_nothing(home, backup, monkeypatch):
    before = files(home)
    monkeypatch.setattr(schema, "SCHEMA", 0)
    with pytest.raises(BookError, match="newer facilitator"):
        restore(home, backup, None, now=LATER)
    assert files(home) == before


def test_a_backup_whose_audit_chain_was_changed_is_refused(home, backup, tmp_path):
    """Somebody with the key, not the program, made its sums right again."""
    members = dict(members_of(backup))
    inside = Home(tmp_path / "inside")
    inside.folder.mkdir()
    inside.book.write_bytes(members["book.db"])
    inside.keys.write_bytes(members["book.keys"])
    inside.practice_passphrase.write_bytes(members["practice.passphrase"])
    with open_book(inside, None) as book, book.raw() as raw:
        tamper(raw, "UPDATE audit SET actor = 'another' WHERE seq = 1")
    members["book.db"] = inside.book.read_bytes()
    said = read_manifest(backup)
    with open_book(inside, None) as book:
        made = replace(said, db_sha256=hashlib.sha256(members["book.db"]).hexdigest())
        members["manifest.json"] = render_manifest(sealed_with(made, said.held(book), book))
    before = files(home)
    with pytest.raises(BookError, match="does not verify: the audit chain is broken at row 1"):
        restore(home, repacked(tmp_path / "changed", members.items()), None, now=LATER)
    assert files(home) == before


def test_a_backup_of_an_earlier_program_says_all_in_the_open_and_is_restored(home, backup, tmp_path):
    members = dict(members_of(backup))
    with open_book(home, None) as book:
        held = read_manifest(backup).held(book)
    value = {**json.loads(members["manifest.json"]), "format": 1, "records": held.records}
    value["audit_head"] = {"seq": held.head.seq, "hash": held.head.hash, "at": held.head.at}
    del value["sealed"]
    members["manifest.json"] = json.dumps(value).encode()
    older = repacked(tmp_path / "older.backup", members.items())
    assert verify_backup(home, older, secret=home.practice_passphrase.read_text().strip()).whole
    assert drill(home, older, None, now=LATER).audit_rows == held.head.seq == 2
    value["audit_head"]["hash"] = "00" * 32
    members["manifest.json"] = json.dumps(value).encode()
    with pytest.raises(BookError, match="row 2 was there once"):
        restore(home, repacked(tmp_path / "cut.backup", members.items()), None, now=LATER)


def test_every_flipped_bit_of_a_backup_is_found_or_harmless(home, backup):
    whole, chance = backup.read_bytes(), random.Random(3)
    before = sites(home)
    places = [*range(0, 1200, 19), *range(len(whole) - 400, len(whole), 9)]
    places += [chance.randrange(len(whole)) for _ in range(30)]
    for number, place in enumerate(places):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        backup.write_bytes(damaged)
        other = Home(home.folder.parent / f"r{number}")
        try:
            restore(other, backup, None, now=LATER)
        except FacilitatorError:
            assert not other.book.exists()
        else:
            assert (sites(other), check_book(other, None)) == (before, ()), place


def repacked(path, members, **how):
    with zipfile.ZipFile(path, "w", **how) as container:
        for name, data in members:
            container.writestr(name, data)
    return path


def members_of(path):
    with zipfile.ZipFile(path) as container:
        return [(name, container.read(name)) for name in container.namelist()]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_containers_that_are_not_ours_are_refused(home, backup, tmp_path):
    members = members_of(backup)
    keys, db = dict(members)["book.keys"], dict(members)["book.db"]
    bad = tmp_path / "bad.backup"
    before = files(home)
    for told in (
        [*members, ("../evil", b"x")],
        [*members, ("/tmp/evil", b"x")],
        [*members, ("book.db", db)],
        [("../book.keys" if name == "book.keys" else name, data) for name, data in members],
        members[1:],
        [("manifest.json", b"x" * 70_000), *members[1:]],
        [("manifest.json", b"[" * 60_000), *members[1:]],
        [("manifest.json", b"[]"), *members[1:]],
        [("manifest.json", members[0][1].replace(b'"db_bytes": ', b'"db_bytes": 1')), *members[1:]],
        [("book.keys", keys.replace(b'"book": "', b'"book": "x')) if name == "book.keys" else (name, data)
         for name, data in members],
    ):  # fmt: skip
        with pytest.raises(BadInput):
            restore(home, repacked(bad, told), None, now=LATER)
    for how in ({"compression": zipfile.ZIP_DEFLATED}, {"compression": zipfile.ZIP_LZMA}):
        with pytest.raises(BadInput, match="not a backup"):
            restore(home, repacked(bad, members, **how), None, now=LATER)
    for data in (b"", b"not a zip", backup.read_bytes()[:-30]):
        bad.write_bytes(data)
        with pytest.raises(BadInput):
            restore(home, bad, None, now=LATER)
    with pytest.raises(BadInput, match="cannot read"):
        restore(home, tmp_path / "missing", None, now=LATER)
    assert files(home) == before
    assert not (home.folder.parent / "evil").exists()


def test_a_backup_made_by_a_newer_format_asks_for_a_newer_program(home, backup, tmp_path):
    members = members_of(backup)
    newer = [("manifest.json", members[0][1].replace(b'"format": 2', b'"format": 3')), *members[1:]]
    with pytest.raises(BadInput, match="newer facilitator"):
        restore(home, repacked(tmp_path / "newer", newer), None, now=LATER)


def test_an_old_backup_is_upgraded_on_the_way(home, backup, tmp_path, monkeypatch):
    from tests.storage.test_schema import ADD_COLUMN, folder_with

    newer = schema.SCHEMA + 1
    monkeypatch.setattr(schema, "SCHEMA", newer)
    restore(home, backup, None, now=LATER, migrations=folder_with(tmp_path, ADD_COLUMN))
    with open_book(home, None) as book, book.raw() as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (newer,)
        assert raw.execute("SELECT count(*) FROM audit").fetchone() == (3,)
