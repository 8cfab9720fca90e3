"""Count the minutes of marks, in the write that is open: at the end of a session, and where a mark or a time changes.

Only held sessions count. A mark that the rule counted has ``counted_minutes``; one of a book that is older than the
rule has none until ``recount_minutes`` comes to it, and no act here settles it in silence.
"""

from collections.abc import Collection
from itertools import groupby
from typing import Final

from facilitator.domain.sessions.minutes import (
    LONGEST,
    SessionTimes,
    Sitting,
    Span,
    count_once,
    due_end,
    is_late,
    lasted,
    minutes_present,
    presence,
)
from facilitator.domain.views import Session
from facilitator.storage.db import Db
from facilitator.storage.queries.sessions import attendance, sittings
from facilitator.storage.queries.sessions.sittings import HeldSitting

RECOUNT: Final = "attendance.recount"
"""The act that settles the marks of a book that is older than the rule."""


def was_asked(db: Db, session: SessionTimes, session_id: int) -> bool:
    """Whether the end of a session holds: it did not end late, or somebody said when it ended."""
    if session.ended_at is None or not is_late(session, session.ended_at):
        return True
    return sittings.all_counted(db, session_id)


def span_of(db: Db, session: Session) -> Span:
    """From when to when a session was held, as far as that is known by now."""
    return lasted(session, asked=was_asked(db, session, session.id))


def count_again(db: Db, session: Session, people: Collection[int], *, anew: bool = False) -> None:
    """Count once what these people's sessions share around one of them; ``anew`` settles its own marks, too."""
    if not people:
        return
    first = min(session.starts_at, session.started_at or session.starts_at)
    last = max(session.ends_at, due_end(session)) + LONGEST
    # what overlaps with it is counted again, and depends on what overlaps with that
    found = sittings.sittings_between(db, people, first - LONGEST, last + LONGEST)
    spans = {session.id: lasted(session)} if anew else {}
    for each in found:
        if each.session_id not in spans:
            spans[each.session_id] = lasted(each, asked=was_asked(db, each, each.session_id))
    rows: list[dict[str, object]] = []
    for _, their in groupby(sorted(found, key=lambda each: each.person_id), lambda each: each.person_id):
        for each, counted in counted_once(list(their), spans):
            span = spans[each.session_id]
            settles = each.counted_minutes is not None or (anew and each.session_id == session.id)
            if settles and counted != each.counted_minutes and span.began <= last and span.ended >= first:
                where = {"of_session": each.session_id, "of_person": each.person_id}
                rows.append({**where, "counted_minutes": counted})
    sittings.put_minutes(db, rows)


def counted_once(of_one: list[HeldSitting], spans: dict[int, Span]) -> list[tuple[HeldSitting, int]]:
    """What counts of each of one person's marks; ``spans`` say how long each session lasted."""
    there = [presence(each.status, spans[each.session_id], each.arrived_at, each.left_at) for each in of_one]
    sat = [
        Sitting(spans[each.session_id].began, each.session_id, span)
        for each, span in zip(of_one, there, strict=True)
        if span is not None
    ]
    return list(zip(of_one, count_once(sat), strict=True))


def open_again(db: Db, session: Session) -> None:
    """Let nothing count of a session that is open again: its marks hold what is known while it runs."""
    sittings.uncount(db, session.id)
    span = lasted(session)
    rows: list[dict[str, object]] = []
    for each in attendance.marks_of(db, session.id):
        minutes = minutes_present(each.status, span, each.arrived_at, each.left_at)
        if minutes != each.minutes:
            rows.append({"of_session": session.id, "of_person": each.person.id, "minutes": minutes})
    sittings.put_minutes(db, rows)
    count_again(db, session, sittings.people_of(db, session.id))
