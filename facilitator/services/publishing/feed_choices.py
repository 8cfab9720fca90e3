"""What a feed may be about: everything in the book that one can be made of, in words."""

from dataclasses import dataclass

from facilitator.domain.publishing.telling import language_name
from facilitator.storage.book import Book
from facilitator.storage.queries.agency import sites as places
from facilitator.storage.queries.agency import staff
from facilitator.storage.queries.scheduling import groups
from facilitator.words import FeedKind, GroupStatus


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """A kind of feed, and the uid or the word that says of what."""

    kind: FeedKind
    of: str
    words: str


def feed_choices(book: Book) -> list[FeedChoice]:
    """All public groups first; then sites, programs, languages, groups and rooms; then private ones."""
    with book.read() as db:
        every, sites, rooms, leaders = groups.groups(db), places.sites(db), places.rooms(db), staff.staff(db)
    public = [each for each in every if each.public and each.status is GroupStatus.ACTIVE]
    programs, languages = (sorted({getattr(each, part) for each in public} - {""}) for part in ("program", "language"))
    return [
        FeedChoice(FeedKind.ALL, "", "all public groups"),
        *(FeedChoice(FeedKind.SITE, each.uid, f"public groups at {each.name}") for each in sites),
        *(FeedChoice(FeedKind.PROGRAM, each, f"public groups of the program {each}") for each in programs),
        *(FeedChoice(FeedKind.LANGUAGE, each, f"public groups in {language_name(each)}") for each in languages),
        *(FeedChoice(FeedKind.GROUP, each.uid, f"the group {each.title}") for each in public),
        *(FeedChoice(FeedKind.ROOM, each.uid, f"public groups in {each.name}, {each.site}") for each in rooms),
        FeedChoice(FeedKind.TEAM, "", "private: all sessions, for the team"),
        *(FeedChoice(FeedKind.FACILITATOR, each.uid, f"private: what {each.name} leads") for each in leaders),
    ]
