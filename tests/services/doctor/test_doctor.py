import json
import os
import resource
from datetime import timedelta

import pytest

from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.drill import drill
from facilitator.services.book.open_book import note_head, open_book
from facilitator.services.doctor.doctor import examine
from facilitator.storage.book import SCHEMA
from facilitator.storage.keys.slots import SlotKind, read_key_file, wrap, write_key_file
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home


@pytest.fixture(autouse=True)
def _no_core_files():
    """As the program starts."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.fixture
def root(tmp_path):
    """What a computer with an encrypted disk says of itself."""
    folder = tmp_path / "root"
    for name, text in (
        ("proc/self/mountinfo", "30 1 253:0 / / rw - ext4 /dev/mapper/luks rw\n"),
        ("proc/swaps", "Filename Type Size Used Priority\n"),
        ("sys/dev/block/253:0/dm/uuid", "CRYPT-LUKS2-0a1b-luks\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def looked(home, root, secret=PASSPHRASE, *, now=NOW):
    return {finding.name: finding for finding in examine(home, secret, now=now, root=root)}


def to_do(home, root, secret=PASSPHRASE, *, now=NOW):
    found = looked(home, root, secret, now=now).values()
    return {finding.name: finding.to_do for finding in found if finding.to_do and not finding.can_wait}


def advice(home, root, secret=PASSPHRASE, *, now=NOW):
    found = looked(home, root, secret, now=now).values()
    return {finding.name: finding.to_do for finding in found if finding.to_do and finding.can_wait}


@pytest.fixture
def home(tmp_path):
    home, stick = make_home(tmp_path), tmp_path / "stick"
    stick.mkdir()
    home.folder.chmod(0o700)
    home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(stick))}\n")
    home.settings.chmod(0o600)
    with open_book(home, PASSPHRASE) as book:
        made = back_up(home, book, now=NOW).path
    (stick / made.name).write_bytes(made.read_bytes())
    (stick / made.name).chmod(0o600)
    drill(home, made, PASSPHRASE, now=NOW)
    return home


def test_a_book_that_is_well_needs_nothing(home, root):
    assert to_do(home, root) == {}
    assert advice(home, root) == {}
    told = {name: finding.value for name, finding in looked(home, root).items()}
    assert told["schema"] == f"{SCHEMA} of {SCHEMA}"
    assert told["audit"] == "1 rows, the newest of 2027-03-01 18:15 UTC; a cut shows up to row 1"
    assert told["home"] == str(home.folder)
    assert told["disk encryption"] == "on (dm-crypt)"
    assert told["core files"] == "off"
    assert told["backups by itself"] == "on, once a day"
    assert told["last drill"].startswith("2027-03-01 18:15 UTC, ")
    assert told["second place"].startswith("2027-03-01 18:15 UTC, ")
    assert {"facilitator", "Python", "SQLite", "SQLCipher", "zone rules", "textual", "sqlalchemy"} <= set(told)


def test_without_a_book_it_says_how_to_make_one(tmp_path, root):
    assert to_do(Home(tmp_path / "not" / "there"), root) == {
        "book": "Make one with: facilitator init --name NAME --zone ZONE"
    }


def test_a_practice_book_is_said_to_be_one_and_needs_no_backup(tmp_path, root):
    home = make_practice_home(tmp_path)
    home.folder.chmod(0o700)
    assert (to_do(home, root, None), advice(home, root, None)) == ({}, {})
    assert "opens itself" in looked(home, root, None)["practice"].value


def test_a_locked_book_is_told_and_not_a_fault(tmp_path, root):
    home = make_home(tmp_path)
    home.folder.chmod(0o700)
    assert "locked" in looked(home, root, None)["book"].value
    assert to_do(home, root, None) == {"last backup": "Make one with: facilitator backup"}
    assert looked(home, root, PASSPHRASE)["schema"].value == f"{SCHEMA} of {SCHEMA}"
    assert to_do(home, root, "another passphrase")["book"].startswith("Check the passphrase")


def test_files_that_others_may_read_get_the_command_that_mends_them(home, root):
    (backup,) = home.backups.glob("*.backup")
    sidecars = [home.tries, home.folder / "book.db-wal", home.folder / "notes with blanks"]
    for path in sidecars:
        path.write_bytes(b"")
        path.chmod(0o644)
    home.book.chmod(0o644)
    backup.chmod(0o640)
    home.settings.chmod(0o604)
    home.backups.chmod(0o755)
    todo = {finding.to_do for finding in examine(home, None, now=NOW, root=root) if finding.name == "private"}
    assert todo == {
        f"chmod 700 {home.backups}",
        f"chmod 600 {home.book}",
        f"chmod 600 {backup}",
        f"chmod 600 {home.settings}",
        f"chmod 600 {home.tries}",
        f"chmod 600 {home.folder / 'book.db-wal'}",
        f"chmod 600 '{home.folder / 'notes with blanks'}'",
    }


def test_curricula_may_be_read_and_not_changed_by_others(home, root):
    home.curricula.mkdir(mode=0o755)
    page = home.curricula / "steps.md"
    page.write_text("x")
    page.chmod(0o644)
    assert to_do(home, root) == {}
    page.chmod(0o664)
    assert to_do(home, root) == {"private": f"chmod 644 {page}"}


def test_copies_that_others_may_read_are_advice(home, root, tmp_path):
    (copy,) = (tmp_path / "stick").iterdir()
    copy.chmod(0o644)
    assert to_do(home, root) == {}
    assert "encrypted all the same" in advice(home, root)["copies"]


def test_files_of_another_user_are_told(home, root):
    theirs = home.folder / "theirs"
    if os.getuid() == 0:
        theirs.touch(0o600)
        os.chown(theirs, 1234, -1)
    else:
        theirs.symlink_to("/etc/hosts")
    assert to_do(home, root)["private"] == f"chown {os.getuid()} {theirs}"


def test_a_backup_older_than_a_week_is_too_old(home, root):
    week = NOW + timedelta(days=7)
    assert (to_do(home, root, now=week), advice(home, root, now=week)) == ({}, {})
    later = week + timedelta(seconds=1)
    assert list(to_do(home, root, now=later)) == ["last backup"]
    assert list(advice(home, root, now=later)) == ["second place"]


def test_a_second_place_and_a_drill_are_advised(home, root, tmp_path):
    home.backup_diary.unlink()
    for path in (tmp_path / "stick").iterdir():
        path.unlink()
    assert set(advice(home, root)) == {"second place", "last drill"}
    assert "no copy in" in looked(home, root)["second place"].value
    (tmp_path / "stick").rmdir()
    assert "is not there" in looked(home, root)["second place"].value
    home.settings.write_text("[backups]\nautomatic = false\n")
    assert "copy_to" in advice(home, root)["second place"]
    assert advice(home, root)["backups by itself"] == "Write automatic = true under [backups] in facilitator.toml."
    assert looked(home, root)["backups by itself"].value == "off"


def test_a_drill_of_last_spring_is_too_old(home, root):
    now = NOW + timedelta(days=93)
    assert "facilitator backups drill" in advice(home, root, now=now)["last drill"]


def test_a_clock_that_stands_before_the_last_row_is_seen(home, root):
    assert list(to_do(home, root, now=NOW - timedelta(minutes=3))) == ["last backup", "clock"]
    assert "clock" not in to_do(home, root, now=NOW - timedelta(minutes=1))


def test_a_clock_that_jumped_is_told(home, root):
    with open_book(home, PASSPHRASE) as book:
        for hours in (50, 1):
            with book.write(now=NOW + timedelta(hours=hours)) as change:
                change.record("site.add", "u")
    now = NOW + timedelta(hours=2)
    told = looked(home, root, now=now)
    assert told["clock"].value.endswith("; 1 rows of the audit lie in the future, up to 2027-03-03 20:15 UTC")
    assert told["clock jumps"].value == "set back 1 times, last before row 3 of the audit"
    assert to_do(home, root, now=now) == {}


def test_a_disk_without_encryption_and_its_swap_are_advice(home, root):
    (root / "sys/dev/block/253:0/dm/uuid").write_text("LVM-x\n")
    (root / "sys/class/block/sda3").mkdir(parents=True)
    (root / "proc/swaps").write_text("Filename Type\n/dev/sda3 partition\n")
    assert set(advice(home, root)) == {"disk encryption", "swap"}
    assert looked(home, root)["disk encryption"].value == "none was found"
    (root / "proc/self/mountinfo").unlink()
    assert looked(home, root)["disk encryption"].value == "cannot be told from here"
    assert to_do(home, root) == {}


def test_core_files_are_a_fault(home, root):
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (1000, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    assert "ulimit -c 0" in to_do(home, root)["core files"]


def test_a_keyring_that_does_not_answer_is_told(home, root):
    file = read_key_file(home.keys)
    write_key_file(home.keys, file.with_slot(wrap(SlotKind.KEYRING, file.book, "s", bytes(32))))
    assert "facilitator key keyring off" in advice(home, root)["keyring"]


def test_a_cut_audit_chain_is_seen(home, root):
    with open_book(home, PASSPHRASE) as book:
        with book.write(now=NOW) as change:
            change.record("site.add", "u")
        note_head(home, book)
        with book.raw() as raw:
            raw.execute("DELETE FROM audit WHERE seq = 2")
    assert to_do(home, root) == {"audit": "Rows were cut: run facilitator audit verify"}


def test_damage_is_told_with_what_to_do(home, root):
    home.keys.write_bytes(b"{")
    assert "backup" in to_do(home, root)["book"]


def test_settings_that_cannot_be_read_are_told(home, root):
    home.settings.write_text("backups = 1")
    assert "last backup" in to_do(home, root)
