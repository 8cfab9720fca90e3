import re
import subprocess
import sys

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, create_engine, func, select
from sqlalchemy.dialects import postgresql

from facilitator.storage.engines.statements import holds, number_in, numbers_of, upsert
from tests.conftest import ROOT

STORAGE = ROOT / "facilitator" / "storage"
EVERY_MODULE = """
import importlib, pkgutil, sys
import facilitator.storage.tables, facilitator.storage.queries as queries
found = [each.name for each in pkgutil.walk_packages(queries.__path__, "facilitator.storage.queries.")]
for name in found:
    importlib.import_module(name)
print(len(found), "sqlalchemy.dialects.postgresql" in sys.modules)
"""
THING = Table(
    "thing",
    MetaData(),
    Column("key", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("text", String),
    Column("other", String),
)


@pytest.fixture
def db():
    with create_engine("sqlite://").connect() as db:
        THING.create(db)
        yield db


def test_no_start_imports_the_dialect_of_postgresql():
    done = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    modules, imported = done.stdout.split()
    assert int(modules) > 30
    assert imported == "False"


@pytest.mark.parametrize("floor", ["queries", "tables"])
def test_no_engine_is_named_beside_the_engines(floor):
    own_words = re.compile(r"sqlalchemy\.dialects|json_each|json_extract|json_array|\binstr\b|\bstrpos\b|postgresql_")
    found = {
        path.relative_to(STORAGE).as_posix(): own_words.findall(path.read_text("utf-8"))
        for path in (STORAGE / floor).rglob("*.py")
    }
    assert len(found) > 5
    assert {path: words for path, words in found.items() if words} == {}


def test_an_upsert_sets_all_but_the_key_of_the_row_that_is_there(db):
    first = {"key": 1, "part": 1, "text": "a", "other": "b"}
    db.execute(upsert(THING), [first, {**first, "part": 2}])
    db.execute(upsert(THING), {**first, "text": "c", "other": None})
    assert db.execute(select(THING).order_by(THING.c.part)).all() == [(1, 1, "c", None), (1, 2, "a", "b")]


def test_one_upsert_is_not_taken_for_another(db):
    """Statements are kept as they were written out: what they do on a conflict is a part of their key."""
    other = Table("other", MetaData(), Column("key", Integer, primary_key=True), Column("text", String))
    keys = {upsert(each)._generate_cache_key().key for each in (THING, other, THING)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("part", "found"), [("100%", True), ("1%", False), ("10_", False), ("", True), ("OF", False), ("of", True)]
)
def test_what_a_text_holds_is_taken_as_it_is(db, part, found):
    db.execute(upsert(THING), {"key": 1, "part": 1, "text": "100% of it", "other": None})
    text = bindparam("text", part, type_=String)
    assert (db.execute(select(THING.c.key).where(holds(THING.c.text, text))).scalar() == 1) is found
    assert db.execute(select(THING.c.key).where(holds(THING.c.other, text))).scalar() is None


def test_a_number_is_read_out_of_a_text(db):
    db.execute(upsert(THING), {"key": 1, "part": 1, "text": '{"first":12,"rows":{}}', "other": "{}"})
    found = select(
        number_in(THING.c.text, "first"),
        number_in(THING.c.text, "last"),
        func.coalesce(number_in(THING.c.other, "first"), 0),
    )
    assert db.execute(found).one() == (12, None, 0)
    assert db.execute(select(THING.c.key).where(number_in(THING.c.text, "first") >= 12)).scalar() == 1


def test_numbers_come_as_one_parameter(db):
    db.execute(upsert(THING), [{"key": each, "part": 1, "text": "", "other": ""} for each in range(5)])
    asked, number = numbers_of(bindparam("keys", type_=String), "asked")
    found = select(THING.c.key).select_from(asked.join(THING, THING.c.key == number)).order_by(THING.c.key)
    for keys, there in (("[3, 1, 9]", [1, 3]), ("[]", []), ("[4]", [4])):
        assert db.execute(found, {"keys": keys}).scalars().all() == there


def test_each_engine_has_its_own_words():
    part = bindparam("part", type_=String)
    said = str(
        select(number_in(THING.c.text, "first"), numbers_of(part, "asked")[1])
        .where(holds(THING.c.text, part))
        .compile(dialect=postgresql.dialect())
    )
    assert "strpos(" in said
    assert "json_array_elements_text(" in said
    assert "AS JSON) ->> " in said
    assert "instr(" not in said
