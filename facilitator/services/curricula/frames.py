"""Use a frame: the answer that the manual and the credential are held, and pages of the program's own copy.

Both stay in the book. A reference says where to look and holds nothing of a manual; it is in no file that leaves.
"""

from collections.abc import Mapping
from datetime import datetime

from facilitator.domain.curricula.curriculum import Curriculum, FrameNotice, Lesson
from facilitator.domain.curricula.frames import LONGEST_PAGES, FrameAnswer
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput, Refused
from facilitator.home import Home
from facilitator.services.curricula.find_lesson import find_lesson
from facilitator.services.curricula.library import find_curriculum
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.curricula import frames
from facilitator.storage.queries.history.journal import Step, journal


class ManualNotHeld(Refused):
    """Nobody has said yet that the program holds the manual of this frame, and the credential; nothing was changed."""

    def __init__(self, curriculum: Curriculum, frame: FrameNotice) -> None:
        super().__init__(
            f"{curriculum.title} makes room for a manual of {frame.rights_holder}: use it only with the manual "
            f"in hand, and with this credential: {frame.credential}",
            "If your program holds both, say so once: add --we-hold-the-manual. If not, choose a full curriculum.",
        )
        self.curriculum = curriculum
        self.frame = frame


def frame_answer(book: Book, key: str) -> FrameAnswer | None:
    """What this program has said about a frame, if it has."""
    with book.read() as db:
        return frames.answer(db, key)


def keep_frame_answer(book: Book, home: Home, key: str, *, now: datetime) -> FrameAnswer:
    """Keep that the program holds the manual of a frame and the credential that it names.

    Raises:
        NotFound: where there is no such curriculum.
        BadInput: where it is no frame.
    """
    curriculum, frame = _frame(home, key)
    step = Step("frame.answer", summary=f"{curriculum.title}: manual and credential are held")
    step.rows["frame_answer"] = [curriculum.key]
    with book.write(now=now) as change, journal(change, step):
        keep_answer(change, curriculum.key, frame)
    return FrameAnswer(curriculum.key, frame.credential, change.now, change.actor)


def keep_answer(change: Change, key: str, frame: FrameNotice) -> None:
    """The same as :func:`keep_frame_answer`, inside a write that is open."""
    frames.put_answer(change.db, key, frame.credential, at=change.now, actor=change.actor)
    change.record("frame.answer", "", key=key)


def must_ask(db: Db, curriculum: Curriculum | None) -> FrameNotice | None:
    """The notice of a frame that is used for the first time, or asks for another credential than before."""
    if curriculum is None or curriculum.frame is None:
        return None
    kept = frames.answer(db, curriculum.key)
    return None if kept and kept.covers(curriculum.frame) else curriculum.frame


def pages_of(book: Book, key: str) -> Mapping[str, Mapping[int, str]]:
    """All page references of a frame: by the key of a lesson, then by the position of an item, from 1."""
    with book.read() as db:
        return frames.pages_of_frame(db, key)


def keep_pages(book: Book, home: Home, key: str, lesson: str, pages: Mapping[int, str], *, now: datetime) -> Lesson:
    """Keep where items of a frame's lesson stand in the program's own manual; the lesson.

    ``lesson`` is its number, key or title; ``pages`` are by the position of an item, from 1. Empty words forget one.

    Raises:
        NotFound, Ambiguous: where there is no such curriculum or lesson, or more than one.
        BadInput: where it is no frame, there is no such item, or the words are too many for a reference.
    """
    curriculum, _ = _frame(home, key)
    found = curriculum.lessons[find_lesson(curriculum.lessons, lesson) - 1]
    wanted = {position: _reference(found, position, words) for position, words in pages.items()}
    step = Step("frame.pages", summary=f"{curriculum.title}, {found.title}: pages noted")
    step.rows["page_reference.key"] = [curriculum.key]
    with book.write(now=now) as change, journal(change, step):
        for position, words in wanted.items():
            frames.put_pages(change.db, curriculum.key, found.key, position, words)
        change.record("frame.pages", "", key=curriculum.key, lesson=found.key, items=sorted(wanted))
    return found


def _frame(home: Home, key: str) -> tuple[Curriculum, FrameNotice]:
    curriculum = find_curriculum(home, key).curriculum
    if curriculum is None or curriculum.frame is None:
        raise BadInput(
            f"{key} is no frame", "Its words are in its file. Frames are listed so in: facilitator curriculum list"
        )
    return curriculum, curriculum.frame


def _reference(lesson: Lesson, position: int, words: str) -> str:
    if not 1 <= position <= len(lesson.items):
        raise BadInput(f"{lesson.title} has no item {position}", f"Give a number from 1 to {len(lesson.items)}.")
    pages = tidy(words)
    if len(pages) > LONGEST_PAGES:
        raise BadInput(
            f"this is longer than {LONGEST_PAGES} characters",
            "Note where to look, such as pp. 12-18, and nothing of what stands there.",
        )
    return pages
