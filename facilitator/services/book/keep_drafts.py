"""Keep what was typed when the book locks, and give it back once to the one who typed it."""

from collections.abc import Mapping
from datetime import datetime

from facilitator.storage.book import Book
from facilitator.storage.queries.book import drafts


def keep_drafts(book: Book, typed: Mapping[str, Mapping[str, str]], *, now: datetime) -> None:
    """Keep the values of forms, by form and field, inside the encrypted book."""
    if not typed:
        return
    with book.write(now=now) as change:
        for form, values in typed.items():
            drafts.keep_draft(change.db, form, change.actor, values, now=now)
        change.record("draft.keep", "", forms=sorted(form.partition(":")[0] for form in typed))


def take_draft(book: Book, form: str, *, now: datetime) -> dict[str, str]:
    """What this person typed into a form before a lock, which is forgotten now; empty, and nothing written, without."""
    with book.read() as db:
        if not drafts.draft_of(db, form, book.actor):
            return {}
    with book.write(now=now) as change:
        values = drafts.draft_of(change.db, form, change.actor)
        drafts.drop_draft(change.db, form, change.actor)
        change.record("draft.take", "", form=form.partition(":")[0])
    return values
