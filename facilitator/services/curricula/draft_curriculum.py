"""Draft a curriculum from somebody's outline: a plain text, Markdown or Word file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from facilitator.domain.curricula.curriculum import Problem, is_slug, slug_of
from facilitator.domain.curricula.draft import draft_of
from facilitator.domain.curricula.outline import Outline
from facilitator.errors import BadInput
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.drafts.draft_text import write_draft
from facilitator.formats.curricula.drafts.outline_text import read_outline_text
from facilitator.home import Home, make_private_folder, write_whole

MOST_READ: Final = 20_000_000
MOST_LESSONS: Final = 200
MOST_ITEMS: Final = 200
"""In one lesson."""

_WORD: Final = (".docx", ".docm", ".dotx", ".doc")
_TEXT: Final = (".txt", ".md", ".markdown", ".text")


@dataclass(frozen=True, slots=True)
class Drafted:
    """Where a draft is, what somebody should look at, and what the checker still has against it."""

    path: Path
    key: str
    title: str
    lessons: int
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]


def draft_curriculum(
    home: Home, file: Path, *, key: str | None = None, title: str | None = None, today: date
) -> Drafted:
    """Write a first draft into the program's own curricula; a file that is there is never touched.

    Raises:
        BadInput: for a file that cannot be read, is no outline or is far too large; for a key that is none or taken.
    """
    if key is not None and not is_slug(key):
        raise BadInput(f"{key!r} is no key", "Use small letters, digits and hyphens, such as small-joys.")
    outline = _read(file)
    if not outline.lines:
        raise BadInput(
            f"{file.name} holds no words", "Write the lessons down, one a line, and what happens under each."
        )
    draft = draft_of(outline, title=" ".join(title.split()) if title else None, name=_name(file))
    if len(draft.lessons) > MOST_LESSONS or any(len(lesson.items) > MOST_ITEMS for lesson in draft.lessons):
        raise BadInput(
            f"{file.name} has more than {MOST_LESSONS} lessons, or {MOST_ITEMS} items in one",
            "Split it into several outlines.",
        )
    key = key or slug_of(draft.title) or slug_of(file.stem) or "draft"
    path = home.curricula / f"{key}.md"
    if path.exists():
        raise BadInput(f"{path} is there already", "Move it away first. Or choose another key: add --key KEY.")
    text = write_draft(draft, key=key, source=file.name, today=today).encode()
    read = read_curriculum(text, name=path.name)
    make_private_folder(home.curricula)
    write_whole(path, text)
    return Drafted(path, key, draft.title, len(draft.lessons), tuple(draft.remarks), read.problems)


def _read(file: Path) -> Outline:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_READ + 1)
    except OSError as error:
        raise BadInput(
            f"cannot read {file}: {error.strerror}", "See that the file exists and belongs to you."
        ) from error
    try:
        return _outline(data, file.suffix.lower())
    except BadInput as error:
        raise BadInput(f"{file.name}: {error.title}", error.hint) from error


def _outline(data: bytes, suffix: str) -> Outline:
    if suffix in _WORD or data.startswith(b"PK\x03\x04"):
        from facilitator.formats.curricula.drafts.outline_docx import read_outline_docx  # lxml, only for Word files

        return read_outline_docx(data)
    if suffix not in _TEXT:
        raise BadInput("this is no outline", "Save it as plain text (.txt), Markdown (.md) or Word (.docx).")
    return read_outline_text(data)


def _name(file: Path) -> str:
    """A title for want of any: the file's name in words."""
    words = " ".join(file.stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or "Draft"
