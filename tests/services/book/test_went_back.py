"""Attacks by whoever can copy the files, and has no key: an older book is put back, with keys that look right."""

import json
import shutil
import zipfile
from datetime import timedelta

import pytest

from facilitator.domain.book.traces import Doubt
from facilitator.errors import BadInput, BookError, Refused
from facilitator.services.backups.back_up import back_up, restore
from facilitator.services.book.open_book import new_recovery_code, note_head, open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.book.went_back import accept_traces, find_traces, write_witness
from facilitator.services.doctor.check_book import check_book, verify_audit
from facilitator.storage.keys.slots import read_key_file
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home

LATER = NOW + timedelta(days=1)


@pytest.fixture
def home(tmp_path):
    return make_practice_home(tmp_path)


def act(home, *actions, now=NOW, backup=False):
    """Open the book, do something in it, and make a backup where one is wanted; its path."""
    with open_book(home, None, actor="pat") as book:
        for each in actions:
            with book.write(now=now) as change:
                change.record(each, "uid")
        note_head(home, book)
        return back_up(home, book, now=now).path if backup else None


def snapshot(home, to):
    """The book and its keys as they lie there."""
    to.mkdir()
    for path in home.folder.glob("book.*"):
        shutil.copy(path, to / path.name)
    return to


def put_back(home, kept, *names):
    """Put files of a snapshot, or out of a backup, in the place of the book's."""
    for path in home.folder.glob("book.db*"):
        path.unlink()
    for name in names:
        if kept.is_dir():
            shutil.copy(kept / name, home.folder / name)
        else:
            with zipfile.ZipFile(kept) as container:
                (home.folder / name).write_bytes(container.read(name))


def doubts(home):
    """What opening tells of: the notices must say the first."""
    with open_book(home, None) as book:
        traces = find_traces(home, book, read_key_file(home.keys))
        assert bool(book.notices) is bool(traces)
    return [each.doubt for each in traces]


def in_full(home):
    """What the three looks say: the number of lines of a check, whether the chain is whole."""
    with open_book(home, None) as book:
        return check_book(home, None), verify_audit(home, book)


@pytest.mark.parametrize("change", ["null", "absent"])
def test_an_older_book_with_keys_that_note_nothing_is_told_until_somebody_accepts_it(home, tmp_path, change):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    act(home, "consent.revoke")
    put_back(home, kept, "book.db")
    value = json.loads(home.keys.read_bytes())
    if change == "null":
        value["audit_head"] = None
    else:
        del value["audit_head"]
    home.keys.write_text(json.dumps(value))
    for _ in range(2):  # opening it, working in it and closing it put nothing in the place of the note
        act(home, "site.add")
        assert doubts(home) == [Doubt.NO_NOTE]
        assert read_key_file(home.keys).head is None
    lines, report = in_full(home)
    assert any("does not say how far" in each for each in lines)
    assert (report.whole, report.cut, report.broken_at) == (False, False, None)


def test_a_note_that_somebody_wrote_without_the_key_does_not_hold(home, tmp_path):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    act(home, "consent.revoke")
    with open_book(home, None) as book:
        written = home.keys.read_bytes()
        with book.read():
            pass
    put_back(home, kept, "book.db")
    old, new = json.loads((kept / "book.keys").read_bytes())["audit_head"], json.loads(written)
    new["audit_head"] = {**old, "seal": new["audit_head"]["seal"]}
    home.keys.write_text(json.dumps(new))
    assert doubts(home) == [Doubt.NO_SEAL]
    act(home, "site.add")
    assert doubts(home) == [Doubt.NO_SEAL]
    del new["audit_head"]["seal"]  # as an earlier program wrote it
    home.keys.write_text(json.dumps(new))
    assert doubts(home) == [Doubt.NO_SEAL]


def test_files_taken_out_of_a_backup_by_hand_are_told(home):
    made = act(home, "consent.add", backup=True)
    act(home, "consent.revoke")
    put_back(home, made, "book.db", "book.keys")
    assert doubts(home) == [Doubt.NO_NOTE]


@pytest.mark.parametrize("place", ["backups", "copies", "by hand"])
def test_a_book_and_its_keys_of_an_earlier_day_are_told_by_any_later_backup(home, tmp_path, place):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    made = act(home, "consent.revoke", now=LATER, backup=True)
    if place == "copies":
        (tmp_path / "stick").mkdir()
        made.rename(tmp_path / "stick" / made.name)
        home.settings.write_text(f'[backups]\ncopy_to = "{tmp_path / "stick"}"\n')
    elif place == "by hand":
        made.unlink()
        with open_book(home, None) as book:
            book_of = read_key_file(home.keys).book
            made = back_up(home, book, tmp_path / "elsewhere.backup", now=LATER).path
        home.backup_diary.write_text(json.dumps({"book": book_of, "away": str(made), "away_at": LATER.isoformat()}))
    put_back(home, kept, "book.db", "book.keys")
    assert doubts(home)[-1] is Doubt.BACKUP
    lines, report = in_full(home)
    assert "the book went back in time" in lines[-1]
    assert not report.whole
    # it is told though the backup is gone, and many rows were added
    shutil.rmtree(home.backups, ignore_errors=True)
    home.settings.unlink(missing_ok=True)
    home.backup_diary.unlink(missing_ok=True)
    act(home, *["site.add"] * 9)
    assert doubts(home) == [Doubt.CUT]


