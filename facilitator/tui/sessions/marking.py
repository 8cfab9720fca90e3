"""Marks that wait for the disk: none is lost, and each keeps the moment at which it was made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from facilitator.domain.views import Mark, Person, Session
from facilitator.errors import BookError
from facilitator.services.sessions.make_mark import There
from facilitator.services.sessions.take_attendance import mark_known
from facilitator.storage.book import Book
from facilitator.words import AttendanceStatus

_NOT_SAVED = "NOT saved: "


@dataclass(frozen=True, slots=True)
class MadeMark:
    """Somebody's mark, or None for its taking away, and when it was made."""

    person: Person
    status: AttendanceStatus | None
    at: datetime
    seen: int | None = None
    """The event behind the mark that whoever made this one saw; 0 where they saw none."""
    there: There = field(default_factory=There)
    reason: str = ""
    """Why a mark of a closed session is corrected."""

    def words(self, problem: str, *, names: bool) -> str:
        """That it is saved, or why it is not."""
        if problem:
            return f"{_NOT_SAVED}{problem}. Still trying ..."
        status = "no mark" if self.status is None else self.status.value.replace("-", " ")
        return f"Saved: {self.person.shown(names=names)}, {status}.   u takes it back"


class Marking:
    """The marks of one session, one transaction each; ``waiting`` are those that the disk did not take yet."""

    def __init__(self) -> None:
        self.waiting: dict[str, MadeMark] = {}
        self.seen: dict[str, int] = {}
        """The events behind the marks on the screen, by person."""

    @property
    def newest(self) -> int:
        """The newest event on the screen."""
        return max(self.seen.values(), default=0)

    def saw(self, marks: Iterable[Mark]) -> None:
        """These are on the screen now."""
        self.seen = {each.person.uid: each.event_id for each in marks}

    def save(self, book: Book, session: Session, mark: MadeMark) -> str:
        """Save a mark in the place of one that waits for the same person; why it has to wait, empty where it is saved.

        Raises:
            ChangedMeanwhile: where somebody else marked them since; it does not wait either.
            FacilitatorError: where the book refuses the mark itself, which then does not wait.
        """
        uid = mark.person.uid
        self.waiting.pop(uid, None)
        try:
            made = mark_known(
                book, session, mark.person, mark.status, mark.there, now=mark.at, seen=mark.seen, reason=mark.reason
            )
        except BookError as error:
            self.waiting[uid] = mark
            return error.title.removeprefix(_NOT_SAVED)
        self.seen[uid] = made.event_id
        return ""
