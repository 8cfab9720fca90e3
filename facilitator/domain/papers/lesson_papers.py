"""What stands on a paper before it is set: frozen values with no participant in them, and what a country prints on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Handout, Lesson, Note, Part, PartKind, Say
from facilitator.domain.dates.plain_dates import say_time
from facilitator.domain.papers.paper_words import say_day, say_place, say_span
from facilitator.domain.sessions.agenda import ItemProgress, fit
from facilitator.domain.views import Session
from facilitator.words import PaperSize
from facilitator.zones import zone as find_zone


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An agenda item on paper; ``at`` is its time on the clock, or the hours and minutes since the beginning."""

    at: str
    minutes: int
    title: str
    blocks: tuple[Say | Note, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    """The plan of a session, or of a lesson without a date. Texts of the lesson are Markdown, all else plain words.

    ``source`` says whose words they are; ``country`` (ISO 3166, empty where unknown) decides whom to call. ``slots`` is
    what the program filled in, a label and a text each; ``limits`` is what it says of confidentiality.
    """

    group: str
    topic: str
    lesson: str
    when: str
    where: str
    foot: str
    source: str
    language: str
    country: str
    dated: bool
    notes: tuple[str, ...] = ()
    aim: str = ""
    notice: str = ""
    parts: tuple[Part, ...] = ()
    items: tuple[PaperItem, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    limits: str = ""


@dataclass(frozen=True, slots=True)
class HandoutPaper:
    """Pages for members; ``source`` is small at the bottom, ``name`` at the top only where somebody asked for it."""

    title: str
    handouts: tuple[Handout, ...]
    source: str
    language: str
    name: str = ""


def usual_size(country: str) -> PaperSize:
    """The paper of a country by its ISO 3166 code; Letter where it is unknown, as the program began in the US.

    Source: Unicode CLDR, supplemental measurement data (paperSize US-Letter), and the territories of the US.
    """
    return PaperSize.LETTER if not country or country in _LETTER else PaperSize.A4


def session_paper(
    session: Session,
    agenda: Sequence[ItemProgress],
    lesson: Lesson | None,
    curriculum: Curriculum | None,
    country: str,
    notes: tuple[str, ...] = (),
) -> AgendaPaper:
    """The agenda of a session as planned, on the clock on its wall; ``notes`` say what was changed to make it fit."""
    zone = find_zone(session.zone)
    items, at = [], session.starts_at
    for each, item in zip(agenda, _written_for(agenda, lesson), strict=True):
        blocks, parts = (item.blocks, _printed(item.parts)) if item else ((), ())
        shown = say_time(at.astimezone(zone).time()).split()[0]
        items.append(PaperItem(shown, each.minutes, each.title, blocks, parts))
        at += timedelta(minutes=each.minutes)
    day = say_day(session.start_local.date())
    title = lesson.title if lesson else session.lesson_title
    return AgendaPaper(
        group=session.title,
        topic=session.topic[:1].upper() + session.topic[1:],
        lesson=title or "Agenda",
        when=f"{day}, {say_span(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone))}",
        where=say_place(session),
        foot=", ".join(part for part in (session.title, day, title) if part),
        source=source_line(curriculum) if curriculum else "",
        language=curriculum.language if curriculum else "en",
        country=country,
        dated=True,
        notes=notes,
        aim=lesson.aim if lesson else "",
        notice=_notice(curriculum),
        parts=_printed(lesson.parts) if lesson else (),
        items=tuple(items),
    )


def lesson_paper(curriculum: Curriculum, at: int, country: str) -> AgendaPaper:
    """The plan of lesson ``at`` (from 1) before anything is scheduled: time is counted from its beginning."""
    lesson = curriculum.lessons[at - 1]
    items, passed = [], 0
    for item, minutes in zip(lesson.items, fit(lesson.items, lesson.minutes), strict=True):
        shown = f"{passed // 60}:{passed % 60:02}"
        items.append(PaperItem(shown, minutes, item.title, item.blocks, _printed(item.parts)))
        passed += minutes
    return AgendaPaper(
        group=curriculum.title,
        topic=f"Topic {at} of {len(curriculum.lessons)}",
        lesson=lesson.title,
        when=f"{lesson.minutes} minutes",
        where="",
        foot=lesson.title,
        source=source_line(curriculum),
        language=curriculum.language,
        country=country,
        dated=False,
        aim=lesson.aim,
        notice=_notice(curriculum),
        parts=_printed(lesson.parts),
        items=tuple(items),
    )


def source_line(curriculum: Curriculum) -> str:
    """Whose words a page has, and under which licence."""
    return ", ".join((curriculum.title, curriculum.author, curriculum.licence))


def _printed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts that are of use while a session runs; skills are for finding and counting."""
    return tuple(part for part in parts if part.kind is not PartKind.SKILLS)


def _notice(curriculum: Curriculum | None) -> str:
    if curriculum is None or curriculum.frame is None:
        return ""
    frame = curriculum.frame
    return f"{frame.notice} Not affiliated with or endorsed by {frame.rights_holder}"


def _written_for(agenda: Sequence[ItemProgress], lesson: Lesson | None) -> list[AgendaItem | None]:
    """What the lesson has written for each item of an agenda: for the one in its place, else for one of its title."""
    written = list(lesson.items) if lesson else []
    if [item.title for item in written] == [each.title for each in agenda]:
        return list(written)
    by_title = {item.title: item for item in reversed(written)}
    return [by_title.get(each.title) for each in agenda]


_LETTER = {
    *("US", "PR", "AS", "GU", "MP", "VI"),
    *("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "SV", "VE"),
}
