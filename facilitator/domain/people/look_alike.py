"""Whether two names look the same though their letters differ: Unicode's confusables (UTS 39, section 4)."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_LATIN: Final = 0x24F
"""The last of the letters that one keyboard or another writes Latin names with; those below are told apart by eye."""


def look_alikes(name: str, others: Iterable[str]) -> list[str]:
    """Of other names those that look like this one.

    Names that are Latin alone are not held against each other: Bern and Bem are two names.
    """
    held = [each for each in others if each != name and (_is_mixed(name) or _is_mixed(each))]
    if not held:
        return []
    wanted = _skeletons(name)
    return [each for each in held if not wanted.isdisjoint(_skeletons(each))]


def _is_mixed(name: str) -> bool:
    return not name.isascii() and any(ord(sign) > _LATIN or sign == "ı" for sign in name)


def _skeletons(name: str) -> set[str]:
    """What is left of a name when each letter is replaced by the one that stands for all that look like it.

    Once as it is written and once in small letters: some pairs look alike in capitals only.
    """
    spaced = " ".join(name.split())
    return {_skeleton(spaced), _skeleton(spaced.casefold())}


def _skeleton(text: str) -> str:
    signs = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(map(_stands_for, signs)))


def _stands_for(sign: str) -> str:
    from confusable_homoglyphs.confusables import confusables_data  # 0.1 s, and only for names in other letters

    alike = [each["c"].strip("\u200e") for each in confusables_data.get(sign, ())]
    if len(alike) != 1:  # the one that stands for the others has many, or the sign has none
        return sign
    # of two that have only each other, one stands for both
    other: str = alike[0]
    return min(sign, other) if len(confusables_data.get(other, ())) == 1 else other
