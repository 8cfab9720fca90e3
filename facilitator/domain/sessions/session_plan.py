"""The agenda of one session: its lesson fitted into its minutes, and what shrank or grew for that."""

from dataclasses import dataclass

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.sessions.agenda import fit
from facilitator.domain.sessions.lesson_mix import with_agreements


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A lesson, the minutes of each of its items in this session, and what to know of it.

    ``shrank`` has an entry for each item that is shorter than its lesson plans it, such as ``Check-in 15 -> 11``,
    and ``grew`` one for each that is longer.
    """

    lesson: Lesson
    minutes: tuple[int, ...]
    shrank: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    grew: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell somebody who reads the agenda."""
        shorter = (f"Shorter than planned: {', '.join(self.shrank)}.",) if self.shrank else ()
        longer = (f"Longer than planned: {', '.join(self.grew)}.",) if self.grew else ()
        return (*self.notes, *shorter, *longer)


def least_minutes(lesson: Lesson) -> int:
    """The least minutes in which a lesson can be held."""
    return sum(item.least_minutes for item in lesson.items)


def plan_session(lesson: Lesson, minutes: int, *, first: bool = False) -> SessionPlan:
    """The agenda of a session of so many minutes; ``first`` is the first one of a group, which makes its agreements.

    A lesson that does not fit is laid out in its least minutes, and that is told: nobody shall stand without an agenda.
    """
    if not lesson.items:
        return SessionPlan(lesson, ())
    roomier, note = with_agreements(lesson, minutes) if first else (lesson, "")
    notes = [note] if note else []
    least = least_minutes(lesson)
    if minutes < least:
        notes = [f"This lesson needs at least {least} minutes, and the session has {minutes}."]
    fitted = fit(roomier.items, max(minutes, least), core=roomier.core)
    shrank, grew, agreed = list[str](), list[str](), list[str]()
    for item, usual, given in zip(roomier.items, lesson.items, fitted, strict=True):
        if given < usual.minutes:
            shrank.append(f"{item.title} {usual.minutes} -> {given}")
        elif item.minutes > usual.minutes:
            agreed.append(f"A first session makes its agreements: {item.title} {usual.minutes} -> {given}.")
        elif given > usual.minutes:
            grew.append(f"{item.title} {usual.minutes} -> {given}")
    return SessionPlan(roomier, fitted, tuple(shrank), (*agreed, *notes), tuple(grew))
