"""The front matter of a curriculum file as a JSON Schema, for editors that check YAML while it is typed.

Made from the same names and limits as the reader in ``curriculum_front.py``. A schema sees values after YAML has read
them, so it asks for a bare number where the reader takes one in quotes too. It cannot say that the least number of
people is not above the most, or that a title is the one under the front matter: ``facilitator curriculum check`` does.
"""

from typing import Any, Final

from facilitator.domain.curricula.curriculum import MAX_MINUTES, MAX_SLUG
from facilitator.formats.curricula.front_matter import FRAME, MAX_FACILITATORS, MAX_PEOPLE, MAX_TEXT, REQUIRED
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder

Schema = dict[str, Any]

_WORDS: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": r"\S"}
_SLUG: Final[Schema] = {"type": "string", "maxLength": MAX_SLUG, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ABOUT: Final = {
    "key": "A short name that stays the same when the title changes: small-joys",
    "title": "The title, the same as in the line that begins with #",
    "version": "Three numbers; raise it when you change the file: 1.0.0",
    "language": "A language code: en, es, es-MX",
    "program": "The model or topic line it belongs to: wellness",
    "kind": "full, or frame for somebody else's manual",
    "enrolment": "open: join any time. closed: enrolment ends. drop-in: no roster",
    "order": "fixed if lessons build on one another, else any",
    "minutes": "The usual length of a session",
    "facilitators": "The least number of facilitators",
    "attendance": "names, or headcount where nobody's name is kept",
    "licence": "How it may be used: CC-BY-4.0",
    "author": "Who wrote it",
    "people": "Least and most people: 4-12",
    "skills": "What it practices",
    "informed_by": "Works that informed it, their rights, and the day their notice was checked",
    "rights_holder": "Who owns the manual",
    "notice": "The owner's trademark notice",
    "not_affiliated": "true: this frame does not come from them",
    "credential": "What a facilitator must hold",
    "requires_manual": "true: it is used only with the manual in hand",
}


def front_matter_schema() -> Schema:
    """The schema, draft 2020-12."""
    properties: dict[str, Schema] = {
        "key": _SLUG,
        "title": _WORDS,
        "version": {"type": "string", "pattern": r"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}$"},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$"},
        "program": _WORDS,
        "kind": {"enum": [kind.value for kind in CurriculumKind]},
        "enrolment": {"enum": [kind.value for kind in EnrolmentKind]},
        "order": {"enum": [kind.value for kind in LessonOrder]},
        "minutes": {"type": "integer", "minimum": 1, "maximum": MAX_MINUTES},
        "facilitators": {"type": "integer", "minimum": 1, "maximum": MAX_FACILITATORS},
        "attendance": {"enum": [kind.value for kind in AttendanceKind]},
        "licence": _WORDS,
        "author": _WORDS,
        "people": {"type": "string", "pattern": f"^{_up_to(MAX_PEOPLE)}-{_up_to(MAX_PEOPLE)}$"},
        "skills": {"type": "array", "items": _SLUG},
        "informed_by": {"type": "array", "items": _source()},
        "rights_holder": _WORDS,
        "notice": _WORDS,
        "not_affiliated": {"const": True},
        "credential": _WORDS,
        "requires_manual": {"const": True},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a curriculum file of facilitator",
        "type": "object",
        "properties": {key: {"description": _ABOUT[key], **schema} for key, schema in properties.items()},
        "required": list(REQUIRED),
        "additionalProperties": False,
        "if": {"properties": {"kind": {"const": CurriculumKind.FRAME.value}}, "required": ["kind"]},
        "then": {"required": list(FRAME)},
        "else": {"properties": dict.fromkeys(FRAME, False)},
    }


def _source() -> Schema:
    return {
        "type": "object",
        "properties": {"title": _WORDS, "rights": _WORDS, "checked": _DAY},
        "required": ["title", "rights", "checked"],
        "additionalProperties": False,
    }


def _up_to(most: int) -> str:
    """A pattern for a number from 1 to so many hundreds, in four digits at most, as the reader takes it."""
    hundreds, rest = divmod(most, 100)
    if rest or not 2 <= hundreds <= 9:
        raise ValueError(f"no pattern for a number up to {most}")
    small = "0{0,3}[1-9]|0{0,2}[1-9][0-9]"
    return f"({small}|0?[1-{hundreds - 1}][0-9]{{2}}|0?{hundreds}00)"
