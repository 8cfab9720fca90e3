"""Answers about frames, and references to pages of the program's own manuals."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from facilitator.domain.curricula.frames import FrameAnswer
from facilitator.storage.tables.curricula import frame_answer, page_reference

_answer = select(frame_answer).where(frame_answer.c.key == bindparam("frame"))
_forget_answer = delete(frame_answer).where(frame_answer.c.key == bindparam("frame"))
_of_lesson = (page_reference.c.key == bindparam("frame"), page_reference.c.lesson_key == bindparam("lesson"))
_pages = select(page_reference.c.position, page_reference.c.pages).where(*_of_lesson)
_all_pages = select(page_reference.c.lesson_key, page_reference.c.position, page_reference.c.pages).where(
    page_reference.c.key == bindparam("frame")
)
_forget_pages = delete(page_reference).where(*_of_lesson, page_reference.c.position == bindparam("at"))


def answer(db: Connection, key: str) -> FrameAnswer | None:
    """What was said about a frame."""
    row = db.execute(_answer, {"frame": key}).one_or_none()
    return FrameAnswer(row.key, row.credential, row.at, row.actor) if row else None


def put_answer(db: Connection, key: str, credential: str, *, at: datetime, actor: str) -> None:
    """Keep what was said, in the place of an earlier answer."""
    db.execute(_forget_answer, {"frame": key})
    db.execute(insert(frame_answer), {"key": key, "credential": credential, "at": at, "actor": actor})


def pages_of_lesson(db: Connection, key: str, lesson_key: str) -> dict[int, str]:
    """The references of a lesson by the position of its items, from 1."""
    return {row.position: row.pages for row in db.execute(_pages, {"frame": key, "lesson": lesson_key})}


def pages_of_frame(db: Connection, key: str) -> dict[str, dict[int, str]]:
    """All references of a frame by the key of a lesson and the position of an item."""
    found: dict[str, dict[int, str]] = {}
    for row in db.execute(_all_pages, {"frame": key}):
        found.setdefault(row.lesson_key, {})[row.position] = row.pages
    return found


def put_pages(db: Connection, key: str, lesson_key: str, position: int, pages: str) -> None:
    """Keep one reference, or forget it where ``pages`` is empty."""
    db.execute(_forget_pages, {"frame": key, "lesson": lesson_key, "at": position})
    if pages:
        values = {"key": key, "lesson_key": lesson_key, "position": position, "pages": pages}
        db.execute(insert(page_reference), values)
