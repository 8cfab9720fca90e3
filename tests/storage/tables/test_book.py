from sqlalchemy import insert, select

from facilitator.storage.tables.book import book, draft
from tests.books import NOW
from tests.storage.refused import refused


def test_a_database_holds_one_book_which_is_protected_unless_somebody_says_otherwise(db):
    row = dict(db.execute(select(book)).one()._mapping)
    with refused(db):
        db.execute(insert(book), {**row, "id": 2, "uid": "other"})
    db.execute(book.delete())
    del row["protected"]
    db.execute(insert(book), row)
    assert db.execute(select(book.c.protected)).scalar() is True


def test_somebody_has_one_draft_of_a_form(db):
    row = {"form": "person", "actor": "pat", "values": "{}", "at": NOW}
    db.execute(insert(draft), [row, {**row, "actor": "sam"}, {**row, "form": "group"}])
    with refused(db):
        db.execute(insert(draft), row)
