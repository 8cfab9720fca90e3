"""A draft as the text of a curriculum file: every word of the outline put so that the file can be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from facilitator.domain.curricula.curriculum import (
    AgendaItem,
    Curriculum,
    Handout,
    Lesson,
    Note,
    Part,
    PartKind,
    Problem,
    Say,
    slug_of,
)
from facilitator.domain.curricula.draft import Draft
from facilitator.domain.curricula.draft_lesson import DraftItem, DraftLesson, spoken
from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.formats.curricula.blocks import read_blocks
from facilitator.formats.curricula.content import read_content
from facilitator.formats.curricula.front_matter import UNPRINTABLE
from facilitator.formats.curricula.headings import handout_title, split_heading
from facilitator.formats.curricula.meant import of_lesson
from facilitator.formats.curricula.write import write_curriculum
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder

_LONGEST_PARAGRAPH: Final = 2_000
_LONGEST_TITLE: Final = 150
_MOST_REMARKS: Final = 100
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~&!])")
_FIRST_SIGN: Final = re.compile(r"([-+=:]|[0-9]{1,9}(?=[.)]))")
_NOT_IN_TITLES: Final = re.compile(r"[\\`*_\[\]<>&#{}|~]")
_NOT_PLAIN: Final = re.compile(r"[^\w\s.,;:?'\"()/-]")


def write_draft(draft: Draft, *, key: str, source: str, today: date) -> str:
    """The text of the file; ``source`` is the name of the outline's own.

    What somebody should look at stands in comments at the top, which no reader of curricula reads.
    """
    keys: set[str] = set()
    title = _title(draft.title)
    curriculum = Curriculum(
        key=key,
        title=title,
        version="0.1.0",
        language="en",
        program="wellness",
        kind=CurriculumKind.FULL,
        enrolment=EnrolmentKind.OPEN,
        order=LessonOrder.FIXED,
        minutes=draft.minutes,
        people=None,
        facilitators=1,
        attendance=AttendanceKind.NAMES,
        skills=(),
        licence="not said yet",
        author="not said yet",
        informed_by=(),
        frame=None,
        about="\n\n".join(_paragraphs([*([] if title == draft.title else [draft.title]), *draft.about])),
        lessons=tuple(_lesson(lesson, number, keys) for number, lesson in enumerate(draft.lessons, 1)),
    )
    comments = [f"Draft made from {source} on {today.isoformat()}. Look at these, then take the lines out:"]
    comments += [
        "Whose words are these? Fill in author and licence, and see that you may use them.",
        "Fill in who it is for (people: 3-12) and what it practices (skills).",
    ]
    comments += draft.remarks[:_MOST_REMARKS]
    if more := len(draft.remarks) - _MOST_REMARKS:
        comments += [f"and {more} more like these"] if more > 0 else []
    told = "\n".join(f"# {' '.join(UNPRINTABLE.sub(' ', comment).split())}" for comment in comments)
    return write_curriculum(curriculum).replace("---\n", f"---\n{told}\n", 1)


def _lesson(lesson: DraftLesson, number: int, keys: set[str]) -> Lesson:
    title = _title(lesson.title)
    key = slug_of(title) or f"lesson-{number}"
    while key in keys:
        key = f"{key[:50].strip('-')}-{number}"
        number += 1
    keys.add(key)
    parts, words = _parts(lesson.parts)
    aim = [*([] if title == lesson.title else [lesson.title]), *lesson.aim, *words]
    handouts, empty = [], []
    for handout in lesson.handouts:
        text = "\n\n".join(_handout_blocks(handout.lines))
        if text and _title(handout.title) == handout.title:
            handouts.append(Handout(handout.title, text))
        else:
            empty += [f"Handout: {handout.title}", *(line.text for line in handout.lines)]
    items = tuple(_item(item, empty if at == len(lesson.items) - 1 else []) for at, item in enumerate(lesson.items))
    return Lesson(
        key=key,
        title=title,
        minutes=lesson.minutes or 0,
        aim="\n\n".join(_paragraphs(aim)),
        parts=parts,
        items=items,
        handouts=tuple(handouts),
    )


def _item(item: DraftItem, more: Sequence[str]) -> AgendaItem:
    title = _title(item.title)
    first = [] if title == item.title else [OutlineLine(LineKind.PLAIN, item.title)]
    parts, words = _parts(item.parts)
    lines = [*first, *item.notes, *(OutlineLine(LineKind.PLAIN, each) for each in (*words, *more))]
    return AgendaItem(title, item.minutes or 0, item.least_minutes or 0, tuple(_blocks(lines)), parts)


def _blocks(lines: Sequence[OutlineLine]) -> Iterator[Say | Note]:
    """Lines under an item: what is in quotes is said, dashes in a row are one list, all else is a note each."""
    listed: list[str] = []
    for line in [*lines, None]:
        if line is not None and line.kind in (LineKind.BULLET, LineKind.NUMBERED):
            listed.append(line.text)
            continue
        if listed:
            yield from map(Note, _list(listed))
            listed = []
        if line is None:
            return
        words = spoken(line)
        for safe in _safe_pieces(words or line.text):
            yield Say(safe) if words else Note(safe)


def _list(listed: Sequence[str]) -> Iterable[str]:
    text = "\n".join(f"- {_safe(words)}" for words in listed if len(words) <= _LONGEST_PARAGRAPH)
    if text.count("\n") + 1 == len(listed) and _is_one_note(text):
        return [text]
    return _paragraphs(listed)


def _handout_blocks(lines: Sequence[OutlineLine]) -> Iterator[str]:
    yield from (block.text for block in _blocks([OutlineLine(_unsaid(line.kind), line.text) for line in lines]))


def _unsaid(kind: LineKind) -> LineKind:
    return LineKind.PLAIN if kind is LineKind.QUOTE else kind


def _parts(parts: Sequence[tuple[PartKind, str]]) -> tuple[tuple[Part, ...], list[str]]:
    """Marked parts, and the words of those that cannot be one."""
    kept, words = [], []
    for kind, text in parts:
        part = next((Part(kind, safe) for safe in (text, _safe(text)) if _reads_as_part(kind, safe)), None)
        if part and len(text) <= _LONGEST_PARAGRAPH:
            kept.append(part)
        else:
            words.append(f"{kind.value}: {text}")
    return tuple(kept), words


def _reads_as_part(kind: PartKind, words: str) -> bool:
    problems: list[Problem] = []
    lines = f"**{kind.value}:** {words}".split("\n")
    content = read_content(read_blocks(lines, problems), lines, problems)
    return not problems and not content.blocks and [part for part, _ in content.parts] == [Part(kind, words)]


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [safe for text in texts for safe in _safe_pieces(text)]


def _safe_pieces(text: str) -> Iterable[str]:
    """The paragraphs of a text; a table, the only text of several lines, stays one."""
    if "\n" in text:
        signs = "\n".join(_SIGNS.sub(_but_bars, line) for line in text.split("\n"))
        table = next((each for each in (text, signs) if len(each) <= _LONGEST_PARAGRAPH and _is_one_note(each)), None)
        return [table] if table else _paragraphs(line for at, line in enumerate(text.split("\n")) if at != 1)
    return [_safe(piece) for piece in _pieces(text)]


def _but_bars(found: re.Match[str]) -> str:
    return found[0] if found[0] == "|" else f"\\{found[0]}"


def _pieces(text: str) -> list[str]:
    """A text in pieces of a sane size, cut between words."""
    pieces = [""]
    for word in (part for whole in text.split() for part in _cut(whole)):
        if len(pieces[-1]) + len(word) > _LONGEST_PARAGRAPH or pieces[-1].count("[") + pieces[-1].count("<") > 100:
            pieces.append("")
        pieces[-1] += f" {word}" if pieces[-1] else word
    return [piece for piece in pieces if piece]


def _cut(word: str) -> Iterator[str]:
    yield from (word[at : at + 500] for at in range(0, len(word), 500))


def _safe(words: str) -> str:
    """One paragraph that the reader takes for nothing else: as it is, else with signs kept from meaning anything."""
    escaped = _FIRST_SIGN.sub(r"\\\1", words, count=1) if _FIRST_SIGN.match(words) else words
    signs = _SIGNS.sub(r"\\\1", words)
    both = _FIRST_SIGN.sub(_held, signs, count=1) if _FIRST_SIGN.match(signs) else signs
    return next((text for text in (words, escaped, signs, both) if _is_one_note(text)), _plain(words))


def _held(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"


def _is_one_note(text: str) -> bool:
    problems: list[Problem] = []
    lines = text.split("\n")
    blocks = read_blocks(lines, problems)
    content = read_content(blocks, lines, problems)
    return not problems and not content.parts and [block for block, _ in content.blocks] == [Note(text)]


def _plain(words: str) -> str:
    """Words without any sign that could mean something."""
    return " ".join(_NOT_PLAIN.sub(" ", words).split()) or "-"


def _title(words: str) -> str:
    """A heading's words: without signs that mean something, or what would be read as minutes, a key or a handout."""
    plain = " ".join(_NOT_IN_TITLES.sub(" ", words[:_LONGEST_TITLE]).split())
    unlike = " ".join(re.sub(r"[(){}:]", " ", plain).split())
    return next((title for title in (words, plain, unlike) if _is_heading(title)), _plain(words[:_LONGEST_TITLE]))


def _is_heading(title: str) -> bool:
    head = split_heading(title)
    if not title or len(title) > _LONGEST_TITLE or head.brackets is not None or head.key is not None:
        return False
    if title.endswith(")") and of_lesson(title):
        return False
    problems: list[Problem] = []
    blocks = read_blocks([f"## {title}"], problems)
    plain = not problems and [(block.words, block.plain) for block in blocks] == [(title, True)]
    return plain and handout_title(title) is None
