"""The lessons of a group: which were given, which are planned when, and what comes next."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.views import Session
from facilitator.errors import Refused
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.services.find import find_session
from facilitator.storage.book import Book
from facilitator.storage.queries.sessions import sessions
from facilitator.words import EnrolmentKind, LessonOrder, SessionStatus


@dataclass(frozen=True, slots=True)
class LessonAtAGlance:
    """One lesson by its number, and the sessions of the group that have it, in order; cancelled ones are left out."""

    number: int
    lesson: Lesson
    sessions: tuple[Session, ...]

    @property
    def given(self) -> Session | None:
        """The last session that was held with it, or runs."""
        past = (SessionStatus.HELD, SessionStatus.RUNNING)
        return next((each for each in reversed(self.sessions) if each.status in past), None)

    @property
    def planned(self) -> Session | None:
        """The first session to come with it."""
        return next((each for each in self.sessions if each.status is SessionStatus.SCHEDULED), None)


@dataclass(frozen=True, slots=True)
class SeenLessons:
    """A session among the lessons of its group; ``rotates`` where they go round, so that members may choose."""

    session: Session
    curriculum_title: str
    lessons: tuple[LessonAtAGlance, ...]
    group_sessions: tuple[Session, ...]
    rotates: bool

    @property
    def next_session(self) -> Session | None:
        """The next session to come of the group behind this one."""
        later = (each for each in self.group_sessions if each.starts_at > self.session.starts_at)
        return next((each for each in later if each.status is SessionStatus.SCHEDULED), None)


def see_lessons(book: Book, session: str) -> SeenLessons:
    """The lessons of a session's group.

    Raises:
        Refused: for a group without a curriculum.
    """
    with book.read() as db:
        found = find_session(db, session)
        curriculum = pinned_curriculum(db, found.curriculum_id) if found.lessons is not None else None
        if curriculum is None:
            raise Refused(f"{found.group_title} has no curriculum", "Its sessions have no lessons to choose among.")
        every = sessions.sessions_between(db, date(1, 1, 1), date(9999, 12, 31), found.group_id)
    held = [each for each in every if each.status not in (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET)]
    return SeenLessons(
        found,
        curriculum.title,
        tuple(
            LessonAtAGlance(number, lesson, tuple(each for each in held if number in each.lesson_numbers))
            for number, lesson in enumerate(curriculum.lessons, 1)
        ),
        tuple(every),
        curriculum.order is LessonOrder.ANY and found.enrolment is not EnrolmentKind.CLOSED,
    )
