"""Search the audit chain, and export what was found so that somebody else can check its order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.history.audit_words import actions_meant, sentence
from facilitator.domain.history.history import AuditPage, AuditRow, AuditWish
from facilitator.domain.spelling import fold
from facilitator.errors import BadInput
from facilitator.formats.csv_write import write_csv, write_rows
from facilitator.home import write_whole
from facilitator.services.history.find_record import find_record, uids_about
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history import audit_log, records
from facilitator.storage.queries.history.audit_log import NOWHERE, Asked, SearchedWord
from facilitator.storage.queries.history.records import Record
from facilitator.zones import zone

ALL = AuditWish()
COLUMNS = ("seq", "at_utc", "actor", "action", "words", "object", "reason", "payload", "previous_hash", "hash")
PAGE = 50
MOST_WORDS = 12
_NAMED = ("person", "other")
"""Fields of a payload that hold the uid of another record."""


@dataclass(frozen=True, slots=True)
class AuditExport:
    """A file of audit rows: how many, and the last of them."""

    path: Path
    rows: int
    last_seq: int


def search_audit(book: Book, wish: AuditWish = ALL, *, before: int | None = None, limit: int = PAGE) -> AuditPage:
    """The newest rows that are meant, each with a sentence; ``before`` goes on where another page ended.

    Raises:
        BadInput: for days in the wrong order, or a great many words.
        NotFound, Ambiguous: for a record that is not one.
    """
    with book.read() as db:
        asked = asked_for(db, wish)
        found = audit_log.rows_before(db, asked, before=NOWHERE if before is None else before, limit=limit + 1)
        shown = audit_rows(db, found[:limit])
    return AuditPage(tuple(shown), shown[-1].seq if len(found) > limit else None)


def export_audit(book: Book, path: Path, wish: AuditWish = ALL, *, now: datetime) -> AuditExport:
    """Write the rows that are meant into a private file; before that, a row that says so.

    A name that ends in .csv is for a spreadsheet. Any other gets JSON lines, a row each as it is kept, with the hash
    of the row before and its own: whoever has the file sees that no row between its first and its last is missing,
    or out of order. That no row was rewritten, only the book's own key can tell: ``facilitator audit verify``.

    Raises:
        BadInput: where the file cannot be written, and as :func:`search_audit` does.
    """
    tell = _csv_row if path.suffix.lower() == ".csv" else _line
    parts = [write_csv(COLUMNS, [])] if tell is _csv_row else []
    rows = last = 0
    with book.write(now=now) as change:
        for row in audit_log.whole_rows(change.db, asked_for(change.db, wish)):
            parts.append(tell(row))
            rows, last = rows + 1, row.seq
        change.record("audit.export", book_info(change.db).uid, rows=rows, last=last)
    write_whole(path, "".join(parts).encode())
    return AuditExport(path, rows, last)


def asked_for(db: Db, wish: AuditWish, *, without: Sequence[str] = ()) -> Asked:
    """What a wish asks of the table.

    Raises:
        BadInput, NotFound, Ambiguous: as :func:`search_audit` does.
    """
    if wish.first and wish.last and wish.last < wish.first:
        raise BadInput(f"--to {wish.last} is before --from {wish.first}", "Both days are included.")
    words = tuple(SearchedWord(fold(each), tuple(actions_meant(each))) for each in wish.words.split())
    if len(words) > MOST_WORDS:
        raise BadInput(f"more than {MOST_WORDS} words are too many", "A few words find it.")
    objects, named = uids_about(db, find_record(db, wish.about)) if wish.about else (None, [])
    home = zone(book_info(db).zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), home).astimezone(UTC)

    return Asked(
        from_at=midnight(wish.first) if wish.first else None,
        to_at=midnight(wish.last + timedelta(days=1)) if wish.last else None,
        actor=wish.actor,
        objects=objects,
        named=named,
        words=words,
        without=without,
    )


def audit_rows(db: Db, found: Sequence[Any]) -> list[AuditRow]:
    """Rows with their sentences, and what they are about."""
    payloads = [json.loads(row.payload) for row in found]
    named = [str(payload[name]) for payload in payloads for name in _NAMED if isinstance(payload.get(name), str)]
    known = records.records(db, [*(row.object for row in found), *named])
    return [
        AuditRow(
            row.seq,
            row.at,
            row.actor,
            row.action,
            row.object,
            row.reason,
            payload,
            sentence(row.action, payload),
            title_of(known.get(row.object)),
            next((title_of(known.get(str(payload[name]))) for name in _NAMED if name in payload), ""),
        )
        for row, payload in zip(found, payloads, strict=True)
    ]


def title_of(record: Record | None) -> str:
    """A record in words; nothing for one that is gone, or that needs none."""
    if record is None:
        return ""
    return f"{record.title} on {say_moment(record.starts_local)}" if record.starts_local else record.title


def _line(row: Any) -> str:
    """A row as it is kept, its moment in seconds since 1970 as it goes into the hash."""
    shape = {
        "seq": row.seq,
        "at": int(row.at.timestamp()),
        "actor": row.actor,
        "action": row.action,
        "object": row.object,
        "reason": row.reason,
        "payload": row.payload,
        "previous_hash": row.previous_hash.hex(),
        "hash": row.hash.hex(),
    }
    return f"{json.dumps(shape, ensure_ascii=False, separators=(',', ':'))}\n"


def _csv_row(row: Any) -> str:
    words = sentence(row.action, json.loads(row.payload))
    hashes = (row.previous_hash.hex(), row.hash.hex())
    at = row.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return write_rows([(row.seq, at, row.actor, row.action, words, row.object, row.reason, row.payload, *hashes)])
