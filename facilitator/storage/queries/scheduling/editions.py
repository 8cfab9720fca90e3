"""A group goes on with another edition of its curriculum; what was held keeps the one it was held with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from facilitator.domain.scheduling.meetings import Meeting
from facilitator.storage.queries.scheduling.series import Titles
from facilitator.storage.tables import curriculum, group, series, session
from facilitator.words import GroupStatus

_pinned = (
    select(group.c.uid, curriculum.c.key, curriculum.c.content_hash)
    .join(curriculum, curriculum.c.id == group.c.curriculum_id)
    .where(group.c.status == GroupStatus.ACTIVE)
    .order_by(group.c.title, group.c.id)
)
_titles = select(session.c.id, session.c.lesson_title).where(session.c.id.in_(bindparam("ids", expanding=True)))
_keep = update(session).where(session.c.id == bindparam("session_id"), session.c.curriculum_id.is_(None))
_teach = update(session).where(session.c.id == bindparam("session_id")).values(sequence=session.c.sequence + 1)


def pinned_by_groups(db: Connection) -> list[tuple[str, str, str]]:
    """Groups that go on and have a curriculum: their uid, and its key and hash as it was pinned."""
    return [(row[0], row[1], row[2]) for row in db.execute(_pinned)]


def keep_edition(db: Connection, session_ids: Sequence[int], curriculum_id: int) -> None:
    """Note on sessions that happened which edition they were held with."""
    if session_ids:
        db.execute(_keep, [{"session_id": each, "curriculum_id": curriculum_id} for each in session_ids])


def lesson_titles(db: Connection, session_ids: Sequence[int]) -> dict[int, str]:
    """The titles of the lessons of some sessions, as they are shown."""
    return {row[0]: row[1] for row in db.execute(_titles, {"ids": list(session_ids)})}


def teach(db: Connection, meetings: Sequence[Meeting], titles: Titles, *, now: datetime) -> None:
    """Give sessions to come the lessons that they have in the new edition; calendar apps see it."""
    rows = [
        {
            "session_id": each.id,
            "lesson": each.lesson,
            "last_lesson": each.last_lesson,
            "part": each.part,
            "parts": each.parts,
            "lesson_by_hand": each.by_hand,
            "lesson_title": titles(each),
            "updated_at": now,
        }
        for each in meetings
    ]
    if rows:
        db.execute(_teach, rows)


def go_on_with(db: Connection, group_id: int, curriculum_id: int, lessons: int) -> None:
    """Let a group go on with an edition that has so many lessons."""
    db.execute(update(group).where(group.c.id == group_id), {"curriculum_id": curriculum_id})
    walks = series.c.group_id == group_id, series.c.lessons.is_not(None)
    db.execute(update(series).where(*walks), {"lessons": lessons})
