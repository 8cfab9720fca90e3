"""Names of people as they are compared: never printed from here."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_ONE_SIGN: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'") | dict.fromkeys("‐‑‒–—−", "-"))
# what one keyboard or word processor writes for the plain sign of another


def fold(name: str) -> str:
    """The form under which two spellings are one name; accents are kept.

    NFKC, case folded, without signs that nobody sees (category Cf), any blanks as one, and one kind of apostrophe and
    dash.
    """
    if name.isascii():
        return " ".join(name.replace("`", "'").casefold().split())
    plain = unicodedata.normalize("NFKC", name.translate(_ONE_SIGN))
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def tidy(name: str) -> str:
    """A name as it is kept: NFC, no control characters, single blanks."""
    shown = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in name)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def near(text: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Of some names those that may have been meant: with a word that begins so, then those written much the same."""
    from difflib import get_close_matches  # 4 ms, and only when nothing was found

    wanted, folded = fold(text), {fold(name): name for name in names}
    if not wanted:
        return []
    begin = [key for key in folded if any(word.startswith(wanted) for word in key.split())]
    like = get_close_matches(wanted, folded, most, 0.7)
    return [folded[key] for key in dict.fromkeys([*sorted(begin), *like])][:most]


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """A question that ends in a blank, for the hint of an error; empty where nothing is near."""
    found = near(text, names)
    return f"Did you mean {' or '.join(map(repr, found))}? " if found else ""
