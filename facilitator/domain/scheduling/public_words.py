"""What a group tells the public about itself, as it is kept: plain words, a language, a link that can be followed."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from facilitator.domain.agency.slots import read_language
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput

MOST: Final = MappingProxyType({"access": 300, "description": 1500, "link": 500})
"""Characters of each."""

# a host, and nothing that an address of a person has: what stands before an @ may be somebody's name
_LINK: Final = re.compile(r"https?://[^\s/@?#.]+(\.[^\s/@?#.]+)+(:[0-9]+)?([/?#]\S*)?", re.IGNORECASE)


def read_public_word(part: str, text: str) -> str:
    """One of :data:`PARTS` as it is kept; an empty text clears it.

    Raises:
        BadInput: for words that are too long, a language that is no code, or a link that no app could open.
    """
    return _READ[part](text) if text.strip() else ""


def _words(part: str, text: str) -> str:
    kept = "\n".join(line for line in map(tidy, text.splitlines()) if line) if part == "description" else tidy(text)
    if len(kept) > MOST[part]:
        raise BadInput(f"{part}: {len(kept)} characters are too many", f"Use {MOST[part]} at most.")
    return kept


def _link(text: str) -> str:
    kept = _words("link", text)
    if not _LINK.fullmatch(kept):
        raise BadInput("that is no link that an app can open", "Such as https://example.org/room, without blanks.")
    return kept


_READ: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "language": read_language,
        "access": partial(_words, "access"),
        "description": partial(_words, "description"),
        "link": _link,
    }
)
PARTS: Final = tuple(_READ)
"""What it tells, beside its title, times and place; none of it is asked for."""
