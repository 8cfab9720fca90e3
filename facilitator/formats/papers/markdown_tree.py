"""The Markdown of a curriculum as a tree of plain values, for whatever sets it on a page.

Parsed by markdown-it-py, as the curriculum reader does. A node is a dict with ``is`` (its kind); a piece of a paragraph
is a string or such a dict. Two signs of paper are understood as well: a run of underscores is a line to write on, and
``[ ]`` at the beginning of a list item is a box to tick.

Blocks: paragraph, heading, quote (``inside``), list (``items``, ``ordered``, ``start``, ``tight``, ``ticks``), code
(``text``), rule, blank, table (``head`` and ``rows``, a cell being pieces; ``align``,
``widths``). Pieces: strong, emphasis (``inside``), code (``text``), blank (``signs``), tick (``done``),
break.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

Node = dict[str, Any]
Piece = str | Node

LONGEST_WORD = 24
"""A word that is longer may break; on paper it would run over the edge of the page."""

_BLANK = re.compile(r"_{3,}")
_TICK = re.compile(r"\[([ xX])\]\s+")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_STRETCH = re.compile(rf"[^/.?&=_-]{{1,{LONGEST_WORD}}}[/.?&=_-]{{0,8}}|[/.?&=_-]{{1,8}}")
_BREAK_HERE = "\u200b"
_NARROWEST, _WIDEST = 8, 32
"""Characters: no column of a table is less or more of the page than if its longest cell had so many."""

_ALIGN = {"text-align:right": "right", "text-align:center": "center"}
_MARKS = {"strong": "strong", "em": "emphasis"}


def markdown_tree(text: str) -> list[Node]:
    """The blocks of a text."""
    return _blocks(_children(_parser().parse(text)))


def inline_tree(text: str) -> list[Piece]:
    """The pieces of a text that is one paragraph."""
    return [piece for block in markdown_tree(text) for piece in block.get("inside", [])]


def plain_words(pieces: Iterable[Piece]) -> str:
    """The words of a paragraph alone; a line to write on stays a few underscores."""
    words = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
        elif piece["is"] == "blank":
            words.append("_" * piece["signs"])
        elif piece["is"] == "break":
            words.append(" ")
        else:
            words.append(piece.get("text", "") or plain_words(piece.get("inside", [])))
    return "".join(words).replace(_BREAK_HERE, "")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(["reference", "html_block", "html_inline"])
    parser.inline.ruler.before("emphasis", "blank", _read_blank)
    return parser


def _read_blank(state: StateInline, silent: bool) -> bool:
    """Underscores in a row are a line to write on, unless three of them put a word in strong letters."""
    run = _BLANK.match(state.src, state.pos, state.posMax)
    if run is None:
        return False
    begin, end = run.span()
    beside = state.src[begin - 1 : begin] + state.src[end : min(end + 1, state.posMax)]
    if end - begin == 3 and any(sign.isalnum() for sign in beside):
        return False
    if not silent:
        state.push("blank", "", 0).meta = {"signs": end - begin}
    state.pos = end
    return True


def _children(tokens: Sequence[Any]) -> list[SyntaxTreeNode]:
    return SyntaxTreeNode(tokens).children


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> list[Node]:
    return [_block(node) for node in nodes]


def _block(node: SyntaxTreeNode) -> Node:
    match node.type:
        case "paragraph" | "heading":
            return {"is": node.type, "inside": _pieces(_inline(node))}
        case "blockquote":
            return {"is": "quote", "inside": _blocks(node.children)}
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "table":
            return _table(node)
        case "hr":
            return {"is": "blank"} if node.markup.startswith("_") else {"is": "rule"}
        case _:
            return {"is": "code", "text": _breakable(node.content.rstrip("\n"))}


def _table(node: SyntaxTreeNode) -> Node:
    """A table; ``widths`` are shares of the page, by the longest cell of each column."""
    lines = [row.children for part in node.children for row in part.children]
    head, *rows = [[_pieces(_inline(cell)) for cell in line] for line in lines]
    longest = [max(len(plain_words(row[at])) for row in [head, *rows]) for at in range(len(head))]
    return {
        "is": "table",
        "head": head,
        "rows": rows,
        "align": [_ALIGN.get(str(cell.attrs.get("style", "")), "left") for cell in lines[0]],
        "widths": [min(max(length, _NARROWEST), _WIDEST) for length in longest],
    }


def _list(node: SyntaxTreeNode) -> Node:
    items = [_blocks(item.children) for item in node.children]
    ticked = [_take_tick(item) for item in items]
    return {
        "is": "list",
        "items": items,
        "ordered": node.type == "ordered_list",
        "start": int(node.attrs.get("start", 1)),
        "tight": all(child.hidden for item in node.children for child in item.children if child.type == "paragraph"),
        "ticks": all(ticked),
    }


def _take_tick(item: list[Node]) -> bool:
    """Turn ``[ ]`` at the beginning of a list item into a box; whether there was one."""
    inside = item[0].get("inside") if item and item[0]["is"] == "paragraph" else None
    if not inside or not isinstance(inside[0], str):
        return False
    found = _TICK.match(inside[0])
    if found is None:
        return False
    inside[:1] = [{"is": "tick", "done": found[1] != " "}, inside[0][found.end() :]]
    return True


def _inline(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    return [child for inline in node.children for child in inline.children]


def _pieces(nodes: Iterable[SyntaxTreeNode]) -> list[Piece]:
    pieces: list[Piece] = []
    for node in nodes:
        for piece in _read_piece(node):
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece:
                pieces.append(piece)
    return [_breakable(piece) if isinstance(piece, str) else piece for piece in pieces]


def _read_piece(node: SyntaxTreeNode) -> list[Piece]:
    match node.type:
        case "softbreak":
            return [" "]
        case "hardbreak":
            return [{"is": "break"}]
        case "strong" | "em":
            return [{"is": _MARKS[node.type], "inside": _pieces(node.children)}]
        case "code_inline":
            return [{"is": "code", "text": _breakable(node.content)}]
        case "blank":
            return [{"is": "blank", "signs": node.meta["signs"]}]
        case "link":
            return _link(node)
        case _:
            return [node.content]


def _link(node: SyntaxTreeNode) -> list[Piece]:
    """The words of a link with its address behind them: nobody can click on paper."""
    inside, address = _pieces(node.children), str(node.attrs.get("href", ""))
    if plain_words(inside) == address:
        return inside
    return [*inside, f" ({address})"]


def _breakable(text: str) -> str:
    """The same text, where a word without end may break: behind the signs of an address, else anywhere."""
    return _LONG_WORD.sub(lambda word: _BREAK_HERE.join(_STRETCH.findall(word[0])), text)
