"""The front matter of a curriculum file: a small, plain part of YAML.

Only the text of each value and its place in the file are taken from YAML; what a value means is decided here, so
``version: 1.0`` or ``language: no`` never turn into a number or a truth value, and every problem has a line.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import yaml

from facilitator.domain.curricula.curriculum import (
    MAX_MINUTES,
    Curriculum,
    FrameNotice,
    Problem,
    Source,
    is_slug,
    slug_of,
)
from facilitator.formats.careful_yaml import UnsafeYaml, composed
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder

T = TypeVar("T")

MAX_CHARACTERS = 20_000
MAX_TEXT = 2_000
MAX_BRACKETS = 100
"""On one line: YAML looks back at each that is open."""

MAX_PEOPLE = 500
MAX_FACILITATORS = 20
_MOST_TRIES = 20
_KEY = re.compile(r"([A-Za-z_]\w*)\s*:")

REQUIRED = (
    "key", "title", "version", "language", "program", "kind", "enrolment",
    "order", "minutes", "facilitators", "attendance", "licence", "author",
)  # fmt: skip
OPTIONAL = ("people", "skills", "informed_by")
FRAME = ("rights_holder", "notice", "not_affiliated", "credential", "requires_manual")

# what YAML itself refuses to read, three line ends that only YAML sees and an editor does not, and what turns the order
# of letters round (UAX 9, explicit formatting)
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Wrong(Exception):
    """One value that cannot be used; the place is its node's."""

    def __init__(self, node: yaml.Node, message: str, code: str = "bad-value") -> None:
        super().__init__(message)
        self.node = node
        self.message = message
        self.code = code


def read_front(text: str, *, first_line: int, name: str, problems: list[Problem]) -> Curriculum:
    """Everything in the front matter, as a curriculum that has no lessons yet.

    ``text`` stands between the two ``---`` lines and begins at ``first_line``. What is missing or wrong becomes a
    problem and a harmless value, so that a checker can still show the rest. ``name`` is the file's, for want of a key.
    """
    front = _Front(first_line, problems, _fields(text, first_line, problems))
    title = front.take("title", _line, "")
    kind = front.take("kind", _one_of(CurriculumKind), CurriculumKind.FULL)
    return Curriculum(
        key=front.take("key", _slug, slug_of(re.sub(r"\.\w+$", "", name)) or "curriculum"),
        title=title,
        version=front.take("version", _version, "0.0.0"),
        language=front.take("language", _language, "en"),
        program=front.take("program", _line, ""),
        kind=kind,
        enrolment=front.take("enrolment", _one_of(EnrolmentKind), EnrolmentKind.OPEN),
        order=front.take("order", _one_of(LessonOrder), LessonOrder.FIXED),
        minutes=front.take("minutes", _minutes, 0),
        people=front.take("people", _people, None),
        facilitators=front.take("facilitators", _whole(1, MAX_FACILITATORS), 1),
        attendance=front.take("attendance", _one_of(AttendanceKind), AttendanceKind.NAMES),
        skills=front.take("skills", front.skills, ()),
        licence=front.take("licence", _line, ""),
        author=front.take("author", _line, ""),
        informed_by=front.take("informed_by", front.sources, ()),
        frame=_frame(front, kind),
        about="",
        lessons=(),
    )


