"""What a session holds of its curriculum, as it was pinned: a lesson, joined ones, or a part of one."""

from functools import lru_cache

from facilitator.domain.curricula.curriculum import Curriculum, Lesson
from facilitator.domain.curricula.frames import with_pages
from facilitator.domain.sessions.lesson_mix import mix
from facilitator.domain.sessions.session_plan import SessionPlan, plan_session
from facilitator.domain.views import Session
from facilitator.storage.db import Db
from facilitator.storage.queries.curricula import frames
from facilitator.storage.queries.curricula import pinned as curricula
from facilitator.storage.queries.sessions import sessions
from facilitator.words import CurriculumKind


def pinned_curriculum(db: Db, curriculum_id: int | None) -> Curriculum | None:
    """The curriculum that was pinned under that id, or None."""
    if curriculum_id is None:
        return None
    return _read(curricula.content(db, curriculum_id))


@lru_cache(maxsize=8)
def _read(content: bytes) -> Curriculum | None:
    from facilitator.formats.curricula.curriculum_file import read_curriculum  # YAML and Markdown: 40 ms

    # what is pinned never changes, and reading it takes 25 ms: a list of lessons asks at every key
    return read_curriculum(content, name="the pinned curriculum").curriculum


def plan_of(db: Db, session: Session) -> SessionPlan | None:
    """The agenda of a session as its lesson plans it; None where it has no lesson.

    The first session of a group makes room for agreements, but not within somebody's licensed manual.
    """
    curriculum = pinned_curriculum(db, session.curriculum_id) if session.lesson is not None else None
    if curriculum is None:
        return None
    lesson = mix(_with_pages(db, curriculum), session.lesson, session.last_lesson, session.part, session.parts)
    if lesson is None:
        return None
    first = curriculum.kind is CurriculumKind.FULL and sessions.first_of_group(db, session.group_id) == session.id
    return plan_session(lesson, session.minutes, first=first)


def _with_pages(db: Db, curriculum: Curriculum) -> tuple[Lesson, ...]:
    """The lessons; those of a frame with the pages of the program's own manual."""
    if curriculum.kind is not CurriculumKind.FRAME:
        return curriculum.lessons
    pages = frames.pages_of_frame(db, curriculum.key)
    return tuple(with_pages(lesson, pages.get(lesson.key, {})) for lesson in curriculum.lessons)
