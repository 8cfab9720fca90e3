"""Looking for damage: every page's tag, the tables' structure, records that point nowhere, the audit chain."""

from typing import Any

from facilitator.errors import BookError
from facilitator.storage.book import Book
from facilitator.storage.keys.slots import AuditHead

_MOST_LINES = 20


def find_damage(book: Book, head: AuditHead | None) -> tuple[str, ...]:
    """What is wrong with a book, a line each; empty where nothing is.

    ``head`` is the newest audit row that was noted outside of the book.
    """
    found: list[str] = []
    try:
        with book.raw() as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # tags are looked at in the main file only
            found += _lines(raw)
        chain = book.verify_audit(head)
    except BookError as error:  # damage that stops the looking
        return tuple(dict.fromkeys([*found, error.title]))
    if chain.broken_at is not None:
        found.append(f"the audit chain is broken at row {chain.broken_at}")
    if chain.head_missing and head is not None:
        found.append(f"the audit chain was cut: row {head.seq} was there once and is gone or changed")
    return tuple(found)


def _lines(raw: Any) -> list[str]:
    tags = [str(line) for (line,) in raw.execute("PRAGMA cipher_integrity_check").fetchmany(_MOST_LINES)]
    if tags:
        return tags  # what follows would only read the same pages
    said = raw.execute(f"PRAGMA integrity_check({_MOST_LINES})").fetchall()
    structure = [str(line).replace("\n", "; ") for (line,) in said if line != "ok"]
    tables = sorted({str(table) for table, *_ in raw.execute("PRAGMA foreign_key_check")})
    return structure + [f"table {table} has records that point nowhere" for table in tables]