@dataclass(slots=True)
class _Front:
    """The values by key, and where to report what is wrong with them."""

    first_line: int
    problems: list[Problem]
    values: dict[str, yaml.Node | None] | None = field(default=None)

    def report(self, node: yaml.Node | None, code: str, message: str) -> None:
        line = self.first_line + node.start_mark.line if node else 1
        self.problems.append(Problem(line, node.start_mark.column + 1 if node else 1, code, message))

    def take(self, key: str, parse: Callable[[yaml.Node], T], default: T) -> T:
        """The value of a key; a problem and ``default`` where it cannot be had."""
        if self.values is None:  # nothing could be read: said once
            return default
        node = self.values.get(key)
        if node is None:
            if key in REQUIRED and key not in self.values:  # what could not be read was told
                self.report(None, "missing-key", f"The front matter has no {key}. Add a line such as {_EXAMPLE[key]}")
            return default
        return self._parsed(node, f"{key}: ", parse, default)

    def sources(self, node: yaml.Node) -> tuple[Source, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise _Wrong(node, "write a list, each line as - {title: ..., rights: ..., checked: 2026-11-21}")
        found = (self._parsed(entry, "informed_by: ", self._source, None) for entry in node.value)
        return tuple(source for source in found if source)

    def _source(self, node: yaml.Node) -> Source | None:
        if not isinstance(node, yaml.MappingNode):
            raise _Wrong(node, "write each source as {title: ..., rights: ..., checked: 2026-11-21}")
        values = _by_key(node, self.first_line, self.problems, ("title", "rights", "checked"))
        told = len(self.problems)
        for key in ("title", "rights", "checked"):
            if key not in values:
                message = f"informed_by: this source has no {key}; write title, rights and checked"
                self.report(node, "missing-key", message)
        title, rights = (self._of_source(values.get(key), _line) for key in ("title", "rights"))
        checked = self._of_source(values.get("checked"), _day)
        return Source(title or "", rights or "", checked or date.min) if len(self.problems) == told else None

    def _of_source(self, node: yaml.Node | None, parse: Callable[[yaml.Node], T]) -> T | None:
        return self._parsed(node, "informed_by: ", parse, None) if node else None

    def skills(self, node: yaml.Node) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise _Wrong(node, "write a list, such as [self-awareness, resource-discovery]")
        found = (self._parsed(entry, "skills: ", _slug, "") for entry in node.value)
        return tuple(dict.fromkeys(each for each in found if each))

    def _parsed(self, node: yaml.Node, where: str, parse: Callable[[yaml.Node], T], default: T) -> T:
        try:
            return parse(node)
        except _Wrong as wrong:
            self.report(wrong.node, wrong.code, where + wrong.message)
            return default


def _frame(front: _Front, kind: CurriculumKind) -> FrameNotice | None:
    """The notice that a frame carries; a full curriculum has none."""
    values = front.values or {}
    if kind is CurriculumKind.FULL:
        for key in FRAME:
            if key in values:
                message = f"{key} belongs to a frame. Take the line out, or write kind: frame"
                front.report(values[key], "frame-key", message)
        return None
    for key in FRAME:
        if key not in values:
            message = f"A frame says whose manual it makes room for, and has no {key}. Add {_EXAMPLE[key]}"
            front.report(values.get("kind"), "frame-without-notice", message)
    return FrameNotice(
        rights_holder=front.take("rights_holder", _line, ""),
        notice=front.take("notice", _line, ""),
        not_affiliated=front.take("not_affiliated", _true, False),
        credential=front.take("credential", _line, ""),
        requires_manual=front.take("requires_manual", _true, False),
    )


def _fields(text: str, first_line: int, problems: list[Problem]) -> dict[str, yaml.Node | None] | None:
    """The top-level nodes by key; None with one problem where YAML cannot be read at all.

    A line that cannot be read is told and left out, so that the others are read too; its key has None.
    """

    def report(mark: yaml.Mark | None, code: str, message: str) -> None:
        # a mark at the very end lies past the last line
        row = min(mark.line, text.count("\n")) if mark else 0
        problems.append(Problem(first_line + row, mark.column + 1 if mark else 1, code, message))

    if len(text) > MAX_CHARACTERS:
        report(None, "too-large", f"The front matter is longer than {MAX_CHARACTERS:,} characters. Shorten it.")
        return None
    rows = text.split("\n")
    for at, row in enumerate(rows):
        if row.count("[") + row.count("{") > MAX_BRACKETS:
            message = "Lists here are inside too many others. Write a plain value."
            problems.append(Problem(first_line + at, 1, "too-deep", message))
            return None
    unread: dict[str, yaml.Node | None] = {}
    for _ in range(_MOST_TRIES):
        try:
            node = composed("\n".join(rows))
        except UnsafeYaml as unsafe:
            report(unsafe.mark, unsafe.code, unsafe.message)
            mark: yaml.Mark | None = unsafe.mark
        except yaml.MarkedYAMLError as error:
            advice = "Write key: value, with quotes around a value that has a colon."
            report(error.problem_mark, "front-matter", f"This cannot be read ({error.problem}). {advice}")
            within = "block" not in (error.context or "block")
            mark = error.context_mark if within and error.context_mark else error.problem_mark
        else:
            if isinstance(node, yaml.MappingNode):
                return unread | _by_key(node, first_line, problems, REQUIRED + OPTIONAL + FRAME, tuple(unread))
            if not unread:
                report(None, "front-matter", "The front matter is not a list of lines such as key: small-joys")
            return None
        if mark is None or not _leave_out(rows, mark.line, unread):
            return None
    return None


def _leave_out(rows: list[str], row: int, unread: dict[str, yaml.Node | None]) -> bool:
    """Empty the key of a line that cannot be read, with what is indented below it; whether there was anything."""
    row = min(row, len(rows) - 1)
    while row and (not rows[row].strip() or rows[row][0] in " \t-") and not _KEY.match(rows[row].strip()):
        row -= 1
    if not rows[row].strip():
        return False
    if found := _KEY.match(rows[row].strip()):
        unread[found[1]] = None
    rows[row] = ""
    below = row + 1
    while below < len(rows) and rows[below][:1] in (" ", "\t", "-"):
        rows[below] = ""
        below += 1
    return True


def _by_key(
    node: yaml.MappingNode,
    first_line: int,
    problems: list[Problem],
    known: tuple[str, ...],
    unread: tuple[str, ...] = (),
) -> dict[str, yaml.Node | None]:
    values: dict[str, yaml.Node | None] = {}
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        twice = key in values or key in unread
        if key in known and not twice:
            values[key] = value
            continue
        code = "duplicate-key" if twice else "unknown-key"
        message = f"{key} is given twice. Keep one." if twice else _unknown(key, known)
        mark = key_node.start_mark
        problems.append(Problem(first_line + mark.line, mark.column + 1, code, message))
    return values


def _unknown(key: str, known: tuple[str, ...]) -> str:
    import difflib  # 6 ms, and only when a key is wrong

    shown = re.sub(UNPRINTABLE, "?", key[:40])
    close = difflib.get_close_matches(key[:40], known, 1)
    return f"{shown!r} is not a key of a curriculum. " + (f"Write {close[0]}." if close else "Take the line out.")


def _text(node: yaml.Node) -> str:
    """The words of a plain value, on one line."""
    if not isinstance(node, yaml.ScalarNode):
        raise _Wrong(node, "write words here, in quotes if they begin with [ or {")
    if UNPRINTABLE.search(node.value):
        raise _Wrong(node, "this holds a character that cannot be seen; take it out", "control-character")
    words = " ".join(node.value.split())
    if len(words) > MAX_TEXT:
        raise _Wrong(node, f"this is longer than {MAX_TEXT:,} characters; shorten it")
    return words


def _line(node: yaml.Node) -> str:
    words = _text(node)
    if not words:
        raise _Wrong(node, "nothing is written here; fill it in")
    return words


def _slug(node: yaml.Node) -> str:
    text = _text(node)
    if not is_slug(text):
        raise _Wrong(node, "use lower-case letters, digits and hyphens, such as small-joys")
    return text


def _version(node: yaml.Node) -> str:
    text = _text(node)
    if not re.fullmatch(r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}", text):
        raise _Wrong(node, "write three numbers with dots, such as 1.0.0")
    return text


def _language(node: yaml.Node) -> str:
    text = _text(node)
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}", text):
        raise _Wrong(node, "write a language code, such as en, es or es-MX")
    return text


