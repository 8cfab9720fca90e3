"""The visible history: recent changes of anybody, and all that happened to one record.

The audit chain is its spine: every change has its row there, in order. The journal of edits adds what the fields were
and became for as long as it keeps a step, the events of attendance add the marks themselves. Looks at records are not
changes; they are found in the audit log.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.history.audit_words import LOOKS, MARKS
from facilitator.domain.history.history import AuditRow, FieldChange, Happening
from facilitator.errors import NotFound
from facilitator.services.history.find_record import FoundRecord, find_record, uids_about
from facilitator.services.history.search_audit import audit_rows
from facilitator.services.history.step_changes import changes_of
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.history import audit_log, journal
from facilitator.storage.queries.history.audit_log import NOWHERE, Asked
from facilitator.storage.queries.history.journal import KeptStep
from facilitator.storage.queries.sessions import mark_events
from facilitator.storage.queries.sessions.mark_events import Event

PAGE = 50
_NO_CHANGE = (*LOOKS, "audit.export", "draft.keep", "draft.take")
_IN_EVENTS = ("attendance.expect",)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Happenings, the newest first; ``before`` gets those before them, None where there are none."""

    rows: tuple[Happening, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """All that happened to one record; its title names no person, who is told by code."""

    kind: str
    uid: str
    title: str
    rows: tuple[Happening, ...]


def recent_changes(book: Book, *, before: int | None = None, limit: int = PAGE) -> HistoryPage:
    """What was changed last, by anybody; an edit of many sessions is one line."""
    with book.read() as db:
        asked = Asked(without=_NO_CHANGE)
        found = audit_log.rows_before(db, asked, before=NOWHERE if before is None else before, limit=limit + 1)
        shown = _happenings(db, audit_rows(db, found[:limit]))
    return HistoryPage(tuple(shown), found[limit - 1].seq if len(found) > limit else None)


def history_of(book: Book, text: str, *, names: bool, limit: int = PAGE) -> RecordHistory:
    """What happened to a group with its sessions, a session with its marks, a person with theirs, or a place.

    Fields of a person are told with their values only where ``names`` may be shown.

    Raises:
        NotFound, Ambiguous: for none, or more than one.
    """
    with book.read() as db:
        record = find_record(db, text)
        objects, named = uids_about(db, record)
        without = (*_NO_CHANGE, *MARKS, *(_IN_EVENTS if record.is_person else ()))
        asked = Asked(objects=objects, named=named, without=without)
        found = audit_log.rows_before(db, asked, before=NOWHERE, limit=limit)
        rows = _happenings(db, audit_rows(db, found), about=record, names=names)
        rows += _imported(db, record, {each.step for each in rows}, names=names)
        rows += [_of_event(each) for each in _events(db, record, limit)]
    rows.sort(key=lambda each: each.at, reverse=True)
    return RecordHistory(record.kind, record.uid, record.title, tuple(rows[:limit]))


def see_step(book: Book, step_id: int, *, names: bool) -> Happening:
    """One edit of the journal with every field that it changed.

    Raises:
        NotFound: where the journal keeps it no more.
    """
    with book.read() as db:
        step = journal.step_if_kept(db, step_id)
        if step is None:
            raise NotFound("the fields of this change are no longer kept", "What was done stays in the audit log.")
        return _of_step(step, changes_of(db, step.id, names=names))


def _happenings(
    db: Db, rows: Sequence[AuditRow], *, about: FoundRecord | None = None, names: bool = False
) -> list[Happening]:
    """Rows of the chain as happenings: those of one step are one, those of marks say which mark it was."""
    if not rows:
        return []
    steps = _by_row(journal.steps_of_rows(db, rows[-1].seq, rows[0].seq))
    events = _by_mark(db, [row for row in rows if row.action in MARKS])
    told: set[int] = set()
    found: list[Happening] = []
    for row in rows:
        step = steps.get(row.seq)
        if step is not None:
            if step.id not in told:
                # what an undoing put back stands under the change that it took back
                telling = about is not None and step.action != journal.UNDO
                changes = changes_of(db, step.id, about=about, names=names) if telling else ()
                found.append(_of_step(step, changes))
                told.add(step.id)
        elif row.action in MARKS and (waiting := events[_mark_key(row)]):
            found.append(_of_event(waiting.pop(0)))
        else:
            found.append(Happening(row.at, row.actor, row.action, row.object_uid, _words(row), row.reason))
    return found


def _words(row: AuditRow) -> str:
    return f"{row.about}: {row.words}" if row.about else row.words


def _by_row(steps: Iterable[KeptStep]) -> dict[int, KeptStep]:
    return {seq: step for step in steps for seq in range(step.first_row, step.last_row + 1)}


def _of_step(step: KeptStep, changes: Sequence[FieldChange] = ()) -> Happening:
    undone = step.undone_at is not None and step.action != journal.UNDO
    return Happening(
        step.at, step.actor, step.action, step.object_uid, step.summary, "", undone, step.id, tuple(changes)
    )


def _imported(db: Db, record: FoundRecord, known: set[int], *, names: bool) -> list[Happening]:
    """Steps that changed a person in a roster file: their audit row counts people, and names none."""
    if not record.is_person:
        return []
    held = {each.id: each for uid in record.uids for each in journal.steps_holding(db, uid)}
    found = [each for each in held.values() if each.id not in known]
    return [_of_step(each, changes_of(db, each.id, about=record, names=names)) for each in found]


def _events(db: Db, record: FoundRecord, limit: int) -> list[Event]:
    if record.kind == "session":
        found = mark_events.events_of_session(db, record.id, limit)
        # the closing of a session is one happening of the session, not one of each person
        return [each for each in found if each.act in ("mark", "void") or each.undid in ("mark", "void")]
    found = mark_events.events_of_person(db, record.ids, limit) if record.is_person else []
    # what a merge left of the other row is nothing, and said of the one that stays
    return [each for each in found if each.act != "merge" or each.person_uid == record.uid]


_MarkKey = tuple[str, str, datetime, str, str]
_ACTS = {"attendance.mark": "mark", "attendance.clear": "void", "attendance.undo": "undo"}


def _mark_key(row: AuditRow) -> _MarkKey:
    return (row.object_uid, str(row.payload.get("person", "")), row.at, row.actor, _ACTS[row.action])


def _by_mark(db: Db, rows: Sequence[AuditRow]) -> dict[_MarkKey, list[Event]]:
    """The events of marks, the newest first, by what their audit rows say of them."""
    found: dict[_MarkKey, list[Event]] = defaultdict(list)
    if rows:
        times = [row.at for row in rows]
        for each in mark_events.events_between(db, {row.object_uid for row in rows}, min(times), max(times)):
            found[(each.session_uid, each.person_uid, each.at, each.actor, each.act)].append(each)
    return found


def _of_event(each: Event) -> Happening:
    said = _EVENT_WORDS["close" if each.undid == "undo" else each.act]
    status = each.status.value.replace("-", " ") if each.status else "no mark"
    words = f"{each.title} on {say_moment(each.start_local)}: {each.code} {said.format(status)}"
    action = f"attendance.{each.act}"
    return Happening(each.at, each.actor, action, each.session_uid, words, each.reason, undone=each.undone)


_EVENT_WORDS = {
    "mark": "marked {}",
    "void": "mark cleared",
    "undo": "taken back, {} again",
    "close": "attendance closed, {}",
    "expect": "is expected",
    "merge": "two rows became one person, {}",
    "roster": "who is expected was corrected, {}",
}
