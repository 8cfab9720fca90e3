"""A curriculum: an ordered set of lessons, each the plan of one session."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder

MAX_MINUTES = 720
"""No session lasts longer than twelve hours."""

MAX_SLUG = 60


class PartKind(StrEnum):
    """The marked parts of a lesson or an agenda item; the value is the label in the file."""

    MATERIALS = "Materials"
    SKILLS = "Skills"
    SHARE_PROMPT = "Share prompt"
    SOMETHING_TO_TRY = "Something to try"
    TRUE_TO_THE_MODEL = "True to the model"
    WITH_THREE = "With three"
    WITH_MANY = "With many"
    WITHOUT_PAPER = "Without paper"
    ONLINE = "Online"
    CARE = "Care"
    CUE = "Cue"
    """What the agenda on one page says for an item."""


@dataclass(frozen=True, slots=True)
class Part:
    """One marked part: its kind, and its Markdown without the label."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """Words ready to say aloud, as Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the facilitator, as Markdown; never read aloud."""

    text: str


@dataclass(frozen=True, slots=True)
class Handout:
    """A page for members, as Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A timed block of a session; it may shrink to ``least_minutes`` and no further."""

    title: str
    minutes: int
    least_minutes: int
    blocks: tuple[Say | Note, ...] = ()
    parts: tuple[Part, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills that this item is tagged with."""
        return _skills(self.parts)


@dataclass(frozen=True, slots=True)
class Lesson:
    """The plan of one session. ``parts`` are the lesson's own; each item has its own too.

    ``core`` are the places of items, from 0, that spare minutes go to before all others; empty where none come first.
    """

    key: str
    title: str
    minutes: int
    aim: str
    parts: tuple[Part, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    handouts: tuple[Handout, ...] = ()
    line: int = field(default=0, compare=False)
    core: tuple[int, ...] = ()

    @property
    def skills(self) -> tuple[str, ...]:
        """The skills that the lesson and its items are tagged with, each once, in order."""
        tagged = _skills(self.parts) + tuple(skill for item in self.items for skill in item.skills)
        return tuple(dict.fromkeys(tagged))


@dataclass(frozen=True, slots=True)
class Source:
    """A work that informed a curriculum, its rights, and the day its notice was checked."""

    title: str
    rights: str
    checked: date


@dataclass(frozen=True, slots=True)
class FrameNotice:
    """What a frame says about the licensed manual that it makes room for."""

    rights_holder: str
    notice: str
    not_affiliated: bool
    credential: str
    requires_manual: bool


@dataclass(frozen=True, slots=True)
class Curriculum:
    """One curriculum file, understood. ``facilitators`` is the least number; ``people`` is least and most."""

    key: str
    title: str
    version: str
    language: str
    program: str
    kind: CurriculumKind
    enrolment: EnrolmentKind
    order: LessonOrder
    minutes: int
    people: tuple[int, int] | None
    facilitators: int
    attendance: AttendanceKind
    skills: tuple[str, ...]
    licence: str
    author: str
    informed_by: tuple[Source, ...]
    frame: FrameNotice | None
    about: str
    lessons: tuple[Lesson, ...]


class Severity(StrEnum):
    """Whether a file can be used in spite of what was found."""

    PROBLEM = "problem"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a file that has to change before it can be used, or a warning: something to think about.

    Line and column count from 1.
    """

    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.PROBLEM


def slug_of(title: str) -> str:
    """A key made from a title: ``Rest, and why`` becomes ``rest-and-why``; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:MAX_SLUG].strip("-")


def is_slug(text: str) -> bool:
    """Whether a text can be a key: lower-case letters, digits and single hyphens, at most 60."""
    return len(text) <= MAX_SLUG and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


def _skills(parts: tuple[Part, ...]) -> tuple[str, ...]:
    words = ",".join(part.text for part in parts if part.kind is PartKind.SKILLS)
    return tuple(skill for word in re.split(r"[,\n]", words) if (skill := word.strip(" -*\t")))
