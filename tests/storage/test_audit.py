from datetime import timedelta

import pytest

from facilitator.storage.audit import ChainReport
from tests.books import NOW, open_practice, tamper


@pytest.fixture
def book(tmp_path):
    with open_practice(tmp_path) as book:
        yield book


def write_rows(book, count=3):
    for number in range(count):
        with book.write(now=NOW - timedelta(days=number)) as change:  # the wall clock may run backwards
            change.record("site.add", f"uid-{number}", reason="why", fields=["name"])


def test_a_chain_holds_and_is_ordered_by_number_not_by_time(book):
    write_rows(book)
    assert book.verify_audit() == ChainReport(rows=4, broken_at=None, head_missing=False)
    assert book.verify_audit(book.audit_head()).whole


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'someone'",
        "action = 'site.edit'",
        "object = 'uid-9'",
        "reason = ''",
        "payload = '{}'",
        "at = at + 1",
        "hash = zeroblob(32)",
        "previous_hash = zeroblob(32)",
        "actor = actor || action, action = ''",
    ],
)
def test_a_changed_row_is_found(book, change):
    write_rows(book)
    with book.raw() as raw:
        tamper(raw, f"UPDATE audit SET {change} WHERE seq = 3")
    assert book.verify_audit() == ChainReport(rows=2, broken_at=3, head_missing=False)


def test_a_row_taken_out_of_the_middle_is_found(book):
    write_rows(book)
    with book.raw() as raw:
        tamper(raw, "DELETE FROM audit WHERE seq = 2")
    assert book.verify_audit().broken_at == 3


def test_a_cut_tail_shows_against_the_noted_head_only(book):
    write_rows(book)
    head = book.audit_head()
    with book.raw() as raw:
        tamper(raw, "DELETE FROM audit WHERE seq > 2")
    assert book.verify_audit().whole
    assert book.verify_audit(head) == ChainReport(rows=2, broken_at=None, head_missing=True)
    write_rows(book)  # rows of the same numbers grown anew do not hide it
    assert book.verify_audit(head).head_missing


def test_names_of_fields_and_ids_are_all_that_is_kept(book):
    write_rows(book, 1)
    with book.raw() as raw:
        row = raw.execute("SELECT seq, at, actor, action, object, reason, payload FROM audit WHERE seq = 2").fetchone()
    assert row == (2, int(NOW.timestamp()), "pat", "site.add", "uid-0", "why", '{"fields":["name"]}')


@pytest.mark.parametrize(
    "change",
    [
        "at = 'yesterday'",
        "at = x'00'",
        "at = 9e99",
        "at = 99999999999999999",
        "actor = CAST(actor AS BLOB)",
        "payload = CAST(payload AS BLOB)",
        "hash = 'text'",
        "previous_hash = 7",
    ],
)
def test_a_value_of_another_kind_is_a_broken_row_and_no_error_of_the_program(book, change):
    write_rows(book)
    with book.raw() as raw:
        tamper(raw, f"UPDATE audit SET {change} WHERE seq = 3")
    assert book.verify_audit() == ChainReport(rows=2, broken_at=3, head_missing=False)
