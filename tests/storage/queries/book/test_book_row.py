import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.storage.queries.book.book_row import add_book, book_info, set_protected
from tests.books import NOW


def test_a_book_says_what_it_is(db):
    info = book_info(db)
    assert (info.name, info.zone, info.practice, info.created_at) == ("Harbor Street", "America/New_York", True, NOW)
    assert info.protected is True


def test_whether_it_is_protected_can_be_said_again(db):
    before = book_info(db)
    set_protected(db, protected=False)
    assert book_info(db).protected is False
    set_protected(db, protected=True)
    assert book_info(db) == before


def test_a_book_is_one(db):
    with pytest.raises(IntegrityError), db.begin_nested():
        add_book(db, book_info(db), tzdata="2026e")
