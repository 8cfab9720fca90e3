from facilitator.storage.queries.curricula.pinned import content, content_hash, pin
from facilitator.words import CurriculumKind
from tests.books import NOW


def pinned(db, text, digest):
    return pin(
        db,
        key="steady",
        version="1.0",
        title="Steady",
        kind=CurriculumKind.FULL,
        content_hash=digest,
        content=text,
        now=NOW,
    )


def test_the_same_content_is_pinned_once(db, rows):
    first = pinned(db, b"one", "a" * 64)
    assert pinned(db, b"one", "a" * 64) == first
    assert pinned(db, b"two", "b" * 64) != first
    assert rows.count("curriculum") == 2


def test_what_was_pinned_comes_back_byte_for_byte(db):
    text = b"---\nkey: steady\r\n\x00\xff"
    kept = pinned(db, text, "a" * 64)
    assert content(db, kept) == text
    assert isinstance(content(db, kept), bytes)
    assert content_hash(db, kept) == "a" * 64
