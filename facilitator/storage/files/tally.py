"""Counting what is in a book and where two copies of it part ways, on the driver's connection.

It is asked of copies too, which may be of an older schema: the tables named here have been there from the first.
"""

from typing import Any

from facilitator.domain.book.tally import BookTally

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_LAST = "SELECT coalesce(max(seq), 0) FROM audit"
_ROW = "SELECT at, actor, action, object, reason, payload FROM audit WHERE seq = ?"
# a file of people is one row of the audit that says how many it added
_SINCE = (
    "SELECT action, sum(CASE action WHEN 'person.import' THEN json_extract(payload, '$.added') ELSE 1 END) "
    "FROM audit WHERE seq > ? AND action <> 'book.restore' GROUP BY action"
)


def count_records(raw: Any) -> int:
    """The rows of all tables together."""
    names = [name for (name,) in raw.execute(_TABLES).fetchall()]
    return sum(_rows(raw, name) for name in names)


def tally(raw: Any) -> BookTally:
    """What is in this book."""
    return BookTally(
        groups=_rows(raw, "group"),
        sessions=_rows(raw, "session"),
        people=_rows(raw, "person"),
        marks=raw.execute("SELECT count(*) FROM attendance WHERE status IS NOT NULL").fetchone()[0],
        records=count_records(raw),
    )


def last_in_common(one: Any, other: Any) -> int:
    """The newest audit row that two copies of a book share, 0 without any; each chain is the other's up to there.

    Rows are told by what they say: under a new key every hash of the chain is another.
    """
    low, high = 0, min(one.execute(_LAST).fetchone()[0], other.execute(_LAST).fetchone()[0])
    while low < high:
        middle = (low + high + 1) // 2
        if one.execute(_ROW, (middle,)).fetchone() == other.execute(_ROW, (middle,)).fetchone():
            low = middle
        else:
            high = middle - 1
    return low


def acts_since(raw: Any, seq: int) -> dict[str, int]:
    """How often each audit action was done after a row; an import of people counts as often as it added one."""
    return {str(action): int(times) for action, times in raw.execute(_SINCE, (seq,)).fetchall()}


def _rows(raw: Any, table: str) -> int:
    quoted = table.replace('"', '""')
    (rows,) = raw.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 - names of the book's own tables
    return int(rows)
