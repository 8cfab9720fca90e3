"""Every statement that the modules of storage have built when they are imported, and how an engine prepares one."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any

from sqlalchemy import Date, Dialect, Executable, LargeBinary, Numeric, String, Table, TypeDecorator, Update
from sqlalchemy.sql import ClauseElement, visitors
from sqlalchemy.sql.elements import BindParameter

from facilitator.storage import audit, queries
from facilitator.storage.engines.straight import Straight
from facilitator.storage.tables.types import Code, Word


def statements() -> dict[str, Executable]:
    """All of them, by module and name; those in containers and objects of ours by their place there too."""
    names = [each.name for each in pkgutil.walk_packages(queries.__path__, f"{queries.__name__}.")]
    found: dict[str, Executable] = {}
    for module in [audit, *map(importlib.import_module, names)]:
        for name, value in vars(module).items():
            found |= {f"{module.__name__}.{name}{place}": each for place, each in _within(value, "")}
    return found


def _within(value: Any, place: str) -> Iterator[tuple[str, Executable]]:
    if isinstance(value, Straight):
        yield place, value.statement
    elif isinstance(value, ClauseElement):
        if isinstance(value, Executable) and not isinstance(value, Table) and not _is_part(value):
            yield place, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _within(each, f"{place}[{key}]")
    elif isinstance(value, (list, tuple, set, frozenset)):
        for at, each in enumerate(value):
            yield from _within(each, f"{place}[{at}]")
    elif not isinstance(value, (type, ModuleType)) and type(value).__module__.startswith(queries.__name__):
        for key, each in vars(value).items():
            yield from _within(each, f"{place}.{key}")


def _is_part(value: Any) -> bool:
    """A function or an alias of one, which SQLAlchemy lets be executed, stands inside of statements here."""
    return not (getattr(value, "is_select", False) or getattr(value, "is_dml", False))


def written(statement: Any, dialect: Dialect) -> tuple[str, int]:
    """A statement as an engine gets it, with two values for each list, and how many parameters it has."""
    columns = None
    if isinstance(statement, Update) and not statement._values:
        named = {each.key for each in visitors.iterate(statement) if isinstance(each, BindParameter)}
        columns = [each.name for each in statement.table.columns if each.name not in named]
    made: Any = statement.compile(dialect=dialect, column_keys=columns)
    values = {
        name: [_sample(each.type)] * 2 if each.expanding else _sample(each.type)
        for name, each in made.binds.items()
        if each.required or each.value is None
    }
    expanded = made.construct_expanded_state(values)
    return expanded.statement, len(expanded.positional_parameters)


def _sample(kind: Any) -> Any:
    if isinstance(kind, (Code, Word)):
        words = kind.codes[0][0] if isinstance(kind, Code) else next(iter(kind.words))
        assert isinstance(words, StrEnum)
        return words
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(plain, String):
        return "text"
    if isinstance(plain, Date):
        return date(2027, 3, 1)
    if isinstance(plain, LargeBinary):
        return b""
    if isinstance(plain, Numeric):
        return 1.0
    return datetime(2027, 3, 1, tzinfo=UTC) if isinstance(kind, TypeDecorator) else 1
