"""The three shapes of heading in a curriculum file, and the marked parts that begin a line."""

import re
from dataclasses import dataclass

from facilitator.domain.curricula.curriculum import MAX_MINUTES, PartKind, slug_of

MAX_TITLE = 200

_KEY = re.compile(r"\s*\{#([^{}]*)\}$")
_IN_BRACKETS = re.compile(r"\s*\((?=[^()]*[0-9])([^()]*(?:\b|[0-9])min[^()]*)\)$", re.IGNORECASE)
_MINUTES = re.compile(r"([0-9]{1,4}) min(?:, at least ([0-9]{1,4}))?")
_HANDOUT = re.compile(r"handout:(.*)$", re.IGNORECASE)
_KINDS = {kind.value: kind for kind in PartKind}
_SMALL = {kind.value.lower() for kind in PartKind}
_PART = re.compile(r"(\*\*|__)(?=\S)(?P<label>[^*_]{1,60}?)(?P<colon>:?)\1(?P<after>:?)[ \t]*(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in its pieces. ``brackets`` is what stands where minutes do, understood or not."""

    title: str
    brackets: str | None = None
    minutes: int | None = None
    least_minutes: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class PartLine:
    """A line that begins with a bold label. ``kind`` is None where the label is not one of ours."""

    label: str
    kind: PartKind | None
    text: str


def split_heading(words: str, *, keyed: bool = True) -> Heading:
    """Take ``(15 min, at least 10)`` and, where it may have one, ``{#key}`` off the end of a heading, in any order."""
    key = brackets = None
    for _ in range(2):
        if keyed and key is None and words.endswith("}") and (found := _KEY.search(words)):
            key = found[1]
        elif brackets is None and words.endswith(")") and (found := _IN_BRACKETS.search(words)):
            brackets = found[1]
        else:
            break
        words = words[: found.start()]
    minutes, least = _minutes(brackets) if brackets is not None else (None, None)
    return Heading(words.strip(), brackets, minutes, least, key)


def lesson_heading(title: str, key: str, minutes: int, usual: int) -> str:
    """The words of a lesson's heading, with minutes and key only where they are needed."""
    timed = f"{title} ({minutes} min)"
    short = title if minutes == usual else timed
    heading = split_heading(short)
    plain = heading.title == title and heading.key is None and (heading.brackets is None) == (minutes == usual)
    if plain and slug_of(title) == key and not title.endswith("#"):  # Markdown drops # signs at the end
        return short
    return f"{timed} {{#{key}}}"


def item_heading(title: str, minutes: int, least_minutes: int) -> str:
    """The words of an item's heading."""
    least = "" if least_minutes == minutes else f", at least {least_minutes}"
    return f"{title} ({minutes} min{least})"


def handout_title(words: str) -> str | None:
    """The title after ``Handout:``; None where the heading is an agenda item's."""
    found = _HANDOUT.match(words)
    return found[1].strip() if found else None


def part_line(line: str) -> PartLine | None:
    """The label at the start of a line, if the line begins as a marked part does or was meant to."""
    bare = line.lstrip()
    found = _PART.match(bare) if bare.startswith(("**", "__")) else None
    if not found:
        return None
    label = found["label"].strip()
    kind = _KINDS.get(label) if found["colon"] else None
    meant = found["after"] and label.lower() in _SMALL
    return PartLine(label, kind, found["text"].rstrip()) if found["colon"] or meant else None


def _minutes(brackets: str) -> tuple[int | None, int | None]:
    found = _MINUTES.fullmatch(brackets.strip())
    if not found:
        return None, None
    minutes = int(found[1])
    least = int(found[2]) if found[2] else minutes
    return (minutes, least) if 1 <= least <= minutes <= MAX_MINUTES else (None, None)
