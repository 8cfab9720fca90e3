import ast
import re
import subprocess
import sys
from collections import Counter

import pytest
from psycopg import Error as PostgresError
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlcipher3 import dbapi2

from facilitator.storage.engines.statements import holds, numbers_of, upsert
from facilitator.storage.tables import enrolment, metadata, person
from facilitator.storage.tables.types import Moment
from tests.books import open_practice
from tests.conftest import ROOT
from tests.storage.engines.prebuilt import statements, written

SUBJECTS = ("agency", "book", "curricula", "history", "people", "privacy", "reporting", "scheduling", "sessions")
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
def things(db):
    """A table for trying, on each engine."""
    THING.create(db)
    return db


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


def test_an_upsert_sets_all_but_the_key_of_the_row_that_is_there(things):
    first = {"key": 1, "part": 1, "text": "a", "other": "b"}
    things.execute(upsert(THING), [first, {**first, "part": 2}])
    things.execute(upsert(THING), {**first, "text": "c", "other": None})
    assert things.execute(select(THING).order_by(THING.c.part)).all() == [(1, 1, "c", None), (1, 2, "a", "b")]


def test_one_upsert_is_not_taken_for_another(db):
    """Statements are kept as they were written out: what they do on a conflict is a part of their key."""
    other = Table("other", MetaData(), Column("key", Integer, primary_key=True), Column("text", String))
    keys = {upsert(each)._generate_cache_key().key for each in (THING, other, THING)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("part", "found"), [("100%", True), ("1%", False), ("10_", False), ("", True), ("OF", False), ("of", True)]
)
def test_what_a_text_holds_is_taken_as_it_is(things, part, found):
    things.execute(upsert(THING), {"key": 1, "part": 1, "text": "100% of it", "other": None})
    text = bindparam("text", part, type_=String)
    assert (things.execute(select(THING.c.key).where(holds(THING.c.text, text))).scalar() == 1) is found
    assert things.execute(select(THING.c.key).where(holds(THING.c.other, text))).scalar() is None


def test_numbers_come_as_one_parameter(things):
    things.execute(upsert(THING), [{"key": each, "part": 1, "text": "", "other": ""} for each in range(5)])
    asked, number = numbers_of(bindparam("keys", type_=String), "asked")
    found = select(THING.c.key).select_from(asked.join(THING, THING.c.key == number)).order_by(THING.c.key)
    for keys, there in (("[3, 1, 9]", [1, 3]), ("[]", []), ("[4]", [4])):
        assert things.execute(found, {"keys": keys}).scalars().all() == there


BUILT = statements()


def test_what_is_built_is_found():
    """The walk cannot come back with little: in containers, in objects of ours, and behind probes."""
    assert len(BUILT) >= 238
    of_each = Counter(name.split(".")[3] for name in BUILT if name.startswith("facilitator.storage.queries."))
    assert min(of_each[each] for each in SUBJECTS) > 0
    for place in ("audit._add", "sessions._by_ids.extras[3]", "records._by_id[room]", "clashes._led_by"):
        assert any(name.endswith(place) for name in BUILT), place


def test_postgresql_prepares_every_statement(postgres):
    dialect = psycopg.dialect(paramstyle="numeric_dollar")
    refused = {}
    with postgres.connect() as db:
        for number, (name, statement) in enumerate(BUILT.items()):
            text, _ = written(statement, dialect)
            try:
                with db.begin_nested():
                    db.connection.driver_connection.execute(f"PREPARE p{number} AS {text}")
            except PostgresError as error:
                refused[name] = str(error).splitlines()[0]
    assert refused == {}


def test_sqlcipher_prepares_every_statement(tmp_path):
    dialect, refused = sqlite.dialect(), {}
    with open_practice(tmp_path) as book, book.raw() as raw:
        for name, statement in BUILT.items():
            text, values = written(statement, dialect)
            try:
                raw.execute(f"EXPLAIN {text}", [None] * values)
            except dbapi2.Error as error:
                refused[name] = str(error)
    assert refused == {}


NAMES = r"(name|name_key|alias|alias_key|phone|email|notes)\b"
AT_REST = re.compile(
    rf"ORDER BY [^()]*\bperson\w*\.{NAMES}|\bperson\w*\.{NAMES} (NOT )?LIKE|\bLIKE [^()]*\bperson\w*\.{NAMES}"
)


def test_no_statement_sorts_or_searches_by_what_may_be_encrypted():
    """Names, phones, addresses and notes are looked up by exact key alone; Python sorts them."""
    texts = {name: str(each.compile(dialect=sqlite.dialect())) for name, each in BUILT.items()}
    assert [name for name, text in texts.items() if AT_REST.search(" ".join(text.split()))] == []
    assert AT_REST.search("SELECT person.id FROM person ORDER BY person.code, person.name_key")
    assert AT_REST.search("SELECT person.id FROM person WHERE person.phone LIKE ?")


def test_what_is_built_when_it_is_asked_for_has_a_test_on_both_engines():
    """Such statements are sent: every public function of the queries is called by the tests beside this one."""
    asked = {
        node.name
        for path in (STORAGE / "queries").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    called = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for path in (ROOT / "tests" / "storage" / "queries").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Attribute, ast.Name))
    }
    assert len(asked) > 120
    assert asked - called == set()


def test_a_statement_that_mixes_types_is_refused(postgres):
    """The control: what SQLite takes without a word."""
    text, _ = written(
        select(person.c.id).where(person.c.name == enrolment.c.waitlisted), psycopg.dialect(paramstyle="numeric_dollar")
    )
    with postgres.connect() as db, pytest.raises(PostgresError, match="character varying = boolean"):
        db.connection.driver_connection.execute(f"PREPARE mixed AS {text}")


def test_postgresql_keeps_each_thing_as_what_it_is(postgres):
    kinds = {(each.table.name, each.name): each.type for table in metadata.sorted_tables for each in table.columns}
    with postgres.connect() as db:
        rows = db.exec_driver_sql(
            "SELECT table_name, column_name, data_type, column_default FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        ).all()
    assert {row[:2] for row in rows} == set(kinds)
    moments = {kind for table, column, kind, _ in rows if isinstance(kinds[table, column], Moment)}
    answers = {(kind, to) for table, column, kind, to in rows if isinstance(kinds[table, column], Boolean)}
    assert moments == {"bigint"}
    assert answers == {("boolean", None), ("boolean", "false"), ("boolean", "true")}
