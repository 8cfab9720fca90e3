"""The lessons of a curriculum file: headings, words to say, notes, marked parts and handouts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from facilitator.domain.curricula.curriculum import (
    AgendaItem,
    Handout,
    Lesson,
    Note,
    Part,
    PartKind,
    Problem,
    Say,
    is_slug,
    slug_of,
)
from facilitator.formats.curricula.blocks import Block, column_of, source
from facilitator.formats.curricula.content import Content, read_content
from facilitator.formats.curricula.headings import MAX_TITLE, Heading, handout_title, split_heading

_FRAME_PARTS = (PartKind.MATERIALS, PartKind.TRUE_TO_THE_MODEL)
_FRAME_LINE = 120


@dataclass(frozen=True, slots=True)
class Body:
    """What stands under the front matter; ``title_line`` is 0 where there is no title."""

    title: str
    title_line: int
    about: str
    lessons: tuple[Lesson, ...]


@dataclass(slots=True)
class _Section:
    """A heading and the blocks under it, up to the next heading that matters."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def is_handout(self) -> bool:
        return self.level == 3 and self.heading is not None and handout_title(self.heading.words) is not None


def read_body(
    blocks: Iterable[Block], lines: Sequence[str], *, usual: int, frame: bool, problems: list[Problem]
) -> Body:
    """Title, text about the curriculum, and its lessons; ``usual`` is the curriculum's minutes, 0 where unknown."""
    return _BodyReader(lines, usual, frame, problems).read(_sections(blocks, lines, problems))


def _sections(blocks: Iterable[Block], lines: Sequence[str], problems: list[Problem]) -> list[_Section]:
    sections = [_Section(None)]
    for block in blocks:
        here = sections[-1]
        if block.kind == "heading" and block.level <= 3:
            sections.append(_Section(block))
        elif block.kind == "heading" and not here.is_handout:
            problems.append(
                Problem(
                    block.first + 1,
                    column_of(lines[block.first]),
                    "heading",
                    _printable(_meant().of_deep_heading(block.words)),
                )
            )
        elif block.kind == "underlined":
            message = (
                "A line of --- or === turns the line above it into a heading. Put an empty line between, or write ##"
            )
            problems.append(Problem(block.end, column_of(lines[block.end - 1]), "heading", message))
            here.blocks.append(Block("paragraph", block.first, block.end - 1, words=block.words))
        else:
            here.blocks.append(block)
    return sections


def _meant() -> ModuleType:
    """What says which words were meant: 10 ms, and only where a heading is wrong."""
    from facilitator.formats.curricula import meant

    return meant


