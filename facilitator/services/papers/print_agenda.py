"""Print the agenda of a session. No participant stands on it."""

from dataclasses import replace

from facilitator.domain.agency.slots import LABELS, WORDS
from facilitator.domain.papers.lesson_papers import session_paper
from facilitator.formats.papers.agenda_pdf import agenda_pdf
from facilitator.home import Home
from facilitator.services.agency.slots_here import read_slots_here
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.services.papers.print_curriculum import paper_size
from facilitator.services.sessions.run_session import lesson_of, see_session
from facilitator.storage.book import Book
from facilitator.words import PaperSize
from facilitator.zones import country


def print_agenda(book: Book, home: Home, session: str, *, size: PaperSize | None = None, brief: bool = False) -> bytes:
    """The PDF of a session's agenda as planned; without a curriculum, rows to fill in by hand.

    Raises:
        NotFound, Ambiguous: where no one session is meant.
        BadInput: for characters that no font has.
    """
    seen = see_session(book, session)
    where = country(seen.session.zone)
    with book.read() as db:
        pinned = pinned_curriculum(db, seen.session.curriculum_id)
        here = read_slots_here(db, seen.session)
    lesson = lesson_of(book, seen.session)
    paper = session_paper(seen.session, seen.agenda, lesson, pinned, where, seen.notes)
    filled = tuple((LABELS[name], each.text) for name, each in here.slots.items() if name not in WORDS)
    paper = replace(paper, slots=filled, limits=here.limits)
    return agenda_pdf(paper, paper_size(home, size, where), brief=brief)
