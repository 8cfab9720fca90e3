from datetime import UTC, datetime, timedelta

from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.storage.audit import Kept
from facilitator.storage.backups.evidence import evidence_of
from facilitator.storage.keys.slots import read_key_file
from facilitator.storage.keys.witness import add_witness
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home


def test_every_known_place_is_looked_at_and_what_cannot_be_read_is_passed_over(tmp_path):
    home = make_home(tmp_path)  # of practice books nobody notes where a backup was put
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    home.settings.write_text(f'[backups]\ncopy_to = "{stick}"\nfolder = "{other}"\n')
    with open_book(home, PASSPHRASE) as book:
        uid = read_key_file(home.keys).book
        made = back_up(home, book, now=NOW).path  # in the folder that the settings name
        away = back_up(home, book, tmp_path / "by-hand.backup", now=NOW).path  # noted in the diary
        home.backups.mkdir()
        (home.backups / made.name).write_bytes(made.read_bytes())
        (stick / made.name).write_bytes(made.read_bytes())
        (stick / made.name.replace("18", "19")).write_bytes(b"no backup")
        head = book.sealed(book.audit_head(), uid, Kept.WITNESS)
        add_witness(stick / "a.witness", uid, head)
        add_witness(stick / "another.witness", "another", head)
        (stick / "none.witness").write_text("hello")
        found = evidence_of(home, book, uid)
        assert {each.path for each in found} == {
            made, away, home.backups / made.name, stick / made.name, stick / "a.witness",
        }  # fmt: skip
        assert all(each.sealed and each.head == head and each.at == NOW for each in found)
        home.settings.write_text("[backups")  # told with the backups; the home's own folder is looked at all the same
        assert home.backups / made.name in {each.path for each in evidence_of(home, book, uid)}


def test_a_moment_that_is_none_is_long_ago(tmp_path):
    home = make_practice_home(tmp_path)
    home.backups.mkdir()
    with open_book(home, None) as book:
        uid = read_key_file(home.keys).book
        for at in ("yesterday", "2027-03-01T18:15:00+00:00"):
            add_witness(home.backups / f"{at[:4]}.witness", uid, type(book.audit_head())(1, "ab", at, "cd"))
        ats = [each.at for each in evidence_of(home, book, uid)]
    assert sorted(ats) == [datetime.min.replace(tzinfo=UTC), NOW]
    assert NOW - ats[0] >= timedelta(0)
