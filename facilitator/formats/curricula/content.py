"""What stands under one heading of a curriculum file: words to say, notes to the facilitator, marked parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facilitator.domain.curricula.curriculum import Note, Part, PartKind, Problem, Say
from facilitator.formats.curricula.blocks import Block, column_of, source, unquoted
from facilitator.formats.curricula.headings import part_line

Placed = tuple[int, int]
"""Line and column, from 1."""


@dataclass(slots=True)
class Content:
    """Blocks and parts in the order of the file, each with its place."""

    blocks: list[tuple[Say | Note, Placed]] = field(default_factory=list)
    parts: list[tuple[Part, Placed]] = field(default_factory=list)


def read_content(
    blocks: Sequence[Block], lines: Sequence[str], problems: list[Problem], *, quotes: bool = True
) -> Content:
    """Sort blocks into words to say, notes and parts. Without ``quotes`` a block quote is plain text."""
    content = Content()
    owner = False  # the block before this one ended in a marked part, which takes a list that follows
    for block in blocks:
        place = _place(lines, block.first)
        if block.kind == "paragraph":
            owner = _read_paragraph(block, lines, content, problems)
            continue
        if block.kind in ("quote", "list", "table"):
            _report_swallowed(block, lines, problems)
        if block.kind == "list" and owner:
            part, part_place = content.parts[-1]
            text = f"{part.text}\n\n{source(lines, block.first, block.end)}".strip("\n")
            content.parts[-1] = Part(part.kind, text), part_place
        elif block.kind == "quote" and quotes:
            content.blocks.append((Say(unquoted(lines, block.first, block.end)), place))
        elif block.kind == "indented":
            message = "Four spaces in front turn this into something else. Take the spaces away."
            problems.append(Problem(*place, "indented-text", message))
        elif block.kind not in ("rule", "html"):  # a rule is for the eye, HTML was reported
            content.blocks.append((Note(source(lines, block.first, block.end)), place))
        owner = False
    for part, place in content.parts:
        if not part.text:
            message = f"Nothing follows {part.kind.value}. Write it on the same line, or as a list below."
            problems.append(Problem(*place, "empty-part", message))
    return content


def _read_paragraph(block: Block, lines: Sequence[str], content: Content, problems: list[Problem]) -> bool:
    """Split a paragraph at the lines that begin with a label; True if it ends in a marked part."""
    if "**" not in block.words and "__" not in block.words:  # most have no label
        content.blocks.append((Note(block.words.strip()), _place(lines, block.first)))
        return False
    pieces: list[tuple[PartKind | None, list[str], int]] = [(None, [], block.first)]
    for row, line in enumerate(block.words.split("\n"), start=block.first):
        label = part_line(line)
        if label and label.kind:
            pieces.append((label.kind, [label.text], row))
            continue
        if label:
            from facilitator.formats.curricula.meant import nearest_part  # 10 ms, and only when a label is wrong

            near = nearest_part(label.label)
            advice = f"Write **{near}:**" if near else "Take the colon out, or use one of the labels of this format."
            message = f"No part has this label. {advice}"
            problems.append(Problem(*_place(lines, row), "unknown-part", message))
        pieces[-1][1].append(line)
    for kind, words, row in pieces:
        text = "\n".join(words).strip()
        if kind:
            first, *more = text.split("\n")
            text = "\n".join((first.rstrip(), *more))  # written back it stands behind its label
            content.parts.append((Part(kind, text), _place(lines, row)))
        elif text:
            content.blocks.append((Note(text), _place(lines, row)))
    return pieces[-1][0] is not None


def _report_swallowed(block: Block, lines: Sequence[str], problems: list[Problem]) -> None:
    """A part right under a quote or a list, without an empty line between, would be read as a piece of it."""
    for row in range(block.first + 1, block.end):
        line = lines[row]
        if "**" not in line and "__" not in line:
            continue
        label = part_line(line) if column_of(line) <= 4 and lines[row - 1].strip() else None
        if label and label.kind:
            message = "Put an empty line before this one; without it, it belongs to what stands above."
            problems.append(Problem(*_place(lines, row), "part-swallowed", message))


def _place(lines: Sequence[str], row: int) -> Placed:
    return row + 1, column_of(lines[row])
