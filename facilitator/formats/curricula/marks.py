"""Names that belong to somebody, which a full curriculum does not put into a title: dated data in ``marks.toml``."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from facilitator.formats.curricula.phrases import pattern

_FILE: Final = Path(__file__).with_name("marks.toml")


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A name as it stands in a title, and whose it is."""

    name: str
    owner: str


@dataclass(frozen=True, slots=True)
class _Mark:
    patterns: tuple[re.Pattern[str], ...]
    fine: tuple[re.Pattern[str], ...]
    owner: str


def marks_in(title: str) -> list[FoundMark]:
    """The names in a title that are somebody's, in their order, each once."""
    found = [
        (match.start(), FoundMark(match[0], mark.owner))
        for mark in _marks()
        for each in mark.patterns
        for match in each.finditer(title)
        if not any(fine.start() <= match.start() < fine.end() for one in mark.fine for fine in one.finditer(title))
    ]
    return list(dict.fromkeys(each for _, each in sorted(found, key=lambda each: each[0])))


@cache
def _marks() -> tuple[_Mark, ...]:
    import tomllib  # 4 ms, and only where a curriculum is read

    kept = tomllib.loads(_FILE.read_text("utf-8"))["mark"]
    return tuple(
        _Mark(
            (
                *(pattern(name, any_case=False) for name in each.get("exact", ())),
                *(pattern(name) for name in each.get("any_case", ())),
            ),
            tuple(pattern(name) for name in each.get("fine", ())),
            each["owner"],
        )
        for each in kept
    )
