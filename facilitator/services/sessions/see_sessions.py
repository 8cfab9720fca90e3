"""Look at sessions between two days."""

from collections.abc import Iterator
from datetime import date

from facilitator.domain.views import Session
from facilitator.errors import BadInput
from facilitator.services.find import find_facilitator, find_group, find_room, find_site
from facilitator.storage.book import Book
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus


def list_sessions(
    book: Book,
    first: date,
    last: date,
    *,
    group: str | None = None,
    facilitator: str | None = None,
    site: str | None = None,
    room: str | None = None,
    status: SessionStatus | None = None,
) -> list[Session]:
    """Sessions on the local days from first to last, both included, in order: :func:`sessions_in_turn` at once."""
    wanted = {"group": group, "facilitator": facilitator, "site": site, "room": room}
    return list(sessions_in_turn(book, first, last, status=status, **wanted))


def sessions_in_turn(
    book: Book,
    first: date,
    last: date,
    *,
    group: str | None = None,
    facilitator: str | None = None,
    site: str | None = None,
    room: str | None = None,
    status: SessionStatus | None = None,
) -> Iterator[Session]:
    """Sessions on the local days from first to last, both included, in order, read as they are asked for.

    Of one ``facilitator`` those that they really lead: whom somebody stands in for does not.

    Raises:
        BadInput: for days in the wrong order.
    """
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
    with book.read() as db:
        leads = find_facilitator(db, facilitator).name if facilitator else None
        at_site = find_site(db, site).name if site else None
        in_room = find_room(db, room).id if room else None
        for each in sessions.sessions_in_turn(db, first, last, find_group(db, group).id if group else None):
            if (
                (leads is None or leads in each.facilitators)
                and (at_site is None or each.site == at_site)
                and (in_room is None or each.room_id == in_room)
                and (status is None or each.status is status)
            ):
                yield each


def see_day(book: Book, day: date, *, limit: int = 50, skip: int = 0) -> list[Session]:
    """A day of the calendar, a screenful at a time: the first ``limit`` sessions after those to ``skip``."""
    with book.read() as db:
        return sessions.sessions_of_day(db, day, limit=limit, skip=skip)
