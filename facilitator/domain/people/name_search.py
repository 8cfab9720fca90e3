"""Whom a few letters mean, and in which order: the one rule of every search for a person.

Letters that begin a first name, an alias or a last name are a strong match; letters from within a name are a weak one,
which is shown last and never taken unasked. Among strong ones the people of a group come before others.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from facilitator.domain.people.name_order import Named, name_order
from facilitator.domain.spelling import fold

_BETWEEN = re.compile(r"[\W_]+")


class Fit(IntEnum):
    """How well letters fit a name, the best first."""

    WHOLE = 0
    """They are the whole name, alias or code."""
    FIRST = 1
    """The first name, or the alias, begins so."""
    LAST = 2
    """Another part of the name begins so."""
    INITIALS = 3
    """They begin the parts of the name, a letter each."""
    WITHIN = 4
    """They stand somewhere within: a weak match."""

    @property
    def strong(self) -> bool:
        """Whether Enter may take it."""
        return self is not Fit.WITHIN


class Known(Named, Protocol):
    """Whoever has a name and an id."""

    @property
    def uid(self) -> str: ...


Someone = TypeVar("Someone", bound=Known)


class SearchedName(NamedTuple):
    """A name made ready to be searched: its parts, those of the alias, and all of it as it may be typed."""

    parts: tuple[str, ...]
    called: tuple[str, ...]
    wholes: tuple[str, ...]


def bare(text: str) -> str:
    """Letters as they are searched: without case and accents, for which a keyboard may have no key."""
    return "".join(sign for sign in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(sign))


def searched_name(name: str, alias: str = "", code: str = "") -> SearchedName:
    """A name made ready."""
    wholes = tuple(each for each in map(bare, (name, alias, code)) if each)
    return SearchedName(_parts(bare(name)), _parts(bare(alias)), wholes)


def fit(name: SearchedName, typed: str) -> Fit | None:
    """How well what was typed fits a name; None where it does not, or where no letter was typed."""
    wanted = bare(typed)
    words = _parts(wanted)
    if not words:
        return None
    if wanted in name.wholes:
        return Fit.WHOLE
    if _begin(words, (*name.parts, *name.called)):
        firsts = (*name.parts[:1], *name.called[:1])
        return Fit.FIRST if any(each.startswith(words[0]) for each in firsts) else Fit.LAST
    if len(words) == 1 and len(wanted) > 1 and "".join(each[0] for each in name.parts).startswith(wanted):
        return Fit.INITIALS
    return Fit.WITHIN if any(wanted in each for each in name.wholes) else None


class NameSearch(Generic[Someone]):
    """Names that are searched with every letter, made ready once."""

    def __init__(self, people: Iterable[Someone]) -> None:
        self._people = [(each, searched_name(each.name, each.alias, each.code)) for each in people]

    def find(self, typed: str, here: Collection[str] = ()) -> list[tuple[Fit, Someone]]:
        """Whom the letters mean, the best first; ``here`` are the uids of a group's people. Nobody without a letter."""
        found = [(how, each) for each, name in self._people if (how := fit(name, typed)) is not None]
        return sorted(
            found,
            key=lambda hit: (_tier(hit[0]), hit[1].uid not in here, hit[0], name_order(hit[1]), hit[1].uid),
        )


def _tier(how: Fit) -> int:
    """A whole name before all, a weak match after all."""
    return 0 if how is Fit.WHOLE else 1 if how.strong else 2


def _parts(text: str) -> tuple[str, ...]:
    return tuple(each for each in _BETWEEN.split(text) if each)


def _begin(words: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether each word begins a part of its own, in whichever order."""
    if not words:
        return True
    return any(
        part.startswith(words[0]) and _begin(words[1:], (*parts[:at], *parts[at + 1 :]))
        for at, part in enumerate(parts)
    )
