"""Whether two names look the same though their letters differ: Unicode's confusables (UTS 39, section 4)."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_LATIN: Final = 0x24F
"""The last of the letters that one keyboard or another writes Latin names with; those below are told apart by eye."""


def look_alikes(names: Iterable[str], others: Iterable[str]) -> dict[str, list[str]]:
    """Of some names those that others look like, each with these others.

    Names that are Latin alone are not held against each other: Bern and Bem are two names.
    """
    wanted, held = list(dict.fromkeys(names)), dict.fromkeys(others)
    mixed = {each for each in (*wanted, *held) if _is_mixed(each)}
    if not mixed:
        return {}
    by_look: defaultdict[str, list[str]] = defaultdict(list)
    for other in held if not mixed.isdisjoint(wanted) else mixed:
        for look in _skeletons(other):
            by_look[look].append(other)
    found = {}
    for name in wanted:
        alike = dict.fromkeys(other for look in _skeletons(name) for other in by_look.get(look, ()))
        found[name] = [other for other in alike if other != name and (name in mixed or other in mixed)]
    return {name: alike for name, alike in found.items() if alike}


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