class _BodyReader:
    """Turns sections into lessons and collects what is wrong on the way."""

    def __init__(self, lines: Sequence[str], usual: int, frame: bool, problems: list[Problem]) -> None:
        self.lines = lines
        self.usual = usual
        self.frame = frame
        self.problems = problems

    def read(self, sections: Sequence[_Section]) -> Body:
        title, title_line, about = "", 0, ""
        groups: list[list[_Section]] = []
        for section in sections:
            if section.heading is None:
                for block in section.blocks[:1]:
                    self._report(
                        block,
                        "text-before-title",
                        "Text stands before the title. Begin with a line such as # Small joys",
                    )
            elif section.level == 1 and title_line:
                self._report(section.heading, "second-title", "A file has one # title. Write ## for a lesson.")
            elif section.level == 1:
                title, title_line = self._words(section.heading), section.heading.first + 1
                about = self._about(section)
            elif section.level == 2:
                groups.append([section])
            elif groups:
                groups[-1].append(section)
            else:
                self._report(
                    section.heading,
                    "item-outside-lesson",
                    "This belongs to no lesson. Put a line with ## and the lesson's title before it.",
                )
        lessons = []
        keys: set[str] = set()
        for number, group in enumerate(groups, start=1):
            lesson = self._lesson(group, number)
            if lesson.key in keys:
                self._report(
                    group[0].heading,
                    "duplicate-lesson",
                    f"Two lessons have the key {lesson.key}. Give this one its own, such as {{#{lesson.key}-2}}",
                )
            keys.add(lesson.key)
            lessons.append(lesson)
        return Body(title, title_line, about, tuple(lessons))

    def _lesson(self, group: Sequence[_Section], number: int) -> Lesson:
        section, *below = group
        head, block = self._heading(section)
        key = self._lesson_key(head, block, number)
        minutes = head.minutes or self.usual
        if head.brackets is not None and head.minutes is None:
            self._bad_minutes(block, head)
            minutes = 0
        elif head.brackets is None and head.title.endswith(")") and (message := _meant().of_lesson(head.title)):
            self._report(block, "bad-minutes", message, "(")
        aim, parts = self._aim(section)
        items, handouts = [], []
        for part in below:
            if part.is_handout:
                handouts.append(self._handout(part))
            else:
                items.append(self._item(part))
        if handout_title(head.title) is not None:
            message = f"A handout belongs to a lesson and has three # signs. Write ### {head.title}"
            self._report(block, "heading", message)
        elif not items:
            self._report(
                block, "empty-lesson", "This lesson has no agenda item. Add one, such as ### Check-in (15 min)"
            )
        self._add_up(block, minutes, items)
        return Lesson(key, head.title, minutes, aim, parts, tuple(items), tuple(handouts), block.first + 1)

    def _lesson_key(self, head: Heading, block: Block, number: int) -> str:
        if head.key is not None and not is_slug(head.key):
            self._report(
                block, "bad-key", "A key has lower-case letters, digits and hyphens, such as {#small-joys}", "{#"
            )
            return f"lesson-{number}"
        key = head.key or slug_of(head.title)
        if not key and head.title:
            self._report(
                block,
                "missing-lesson-key",
                "No key can be made from this title. Write one after it, such as {#small-joys}",
            )
        return key or f"lesson-{number}"

    def _add_up(self, block: Block, minutes: int, items: Sequence[AgendaItem]) -> None:
        total = sum(item.minutes for item in items)
        known = minutes and items and all(item.minutes for item in items)
        if known and total != minutes:
            change = f"Take {total - minutes} away" if total > minutes else f"Add {minutes - total}"
            message = (
                f"The items of this lesson take {total} minutes, the lesson has {minutes}. "
                f"{change}, or write ({total} min) after the lesson's title."
            )
            self._report(block, "minutes-do-not-add-up", message)

    def _item(self, section: _Section) -> AgendaItem:
        head, block = self._heading(section, keyed=False)
        if head.brackets is None:
            message = _meant().of_item_without_minutes(head.title)
            self._report(block, "missing-minutes", message, at_end=True)
        elif head.minutes is None:
            self._bad_minutes(block, head)
        content = read_content(section.blocks, self.lines, self.problems)
        if self.frame:
            self._keep_frame_empty(content)
        return AgendaItem(
            title=head.title,
            minutes=head.minutes or 0,
            least_minutes=head.least_minutes or 0,
            blocks=tuple(block for block, _ in content.blocks),
            parts=tuple(part for part, _ in content.parts),
            line=block.first + 1,
        )

    def _handout(self, section: _Section) -> Handout:
        assert section.heading is not None
        block = section.heading
        title = handout_title(self._words(block)) or ""
        if not title:
            self._report(
                block, "heading", "This handout has no title. Write it after the colon: ### Handout: One small thing"
            )
        elif split_heading(title, keyed=False).brackets is not None:
            self._report(
                block,
                "handout-minutes",
                "A handout takes no minutes. Take the brackets out, or make it an agenda item.",
                "(",
            )
        text = source(self.lines, section.blocks[0].first, section.blocks[-1].end) if section.blocks else ""
        if not text:
            self._report(block, "empty-handout", "This handout is empty. Write what members will read, or take it out.")
        if self.frame:
            self._report(block, "frame-has-content", _FRAME_MESSAGE)
        return Handout(title, text)

    def _about(self, section: _Section) -> str:
        content = read_content(section.blocks, self.lines, self.problems, quotes=False)
        for _, place in content.parts:
            message = "This belongs to a lesson or an item. Move it under a ## or ### line."
            self.problems.append(Problem(*place, "part-outside-lesson", message))
        return "\n\n".join(block.text for block, _ in content.blocks)

    def _aim(self, section: _Section) -> tuple[str, tuple[Part, ...]]:
        content = read_content(section.blocks, self.lines, self.problems)
        words = []
        for block, place in content.blocks:
            if isinstance(block, Say):
                message = "Words to say belong to an agenda item. Put a ### line before them."
                self.problems.append(Problem(*place, "words-outside-item", message))
            else:
                words.append(block.text)
        for part, place in content.parts:
            if self.frame and part.kind not in _FRAME_PARTS:
                self.problems.append(Problem(*place, "frame-has-content", _FRAME_MESSAGE))
        return "\n\n".join(words), tuple(part for part, _ in content.parts)

    def _keep_frame_empty(self, content: Content) -> None:
        """A frame's item has room for one line of the user's own page references, and for nothing else."""
        for position, (block, place) in enumerate(content.blocks):
            one_line = isinstance(block, Note) and "\n" not in block.text and len(block.text) <= _FRAME_LINE
            if position or not one_line:
                self.problems.append(Problem(*place, "frame-has-content", _FRAME_MESSAGE))
        for _, place in content.parts:
            self.problems.append(Problem(*place, "frame-has-content", _FRAME_MESSAGE))

    def _heading(self, section: _Section, *, keyed: bool = True) -> tuple[Heading, Block]:
        assert section.heading is not None
        head = split_heading(self._words(section.heading), keyed=keyed)
        if not head.title:
            self._report(section.heading, "heading", "This heading has no words. Write a title after the # signs.")
        return head, section.heading

    def _words(self, block: Block) -> str:
        """The words of a heading, in one piece and of a sane length."""
        if not block.plain:
            self._report(block, "heading", "A heading is plain words, without stars, links or code.")
        if len(block.words) > MAX_TITLE:
            self._report(block, "heading", f"This heading is longer than {MAX_TITLE} characters. Shorten it.")
        return " ".join(block.words[:MAX_TITLE].split())

    def _bad_minutes(self, block: Block, head: Heading) -> None:
        message = _meant().of_minutes(head.brackets or "")
        self._report(block, "bad-minutes", message, "(" + (head.brackets or ""))

    def _report(self, block: Block | None, code: str, message: str, piece: str = "", *, at_end: bool = False) -> None:
        """A problem at a block's first words, at a piece of its line, or where its line ends."""
        row = block.first if block else 0
        line = self.lines[row]
        found = line.rfind(piece) + 1 if piece else 0
        column = len(line.rstrip()) + 1 if at_end else found or column_of(line)
        self.problems.append(Problem(row + 1, column, code, _printable(message)))


def _printable(message: str) -> str:
    """A message that quotes a heading, without what a terminal could take for a command."""
    if message.isprintable():
        return message
    return "".join(sign if sign.isprintable() else "?" for sign in message)


_FRAME_MESSAGE = "A frame holds no content. Keep one line for page references of your own manual, such as: Pages: ____"
