import csv
import hashlib
import hmac
import io
import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from facilitator.domain.history.history import AuditWish
from facilitator.errors import Ambiguous, BadInput, NotFound
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.history.search_audit import export_audit, search_audit
from facilitator.services.people import enrol
from facilitator.services.scheduling import edit_sessions
from facilitator.storage.keys.slots import audit_key

S = "Steady@2027-03-11"


@pytest.fixture
def steady(program):
    """A group with two people, one of them marked, a moved session, and a cancelled one by somebody else."""
    program.group("Steady")
    program.people("Ana Pell", "Ben Rossi", group="Steady")
    program.mark("Steady@2027-03-04", **{"Ana Pell": "present"})
    program.now += timedelta(days=1)
    edit_sessions.move(program.book, S, program.session(S).start_local + timedelta(hours=1), now=program.now)
    program.now += timedelta(days=1)
    program.book.actor = "lee"
    edit_sessions.cancel(program.book, "Steady@2027-03-18", reason="Snow, roads are closed", now=program.now)
    program.book.actor = "pat"
    return program


def found(program, **wish):
    return [each.action for each in search_audit(program.book, AuditWish(**wish)).rows]


def code(program, name):
    with program.book.read() as db:
        from facilitator.services.find import find_person

        return find_person(db, name).code


def test_the_newest_row_comes_first_with_its_sentence_and_what_it_is_about(steady):
    rows = search_audit(steady.book).rows
    assert [each.seq for each in rows] == list(range(len(rows), 0, -1))
    newest, moved, marked = rows[:3]
    assert (newest.actor, newest.told) == ("lee", "cancelled a session - Steady on Thu 18 Mar 2027, 6:30 pm")
    assert moved.told == "moved a session - Steady on Thu 11 Mar 2027, 7:30 pm"
    assert marked.told == f"marked somebody - Steady on Thu 4 Mar 2027, 6:30 pm - {code(steady, 'Ana Pell')}"
    assert (marked.person, marked.about) == (code(steady, "Ana Pell"), "Steady on Thu 4 Mar 2027, 6:30 pm")


def test_no_name_of_a_person_stands_in_any_row(steady):
    told = str(search_audit(steady.book, limit=1000).rows)
    assert "Ana" not in told
    assert "Ben" not in told


@pytest.mark.parametrize(
    ("wish", "actions"),
    [
        ({"actor": "LEE"}, ["session.cancel"]),
        ({"words": "moved"}, ["session.move"]),
        ({"words": "session MOVE"}, ["session.move"]),
        ({"words": "marked cancelled"}, []),
        ({"words": "zebra"}, []),
        ({"words": "added person"}, ["person.add", "person.add"]),
        ({"about": S}, ["session.move"]),
        ({"about": "Steady", "words": "roster"}, ["enrol", "enrol"]),
        ({"about": "Steady", "actor": "lee"}, ["session.cancel"]),
        ({"about": "Ana Pell"}, ["attendance.mark", "enrol", "person.add"]),
        ({"first": date(2027, 3, 3)}, ["session.cancel"]),
        ({"first": date(2027, 3, 2), "last": date(2027, 3, 2)}, ["session.move"]),
        ({"last": date(2027, 2, 28)}, []),
    ],
)
def test_what_is_looked_for_is_found(steady, wish, actions):
    assert found(steady, **wish) == actions


def test_a_word_is_looked_for_in_reasons_and_payloads_too(steady):
    with steady.book.write(now=steady.now) as change:
        change.record("book.unprotect", "uid-1", reason="Counsel agreed on it", zone="America/New_York")
    assert found(steady, words="counsel") == ["book.unprotect"]
    assert found(steady, words="new_york counsel") == ["book.unprotect"]


def test_days_are_those_of_the_program(steady):
    # one in the night of the second of March in New York, which is the third in UTC
    steady.now = steady.now.replace(day=3, hour=4, minute=30)
    keep_places.add_site(steady.book, name="North", address="", now=steady.now)
    assert found(steady, first=date(2027, 3, 2), last=date(2027, 3, 2)) == ["site.add", "session.move"]


