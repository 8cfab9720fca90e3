"""The rules of the folders, as functions over a root that holds ``facilitator/`` and ``tests/``.

Each returns a line for whatever is wrong: where it lies, and what to do about it.

A *floor* is a folder of the package, such as ``services``; its *subjects* are the folders and files directly in it.
``storage/queries`` is a floor of its own, for its folders have the names of the subjects too. Two files of a floor may
have one name only where their subjects differ: ``services/book/rows.py`` and ``services/practice/rows.py`` may stand,
``services/book/rows.py`` and ``services/book/keys/rows.py`` may not, nor may ``domain/people.py`` and
``domain/people/``. There are no exceptions.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

MOST_LINES = 400
MOST_FILES = 20

_PACKAGE, _TESTS = "facilitator", "tests"
_FLOOR_IN_A_FLOOR = ("storage", "queries")
_NEEDS_NO_TEST = ("__init__", "__main__")


def long_files(root: Path) -> list[str]:
    """Python files that hold more than one idea, by their length."""
    return [
        f"{_name(path, root)} has {lines} lines, {MOST_LINES} are allowed: split it by idea"
        for path in _python(root, _PACKAGE, _TESTS)
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    ]


def full_folders(root: Path) -> list[str]:
    """Folders that hold too many Python files; ``__init__.py`` is not counted."""
    files: defaultdict[Path, int] = defaultdict(int)
    for path in _python(root, _PACKAGE, _TESTS):
        files[path.parent] += path.stem != "__init__"
    return [
        f"{_name(folder, root)}/ has {number} files, {MOST_FILES} are allowed: make folders of its subjects"
        for folder, number in files.items()
        if number > MOST_FILES
    ]


def strayed_tests(root: Path) -> list[str]:
    """Tests of a floor in a folder that the package has not; folders of no floor stay beside."""
    package = root / _PACKAGE
    strayed = []
    for path in _python(root, _TESTS):
        folder = path.parent.relative_to(root / _TESTS)
        floor = folder.parts[0] if folder.parts else ""
        if path.name.startswith("test_") and floor and (package / floor).is_dir() and not (package / folder).is_dir():
            near = next(parent for parent in folder.parents if (package / parent).is_dir())
            strayed.append(
                f"{_name(path, root)} mirrors no folder: there is no {_PACKAGE}/{folder.as_posix()}/; "
                f"the nearest is {_TESTS}/{near.as_posix()}/"
            )
    return strayed


def untested_modules(root: Path) -> list[str]:
    """Modules without a test of their name in the mirrored place; a migration is tested by its floor."""
    found = []
    for path in _python(root, _PACKAGE):
        inside = path.relative_to(root / _PACKAGE)
        test = root / _TESTS / inside.with_name(f"test_{path.name}")
        if path.stem not in _NEEDS_NO_TEST and "migrations" not in inside.parts and not test.is_file():
            found.append(f"{_name(path, root)} has no test of its name: write {_name(test, root)}")
    return found


def names_twice(root: Path) -> list[str]:
    """Two files of one name in one subject of a floor, and a file beside a folder of its name."""
    package = root / _PACKAGE
    files: defaultdict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    beside = []
    for path in _python(root, _PACKAGE):
        inside = path.relative_to(package).with_suffix("").parts
        if path.with_suffix("").is_dir():
            beside.append(f"{_name(path, root)} lies beside a folder of its name: move it in, or name it otherwise")
        if path.stem != "__init__":
            files[_subject(inside), path.stem].append(_name(path, root))
    return beside + [
        f"{' and '.join(paths)} have one name and one subject: say in each name what it does"
        for paths in files.values()
        if len(paths) > 1
    ]


def classes_twice(root: Path) -> list[str]:
    """Public classes of modules that share a name, wherever in the package they are."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in _python(root, _PACKAGE):
        for name, line in _public_classes(ast.parse(path.read_text("utf-8")).body):
            places[name].append(f"{_name(path, root)}:{line}")
    return [
        f"class {name} stands in {' and '.join(where)}: give each a name of its own"
        for name, where in sorted(places.items())
        if len(where) > 1
    ]


def _subject(inside: tuple[str, ...]) -> tuple[str, ...]:
    """The floor and the subject of a module, by its path in the package."""
    depth = 3 if inside[:2] == _FLOOR_IN_A_FLOOR else 2
    return inside[:depth]


def _public_classes(body: Iterable[ast.stmt]) -> Iterator[tuple[str, int]]:
    """Name and line of the classes of a module, those under an ``if`` or a ``try`` too; not those inside of others."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node.lineno
        elif isinstance(node, ast.If | ast.Try):
            yield from _public_classes([*node.body, *node.orelse])


def _python(root: Path, *folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
