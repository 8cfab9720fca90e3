"""The curriculum file: one Markdown file, read into a curriculum with every problem placed, and written back.

The grammar is in ``docs/curriculum-format.md``. A file is data from anywhere: whatever its bytes, reading ends soon,
builds nothing but our own values and reports rather than raises.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import islice

from facilitator.domain.curricula.curriculum import Curriculum, Problem
from facilitator.formats.curricula.blocks import read_blocks
from facilitator.formats.curricula.body import Body, read_body
from facilitator.formats.curricula.front_matter import UNPRINTABLE, read_front
from facilitator.formats.curricula.marks import marks_in
from facilitator.formats.curricula.write import write_curriculum
from facilitator.words import CurriculumKind

__all__ = ["CurriculumRead", "read_curriculum", "write_curriculum"]

MAX_BYTES = 1_000_000
MAX_LINES = 20_000
MAX_PROBLEMS = 100
_BOM = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TITLE = re.compile(r"#{1,3} +\S")


@dataclass(frozen=True, slots=True)
class CurriculumRead:
    """What came out of a file. With any problem ``curriculum`` is for showing only, and None if nothing was built.

    ``warnings`` are there where they were asked for; a file with warnings alone can be used.
    """

    curriculum: Curriculum | None
    problems: tuple[Problem, ...]
    content_hash: str
    warnings: tuple[Problem, ...] = ()


def read_curriculum(data: bytes, *, name: str, warn: bool = False) -> CurriculumRead:
    """Read the bytes of a curriculum file called ``name``; never raises for what they hold.

    With ``warn`` its words are looked at too, which takes some milliseconds more. Problems and warnings come in the
    order of the file. ``content_hash`` is the SHA-256 of the bytes without byte-order mark and with plain line ends, so
    that an editor that changes only those does not make another edition.
    """
    plain = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    content_hash = hashlib.sha256(plain).hexdigest()
    problems: list[Problem] = []
    text = _decoded(plain, problems)
    lines = [] if text is None else text.split("\n")
    curriculum = _read_lines(lines, name, problems) if lines else None
    warnings = _warned(lines, curriculum) if warn and curriculum else []
    return CurriculumRead(curriculum, _shown(problems, "problems"), content_hash, _shown(warnings, "warnings"))


def _warned(lines: list[str], curriculum: Curriculum) -> list[Problem]:
    from facilitator.formats.curricula.warnings import find_warnings  # a reader has no need of them, a checker has

    return find_warnings(lines, _front_end(lines, []) or 0, curriculum)


def _read_lines(lines: list[str], name: str, problems: list[Problem]) -> Curriculum | None:
    if len(lines) > MAX_LINES:
        message = f"This file has more than {MAX_LINES:,} lines. Split it into several curricula."
        problems.append(Problem(MAX_LINES + 1, 1, "too-large", message))
        return None
    end = _front_end(lines, problems)
    if end is None:
        return None
    front = read_front("\n".join(lines[1:end]), first_line=2, name=name, problems=problems) if end else None
    after = next((row for row in range(end + 1, len(lines)) if lines[row].strip()), None) if end else None
    begins = end + 1 if end and lines[end].rstrip() == "---" else end
    if after is not None and lines[after].rstrip() == "---":
        message = "A second front matter begins here. Keep one, at the top of the file."
        problems.append(Problem(after + 1, 1, "duplicate-front-matter", message))
        closes = next((row for row in range(after + 1, len(lines)) if lines[row].rstrip() == "---"), after)
        begins = closes + 1
    body_lines = [""] * begins + lines[begins:]
    curriculum = front or read_front("", first_line=1, name=name, problems=[])
    body = read_body(
        read_blocks(body_lines, problems),
        body_lines,
        usual=curriculum.minutes,
        frame=curriculum.kind is CurriculumKind.FRAME,
        problems=problems,
    )
    if not body.title_line:
        message = "The file has no title. Under the front matter write a line such as # Small joys"
        problems.append(Problem(min(end + 2, len(lines)), 1, "missing-title", message))
    elif curriculum.title and body.title != curriculum.title:
        message = "This title and the one in the front matter differ. Make them the same."
        problems.append(Problem(body.title_line, 1, "title-differs", message))
    if not body.lessons:
        message = "The file has no lesson. Begin one with a line such as ## What I liked before"
        problems.append(Problem(len(lines), 1, "no-lessons", message))
    if curriculum.kind is CurriculumKind.FULL:
        _report_marks(body, lines, problems)
    return replace(curriculum, title=curriculum.title or body.title, about=body.about, lessons=body.lessons)


def _report_marks(body: Body, lines: list[str], problems: list[Problem]) -> None:
    """A title with somebody's name in it promises that somebody's own program, which a full curriculum is not."""
    for title, line in ((body.title, body.title_line), *((lesson.title, lesson.line) for lesson in body.lessons)):
        for found in marks_in(title) if line else ():
            message = (
                f"{found.name} is a name of {found.owner}. Call it something else; "
                "for their manual, write kind: frame and none of its content."
            )
            column = lines[line - 1].find(found.name) + 1
            problems.append(Problem(line, max(column, 1), "mark-in-title", message))


def _decoded(plain: bytes, problems: list[Problem]) -> str | None:
    """The text with plain line ends; None and a problem where it is too long, not UTF-8, or has control characters."""
    if len(plain) > MAX_BYTES:
        line = plain.count(b"\n", 0, MAX_BYTES) + 1
        message = f"This file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several curricula."
        problems.append(Problem(line, 1, "too-large", message))
        return None
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError as error:
        good = plain[: error.start].decode("utf-8").replace("\r", "\n")
        message = "This is not UTF-8. Save the file again and choose UTF-8 as its encoding."
        problems.append(Problem(*_place(good), "encoding", message))
        if plain.startswith(_OTHER_MARKS) or b"\0" in plain:
            return None
        text = plain.decode("cp1252", "replace")  # what Windows used to write: the rest is read all the same
    text = text.replace("\r", "\n")
    return UNPRINTABLE.sub(" ", text) if _report_unseen(text, problems) else text


def _report_unseen(text: str, problems: list[Problem]) -> bool:
    """Tell every character that cannot be seen, up to what is shown; whether there was one."""
    found = list(islice(UNPRINTABLE.finditer(text), MAX_PROBLEMS + 1))
    for each in found:
        message = f"A character that cannot be seen (U+{ord(each[0]):04X}) stands here. Take it out."
        problems.append(Problem(*_place(text[: each.start()]), "control-character", message))
    return bool(found)


def _front_end(lines: list[str], problems: list[Problem]) -> int | None:
    """The row of the line that closes the front matter; 0 where there is none, None where it never closes."""
    if lines[0].rstrip() != "---":
        message = "The file begins with its front matter: a line of ---, lines such as key: small-joys, and --- again."
        problems.append(Problem(1, 1, "missing-front-matter", message))
        return 0
    for row in range(1, len(lines)):
        if lines[row].rstrip() == "---":
            return row
    problems.append(Problem(1, 1, "unclosed-front-matter", "The front matter never ends. Close it with a line of ---"))
    return next((row for row in range(2, len(lines)) if _TITLE.match(lines[row]) and not lines[row - 1].strip()), None)


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _shown(problems: list[Problem], what: str) -> tuple[Problem, ...]:
    """Problems in the order of the file, each once; of very many the first, and how many more there are."""
    ordered = sorted(set(problems))
    if len(ordered) <= MAX_PROBLEMS:
        return tuple(ordered)
    last = ordered[MAX_PROBLEMS]
    more = Problem(last.line, last.column, f"more-{what}", f"{len(ordered) - MAX_PROBLEMS} more {what} follow.")
    more = replace(more, severity=last.severity)
    return (*ordered[:MAX_PROBLEMS], more)
