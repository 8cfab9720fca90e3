"""A Markdown text as its top-level blocks with their source lines, and the limits that keep reading it safe.

Parsed by markdown-it-py as CommonMark with tables, in two steps: blocks first, so that every paragraph's length is
known before its inside is looked at. Link definitions are not a part of the grammar and stay plain text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.domain.curricula.curriculum import Problem
from facilitator.formats.curricula.quick_blocks import cut

MAX_LEVEL = 12
"""Nesting of quotes and lists, counted as markdown-it does; it drops what lies deeper than 20."""

MAX_PARAGRAPH = 5_000
MAX_BRACKETS = 200

_WEB_LINK = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_PLAIN = re.compile(r"[^\\`*_\[\]<>&\n]*")
_BAR = re.compile(r"(?<!\\)\|")
_ROW = re.compile(r"^[ \t]*\|.*(?<!\\)\|[ \t]*$", re.MULTILINE)
_MOST_READ = 10
"""Times that a file is read, each time without the blocks that never end."""

_QUOTE_MARK = re.compile(r" {0,3}> ?")
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "fence": "code",
    "code_block": "indented",
    "html_block": "html",
    "hr": "rule",
    "table_open": "table",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block: source lines ``first`` up to ``end`` (from 0), and the words of a heading or paragraph."""

    kind: str
    first: int
    end: int
    level: int = 0
    words: str = ""
    plain: bool = True


@cache
def markdown() -> MarkdownIt:
    """CommonMark that keeps every link target as written, so that a bad one can be seen and reported."""
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def read_blocks(lines: Sequence[str], problems: list[Problem]) -> list[Block]:
    """The top-level blocks in order. HTML, images, links, tables, depth and size are judged here, wherever they are."""
    parser = markdown()
    blocks: list[Block] = []
    for each in cut(lines):
        if not each.kind:
            blocks += _parsed(parser, lines, each.first, each.end, problems)
            continue
        words = ""
        children: list[Token] = []
        for first, end, words in each.inside:
            children = _look_inside(parser, words, (first, end), lines, problems, heading=each.kind == "heading")
        paragraph = each.kind in ("heading", "paragraph")
        plain = not paragraph or all(child.type == "text" for child in children)
        blocks.append(Block(each.kind, each.first, each.end, each.level, words if paragraph else "", plain))
    return blocks


def _parsed(
    parser: MarkdownIt, lines: Sequence[str], begins: int, ends: int, problems: list[Problem]
) -> Iterator[Block]:
    """The blocks of some rows by markdown-it."""
    tokens = _tokens(parser, lines, begins, ends, problems)
    _report_depth(tokens, lines, problems)
    before = ""
    for token in tokens:
        if token.type == "inline":
            heading = before == "heading_open"
            token.children = _look_inside(parser, token.content, _span(token), lines, problems, heading=heading)
            if before == "paragraph_open" and "|" in token.content:
                _report_bars(token, lines, problems)
        elif token.type == "html_block":
            _report_html(lines, _span(token)[0], problems)
        elif token.type == "table_open":
            _report_table(token, lines, problems)
        before = token.type
    for token, inside in pairwise([*tokens, Token("", "", 0)]):
        if token.level == 0 and token.type in _KINDS:
            first, end = _span(token)
            yield Block(
                kind=_kind(token),
                first=first,
                end=_trimmed(lines, first, end),
                level=int(token.tag[1]) if token.type == "heading_open" else 0,
                words=inside.content if inside.type == "inline" else "",
                plain=all(child.type == "text" for child in inside.children or ()),
            )


def source(lines: Sequence[str], first: int, end: int) -> str:
    """The Markdown between two lines, without blank lines at its ends."""
    return "\n".join(line if line.strip() else "" for line in lines[first:end]).strip("\n").rstrip()


def unquoted(lines: Sequence[str], first: int, end: int) -> str:
    """The Markdown inside a block quote."""
    if all(line.startswith("> ") or line == ">" for line in lines[first:end]):
        return source([line[2:] for line in lines[first:end]], 0, end - first)
    return source([_QUOTE_MARK.sub("", line, count=1) for line in lines[first:end]], 0, end - first)


def column_of(line: str) -> int:
    """Where the words of a line begin, from 1."""
    if line[:1] > " ":  # most lines
        return 1
    return len(line) - len(line.lstrip()) + 1


def _kind(token: Token) -> str:
    """The kind of a block; a heading made by a line of --- or === has one of its own."""
    return "underlined" if token.type == "heading_open" and token.markup in ("=", "-") else _KINDS[token.type]


def _span(token: Token) -> tuple[int, int]:
    first, end = token.map or (0, 0)
    return first, end


def _trimmed(lines: Sequence[str], first: int, end: int) -> int:
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _report_depth(tokens: Iterable[Token], lines: Sequence[str], problems: list[Problem]) -> None:
    deep = next((token for token in tokens if token.level >= MAX_LEVEL and token.map), None)
    if deep:
        row = _span(deep)[0]
        message = "Quotes or lists here are inside too many others. Use fewer > signs or less indent."
        problems.append(Problem(row + 1, column_of(lines[row]), "too-deep", message))


def _report_html(lines: Sequence[str], row: int, problems: list[Problem]) -> None:
    column = lines[row].find("<") + 1
    problems.append(Problem(row + 1, max(column, 1), "raw-html", _HTML))


