"""Local slots: what every program fills in for itself, because no curriculum can know it.

Numbers to call, where help is, and the program's own words on what cannot be kept confidential. Each may be filled for
one site or for everywhere, in each language, and says when somebody last asked whether it is still so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from facilitator.errors import BadInput
from facilitator.words import SlotName

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocalSlot:
    """A slot that somebody filled; ``site`` is empty where it holds for every site without one of its own."""

    id: int
    uid: str
    name: SlotName
    site_id: int | None
    site: str
    language: str
    text: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Blank:
    """A slot that nobody filled, for that site; ``site`` is empty where it is blank at every one."""

    name: SlotName
    site: str


LABELS: Final[Mapping[SlotName, str]] = MappingProxyType(
    {
        SlotName.ON_CALL: "On-call number",
        SlotName.WARMLINE: "Warmline",
        SlotName.ADDRESS: "Address and entrance",
        SlotName.EMERGENCY_ROOM: "Nearest emergency room",
        SlotName.NALOXONE: "Naloxone",
        SlotName.LIMITS_PROTECTED: "What we cannot keep to ourselves (protected program)",
        SlotName.LIMITS_OTHERS: "What we cannot keep to ourselves",
    }
)
"""What each is called on screens and paper."""

ASKED: Final[Mapping[SlotName, str]] = MappingProxyType(
    {
        SlotName.ON_CALL: "Whom a facilitator calls during a group, with the number.",
        SlotName.WARMLINE: "A line to talk to somebody who has been there, with the number and its hours.",
        SlotName.ADDRESS: "Street, entrance, floor and room, as an ambulance needs them.",
        SlotName.EMERGENCY_ROOM: "Its name, where it is, and how one gets there.",
        SlotName.NALOXONE: "Where it lies in the house, and who knows how it is given.",
        SlotName.LIMITS_PROTECTED: "What a facilitator says of it before anybody shares, where 42 CFR Part 2 holds.",
        SlotName.LIMITS_OTHERS: "What a facilitator says of it before anybody shares.",
    }
)
"""What belongs into each."""

PHONES: Final = frozenset((SlotName.ON_CALL, SlotName.WARMLINE))
"""Slots without a number to call are of no use."""

WORDS: Final = frozenset((SlotName.LIMITS_PROTECTED, SlotName.LIMITS_OTHERS))
"""Slots that are said aloud: the language matters more than the place."""

UNTIL_FILLED: Final = "There are things I can't keep to myself. Ask me before you share."
"""What is said of the limits of confidentiality until a program has words of its own."""

ASK_AGAIN_AFTER: Final = timedelta(days=180)
"""How long ago somebody may have asked before a slot is to be checked again."""

DEFAULT_LANGUAGE: Final = "en"

HAS_988: Final = frozenset(("US", "PR", "AS", "GU", "MP", "VI", "CA"))
"""Countries where this number helps at any hour."""


def wanted(*, protected: bool) -> tuple[SlotName, ...]:
    """The slots that a program has to fill: of the two words on confidentiality those that are its own."""
    other = SlotName.LIMITS_OTHERS if protected else SlotName.LIMITS_PROTECTED
    return tuple(name for name in SlotName if name is not other)


def chosen(slots: Iterable[LocalSlot], *, site: str, language: str) -> dict[SlotName, LocalSlot]:
    """Of each name the one that holds at a site, in that language where there is one.

    A number of this house in another language is better than one of another house; of words that are said aloud those
    that are understood are better.
    """
    best: dict[SlotName, tuple[tuple[bool, ...], LocalSlot]] = {}
    for each in slots:
        if each.site not in ("", site):
            continue
        here, spoken = each.site == site != "", _same_language(each.language, language)
        first = (spoken, here) if each.name in WORDS else (here, spoken)
        rank = (*first, each.language == language, each.language == DEFAULT_LANGUAGE)
        if each.name not in best or rank > best[each.name][0]:
            best[each.name] = (rank, each)
    return {name: best[name][1] for name in SlotName if name in best}


def limits(slots: Iterable[LocalSlot], *, protected: bool, site: str, language: str) -> str:
    """What is said of the limits of confidentiality at a site: the program's own words, or those until it has some."""
    name = SlotName.LIMITS_PROTECTED if protected else SlotName.LIMITS_OTHERS
    found = chosen(slots, site=site, language=language).get(name)
    return found.text if found else UNTIL_FILLED


def blanks(slots: Sequence[LocalSlot], sites: Sequence[str], *, protected: bool) -> tuple[Blank, ...]:
    """What nobody filled, in any language: once where it is blank everywhere, else for each site."""
    found: list[Blank] = []
    for name in wanted(protected=protected):
        filled = {each.site for each in slots if each.name is name}
        if "" in filled:
            continue
        left = [each for each in sites if each not in filled]
        if not filled:
            found.append(Blank(name, ""))
        else:
            found.extend(Blank(name, each) for each in left)
    return tuple(found)


def blank_words(found: Sequence[Blank]) -> str:
    """What is blank in one line; empty where nothing is."""
    if not found:
        return ""
    names = list(dict.fromkeys(LABELS[each.name].partition(" (")[0].lower() for each in found))
    sites = list(dict.fromkeys(each.site for each in found))
    where = f" at {sites[0]}" if len(sites) == 1 and sites[0] else ""
    return f"{len(names)} local {'slot is' if len(names) == 1 else 'slots are'} blank{where}: {', '.join(names)}"


def to_ask_again(slots: Iterable[LocalSlot], today: date) -> tuple[LocalSlot, ...]:
    """Those of which nobody asked for half a year whether they are still so."""
    return tuple(each for each in slots if today - each.checked_on > ASK_AGAIN_AFTER)


def read_language(language: str) -> str:
    """A language code as it is kept.

    Raises:
        BadInput: for what is none.
    """
    kept = language.strip()
    if not _LANGUAGE.fullmatch(kept):
        raise BadInput("that is no language code", "Such as en, es or es-MX.")
    first, *rest = kept.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each.title() for each in rest)])


def _same_language(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]
