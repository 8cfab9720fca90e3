"""The local slots that hold where a session is, in the language of its group."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.domain.agency.slots import DEFAULT_LANGUAGE, LocalSlot, chosen, limits, wanted
from facilitator.domain.views import Session
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import slots as filled
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.scheduling.groups import language_of
from facilitator.words import SlotName


@dataclass(frozen=True, slots=True)
class SlotsHere:
    """What is filled there, which ones are blank, and what is said of the limits of confidentiality."""

    slots: Mapping[SlotName, LocalSlot]
    blank: tuple[SlotName, ...]
    limits: str


def slots_here(book: Book, session: Session) -> SlotsHere:
    """Those of a session's site, else those of everywhere, in the language of its group, else of its curriculum."""
    with book.read() as db:
        return read_slots_here(db, session)


def read_slots_here(db: Db, session: Session) -> SlotsHere:
    """The same, in a look at the book that is open."""
    curriculum = pinned_curriculum(db, session.curriculum_id)
    spoken = curriculum.language if curriculum else DEFAULT_LANGUAGE
    language = language_of(db, session.group_id) or spoken
    every, protected, site = filled.slots(db), book_info(db).protected, session.site or ""
    names = wanted(protected=protected)
    found = {name: each for name, each in chosen(every, site=site, language=language).items() if name in names}
    return SlotsHere(
        found,
        tuple(name for name in names if name not in found),
        limits(every, protected=protected, site=site, language=language),
    )
