"""What engines say differently, as parts of statements that each of them writes in its own words.

The statements of ``queries/`` name no engine. No dialect is imported for it: PostgreSQL's alone takes 87 ms of every
command.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Insert, Integer, Table, cast, insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, SyntaxExtension
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import InternalTraversal

_POSTGRES = "postgresql"


def upsert(table: Table) -> Insert:
    """An insert of whole rows; where a primary key is there already, that row gets all other values."""
    keys = [column.name for column in table.primary_key]
    return insert(table).ext(_InPlace(keys, [each.name for each in table.columns if each.name not in keys]))


class _InPlace(SyntaxExtension, ClauseElement):
    """The end of an insert: what is done where the row is there. SQLite and PostgreSQL say it alike."""

    _traverse_internals = [  # noqa: RUF012 - so SQLAlchemy reads it
        ("keys", InternalTraversal.dp_string_list),
        ("changed", InternalTraversal.dp_string_list),
    ]

    def __init__(self, keys: list[str], changed: list[str]) -> None:
        self.keys = keys
        self.changed = changed

    def apply_to_insert(self, insert_stmt: Insert) -> None:
        insert_stmt.apply_syntax_extension_point(lambda existing: [*existing, self], "post_values")


@compiles(_InPlace)
def _in_place(element: _InPlace, compiler: SQLCompiler, **_more: Any) -> str:
    quote = compiler.preparer.quote
    keys = ", ".join(map(quote, element.keys))
    values = ", ".join(f"{name} = excluded.{name}" for name in map(quote, element.changed))
    return f"ON CONFLICT ({keys}) DO UPDATE SET {values}"


def holds(text: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a text has another in it, as it is: no character means anything else."""
    return _PlaceIn(text, part) > 0


class _PlaceIn(FunctionElement[int]):
    type = Integer()
    inherit_cache = True


@compiles(_PlaceIn)
def _place_in(element: _PlaceIn, compiler: SQLCompiler, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(_PlaceIn, _POSTGRES)
def _place_in_postgres(element: _PlaceIn, compiler: SQLCompiler, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


def numbers_of(array: BindParameter[str], name: str) -> tuple[FromClause, ColumnElement[int]]:
    """The numbers in a parameter that is a JSON array, as a table to join: one statement for any of them."""
    table = _Each(array).table_valued("value", name=name)
    return table, cast(table.c.value, Integer)


class _Each(FunctionElement[str]):
    inherit_cache = True


@compiles(_Each)
def _each(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_Each, _POSTGRES)
def _each_in_postgres(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS JSON))"
