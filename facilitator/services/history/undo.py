"""Undo the newest change of whoever is at work, whatever it was, and do it again.

Whoever is at work is a login, and in a window of the screens what that window did: two windows of one person do not
share what they would take back. A line of the command line takes back what its login did last, wherever.

Edits are put back row by row from the journal, marks by an event of their own. What is never undone so: consents,
which are revoked, what was told outside of the program, and everything about keys, backups and looks.
"""

from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.history.audit_words import MARKS, QUIET
from facilitator.errors import Refused
from facilitator.services.people.roster_words import seat_line
from facilitator.services.people.seats import SettledSeats
from facilitator.services.sessions.count_minutes import RECOUNT, count_again
from facilitator.services.sessions.take_attendance import take_mark_back
from facilitator.storage import audit
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history import audit_log
from facilitator.storage.queries.history import journal as query
from facilitator.storage.queries.history import journal_marks as undo_marks
from facilitator.storage.queries.history.journal import KeptStep, Step
from facilitator.storage.queries.history.journal_marks import NewestMark
from facilitator.storage.queries.history.row_pairs import RUN, Pairs, changed
from facilitator.storage.queries.people import people
from facilitator.storage.queries.sessions import sessions, sittings

__all__ = ["KeptStep", "Newest", "Undone", "newest_change", "newest_undone", "recent_edits", "redo", "undo"]


_AGAIN = "done again: "


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest change of somebody that can be taken back, or done again; in words, people by code.

    ``step`` or ``mark`` says which one it is; one that it turns out not to be is not touched.
    """

    summary: str
    at: datetime
    object_uid: str
    step: int = 0
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """The change that was taken back, or done again; ``seated`` says who of those who waited has a seat by it."""

    summary: str
    action: str
    object_uid: str
    at: datetime
    actor: str
    seated: tuple[str, ...] = ()


def recent_edits(book: Book, limit: int = 20) -> list[KeptStep]:
    """The newest edits, the newest first, with what undid them among them."""
    with book.read() as db:
        return query.steps(db, limit)


def newest_change(book: Book) -> Newest | None:
    """What :func:`undo` would take back now."""
    with book.read() as db:
        return _newest(db, book)


def newest_undone(book: Book) -> Newest | None:
    """What :func:`redo` would do again now."""
    with book.read() as db:
        found = _undone(db, book)
        return found and _of_step(query.step_with_id(db, found.undoes_id or 0))


def undo(book: Book, *, now: datetime, expected: Newest | None = None) -> Undone:
    """Take back the newest change of this actor, in this window: an edit row by row, a mark by an event.

    The sequence of sessions whose schedule goes back goes up all the same. ``expected`` is what somebody was told it
    would be.

    Raises:
        Refused: where there is nothing to undo, where something that it would overwrite was changed, held or marked
            since, or where it is no longer what was expected.
    """
    with book.write(now=now) as change:
        found = _newest(change.db, change)
        if found is None:
            raise Refused("there is nothing to undo", "See: facilitator undo --list")
        if expected is not None and (found.step, found.mark) != (expected.step, expected.mark):
            raise Refused("something else was changed in the meantime", "Nothing was undone. Look again.")
        if found.mark:
            take_mark_back(change, found.mark)
            return Undone(found.summary, "attendance.mark", found.object_uid, found.at, change.actor)
        edit = query.step_with_id(change.db, found.step)
        step = Step(query.UNDO, edit.object_uid, f"undone: {_plain(edit)}", undoes_id=edit.id)
        since = audit_log.rows_since(change.db, edit.last_row)
        quiet = all(row.action in (*QUIET, *MARKS) for row in since)
        seated = _put_back(change, edit, edit.id, step, quiet=quiet)
    return Undone(edit.summary, edit.action, edit.object_uid, edit.at, edit.actor, seated)


def redo(book: Book, *, now: datetime, expected: Newest | None = None) -> Undone:
    """Do again what this actor undid last, where no change of theirs came after it. A mark is made anew instead.

    Raises:
        Refused: where there is nothing to do again, something was changed since, or it is not what was expected.
    """
    with book.write(now=now) as change:
        undone = _undone(change.db, change)
        if undone is None or undone.undoes_id is None:
            raise Refused("there is nothing to do again", "See: facilitator undo --list")
        if expected is not None and undone.undoes_id != expected.step:
            raise Refused("something else was changed in the meantime", "Nothing was done again. Look again.")
        edit = query.step_with_id(change.db, undone.undoes_id)
        step = Step(edit.action, edit.object_uid, f"{_AGAIN}{_plain(edit)}", undoes_id=undone.id)
        seated = _put_back(change, edit, undone.id, step)
    return Undone(edit.summary, edit.action, edit.object_uid, edit.at, edit.actor, seated)


def _put_back(change: Change, edit: KeptStep, step_id: int, step: Step, *, quiet: bool = False) -> tuple[str, ...]:
    """Put a step back, and record it; a line for each who has a seat by it."""
    pairs = query.pairs_of(change.db, step_id)
    seats = SettledSeats(change, pairs, change.now, quiet=quiet)
    step.rows = seats.rows

    def settle() -> None:
        seats.settle()
        _count_again(change, pairs, edit.action)
        # last, for its row vouches for all that was put back
        back = step.action == query.UNDO
        change.record("undo" if back else "redo", edit.object_uid, of=edit.action, step=edit.id)

    query.put_back(change, step_id, step, audit.last_row(change.db)[0] + 1, settle)
    return tuple(seat_line(each, title=group.title) for group, each in seats.given)


def _count_again(change: Change, pairs: Pairs, action: str) -> None:
    """Count once what sessions share that were closed or opened by it; a recount has put all of them back itself."""
    if action == RECOUNT:
        return
    there: dict[int, set[int]] = {}
    for old, new in pairs.get("session", ()):
        if old and new and changed(old, new) & RUN:
            there[new["id"]] = set(sittings.people_of(change.db, new["id"]))
    for old, new in pairs.get("attendance", ()):
        row = old or new or {}
        there.setdefault(row["session_id"], set()).add(row["person_id"])
    for session_id, who in there.items():
        count_again(change.db, sessions.session_with_id(change.db, session_id), who)


def _newest(db: Db, who: Book | Change) -> Newest | None:
    """The newest edit or mark: a step knows which mark was the newest when it was made."""
    step, mark = query.newest(db, who.actor, who.window), undo_marks.newest_mark(db, who.actor, who.window)
    if mark is not None and (step is None or mark.event_id > step.mark_event):
        return _of_mark(db, mark)
    return _of_step(step) if step else None


def _undone(db: Db, who: Book | Change) -> KeptStep | None:
    undone = query.newest_undo(db, who.actor, who.window)
    if undone is None or undone.undoes_id is None:
        return None
    marked_since = undo_marks.newest_event_id(db, who.actor, who.window) > undone.mark_event
    return None if marked_since else undone


def _of_step(step: KeptStep) -> Newest:
    return Newest(step.summary, step.at, step.object_uid, step=step.id)


def _of_mark(db: Db, mark: NewestMark) -> Newest:
    session, code = sessions.session_with_id(db, mark.session_id), people.code_of(db, mark.person_id)
    word = f"marked {mark.status.value.replace('-', ' ')}" if mark.status else "mark cleared"
    summary = f"{session.title} on {say_moment(session.start_local)}: {code} {word}"
    return Newest(summary, mark.at, session.uid, mark=mark.event_id)


def _plain(edit: KeptStep) -> str:
    return edit.summary.removeprefix(_AGAIN)
