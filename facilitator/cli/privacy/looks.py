"""A look at protected records is recorded; where it cannot be, that is said and the look goes on."""

from typing import TYPE_CHECKING

from facilitator.cli.kit.command import CommandDesk

if TYPE_CHECKING:
    from facilitator.storage.book import Book


def looked(
    desk: CommandDesk, book: "Book", action: str, object_uid: str = "", *, names: bool, people: int | None = None
) -> None:
    """Record a look; ``action`` is one of those of :class:`facilitator.services.privacy.note_reading.Look`."""
    from facilitator.services.privacy.note_reading import Look, Readings  # loads SQLAlchemy

    problem = Readings(book).record(Look(action, object_uid, names), now=desk.now(), people=people)
    if problem:
        desk.say(problem)
