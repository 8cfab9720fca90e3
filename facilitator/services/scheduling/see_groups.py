"""Look at groups: who is on the roster, and what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.domain.views import Enrolled, Group, Series, Session
from facilitator.services.find import find_group
from facilitator.storage.book import Book
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.people import rosters
from facilitator.storage.queries.scheduling import groups
from facilitator.storage.queries.sessions import sessions
from facilitator.zones import zone

AHEAD = timedelta(days=548)
MOST = 10


@dataclass(frozen=True, slots=True)
class SeenGroup:
    """A group with its series, its roster today, and the next sessions."""

    group: Group
    series: tuple[Series, ...]
    roster: tuple[Enrolled, ...]
    next_sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class GroupAtAGlance:
    """A group in a list: seats taken, people waiting, and when it meets next, in its own wall time."""

    group: Group
    enrolled: int
    waiting: int
    next_start: datetime | None


def list_groups(book: Book) -> list[Group]:
    """All groups by title."""
    with book.read() as db:
        return groups.groups(db)


def glance_at_groups(book: Book, *, now: datetime) -> list[GroupAtAGlance]:
    """All groups by title, each with its roster's size and its next session."""
    with book.read() as db:
        today = now.astimezone(zone(book_info(db).zone)).date()
        # a group of another zone may be a day behind
        coming = groups.next_starts(db, day=today - timedelta(days=1), now=now)
        sizes = rosters.roster_sizes(db, today)
        return [GroupAtAGlance(each, *sizes.get(each.id, (0, 0)), coming.get(each.id)) for each in groups.groups(db)]


def see_group(book: Book, group: str, *, now: datetime) -> SeenGroup:
    """One group, as it is today."""
    with book.read() as db:
        found = find_group(db, group)
        today = now.astimezone(zone(book_info(db).zone)).date()
        coming = sessions.sessions_between(db, today, today + AHEAD, found.id)
        return SeenGroup(
            found,
            tuple(groups.series_of(db, found.id)),
            tuple(rosters.roster(db, found.id, today)),
            tuple(coming[:MOST]),
        )
