"""Pages as PDF, set by typst from a template and plain values.

The values go in as JSON and are never read as markup. The file is PDF/UA-1: tagged, with a title and a language, so
that it can be read aloud; typst then refuses a character that no font has, instead of printing an empty box. No date is
kept in it, so that the same values give the same bytes.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.errors import BadInput
from facilitator.words import PaperSize

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).resolve().parent
_SHARED = "paper.typ"
_NOT_SHOWN = re.compile(r'the text `"(?P<text>(?:[^"\\]|\\.)*)"` could not be displayed')
_CODE_POINT = re.compile(r"\\u\{([0-9a-f]+)\}")
_MAX_NAMED = 8


def typeset(
    template: str,
    values: Mapping[str, Any],
    *,
    title: str,
    language: str,
    size: PaperSize,
    system_fonts: bool = True,
) -> bytes:
    """The PDF that a template makes of ``values``; ``language`` is a BCP 47 code.

    The fonts that come with the program are tried alone first, so that a paper looks the same everywhere; those of this
    computer join in where they lack a character.

    Raises:
        BadInput: for characters that none of the fonts has.
    """
    import typst  # 19 ms and 84 MB, and only where something is printed

    words, _, region = language.partition("-")
    data = {
        **values,
        "title": title,
        "language": words if 2 <= len(words) <= 3 else "en",
        "region": region if len(region) == 2 else None,
        "paper": _PAPERS[size],
    }
    bare = sorted({sign for text in _texts(data) for sign in text if _is_bare(sign)})
    if bare:
        raise BadInput(f"{_listed(bare)} cannot be printed: it has no picture of its own", "Take it out of the text.")
    for system in (False, True)[: 1 + system_fonts]:
        try:
            return _compile(template, data, _fonts(system=system))
        except typst.TypstError as error:
            missing = missing_characters(error.diagnostic)
            if not missing:
                raise
    raise BadInput(
        f"no font here has a picture of {_listed(missing)}",
        "Install a font that has it, such as Noto (the fonts of this computer are used), or write it in other words.",
    )


def missing_characters(diagnostic: str) -> list[str]:
    """The pieces of text that typst could not display, each once, in order; without signs that only join others."""
    texts = (found["text"] for found in _NOT_SHOWN.finditer(diagnostic))
    found = dict.fromkeys(_CODE_POINT.sub(lambda code: chr(int(code[1], 16)), text) for text in texts)
    seen = [text for text in found if any(unicodedata.category(sign) not in ("Cf", "Mn") for sign in text)]
    return seen or list(found)


def _compile(template: str, data: Mapping[str, Any], fonts: "typst.Fonts") -> bytes:
    import typst

    sources = {"main.typ": _source(template), _SHARED: _source(_SHARED)}
    inputs = {"data": json.dumps(data)}
    # several sources at once are documented, and missing in the signature
    made: bytes = typst.compile(sources, font_paths=fonts, sys_inputs=inputs, pdf_standards=["ua-1"])  # type: ignore[call-overload]
    return made


@cache
def _source(name: str) -> bytes:
    return (_HERE / "templates" / name).read_bytes()


@cache
def _fonts(*, system: bool) -> "typst.Fonts":
    """The fonts of the program, and those of this computer where they are asked for: 5 ms, or more with many."""
    import typst

    return typst.Fonts(include_system_fonts=system, font_paths=[_HERE / "fonts"])


def _is_bare(sign: str) -> bool:
    """Whether a character has no picture that anyone agreed on: control characters, private ones, halves of others."""
    return unicodedata.category(sign) in ("Cc", "Co", "Cs") and sign not in "\n\t"


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _listed(texts: list[str]) -> str:
    more = f" and {len(texts) - _MAX_NAMED} more" if len(texts) > _MAX_NAMED else ""
    return ", ".join(_named(text) for text in texts[:_MAX_NAMED]) + more


def _named(text: str) -> str:
    """A character with its number and name; one without a picture by its number alone."""
    signs = " ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip() for sign in text)
    return f"{text} ({signs})" if text.isprintable() else signs


_PAPERS = {PaperSize.LETTER: "us-letter", PaperSize.A4: "a4"}