def test_a_page_goes_on_where_the_last_one_ended_and_none_is_read_twice(steady):
    everything = [each.seq for each in search_audit(steady.book, limit=1000).rows]
    seen, before = [], None
    while True:
        page = search_audit(steady.book, before=before, limit=3)
        seen += [each.seq for each in page.rows]
        before = page.before
        if before is None:
            break
    assert seen == everything


def test_a_record_that_is_gone_is_found_by_its_whole_id(steady):
    uid = keep_places.add_site(steady.book, name="North", address="", now=steady.now)
    with steady.book.raw() as raw:
        raw.execute("DELETE FROM site")
    assert found(steady, about=uid) == ["site.add"]


def test_what_cannot_be_asked_is_said_without_repeating_a_name(steady):
    with pytest.raises(NotFound) as none:
        search_audit(steady.book, AuditWish(about="Zanzibar Quill"))
    assert "Zanzibar" not in str(none.value)
    with pytest.raises(BadInput, match="is before"):
        search_audit(steady.book, AuditWish(date(2027, 3, 2), date(2027, 3, 1)))
    with pytest.raises(BadInput, match="too many"):
        search_audit(steady.book, AuditWish(words="a " * 13))
    keep_staff.add_facilitator(steady.book, name="Steady", now=steady.now)
    with pytest.raises(Ambiguous, match="a group and a facilitator"):
        search_audit(steady.book, AuditWish(about="Steady"))


def test_an_export_shows_the_order_of_the_chain_and_is_recorded(steady, tmp_path):
    done = export_audit(steady.book, tmp_path / "log.jsonl", now=steady.now)
    rows = [json.loads(line) for line in done.path.read_text("utf-8").splitlines()]
    assert (done.rows, done.last_seq) == (len(rows), rows[-1]["seq"])
    assert [each["seq"] for each in rows] == list(range(1, len(rows) + 1))
    assert all(later["previous_hash"] == each["hash"] for each, later in pairwise(rows))
    assert done.path.stat().st_mode & 0o777 == 0o600
    newest = search_audit(steady.book).rows[0]
    assert (newest.action, newest.payload) == ("audit.export", {"rows": done.rows, "last": done.last_seq})
    assert steady.book.verify_audit().whole
    assert "Ana" not in done.path.read_text("utf-8")


def test_whoever_has_the_key_can_check_each_exported_row(steady, tmp_path):
    done = export_audit(steady.book, tmp_path / "log.jsonl", now=steady.now)
    key = audit_key(steady.book._key)
    for line in done.path.read_text("utf-8").splitlines():
        row = json.loads(line)
        mac = hmac.new(key, digestmod=hashlib.sha256)
        for name in ("seq", "at", "actor", "action", "object", "reason", "payload"):
            part = str(row[name]).encode()
            mac.update(len(part).to_bytes(8, "big") + part)
        previous = bytes.fromhex(row["previous_hash"])
        mac.update(len(previous).to_bytes(8, "big") + previous)
        assert mac.hexdigest() == row["hash"]


def test_an_export_for_a_spreadsheet_has_words_and_no_formula(steady, tmp_path):
    with steady.book.write(now=steady.now) as change:
        change.record("book.unprotect", "uid-1", reason="=HYPERLINK(1)")
    done = export_audit(steady.book, tmp_path / "log.csv", AuditWish(actor="pat"), now=steady.now)
    rows = list(csv.DictReader(io.StringIO(done.path.read_text("utf-8"))))
    assert done.rows == len(rows)
    assert (rows[-1]["words"], rows[-1]["reason"]) == (
        "said that 42 CFR Part 2 does not protect the book", "'=HYPERLINK(1)",
    )  # fmt: skip


def test_an_export_that_cannot_be_written_is_recorded_all_the_same(steady, tmp_path):
    with pytest.raises(BadInput):
        export_audit(steady.book, tmp_path / "none" / "log.jsonl", now=steady.now)
    assert steady.acts()[-1] == "audit.export"


def test_enrolled_by_code_finds_the_person(steady):
    enrol.unenrol(steady.book, "Steady", "Ben Rossi", now=steady.now)
    assert found(steady, about=code(steady, "Ben Rossi")) == ["unenrol", "enrol", "person.add"]
