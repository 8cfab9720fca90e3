"""Settle the minutes of a book that is older than the rule for them: one act, with old and new figures side by side.

It goes through the people by hundreds: a book of a million marks takes little more memory than a small one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final, NamedTuple

from facilitator.domain.sessions.minutes import LONGEST, Span, due_end, lasted, minutes_present
from facilitator.errors import BadInput
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.sessions.count_minutes import RECOUNT, counted_once, was_asked
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import people
from facilitator.storage.queries.sessions import sessions, sittings
from facilitator.storage.queries.sessions.sittings import HeldSitting, SessionHeld

MOST_UNDONE: Final = 20_000
"""So many marks can be put back by undo: the journal keeps each as it was and as it became, in one row."""
_PEOPLE_AT_ONCE: Final = 200


class GroupMonth(NamedTuple):
    """What a group's marks of one month came to, and come to by the rule."""

    group_uid: str
    title: str
    month: str
    marks: int
    before: int
    after: int


class PersonTotal(NamedTuple):
    """What somebody's marks came to, and come to by the rule; by code."""

    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a recount found, or did. ``groups`` are those with a mark in the period, ``people`` those who differ.

    ``forgotten`` are sessions that were ended long after they were to end, with nobody asked: they are taken to have
    ended when they were due.
    """

    marks: int
    changed: int
    groups: tuple[GroupMonth, ...]
    people: tuple[PersonTotal, ...]
    forgotten: tuple[SessionHeld, ...]
    written: bool

    @property
    def undoable(self) -> bool:
        """Whether undo can put it back."""
        return self.changed <= MOST_UNDONE


class _Mark(NamedTuple):
    """A mark of the period, and what the rule makes of it."""

    was: HeldSitting
    minutes: int
    counted: int

    @property
    def differs(self) -> bool:
        return (self.was.minutes, self.was.counted_minutes) != (self.minutes, self.counted)

    @property
    def row(self) -> dict[str, object]:
        where = {"of_session": self.was.session_id, "of_person": self.was.person_id}
        return {**where, "minutes": self.minutes, "counted_minutes": self.counted}


def recount_minutes(
    book: Book,
    first: date,
    last: date,
    *,
    now: datetime,
    preview: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Recounted:
    """Measure and count every mark of the held sessions of these local days by the rule, in one write.

    The audit row keeps old and new totals of each group and month that differ. ``progress`` is told how many people of
    how many were looked at.

    Raises:
        BadInput: for days in the wrong order.
    """
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        held = sittings.sessions_held(db, first, last)
        forgotten = tuple(each for each in held if not was_asked(db, each, each.id))
        slow = {each.id for each in forgotten}
        spans = {each.id: lasted(each, asked=each.id not in slow) for each in held}
        found = _look(db, held, forgotten, spans, progress)
        if writing is None:
            return found
        if found.undoable:
            kept = {mark.was.session_id for mark in _marks(db, held, spans) if mark.differs}
            step = Step(RECOUNT, "", f"{found.changed:,} marks counted again", sessions=list(slow))
            step.rows["attendance"] = sorted(kept)
            with journal(writing, step):
                _write(writing, found, held, spans)
        else:
            _write(writing, found, held, spans)
        return Recounted(found.marks, found.changed, found.groups, found.people, found.forgotten, written=True)


def _write(writing: Change, found: Recounted, held: list[SessionHeld], spans: dict[int, Span]) -> None:
    for part in _parts(_marks(writing.db, held, spans)):
        sittings.put_minutes(writing.db, [mark.row for mark in part if mark.differs])
    for each in found.forgotten:
        sessions.change_run(writing.db, each.id, ended_at=due_end(each))
    totals: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for group in found.groups:
        if group.before != group.after:
            totals[group.group_uid][group.month] = [group.before, group.after]
    writing.record(RECOUNT, "", marks=found.marks, changed=found.changed, totals=totals)


def _look(
    db: Db,
    held: list[SessionHeld],
    forgotten: tuple[SessionHeld, ...],
    spans: dict[int, Span],
    progress: Callable[[int, int], None] | None,
) -> Recounted:
    """The figures of the period, old and new."""
    of = {each.id: (each.group_uid, each.group_title, f"{each.local_date:%Y-%m}") for each in held}
    months: dict[tuple[str, str, str], list[int]] = {}
    for key in of.values():
        months.setdefault(key, [0, 0, 0])
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    marks = changed = 0
    for mark in _marks(db, held, spans, progress):
        before = mark.was.minutes if mark.was.counted_minutes is None else mark.was.counted_minutes
        changed += mark.differs
        if mark.was.session_id not in of:  # it only shares time with one of the period
            continue
        marks += 1
        for sums, figures in (
            (months[of[mark.was.session_id]], (1, before, mark.counted)),
            (totals[mark.was.person_id], (before, mark.counted)),
        ):
            for at, figure in enumerate(figures):
                sums[at] += figure
    groups = tuple(GroupMonth(*key, *sums) for key, sums in months.items() if sums[0])
    differing = {each: sums for each, sums in totals.items() if sums[0] != sums[1]}
    told = sorted(PersonTotal(people.code_of(db, each), *sums) for each, sums in differing.items())
    return Recounted(marks, changed, groups, tuple(told), forgotten, written=False)


def _marks(
    db: Db,
    held: list[SessionHeld],
    spans: Mapping[int, Span],
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[_Mark]:
    """Every mark of these sessions, and those that are settled and share time with one of them."""
    if not held:
        return
    days = [each.local_date for each in held]
    first = min(span.began for span in spans.values()) - 2 * LONGEST
    last = max(span.ended for span in spans.values()) + 2 * LONGEST
    who = sittings.people_who_came(db, min(days), max(days))
    for begin in range(0, len(who), _PEOPLE_AT_ONCE):
        part = sittings.sittings_between(db, who[begin : begin + _PEOPLE_AT_ONCE], first, last)
        known = dict(spans)
        for each in part:
            if each.session_id not in known:
                known[each.session_id] = lasted(each, asked=was_asked(db, each, each.session_id))
        part.sort(key=lambda each: each.person_id)
        for _, theirs in groupby(part, lambda each: each.person_id):
            for each, counted in counted_once(list(theirs), known):
                if each.session_id in spans:
                    there = minutes_present(each.status, known[each.session_id], each.arrived_at, each.left_at)
                    yield _Mark(each, there, counted)
                elif each.counted_minutes is not None:
                    yield _Mark(each, each.minutes, counted)
        if progress:
            progress(min(begin + _PEOPLE_AT_ONCE, len(who)), len(who))


def _parts(marks: Iterator[_Mark]) -> Iterator[list[_Mark]]:
    part: list[_Mark] = []
    for mark in marks:
        part.append(mark)
        if len(part) >= 5000:
            yield part
            part = []
    yield part
