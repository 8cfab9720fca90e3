import json
import math
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from facilitator.errors import BadInput, BookError
from facilitator.home import Home
from facilitator.services.book.open_book import create_book, open_book
from facilitator.storage.backups.manifest import BackupHolds, Manifest, parse_manifest, render_manifest, sealed_with
from facilitator.storage.keys.slots import AuditHead
from tests.books import NOW, make_practice_home

OPEN = Manifest(NOW, "1.0", 5, "a-book", "ab" * 32, 4096, practice=False)
HELD = BackupHolds(AuditHead(1234, "cd" * 32, NOW.isoformat()), records=987_654)


@pytest.fixture
def book(tmp_path):
    with open_book(make_practice_home(tmp_path), None) as opened:
        yield opened


def test_what_a_book_holds_is_read_with_its_key_alone(book, tmp_path):
    data = render_manifest(sealed_with(OPEN, HELD, book))
    for told in (b"1234", b"987654", b"cdcd", b"audit"):
        assert told not in data
    read = parse_manifest(data, name="it")
    assert read.held(book) == HELD
    other = create_book(Home(tmp_path / "other"), name="O", zone="UTC", passphrase=None, now=NOW, practice=True).book
    with other, pytest.raises(BookError, match="another key"):
        read.held(other)


def test_the_key_vouches_for_what_stands_in_the_open(book):
    """An old backup cannot be dressed up as the newest one."""
    sealed = sealed_with(OPEN, HELD, book)
    for changed in (
        replace(sealed, created_at=NOW + timedelta(days=1)),
        replace(sealed, db_sha256="ef" * 32),
        replace(sealed, schema=6),
        replace(sealed, sealed=sealed.sealed[:-1]),
        replace(sealed, sealed=b""),
    ):
        with pytest.raises(BookError, match="was changed"):
            parse_manifest(render_manifest(changed), name="it").held(book)


def test_what_is_sealed_is_as_long_for_a_large_book_as_for_a_small_one(book):
    small = sealed_with(OPEN, BackupHolds(AuditHead(1, "cd" * 32, NOW.isoformat()), 3), book)
    assert len(small.sealed) == len(sealed_with(OPEN, HELD, book).sealed)


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"format": 2}', b"[" * 60_000, b"\xff"])
def test_a_damaged_one_is_said_to_be(damage):
    with pytest.raises(BadInput, match="the backup it is damaged"):
        parse_manifest(damage, name="it")


def test_each_field_is_needed(book):
    whole = json.loads(render_manifest(sealed_with(OPEN, HELD, book)))
    for name in whole:
        with pytest.raises(BadInput, match="is damaged"):
            parse_manifest(json.dumps({key: value for key, value in whole.items() if key != name}).encode(), name="it")


def test_a_moment_is_one_whatever_zone_it_is_said_in(book):
    there = replace(OPEN, created_at=NOW.astimezone(timezone(timedelta(hours=-5))))
    read = parse_manifest(render_manifest(sealed_with(there, HELD, book)), name="it")
    assert (read.created_at, read.held(book)) == (NOW, HELD)


EARLIER = {
    "format": 1,
    "created_at": NOW.isoformat(),
    "program": "0.1",
    "schema": 3,
    "book": "a-book",
    "audit_head": {"seq": 7, "hash": "cd" * 32, "at": NOW.isoformat()},
    "db_sha256": "ab" * 32,
    "db_bytes": 4096,
    "practice": False,
    "records": 12,
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("created_at", "2027-03-01T18:15:00"),
        ("created_at", "9999-12-31T23:59:59-23:59"),
        ("created_at", 1),
        ("program", "\x1b[2J"),
        ("program", "\ud800"),
        ("program", "x" * 101),
        ("schema", math.inf),
        ("schema", math.nan),
        ("schema", -1),
        ("schema", True),
        ("schema", 10**30),
        ("db_bytes", 1.5),
        ("db_sha256", "AB" * 32),
        ("practice", "true"),
        ("records", "12"),
        ("audit_head", None),
        ("audit_head", []),
        ("audit_head", {"seq": 10**30, "hash": "cd" * 32, "at": ""}),
        ("audit_head", {"seq": 1, "hash": "cd", "at": ""}),
        ("audit_head", {"seq": 1, "hash": "cd" * 32, "at": "yesterday"}),
        ("format", 0.5),
        ("format", "1"),
    ],
)
def test_a_value_that_no_program_of_ours_writes_is_damage(field, value):
    assert parse_manifest(json.dumps(EARLIER).encode(), name="it").told == BackupHolds(
        AuditHead(7, "cd" * 32, NOW.isoformat()), 12
    )
    with pytest.raises(BadInput, match="the backup it is damaged"):
        parse_manifest(json.dumps({**EARLIER, field: value}).encode(), name="it")
