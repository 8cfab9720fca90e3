"""What another tool has put into a text file: front matter, fences of colons, lines for a page builder.

Words of a person are kept; marks that only steer the other tool are left out, and told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_MOST_FRONT_LINES: Final = 200
_FENCES: Final = {"---": ("---", "..."), "+++": ("+++",)}
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,60}?)\s*[:=]\s*(?P<value>.*)$")
_TITLES: Final = ("title", "name")
_LENGTHS: Final = ("duration", "minutes", "time", "length")
_WORDS: Final = ("subtitle", "description", "summary", "abstract", "objective", "objectives", "questions", "keypoints")
_COLONS: Final = re.compile(r":{3,}\s*(?P<name>\{[^{}]*\}|[\w.-]*)\s*(?P<words>.*)$")
_STEERING: Final = re.compile(
    r"(?:\{:[^{}]*\}|\{%.*%\}|<!--.*-->|</?(?:div|section|details|summary|span|br|hr|p|center|aside|article)\b[^<>]*>|"
    r"\\(?:newpage|pagebreak|clearpage)|\[\[?toc\]?\]|\{\{[^{}]*\}\}|\$\$?)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class PlainRows:
    """Rows of a text without another tool's marks, and what was left out, in words."""

    rows: list[str]
    title: str = ""
    left_out: list[str] = field(default_factory=list)


def without_marks(rows: Sequence[str]) -> PlainRows:
    """Take front matter off the top, and lines of marks out; rows that hold words stay."""
    end = _front_end(rows)
    found = PlainRows([])
    if end:
        _read_front(rows[1:end], found)
    marks: dict[str, int] = {}
    for row in rows[end + 1 if end else 0 :]:
        kept = _unmarked(row, marks)
        if kept is not None:
            found.rows.append(kept)
    if marks:
        told = ", ".join(f"{mark} ({count} times)" if count > 1 else mark for mark, count in marks.items())
        found.left_out.append(f"marks of another tool: {told}")
    return found


def _front_end(rows: Sequence[str]) -> int:
    """The row that closes the front matter of a file; 0 where there is none."""
    closes = _FENCES.get(rows[0].strip(), ()) if rows else ()
    for at, row in enumerate(rows[1:_MOST_FRONT_LINES], 1):
        bare = row.strip()
        if bare in closes:
            return at if any(_KEY.match(each) for each in rows[1:at]) else 0
        goes_on = not bare or row.startswith((" ", "\t", "- ", "#", "[", "]")) or _KEY.match(row)
        if not goes_on:
            return 0
    return 0


def _read_front(rows: Sequence[str], found: PlainRows) -> None:
    """Title, words and length of a front matter are taken over; what else it says is told."""
    key, other = "", []
    for row in rows:
        named = None if row.startswith((" ", "\t", "- ")) else _KEY.match(row)
        key = named["key"].strip().lower() if named else key
        value = (named["value"] if named else row.strip().removeprefix("- ")).strip().strip("\"'").strip()
        if not value or value in ("|", ">", "|-", ">-") or row.startswith("#"):
            if row.startswith("#"):
                other.append(row.strip())
            continue
        if key in _TITLES and not found.title:
            found.title = value
        elif key in _WORDS:
            found.rows += [value, ""]
        elif key in _LENGTHS:
            found.rows += [f"Duration: {value}", ""]
        else:
            other.append(f"{key}: {value}")
    if other:
        found.left_out.append(f"front matter of another tool: {'; '.join(other)}")


def _unmarked(row: str, marks: dict[str, int]) -> str | None:
    """A row without marks; None where nothing is left of it."""
    bare = row.strip()
    if found := _COLONS.match(bare):
        name = found["name"].strip("{} ")
        mark = f"::: {name}" if name else ":::"
        marks[mark] = marks.get(mark, 0) + 1
        words = found["words"].rstrip(":").strip("[]{} \t")
        return words or None
    if len(bare) > 1 and _STEERING.match(bare):
        marks[bare] = marks.get(bare, 0) + 1
        return None
    return row
