"""What a program says about somebody's manual that it holds: an answer, and where items stand in its own copy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.domain.curricula.curriculum import AgendaItem, FrameNotice, Lesson, Note

LONGEST_PAGES = 60
"""Characters: room for "pp. 12-18, 24 and the worksheet", and none for the text of a manual."""

_PLACE = re.compile(r"(?P<label>[^_:\n]*:)?\s*_{2,}\s*$")


@dataclass(frozen=True, slots=True)
class FrameAnswer:
    """Somebody said for the program that it holds the manual of a frame, and the credential that the frame names."""

    key: str
    credential: str
    at: datetime
    actor: str

    def covers(self, frame: FrameNotice) -> bool:
        """Whether it was about what the frame asks for now: for another credential somebody is asked anew."""
        return self.credential == frame.credential


def with_pages(lesson: Lesson, pages: Mapping[int, str]) -> Lesson:
    """A frame's lesson with the program's own page references; ``pages`` are by the position of an item, from 1.

    They take the place of the line with a blank that a frame keeps for them.
    """
    if not pages:
        return lesson
    items = (_item(item, pages.get(position, "")) for position, item in enumerate(lesson.items, 1))
    return replace(lesson, items=tuple(items))


def _item(item: AgendaItem, pages: str) -> AgendaItem:
    if not pages:
        return item
    label = "Pages in your manual:"
    blocks = list(item.blocks)
    for at, block in enumerate(blocks):
        found = _PLACE.match(block.text) if isinstance(block, Note) else None
        if found:
            blocks[at] = Note(f"{found['label'] or label} {pages}")
            return replace(item, blocks=tuple(blocks))
    return replace(item, blocks=(*blocks, Note(f"{label} {pages}")))
