"""Names of people as they are compared: never printed from here."""

import unicodedata
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
