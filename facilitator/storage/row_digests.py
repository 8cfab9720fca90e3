"""Digests of rows in the audit chain: what an act did to a row that matters is bound to the act's own audit row.

Whoever writes a row of a listed table says so here, in the same transaction: the one door for marks and undos, for
merging, disposal, and whatever changes such a row later. The next audit row holds, for each, a tag that tells which
row it is and a digest of what it says now; of a row that is gone, the tag alone. Both are keyed, so that an exported
log tells nothing of anybody. A list of columns has a number: a table that gets a column gets another list, and rows
that were digested by the older one still hold.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Boolean, Connection, Date, Select, Table, TypeDecorator, bindparam, select, type_coerce

from facilitator.storage.tables import attendance, consent, disclosure, headcount_event, mark_event

FIELD: Final = "digests"
"""The field of an audit payload that holds digests, by the name of a list."""
TAG_BYTES, DIGEST_BYTES = 8, 16
_PENDING: Final = "rows without an audit row yet"


@dataclass(frozen=True, slots=True, eq=False)
class ListedColumns:
    """The columns of a table that a digest is about, under a name with a number; ``key`` says which row it is."""

    name: str
    table: Table
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def statement(self) -> str:
        """All rows as the database keeps them, in a driver's own words, by key."""
        return f"SELECT {', '.join(map(_quoted, self.columns))} FROM {self.table.name}"  # noqa: S608 - names of ours


LISTS: Final = (
    ListedColumns(
        "mark_event.1",
        mark_event,
        ("id",),
        (
            "id", "session_id", "person_id", "at", "actor", "act", "status", "expected", "arrived_at", "left_at",
            "mode", "undoes_id", "window", "children", "reason",
        ),
    ),
    ListedColumns(
        "attendance.1",
        attendance,
        ("session_id", "person_id"),
        (
            "session_id", "person_id", "expected", "status", "arrived_at", "left_at", "mode", "minutes", "event_id",
            "counted_minutes", "children",
        ),
    ),
    ListedColumns(
        "headcount_event.1", headcount_event, ("id",), ("id", "session_id", "people", "at", "actor", "window")
    ),
    ListedColumns(
        "consent.1",
        consent,
        ("uid",),
        (
            "uid", "person_id", "discloser", "what", "covers", "recipient", "purpose", "for_care", "expires_on",
            "expires_event", "event_came_on", "told_of_revoking", "signed_on", "signature", "revoked_at", "revoked_how",
            "created_at", "actor",
        ),
    ),
    ListedColumns(
        "disclosure.1",
        disclosure,
        ("uid",),
        (
            "uid", "person_id", "at", "basis", "consent_id", "recipient", "description", "purpose", "emergency",
            "made_by", "statement", "actor",
        ),
    ),
)  # fmt: skip
_of_table: Final = {each.table: each for each in LISTS}


def wrote(db: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Say that a row was added or set, with all that its list names; what is missing in ``row`` is read again."""
    listed = _of_table[table]
    key = tuple(row[name] for name in listed.key)
    whole = all(name in row for name in listed.columns)
    db.info.setdefault(_PENDING, {})[listed, key] = row if whole else None


def touched(db: Connection, table: Table, *key: object) -> None:
    """Say that a row was changed or is gone; it is read again for its digest."""
    db.info.setdefault(_PENDING, {})[_of_table[table], key] = None


def take_digests(db: Connection, key: bytes) -> dict[str, list[str]]:
    """The digests of what was written since they were taken last, by list; for the payload of an audit row."""
    found: dict[str, list[str]] = {}
    for (listed, of), row in db.info.pop(_PENDING, {}).items():
        values = _plain_values(listed, row) if row is not None else _values_now(db, listed, of)
        found.setdefault(listed.name, []).append(entry(key, listed, list(of), values))
    return found


def left_over(db: Connection) -> bool:
    """Whether rows were written of which no audit row tells; they are forgotten then."""
    return bool(db.info.pop(_PENDING, None))


def entry(key: bytes, listed: ListedColumns, of: list[Any], values: list[Any] | None) -> str:
    """Tag and digest of a row as the database keeps it, as text; of one that is gone the tag alone."""
    return base64.b64encode(tag_of(key, listed, of) + (digest_of(key, listed, values) if values else b"")).decode()


def tag_of(key: bytes, listed: ListedColumns, of: list[Any]) -> bytes:
    """What stands for one row, whatever it says."""
    return _mac(key, TAG_BYTES, listed.table.name, of)


def digest_of(key: bytes, listed: ListedColumns, values: list[Any]) -> bytes:
    """What stands for all that a row says."""
    return _mac(key, DIGEST_BYTES, listed.name, values)


def _mac(key: bytes, size: int, name: str, values: list[Any]) -> bytes:
    """BLAKE2b with a key (RFC 7693): a mark has four of them, and HMAC would take three times as long."""
    # numbers, text and nothing: as Python spells them in ASCII no two lists look alike, in any version
    return blake2b(ascii((name, values)).encode(), digest_size=size, key=key).digest()


def parted(text: str) -> tuple[bytes, bytes]:
    """Tag and digest of an entry.

    Raises:
        ValueError: for any other text.
    """
    both = base64.b64decode(text, validate=True)
    if len(both) not in (TAG_BYTES, TAG_BYTES + DIGEST_BYTES):
        raise ValueError(text)
    return both[:TAG_BYTES], both[TAG_BYTES:]


def _plain_values(listed: ListedColumns, row: Mapping[str, Any]) -> list[Any]:
    return [None if (value := row[name]) is None else plain(value) for name, plain in _plains(listed)]


@cache
def _plains(listed: ListedColumns) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """For each column what turns a value of ours into the one that the database keeps."""
    return tuple((name, _plain(listed.table.columns[name].type)) for name in listed.columns)


def _plain(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, TypeDecorator):
        return lambda value: kind.process_bind_param(value, None)  # type: ignore[arg-type]  # ours look at no dialect
    if isinstance(kind, Boolean):
        return int
    return date.isoformat if isinstance(kind, Date) else lambda value: value


def _values_now(db: Connection, listed: ListedColumns, of: tuple[Any, ...]) -> list[Any] | None:
    row = db.execute(_one(listed), {f"key_{at}": each for at, each in enumerate(of)}).first()
    if row is None:
        return None
    return [_as_kept(value) for value in row]


def _as_kept(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _one(listed: ListedColumns) -> Select[Any]:
    columns = listed.table.columns
    kept = [
        type_coerce(columns[name], kind.impl_instance)
        if isinstance(kind := columns[name].type, TypeDecorator)
        else columns[name]
        for name in listed.columns
    ]
    return select(*kept).where(*(columns[name] == bindparam(f"key_{at}") for at, name in enumerate(listed.key)))


def _kept(column: Any) -> Any:
    return type_coerce(column, column.type.impl_instance) if isinstance(column.type, TypeDecorator) else column


def _quoted(name: str) -> str:
    return f'"{name}"'
