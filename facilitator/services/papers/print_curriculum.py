"""Print from a curriculum, without a book: the plan of a lesson, and handouts."""

from facilitator.domain.curricula.curriculum import Curriculum, Handout
from facilitator.domain.papers.lesson_papers import HandoutPaper, lesson_paper, source_line, usual_size
from facilitator.errors import BadInput, Refused
from facilitator.formats.papers.agenda_pdf import agenda_pdf
from facilitator.formats.papers.handout_pdf import handout_pdf
from facilitator.home import Home
from facilitator.services.book.local_zone import local_zone
from facilitator.services.curricula.find_lesson import find_lesson
from facilitator.services.curricula.library import find_curriculum
from facilitator.settings import read_settings
from facilitator.words import PaperSize
from facilitator.zones import country


def print_lesson(home: Home, key: str, lesson: str, *, size: PaperSize | None = None, brief: bool = False) -> bytes:
    """The PDF of a lesson's plan, to read and to talk over before anything is scheduled.

    Raises:
        NotFound, Ambiguous: for an unknown curriculum or lesson, or words that begin more than one title.
        BadInput: for a curriculum with problems, or characters that no font has.
    """
    curriculum = _usable(home, key)
    where = country(local_zone())
    paper = lesson_paper(curriculum, find_lesson(curriculum.lessons, lesson), where)
    return agenda_pdf(paper, paper_size(home, size, where), brief=brief)


def print_handouts(
    home: Home,
    key: str,
    *,
    lesson: str | None = None,
    size: PaperSize | None = None,
    large: bool = False,
    name: str = "",
) -> tuple[bytes, int]:
    """The PDF of a lesson's handouts, or of all of a curriculum, and how many they are.

    Raises:
        Refused: where there are none.
        NotFound, Ambiguous, BadInput: as :func:`print_lesson`.
    """
    curriculum = _usable(home, key)
    handouts = _handouts(curriculum, lesson)
    title = handouts[0].title if len(handouts) == 1 else curriculum.title
    paper = HandoutPaper(title, handouts, source_line(curriculum), curriculum.language, name.strip())
    return handout_pdf(paper, paper_size(home, size, country(local_zone())), large=large), len(handouts)


def paper_size(home: Home, asked: PaperSize | None, where: str) -> PaperSize:
    """The paper that was asked for, else the one of the settings, else the one that country ``where`` prints on."""
    return asked or read_settings(home).paper or usual_size(where)


def _handouts(curriculum: Curriculum, lesson: str | None) -> tuple[Handout, ...]:
    if lesson is None:
        found, where = tuple(page for each in curriculum.lessons for page in each.handouts), curriculum.title
    else:
        chosen = curriculum.lessons[find_lesson(curriculum.lessons, lesson) - 1]
        found, where = chosen.handouts, f"the lesson {chosen.title}"
    if not found:
        raise Refused(f"{where} has no handouts", "Nothing was written.")
    return found


def _usable(home: Home, key: str) -> Curriculum:
    found = find_curriculum(home, key).curriculum
    if found is None:  # find_curriculum gives usable ones only
        raise BadInput(f"the curriculum {key!r} cannot be read")
    return found
