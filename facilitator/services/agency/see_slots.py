"""See the local slots: what is filled in, and what is blank."""

from dataclasses import dataclass

from facilitator.domain.agency.slots import Blank, LocalSlot, blanks
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import slots as filled
from facilitator.storage.queries.agency.sites import sites
from facilitator.storage.queries.book.book_row import book_info
from facilitator.words import SlotName


@dataclass(frozen=True, slots=True)
class SlotsSeen:
    """What is filled, and what is not; ``protected`` says which of the words on confidentiality are this program's."""

    slots: tuple[LocalSlot, ...]
    blank: tuple[Blank, ...]
    protected: bool


def see_slots(book: Book) -> SlotsSeen:
    """Every slot that is filled, and those that are blank."""
    with book.read() as db:
        return seen_slots(db)


def seen_slots(db: Db) -> SlotsSeen:
    """The same, in a look at the book that is open."""
    found, protected = filled.slots(db), book_info(db).protected
    order = list(SlotName)
    found.sort(key=lambda each: (order.index(each.name), each.site, each.language))
    names = [each.name for each in sites(db)]
    return SlotsSeen(tuple(found), blanks(found, names, protected=protected), protected)