def test_what_is_accepted_is_recorded_and_told_no_longer_and_before_it_nobody_goes_back_unseen(home, tmp_path):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    act(home, "consent.revoke", now=LATER, backup=True)
    put_back(home, kept, "book.db", "book.keys")
    now = LATER + timedelta(hours=1)
    with open_book(home, None, actor="pat") as book:
        accepted = accept_traces(home, book, "the disk died", now=now)
        assert [each.doubt for each in accepted] == [Doubt.BACKUP]
        with book.read() as db:
            row = db.exec_driver_sql("SELECT action, reason, payload FROM audit ORDER BY seq DESC").first()
        with pytest.raises(Refused, match="nothing to accept"):
            accept_traces(home, book, "again", now=now)
    assert row[:2] == ("audit.accept", "the disk died")
    assert [each["row"] for each in json.loads(row[2])["traces"]] == [3]
    assert doubts(home) == []
    assert in_full(home)[0] == ()
    put_back(home, kept, "book.db", "book.keys")
    assert doubts(home)[-1] is Doubt.BACKUP
    assert Doubt.BACKUP in doubts(home)


def test_a_clock_that_was_ahead_does_not_make_an_accepted_backup_speak_again(home, tmp_path):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    act(home, "consent.revoke", now=NOW + timedelta(days=900), backup=True)
    put_back(home, kept, "book.db", "book.keys")
    with open_book(home, None) as book:
        accept_traces(home, book, "the disk died", now=LATER)
    assert doubts(home) == []


def test_a_restore_by_the_program_raises_no_alarm_and_says_in_the_chain_that_it_was(home):
    first = act(home, "consent.add", backup=True)
    act(home, "consent.revoke", now=NOW + timedelta(days=900), backup=True)  # by a clock that was ahead
    restore(home, first, None, now=LATER)
    assert doubts(home) == []
    act(home, "site.add", now=LATER, backup=True)
    assert doubts(home) == []
    assert in_full(home)[0] == ()
    with open_book(home, None) as book, book.read() as db:
        assert "book.restore" in db.exec_driver_sql("SELECT action FROM audit").scalars().all()


def test_a_new_key_takes_the_meaning_from_older_backups_and_from_nothing_else(tmp_path):
    home = make_home(tmp_path)
    kept = snapshot(home, tmp_path / "kept")
    with open_book(home, PASSPHRASE) as book:
        back_up(home, book, now=NOW)
        kept_keys = home.keys.read_bytes()
    renew_key(home, PASSPHRASE, new_recovery_code(), now=LATER)
    with open_book(home, PASSPHRASE) as book:
        assert book.notices == ()
    put_back(home, kept, "book.db")
    home.keys.write_bytes(kept_keys)
    for _ in range(2):
        with open_book(home, PASSPHRASE) as book:
            assert book.notices
            assert Doubt.OTHER_KEY in [each.doubt for each in find_traces(home, book, read_key_file(home.keys))]
    with pytest.raises(BookError, match=r"went back in time"):
        renew_key(home, PASSPHRASE, new_recovery_code(), now=LATER)


def test_a_witness_speaks_where_every_backup_is_gone(home, tmp_path):
    act(home, "consent.add")
    kept = snapshot(home, tmp_path / "kept")
    paper = tmp_path / "paper"
    with open_book(home, None) as book:
        line = write_witness(home, book, paper, now=LATER)
        assert verify_audit(home, book, paper).whole
        write_witness(home, book, paper, now=LATER)
    assert paper.read_text().splitlines()[0] == line
    put_back(home, kept, "book.db", "book.keys")
    assert doubts(home) == [Doubt.WITNESS]  # its place was noted
    with open_book(home, None) as book:
        accept_traces(home, book, "tried", now=LATER)
        report = verify_audit(home, book, paper)
    assert len(report.told) == 2
    assert not report.whole
    shutil.copy(paper, home.backups.parent / "other")
    paper.write_text(line[:-4] + "0000\n")
    with open_book(home, None) as book:
        assert "does not hold" in verify_audit(home, book, paper).told[0]
        paper.write_text(line.replace(read_key_file(home.keys).book, "another"))
        with pytest.raises(BadInput, match="of another book"):
            verify_audit(home, book, paper)


def test_all_files_of_an_earlier_moment_together_leave_no_trace(home, tmp_path):
    """What ``docs/security.md`` says that nothing shows."""
    act(home, "consent.add", backup=True)
    kept = tmp_path / "all"
    shutil.copytree(home.folder, kept)
    act(home, "consent.revoke", now=LATER, backup=True)
    shutil.rmtree(home.folder)
    shutil.copytree(kept, home.folder)
    assert doubts(home) == []
