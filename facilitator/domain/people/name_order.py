"""In which order people stand in lists."""

from typing import Protocol

from facilitator.domain.spelling import fold


class Named(Protocol):
    """Whoever has a name, perhaps an alias, and a code."""

    @property
    def name(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def code(self) -> str: ...


def name_order(who: Named) -> tuple[str, str, str]:
    """The key of a list by name: the folded name, then the alias, then the code.

    The code is nobody's name, but two people may share both others, and no list may change its order by chance. No
    statement sorts by names: a shared book may keep them encrypted.
    """
    return fold(who.name), fold(who.alias), who.code
