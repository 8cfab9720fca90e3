"""Names and titles as they are kept, and names as they are compared: never printed from here."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_ONE_SIGN: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'") | dict.fromkeys("‐‑‒–—−", "-"))
# what one keyboard or word processor writes for the plain sign of another

_JOINERS: Final = "\u200c\u200d"
_JOINED: Final = (
    (0x0600, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF), (0x1B00, 0x1CFF), (0xA800, 0xABFF), (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFE), (0x10A00, 0x11FFF), (0x2600, 0x27BF), (0xFE0F, 0xFE0F), (0x1F000, 0x1FAFF),
)  # fmt: skip
# scripts whose letters change with a joiner between them (from Arabic to Myanmar, Khmer, Mongolian, those of India and
# their extensions), and pictures that are made of several


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


def is_unseen(sign: str) -> bool:
    """Whether nobody sees it: a control character, half a surrogate, a line end, or a sign of category Cf.

    Among those of Cf are what turns the order of letters round (bidi), and what stands between two letters unseen.
    """
    return not sign.isprintable() and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def joins(text: str, at: int) -> bool:
    """Whether the sign at this place is a joiner between two letters of a script, or two pictures, that need it."""
    return text[at] in _JOINERS and 0 < at < len(text) - 1 and all(map(_is_joined, (text[at - 1], text[at + 1])))


def _is_joined(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _JOINED) and not is_unseen(sign)


def tidy(name: str) -> str:
    """A name or title as it is kept: NFC, single blanks, of what nobody sees only the joiners that a script needs."""
    if name.isascii() and name.isprintable():
        return " ".join(name.split())
    shown = "".join(
        sign if not is_unseen(sign) or joins(name, at) else "" if unicodedata.category(sign) == "Cf" else " "
        for at, sign in enumerate(name)
    )
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
