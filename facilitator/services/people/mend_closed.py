"""Mend who was expected at sessions that are closed, where a roster is corrected afterwards.

Closing a session stores who was expected. Somebody who had left by then was not missed, and whoever had joined was
expected: each session at which that differs is told, and gets an event of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.people.away import is_away
from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.views import Person
from facilitator.storage.book import Change
from facilitator.storage.db import Db
from facilitator.storage.queries.people.away import away_days
from facilitator.storage.queries.sessions import attendance, closed, sittings
from facilitator.storage.queries.sessions.closed import ClosedSession
from facilitator.words import AttendanceStatus

Expected = Callable[[int, int, date], bool]
"""Whether a group expects a person on a day, by their numbers."""


def expected_by(db: Db, group_id: int, places: Sequence[RosterPlace]) -> Expected:
    """Whom a roster expects on a day: whoever has a seat and is not known to be away."""
    away = away_days(db, [each.person.id for each in places])

    def expected(asked: int, person_id: int, day: date) -> bool:
        seated = any(each.person.id == person_id and each.seated(day) for each in places)
        return asked == group_id and seated and not is_away(away.get(person_id, ()), day)

    return expected


@dataclass(frozen=True, slots=True)
class ThenExpected:
    """A closed session at which somebody is expected now, or no longer; ``status`` is the mark that stands after it.

    ``cleared`` is a mark that goes: who was not expected was neither missed nor excused.
    """

    session: ClosedSession
    person: Person
    expected: bool
    status: AttendanceStatus | None
    cleared: AttendanceStatus | None = None
    counted_minutes: int | None = None


def closed_differences(
    db: Db, groups: Sequence[int], people: Sequence[Person], first: date, *, was: Expected, will: Expected
) -> list[ThenExpected]:
    """The closed sessions at which these people were expected by the roster as it was, and are not as it will be.

    Or the other way round. Where what is stored there says so already, nothing differs.
    """
    sessions = closed.closed_since(db, groups, first)
    ids = [each.id for each in people]
    stored = {
        (each.session_id, each.person_id): each
        for part in (sessions[at : at + 400] for at in range(0, len(sessions), 400))
        for each in closed.then_marked(db, [one.id for one in part], ids)
    }
    found: list[ThenExpected] = []
    for session in sessions:
        day = session.start_local.date()
        for who in people:
            expected = will(session.group_id, who.id, day)
            if was(session.group_id, who.id, day) == expected:
                continue
            then = stored.get((session.id, who.id))
            if (then is not None and then.expected) == expected:
                continue
            status = then.status if then else None
            goes = status if status is not None and not status.attended and not expected else None
            counted = then.counted_minutes if then else None
            found.append(ThenExpected(session, who, expected, None if goes else status, goes, counted))
    return found


def mend_closed(change: Change, differences: Sequence[ThenExpected]) -> None:
    """Write who is expected there now, with an event for each."""
    rows: list[dict[str, object]] = []
    for each in differences:
        row = attendance.empty_state(each.session.id, each.person.id)
        if each.cleared is None:
            row |= attendance.state_of(change.db, each.session.id, each.person.id) or {}
        rows.append({**row, "expected": each.expected})
    attendance.put_marks(change, rows, act="roster")
    # who came was there as long as before: what counts of it does not change
    sittings.put_minutes(change.db, [_counted(each) for each in differences if each.counted_minutes is not None])


def _counted(each: ThenExpected) -> dict[str, object]:
    where = {"of_session": each.session.id, "of_person": each.person.id}
    return {**where, "counted_minutes": each.counted_minutes}