def _tokens(parser: MarkdownIt, lines: Sequence[str], begins: int, ends: int, problems: list[Problem]) -> list[Token]:
    """What the parser makes of the lines. A block of code that never ends is told, and what it swallowed is read."""
    read = list(lines)
    for _ in range(_MOST_READ):
        tokens = parser.parse("\n".join(read[begins:ends]))
        for each in tokens:
            each.map = [each.map[0] + begins, each.map[1] + begins] if each.map else None
        unclosed = [each for each in tokens if each.type == "fence" and _is_unclosed(each, read)]
        for token in unclosed:
            row, sign = _span(token)[0], token.markup
            message = f"{sign} begins a block here that never ends. Take it out, or close it with {sign}"
            problems.append(Problem(row + 1, column_of(lines[row]), "unclosed-block", message))
            meant = next(
                (at for at in range(row + 1, _span(token)[1]) if read[at].lstrip(" >").startswith(sign[:3])), row
            )
            read[row] = read[meant] = ""
        if not unclosed:
            break
    return tokens


def _is_unclosed(token: Token, lines: Sequence[str]) -> bool:
    first, end = _span(token)
    last = lines[end - 1].strip(" >\t")
    return end - first < 2 or not last.startswith(token.markup) or bool(last.strip(token.markup[0]))


def _report_table(token: Token, lines: Sequence[str], problems: list[Problem]) -> None:
    """Cells that nobody would see, for they are more than the head has, and lines that a table has swallowed."""
    first, end = _span(token)
    columns = _cells(lines[first])
    for row in range(first + 2, end):
        cells = _cells(lines[row])
        if not _BAR.search(lines[row]):
            message = "This line belongs to the table above. Put an empty line between, or bars around its cells."
            problems.append(Problem(row + 1, column_of(lines[row]), "table", message))
        elif cells > columns:
            message = f"This row has {cells} cells, the head of the table {columns}; what is more would not be shown."
            problems.append(Problem(row + 1, column_of(lines[row]), "table", message))


def _report_bars(token: Token, lines: Sequence[str], problems: list[Problem]) -> None:
    """A table whose second row is not one of dashes, which would be printed with its bars."""
    if not _ROW.search(token.content):
        return
    first, end = _span(token)
    row = next((at for at in range(first, end) if _ROW.search(lines[at].lstrip(" >-*+"))), first)
    dashes = "| --- " * max(_cells(lines[row]), 1)
    message = f"A table has a line of dashes under its first row, as many as that has cells. Write there {dashes}|"
    problems.append(Problem(row + 1, column_of(lines[row]), "table", message))


def _cells(line: str) -> int:
    """How many cells a row of a table has."""
    bare = line.strip(" >\t")
    return len(_BAR.split(bare.removeprefix("|").removesuffix("|")))


def _look_inside(
    parser: MarkdownIt,
    content: str,
    rows: tuple[int, int],
    lines: Sequence[str],
    problems: list[Problem],
    *,
    heading: bool,
) -> list[Token]:
    """Parse one paragraph's inside, if it is of a sane size, and report what a page of ours does not hold."""
    first, end = rows
    if len(content) > MAX_PARAGRAPH or content.count("[") + content.count("<") > MAX_BRACKETS:
        message = f"This paragraph has more than {MAX_PARAGRAPH:,} characters or {MAX_BRACKETS} brackets. Split it."
        problems.append(Problem(first + 1, column_of(lines[first]), "too-large", message))
        return []
    if "<" not in content and "[" not in content and (not heading or _PLAIN.fullmatch(content)):
        return []  # nothing of what is looked for can be inside: half of the time that reading a file would take
    children: list[Token] = []
    parser.inline.parse(content, parser, {}, children)
    place = _Finder(lines, first, end)
    for child in children:
        if child.type == "html_inline":
            problems.append(Problem(*place.of(child.content), "raw-html", _HTML))
        elif child.type == "image":
            problems.append(
                Problem(*place.of("!["), "image", "Pictures are not shown. Take it out, or say it in words.")
            )
        elif child.type == "link_open":
            target = str(child.attrGet("href") or "")
            where = place.of(target.removeprefix("mailto:"))
            if not _WEB_LINK.match(target):
                message = "A link leads to a page on the web. Begin it with https:// or write plain words."
                problems.append(Problem(*where, "bad-link", message))
    return children


class _Finder:
    """Finds pieces of a paragraph in its source lines, one after the other."""

    def __init__(self, lines: Sequence[str], first: int, end: int) -> None:
        self.lines = lines
        self.row = first
        self.end = end
        self.start = 0

    def of(self, piece: str) -> tuple[int, int]:
        """Line and column (from 1) of the next such piece; where the words begin, if it is written otherwise."""
        piece = piece.split("\n", 1)[0]
        row, start = self.row, self.start
        while piece and row < self.end:
            at = self.lines[row].find(piece, start)
            if at >= 0:
                self.row, self.start = row, at + len(piece)
                return row + 1, at + 1
            row, start = row + 1, 0
        return self.row + 1, max(self.start, column_of(self.lines[self.row]))


_HTML = "HTML is not read here. Write plain words, ( ) instead of < >, and ** around bold ones."
