import pytest

from facilitator.errors import BookError
from facilitator.services.people.keep_people import add_person
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book


def test_a_preview_has_no_write_and_leaves_no_audit_row(program):
    before = program.acts()
    with preview_or_write(program.book, now=program.now, preview=True) as (_db, change):
        assert change is None
    assert program.acts() == before


def test_a_preview_keeps_no_other_window_waiting(program):
    impatient = Book(program.book.path, program.book._key, actor="lee", patience=0.05)
    with impatient, preview_or_write(program.book, now=program.now, preview=True):
        add_person(impatient, name="Ana Pell", now=program.now)
    with impatient, preview_or_write(program.book, now=program.now, preview=False) as (_db, change):
        with pytest.raises(BookError, match="another window is writing"):
            add_person(impatient, name="Bo Cole", now=program.now)
        change.record("person.add", "")
    assert program.acts()[-2:] == ["person.add", "person.add"]


def test_a_write_is_kept_with_its_audit_row_or_not_at_all(program):
    before = program.acts()
    with preview_or_write(program.book, now=program.now, preview=False) as (db, change):
        assert db is change.db
        change.record("person.add", "")
    assert program.acts() == [*before, "person.add"]

    def stop_half_way():
        with preview_or_write(program.book, now=program.now, preview=False) as (_, change):
            change.record("person.add", "")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_half_way()
    assert program.acts() == [*before, "person.add"]
