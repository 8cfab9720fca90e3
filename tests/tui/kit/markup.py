"""Where a screen would let a string be parsed as markup, as a walk over its source.

Textual's widgets parse every string that they are given; ``tui/kit/plain.py`` and ``select.py`` have those that do not.
"""

import ast
from collections.abc import Callable, Iterator

WIDGETS = {"DataTable", "Footer", "Input", "Markdown"}
"""Widgets of Textual that parse nothing of ours: tables get ``Text``, and a lesson is Markdown by its own format."""

_PARSERS = {"rich.markup", "rich.print", "textual.markup", "textual.visual", "textual.widgets"}
_LOOSE = {"rich.console.Group", "rich.console.RenderableType"}
_TITLES = {"tooltip", "border_title", "border_subtitle"}
_ROWS = {"add_row", "add_column", "with_tooltip"}
_HITS = {"Hit": 1, "DiscoveryHit": 0}


def parsed(source: str) -> list[tuple[int, str]]:
    """Each place where a string could be parsed: its line, and what is wrong there."""
    return [(node.lineno, why) for node in ast.walk(ast.parse(source)) for why in _wrong(node)]


def _wrong(node: ast.AST) -> Iterator[str]:
    for kind, look in _LOOKS.items():
        if isinstance(node, kind):
            yield from look(node)


def _imported_from(node: ast.ImportFrom) -> Iterator[str]:
    for each in node.names:
        name = f"{node.module}.{each.name}"
        if node.module == "textual.widgets" and each.name not in WIDGETS:
            yield f"{each.name} of Textual parses: take it from tui/kit/plain.py"
        elif name in _PARSERS or (node.module in _PARSERS and node.module != "textual.widgets"):
            yield f"{name} parses"
        elif name in _LOOSE:
            yield "a string among others is parsed: Stacked of tui/kit/plain.py takes none"


def _imported(node: ast.Import) -> Iterator[str]:
    return (f"{each.name} parses" for each in node.names if each.name in _PARSERS)


def _attribute(node: ast.Attribute) -> Iterator[str]:
    if node.attr in ("from_markup", "render_str"):
        yield f"{node.attr} parses"


def _keyword(node: ast.keyword) -> Iterator[str]:
    if node.arg == "markup" and ast.unparse(node.value) != "False":
        yield "markup is for nobody"


def _function(node: ast.FunctionDef) -> Iterator[str]:
    if node.name == "render":
        yield "a string that render() answers is parsed: be a Static, and update it"


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    for each in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if isinstance(each, ast.Attribute) and each.attr in _TITLES and not _made(node.value):
            yield f"a string is parsed as {each.attr}: Content(...)"


def _called(node: ast.Call) -> Iterator[str]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in _ROWS:
        if not all(map(_made, node.args)):
            yield f"a string is parsed by {node.func.attr}: Text(...)"
    elif isinstance(node.func, ast.Name) and node.func.id in _HITS and not _made(node.args[_HITS[node.func.id]]):
        yield "a string is parsed by the palette: Content(...)"


def _made(node: ast.expr | None) -> bool:
    """Whether it is a constant without a bracket, or made by a call: mypy sees to it that no table takes a string."""
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, str) or "[" not in node.value
    return isinstance(node, ast.Starred) or (isinstance(node, ast.Call) and ast.unparse(node.func) != "str")


_LOOKS: dict[type[ast.AST], Callable[..., Iterator[str]]] = {
    ast.ImportFrom: _imported_from,
    ast.Import: _imported,
    ast.Attribute: _attribute,
    ast.keyword: _keyword,
    ast.FunctionDef: _function,
    ast.Assign: _assigned,
    ast.AnnAssign: _assigned,
    ast.Call: _called,
}
