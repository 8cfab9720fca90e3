"""See what others did to the book since one looked last, whichever window they did it in."""

import json
from dataclasses import dataclass

from facilitator.domain.history.others import OthersAct, others_words
from facilitator.storage.book import Book
from facilitator.storage.queries.agency import logins
from facilitator.storage.queries.history import audit_log


@dataclass(frozen=True, slots=True)
class OthersDid:
    """How far the audit chain is, and what others did in words; empty where nothing that is shown changed."""

    up_to: int
    words: str


def up_to_now(book: Book) -> int:
    """How far the audit chain is at this moment."""
    return book.audit_head().seq


def others_did(book: Book, after: int) -> OthersDid:
    """What others did after a row of the audit chain; what this window did itself is left out and forgotten."""
    with book.read() as db:
        rows = audit_log.rows_since(db, after)
        names = {each.login: each.facilitator or each.login for each in logins.logins(db)} if rows else {}
    acts = [OthersAct(row.seq, row.actor, row.action, str(json.loads(row.payload).get("person", ""))) for row in rows]
    words = others_words(acts, own=book.own_rows, me=book.actor, names=names)
    book.own_rows.difference_update(each.seq for each in acts)
    return OthersDid(acts[-1].seq if acts else after, words)
