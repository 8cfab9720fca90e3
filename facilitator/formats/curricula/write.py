"""A curriculum as the text of its file, in the shape that a person would give it."""

import json
import re
from collections.abc import Iterable

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Handout, Lesson, Note, Part, Say
from facilitator.formats.curricula.headings import item_heading, lesson_heading

# no sign that YAML reads as its own: no colon, no hash, none of its indicators in front
_BARE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .()/+_-]*[A-Za-z0-9.)])?")
_LIST = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\s+\S")


def write_curriculum(curriculum: Curriculum) -> str:
    """The file of a curriculum; reading it gives the same curriculum back."""
    pieces = [f"---\n{_front(curriculum)}\n---", f"# {curriculum.title}", curriculum.about]
    for lesson in curriculum.lessons:
        pieces += _lesson(lesson, curriculum.minutes)
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _front(curriculum: Curriculum) -> str:
    values = {
        "key": curriculum.key,
        "title": _quoted(curriculum.title),
        "version": curriculum.version,
        "language": curriculum.language,
        "program": _quoted(curriculum.program),
        "kind": curriculum.kind.value,
        "enrolment": curriculum.enrolment.value,
        "order": curriculum.order.value,
        "minutes": str(curriculum.minutes),
        "people": "-".join(map(str, curriculum.people or ())),
        "facilitators": str(curriculum.facilitators),
        "attendance": curriculum.attendance.value,
        "skills": f"[{', '.join(curriculum.skills)}]" if curriculum.skills else "",
        "licence": _quoted(curriculum.licence),
        "author": _quoted(curriculum.author),
    }
    if curriculum.frame:
        values |= {
            "rights_holder": _quoted(curriculum.frame.rights_holder),
            "notice": _quoted(curriculum.frame.notice),
            "not_affiliated": str(curriculum.frame.not_affiliated).lower(),
            "credential": _quoted(curriculum.frame.credential),
            "requires_manual": str(curriculum.frame.requires_manual).lower(),
        }
    lines = [f"{key}: {value}" for key, value in values.items() if value]
    if curriculum.informed_by:
        lines.append("informed_by:")
    for work in curriculum.informed_by:
        flow = f"title: {json.dumps(work.title, ensure_ascii=False)}, rights: {_quoted(work.rights)}"
        lines.append(f"  - {{{flow}, checked: {work.checked.isoformat()}}}")
    return "\n".join(lines)


def _lesson(lesson: Lesson, usual: int) -> Iterable[str]:
    yield "## " + lesson_heading(lesson.title, lesson.key, lesson.minutes, usual)
    yield lesson.aim
    yield from map(_part, lesson.parts)
    for item in lesson.items:
        yield from _item(item)
    yield from map(_handout, lesson.handouts)


def _item(item: AgendaItem) -> Iterable[str]:
    yield "### " + item_heading(item.title, item.minutes, item.least_minutes)
    before = ""
    for block in item.blocks:
        if _LIST.match(before) and _LIST.match(block.text) and isinstance(block, Note):
            yield "***"  # keeps two lists from growing together
        yield _block(block)
        before = block.text if isinstance(block, Note) else ""
    yield from map(_part, item.parts)


def _block(block: Say | Note) -> str:
    if isinstance(block, Note):
        return block.text
    return "\n".join(f"> {line}" if line else ">" for line in block.text.split("\n"))


def _part(part: Part) -> str:
    gap = "\n\n" if _LIST.match(part.text) else " "
    return f"**{part.kind.value}:**{gap}{part.text}"


def _handout(handout: Handout) -> str:
    return f"### Handout: {handout.title}\n\n{handout.text}"


def _quoted(words: str) -> str:
    """Words as YAML, quoted where they would be read as anything else."""
    return words if _BARE.fullmatch(words) else json.dumps(words, ensure_ascii=False)
