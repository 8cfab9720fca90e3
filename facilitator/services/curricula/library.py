"""Curricula at hand: the program's own folder lies over the bundled one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facilitator.domain.curricula.curriculum import Curriculum, Problem, is_slug
from facilitator.domain.spelling import did_you_mean
from facilitator.errors import BadInput, NotFound
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.starter import starter
from facilitator.home import Home, bundled, make_private_folder, write_whole

LARGEST_FILE = 1_000_000
_SUFFIX = "*.md"
_NOT_CURRICULA = {"readme.md"}


@dataclass(frozen=True, slots=True)
class CurriculumAtHand:
    """A curriculum file with what reading it gave; ``content`` is its bytes as they are.

    Its words were looked at, for ``warnings``, only where that was asked for.
    """

    path: Path
    curriculum: Curriculum | None
    problems: tuple[Problem, ...]
    content: bytes
    content_hash: str
    own: bool
    warnings: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether a group may be scheduled with it."""
        return self.curriculum is not None and not self.problems


def curricula_at_hand(home: Home) -> list[CurriculumAtHand]:
    """All curricula by key, the program's own in place of bundled ones with the same key; broken files among them."""
    found: dict[str, CurriculumAtHand] = {}
    for folder, own in ((bundled("curricula"), False), (home.curricula, True)):
        for path in files_in(folder):
            each = _seen(path, own=own)
            found[_key(each)] = each
    return [found[key] for key in sorted(found)]


def find_curriculum(home: Home, key: str) -> CurriculumAtHand:
    """The curriculum with that key, fit for use.

    Raises:
        NotFound: where there is none.
        BadInput: where its file has problems.
    """
    found = _in_folder(home.curricula, key, own=True) or _in_folder(bundled("curricula"), key, own=False)
    if found is None:
        keys = [_key(each) for each in curricula_at_hand(home)]
        raise NotFound(f"no curriculum {key!r}", f"{did_you_mean(key, keys)}At hand: {', '.join(keys) or 'none'}.")
    if not found.usable:
        first = found.problems[0]
        raise BadInput(
            f"{found.path}:{first.line}:{first.column}: {first.message}",
            f"See all its problems: facilitator curriculum check {found.path}",
        )
    return found


def _in_folder(folder: Path, key: str, *, own: bool) -> CurriculumAtHand | None:
    """The curriculum of that key in a folder; a file named like its key spares reading the others, 25 ms each."""
    files = sorted(files_in(folder), key=lambda path: (path.stem != key, path.name))
    return next((each for path in files if _key(each := _seen(path, own=own)) == key), None)


def _seen(path: Path, *, own: bool) -> CurriculumAtHand:
    """One file among others: where it cannot be read, that is its problem and not theirs."""
    try:
        return read_file(path, own=own)
    except BadInput as error:
        return CurriculumAtHand(path, None, (Problem(1, 1, "unreadable", f"{error.title}."),), b"", "", own)


def _key(each: CurriculumAtHand) -> str:
    return each.curriculum.key if each.curriculum else each.path.stem


def new_curriculum(home: Home, key: str, *, title: str | None, today: date) -> Path:
    """Write a starter into the program's own curricula; its path.

    Raises:
        BadInput: for a key that is no slug, a title that a heading cannot hold, or a file that is there already.
    """
    if not is_slug(key):
        raise BadInput(f"{key!r} is no key", "Use small letters, digits and hyphens, such as small-joys.")
    path = home.curricula / f"{key}.md"
    if path.exists():
        raise BadInput(f"{path} is there already", "Open it in an editor, or choose another key.")
    text = starter(key, " ".join((title or key.replace("-", " ").capitalize()).split()), today).encode()
    if read_curriculum(text, name=path.name).problems:
        raise BadInput(f"{title!r} cannot be a title", "Use plain words without signs of Markdown.")
    make_private_folder(home.curricula)
    write_whole(path, text)
    return path


def files_in(folder: Path) -> list[Path]:
    """The curriculum files of a folder, by name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.glob(_SUFFIX) if path.name.lower() not in _NOT_CURRICULA and _may_be_read(path)
    )


def _may_be_read(path: Path) -> bool:
    """Whether it is a file, or a link whose end is not there, which is told; a pipe would be waited for."""
    return path.is_file() or not path.exists()


def read_file(path: Path, *, own: bool = False, warn: bool = False) -> CurriculumAtHand:
    """One file, read up to a million bytes; with ``warn`` its words are looked at too.

    Raises:
        BadInput: where the file cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput(
            f"cannot read {path}: {error.strerror}", "See that the file exists and belongs to you."
        ) from error
    read = read_curriculum(data, name=path.name, warn=warn)
    return CurriculumAtHand(path, read.curriculum, read.problems, data, read.content_hash, own, read.warnings)
