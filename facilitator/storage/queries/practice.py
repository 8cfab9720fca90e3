"""Many rows of a new book at once, with the keys that the caller gave them."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, insert

from facilitator.storage.tables import audit, metadata
from facilitator.storage.tables.book import book

Row = dict[str, object]
_CHUNK = 10_000
_INSERTS = {table.name: insert(table) for table in metadata.sorted_tables if table not in (book, audit)}


def fill(db: Connection, rows: Mapping[str, Sequence[Row]]) -> Iterator[int]:
    """Insert rows by table, what others point to first; yields how many rows are in, every ten thousand or so.

    All rows of a table must name the same columns.

    Raises:
        ValueError: for a table that is unknown, or that keeps itself.
    """
    unknown = sorted(rows.keys() - _INSERTS.keys())
    if unknown:
        raise ValueError(f"rows cannot be put into {', '.join(unknown)}")
    done = 0
    for name, statement in _INSERTS.items():
        wanted = rows.get(name, ())
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            db.execute(statement, chunk)
            done += len(chunk)
            yield done
