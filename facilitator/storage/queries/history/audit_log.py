"""Rows of the audit chain that somebody looks for, the newest first, a page at a time; the table is never loaded."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Integer, Row, Select, String, bindparam, func, or_, select

from facilitator.storage.engines.statements import holds
from facilitator.storage.tables import audit
from facilitator.storage.tables.types import Moment

_columns = (
    audit.c.seq,
    audit.c.at,
    audit.c.actor,
    audit.c.action,
    audit.c.object,
    audit.c.reason,
    audit.c.payload,
)
_whole = select(*_columns, audit.c.previous_hash, audit.c.hash)
NOWHERE = 2**62
"""After every row."""


class SearchedWord(NamedTuple):
    """A word that is looked for, folded, and the actions that it may mean."""

    text: str
    actions: Collection[str]


class Asked(NamedTuple):
    """What is looked for. ``objects`` are uids; a row that holds one of ``named`` in its payload counts, too.

    ``actions`` and ``without`` take and leave out rows by what was done.
    """

    from_at: datetime | None = None
    to_at: datetime | None = None
    actor: str = ""
    objects: Collection[str] | None = None
    named: Collection[str] = ()
    words: tuple[SearchedWord, ...] = ()
    without: Collection[str] = ()


_since: Select[Any] = (
    select(audit.c.seq, audit.c.actor, audit.c.action, audit.c.payload)
    .where(audit.c.seq > bindparam("after", type_=BigInteger))
    .order_by(audit.c.seq)
)


def rows_since(db: Connection, after: int) -> Sequence[Row[Any]]:
    """The rows after one, in order: seq, actor, action, payload."""
    return db.execute(_since, {"after": after}).all()


def rows_before(db: Connection, asked: Asked, *, before: int, limit: int) -> Sequence[Row[Any]]:
    """The newest rows with a number below ``before``: seq, at, actor, action, object, reason, payload."""
    statement = _found(*_shape(asked))
    return db.execute(statement, {**_values(asked), "before": before, "most": limit}).all()


def whole_rows(db: Connection, asked: Asked) -> Iterator[Row[Any]]:
    """All rows that are meant, in the order of the chain, with their hashes, a thousand at a time."""
    statement = _in_order(*_shape(asked))
    yield from db.execute(statement, _values(asked)).yield_per(1000)


@cache
def _found(words: int, objects: bool, named: int) -> Select[Any]:
    return (
        select(*_columns)
        .where(audit.c.seq < bindparam("before", type_=BigInteger), *_conditions(words, objects, named))
        .order_by(audit.c.seq.desc())
        .limit(bindparam("most", type_=Integer))
    )


@cache
def _in_order(words: int, objects: bool, named: int) -> Select[Any]:
    return _whole.where(*_conditions(words, objects, named)).order_by(audit.c.seq)


def _shape(asked: Asked) -> tuple[int, bool, int]:
    return len(asked.words), asked.objects is not None, len(asked.named)


def _conditions(words: int, objects: bool, named: int) -> list[Any]:
    """One statement for each number of words, and of what is named: what is not asked for is none and passes."""
    from_at, to_at = bindparam("from_at", type_=Moment()), bindparam("to_at", type_=Moment())
    actor = bindparam("actor", type_=String)
    conditions = [
        or_(from_at.is_(None), audit.c.at >= from_at),
        or_(to_at.is_(None), audit.c.at < to_at),
        or_(actor == "", func.lower(audit.c.actor) == func.lower(actor)),
        audit.c.action.not_in(bindparam("without", expanding=True)),
    ]
    if objects:
        about = audit.c.object.in_(bindparam("objects", expanding=True))
        held = [holds(audit.c.payload, bindparam(f"named_{at}", type_=String)) for at in range(named)]
        conditions.append(or_(about, *held))
    for at in range(words):
        word = bindparam(f"word_{at}", type_=String)
        name = or_(audit.c.action.in_(bindparam(f"actions_{at}", expanding=True)), holds(audit.c.action, word))
        conditions.append(or_(name, *(holds(func.lower(each), word) for each in (audit.c.reason, audit.c.payload))))
    return conditions


def _values(asked: Asked) -> dict[str, object]:
    values: dict[str, object] = {
        "from_at": asked.from_at,
        "to_at": asked.to_at,
        "actor": asked.actor,
        "without": list(asked.without),
    }
    if asked.objects is not None:
        values |= {"objects": list(asked.objects)} | {f"named_{at}": each for at, each in enumerate(asked.named)}
    for at, word in enumerate(asked.words):
        values |= {f"word_{at}": word.text, f"actions_{at}": list(word.actions)}
    return values
