"""Undo edits of the schedule, the newest first, and do them again."""

from dataclasses import dataclass
from datetime import datetime

from facilitator.errors import Refused
from facilitator.storage.book import Book
from facilitator.storage.queries import undo as query
from facilitator.storage.queries.undo import KeptStep, Step

__all__ = ["KeptStep", "Undone", "recent_edits", "redo", "undo"]


_AGAIN = "done again: "


@dataclass(frozen=True, slots=True)
class Undone:
    """The edit that was taken back, or done again."""

    edit: KeptStep


def recent_edits(book: Book, limit: int = 20) -> list[KeptStep]:
    """The newest edits, the newest first, with what undid them among them."""
    with book.read() as db:
        return query.steps(db, limit)


def undo(book: Book, *, now: datetime) -> Undone:
    """Put back what the newest edit changed, row by row; the sequence of its sessions goes up all the same.

    Raises:
        Refused: where there is nothing to undo, or where something that it would overwrite was changed, held or marked
            since.
    """
    with book.write(now=now) as change:
        edit = query.newest(change.db)
        if edit is None:
            raise Refused("there is nothing to undo", "See: facilitator undo --list")
        step = Step(query.UNDO, edit.object_uid, f"undone: {_plain(edit)}", undoes_id=edit.id)
        query.put_back(change, edit.id, step)
        change.record("undo", edit.object_uid, of=edit.action, step=edit.id)
    return Undone(edit)


def redo(book: Book, *, now: datetime) -> Undone:
    """Do again what was undone last, where no edit came after it.

    Raises:
        Refused: where there is nothing to do again, or something was changed since.
    """
    with book.write(now=now) as change:
        undone = query.newest_undo(change.db)
        if undone is None or undone.undoes_id is None:
            raise Refused("there is nothing to do again", "See: facilitator undo --list")
        edit = query.step_with_id(change.db, undone.undoes_id)
        step = Step(edit.action, edit.object_uid, f"{_AGAIN}{_plain(edit)}", undoes_id=undone.id)
        query.put_back(change, undone.id, step)
        change.record("redo", edit.object_uid, of=edit.action, step=edit.id)
    return Undone(edit)


def _plain(edit: KeptStep) -> str:
    return edit.summary.removeprefix(_AGAIN)