def _whole(least: int, most: int, code: str = "bad-value") -> Callable[[yaml.Node], int]:
    def parse(node: yaml.Node) -> int:
        text = _text(node)
        if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
            raise _Wrong(node, f"write a whole number from {least} to {most}", code)
        return int(text)

    return parse


_minutes = _whole(1, MAX_MINUTES, "bad-minutes")


def _people(node: yaml.Node) -> tuple[int, int] | None:
    found = re.fullmatch(r"([0-9]{1,4})-([0-9]{1,4})", _text(node))
    least, most = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= least <= most <= MAX_PEOPLE:
        raise _Wrong(node, "write the least and the most with a hyphen between, such as 4-12")
    return least, most


def _day(node: yaml.Node) -> date:
    text = _text(node)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # such as 2026-02-30: said below
    raise _Wrong(node, "write the day as year-month-day, such as 2026-11-21")


def _true(node: yaml.Node) -> bool:
    if _text(node) != "true":
        raise _Wrong(node, "a frame is used only where this is true; write true")
    return True


E = TypeVar("E", AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder)


def _one_of(kinds: type[E]) -> Callable[[yaml.Node], E]:
    def parse(node: yaml.Node) -> E:
        text = _text(node)
        for kind in kinds:
            if kind.value == text:
                return kind
        raise _Wrong(node, "write one of these: " + ", ".join(kind.value for kind in kinds))

    return parse


_EXAMPLE = {
    "key": "key: small-joys",
    "title": "title: Small joys",
    "version": "version: 1.0.0",
    "language": "language: en",
    "program": "program: wellness",
    "kind": "kind: full",
    "enrolment": "enrolment: open",
    "order": "order: any",
    "minutes": "minutes: 60",
    "facilitators": "facilitators: 1",
    "attendance": "attendance: names",
    "licence": "licence: CC-BY-4.0",
    "author": "author: your name or your program's",
    "rights_holder": "rights_holder: who owns the manual",
    "notice": "notice: the owner's trademark notice",
    "not_affiliated": "not_affiliated: true",
    "credential": "credential: what a facilitator must hold",
    "requires_manual": "requires_manual: true",
}
