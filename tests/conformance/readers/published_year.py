"""A year of the practice book that was published, changed in every way, and published again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from facilitator.domain.publishing.selection import AHEAD, BACK
from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.domain.session import Session
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.practice.make_practice import make_practice
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.storage.book import Book
from facilitator.words import ClosureAnswer, SessionStatus, TitleStyle
from tests.conftest import Program

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
Seen = tuple[str, str, str, str, str, int]
"""UID, start and end in UTC, title, status, number of the edition."""


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """What was published last, and what the book says of it."""

    data: bytes
    planned: frozenset[Seen]
    """Sessions of the public schedule, by the book's own list."""
    withdrawn: frozenset[str]
    """Those to come that were told once, and are on the public schedule no longer."""


def published_year(folder: Path) -> PublishedYear:
    """Sessions on both sides of four clock changes; some moved, cancelled, closed, renamed, ended or made private."""
    home = Home(folder / "home")
    make_practice(home, now=NOW)
    with open_book(home, None) as book:
        program = Program(home, book, NOW)
        # at night, in the hour that comes twice and in the one that is left out, and in other zones
        program.group("Night owls; tea, 🌿 \\ more", "2027-03-13 01:30", repeat="every day, 500 times", public=True)
        add_feed(book, FeedWish(name="All", style=TitleStyle.TITLE), now=NOW)
        publish(book, home, now=NOW)
        told = {each.uid for each in _public(book) if each.ends_at > LATER}
        _change(book, NOW + timedelta(hours=1))
        publish(book, home, now=LATER)
        data = (home.published / "all.ics").read_bytes()
        sequences = _sequences(data)
        planned = {_seen(each, sequences[each.uid]) for each in _public(book)}
        withdrawn = told - {each[0] for each in planned}
    return PublishedYear(data, frozenset(planned), frozenset(withdrawn))


def _change(book: Book, now: datetime) -> None:
    coming = [each for each in _public(book) if each.starts_at > now]
    for each in _every(coming, 40, 3):
        edit_sessions.move(book, each.uid, each.start_local + timedelta(days=1, minutes=25), now=now, force=True)
    for each in _every(coming, 35, 7):
        edit_sessions.cancel(book, each.uid, reason="snow, ice; \\ and wind", now=now)
    for day in (date(2027, 5, 31), date(2027, 11, 25)):
        keep_closures.add_closed_days(book, day, day, reason="closed", hit=ClosureAnswer.SKIP, now=now)
    groups = {each.title: each.uid for each in list_groups(book)}
    change_group(book, groups["Open wellness"], GroupChange(title="Open wellness: come as you are"), now=now)
    change_group(book, groups["Lunch table"], GroupChange(public=False), now=now)
    edit_sessions.end_group(book, groups["Saturday walk"], on=date(2027, 9, 1), now=now)


def _every(sessions: Sequence[Session], step: int, first: int) -> Iterator[Session]:
    return (each for each in sessions[first::step] if each.status is SessionStatus.SCHEDULED)


def _public(book: Book) -> list[Session]:
    public = {each.uid for each in list_groups(book) if each.public}
    window = (NOW - BACK).date(), (NOW + AHEAD).date()
    return [each for each in list_sessions(book, *window) if each.group_uid in public]


def _seen(session: Session, sequence: int) -> Seen:
    gone = session.status is SessionStatus.CANCELLED
    title = f"Canceled: {session.title}" if gone else session.title
    times = _utc((session.starts_at, session.ends_at))
    return session.uid, *times, title, "CANCELLED" if gone else "CONFIRMED", sequence


def _utc(times: Iterable[datetime]) -> tuple[str, str]:
    first, last = (f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" for at in times)
    return first, last


def _sequences(data: bytes) -> dict[str, int]:
    """The numbers of editions by UID: lines of a file are enough for these two, which are never folded."""
    found, uid = {}, ""
    for line in data.decode().splitlines():
        name, _, value = line.partition(":")
        if name == "UID":
            uid = value
        elif name == "SEQUENCE":
            found[uid] = int(value)
    return found
