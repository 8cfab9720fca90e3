from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from facilitator.storage.queries.uid_prefix import uid_begins
from facilitator.storage.tables import site
from tests.books import open_practice
from tests.storage.engines.prebuilt import written

_called = select(site.c.name).where(uid_begins(site.c.uid)).order_by(site.c.name)


def found(db, prefix):
    return db.execute(_called, {"prefix": prefix}).scalars().all()


def test_a_prefix_finds_what_begins_so(db, rows):
    for name, uid in (("a", "0ffe-1"), ("b", "0fff-1"), ("c", "0fff-2"), ("d", "1000-1"), ("e", "ffff-f")):
        rows.site(name, uid=uid)
    assert found(db, "0fff") == ["b", "c"]
    assert found(db, "0fff-2") == ["c"]
    assert found(db, "f") == ["e"]
    assert found(db, "2") == []


def test_no_character_means_any_other(db, rows):
    rows.site("a", uid="0ffe-1")
    assert found(db, "%") == []
    assert found(db, "0ff_") == []
    assert found(db, "") == ["a"]


def test_it_walks_an_index(tmp_path):
    text, values = written(_called, sqlite.dialect())
    with open_practice(tmp_path) as book, book.raw() as raw:
        plan = raw.execute(f"EXPLAIN QUERY PLAN {text}", [""] * values).fetchall()
    assert any("USING INDEX sqlite_autoindex_site" in step[3] and "uid>?" in step[3] for step in plan), plan
