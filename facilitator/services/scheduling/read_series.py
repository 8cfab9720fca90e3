"""A series with all that an edit needs to know: its pattern, how its lessons go, its sessions, its closed days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.scheduling.meetings import Meeting, Pattern
from facilitator.domain.sessions.lesson_mix import title_of
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.storage.db import Db
from facilitator.storage.queries.scheduling import closures
from facilitator.storage.queries.scheduling.series import StoredSeries, meetings_of, series_of_group, site_of_room
from facilitator.words import EnrolmentKind, LessonOrder


@dataclass(frozen=True, slots=True)
class SeriesAtHand:
    """A stored series as edits take it, with the curriculum that its group has pinned, if its sessions follow one.

    ``others`` are the sessions of the group's other series where lessons are shared among them.
    """

    stored: StoredSeries
    pattern: Pattern
    meetings: tuple[Meeting, ...]
    curriculum: Curriculum | None
    others: tuple[Meeting, ...] = ()

    @property
    def title_of(self) -> Callable[[Meeting], str]:
        """The title of what a session has; empty for nothing."""
        lessons = self.curriculum.lessons if self.curriculum else ()
        return lambda each: title_of(lessons, each.lesson, each.last_lesson, each.part, each.parts)


def at_hand(db: Db, stored: StoredSeries) -> SeriesAtHand:
    """A stored series with its sessions, and the lessons of the curriculum that its group has pinned."""
    curriculum = pinned_curriculum(db, stored.curriculum_id) if stored.pattern.lessons is not None else None
    rotates = curriculum is not None and curriculum.order is LessonOrder.ANY
    pattern = replace(stored.pattern, cycles=rotates and stored.enrolment is not EnrolmentKind.CLOSED)
    others = [each.id for each in series_of_group(db, stored.group_id) if each.id != stored.id] if curriculum else []
    elsewhere = chain.from_iterable(meetings_of(db, each) for each in others)
    return SeriesAtHand(stored, pattern, tuple(meetings_of(db, stored.id)), curriculum, tuple(elsewhere))


def closed_where(db: Db, room_id: int | None, first: date) -> list[ClosedSpan]:
    """What is closed from a day on for sessions in that room, or in no room."""
    site_id = site_of_room(db, room_id) if room_id is not None else None
    return closures.closed_spans(db, first, site_id, room_id)
