"""A series with all that an edit needs to know: its pattern, how its lessons go, its sessions, its closed days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.closures import ClosedSpan
from facilitator.domain.curriculum import Curriculum
from facilitator.domain.meetings import Meeting, Pattern
from facilitator.formats.curriculum_file import read_curriculum
from facilitator.storage.db import Db
from facilitator.storage.queries import closures, curricula
from facilitator.storage.queries.series import StoredSeries, meetings_of, site_of_room
from facilitator.words import EnrolmentKind, LessonOrder


@dataclass(frozen=True, slots=True)
class SeriesAtHand:
    """A stored series as edits take it, with the curriculum that its group has pinned, if its sessions follow one."""

    stored: StoredSeries
    pattern: Pattern
    meetings: tuple[Meeting, ...]
    curriculum: Curriculum | None

    @property
    def title_of(self) -> Callable[[int | None], str]:
        """The title of a lesson by its number; empty for none."""
        titles = [each.title for each in self.curriculum.lessons] if self.curriculum else []
        return lambda lesson: titles[lesson - 1] if lesson and lesson <= len(titles) else ""


def at_hand(db: Db, stored: StoredSeries) -> SeriesAtHand:
    """A stored series with its sessions, and the lessons of the curriculum that its group has pinned."""
    curriculum = _curriculum(db, stored.curriculum_id) if stored.pattern.lessons is not None else None
    rotates = curriculum is not None and curriculum.order is LessonOrder.ANY
    pattern = replace(stored.pattern, cycles=rotates and stored.enrolment is not EnrolmentKind.CLOSED)
    return SeriesAtHand(stored, pattern, tuple(meetings_of(db, stored.id)), curriculum)


def closed_where(db: Db, room_id: int | None, first: date) -> list[ClosedSpan]:
    """What is closed from a day on for sessions in that room, or in no room."""
    site_id = site_of_room(db, room_id) if room_id is not None else None
    return closures.closed_spans(db, first, site_id, room_id)


def _curriculum(db: Db, curriculum_id: int | None) -> Curriculum | None:
    if curriculum_id is None:
        return None
    return read_curriculum(curricula.content(db, curriculum_id), name="the pinned curriculum").curriculum
