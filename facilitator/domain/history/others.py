"""What others did to the book while one was looking at it, in the few words that a line has room for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.history.audit_words import QUIET, action_words

_MARKED = "attendance.mark"
_OF_MARKS = (_MARKED, "attendance.clear", "attendance.undo")


@dataclass(frozen=True, slots=True)
class OthersAct:
    """A row of the audit chain: its number, who did what, and about whom or what as its payload says it."""

    seq: int
    actor: str
    action: str
    person: str = ""


def others_words(acts: Sequence[OthersAct], *, own: Collection[int], me: str, names: Mapping[str, str]) -> str:
    """What others changed, or oneself in another window; empty where they changed nothing that is shown.

    ``own`` are the numbers of what this window did; ``names`` are of staff, by login.
    """
    done = [each for each in acts if each.seq not in own and each.action not in QUIET]
    if not done:
        return ""
    actors = list(dict.fromkeys(each.actor for each in done))
    if actors == [me]:
        return f"In another window you {_what(done)}."
    who = [names.get(each, each) if each != me else "you in another window" for each in actors]
    return f"{' and '.join(who) if len(who) < 3 else f'{len(who)} others'} {_what(done)}."


def _what(done: Sequence[OthersAct]) -> str:
    kinds = {each.action for each in done}
    people = len({each.person for each in done})
    counted = "1 person" if people == 1 else f"{people} people"
    if kinds == {_MARKED}:
        return f"marked {counted}"
    if kinds <= set(_OF_MARKS):
        return f"changed the marks of {counted}"
    return action_words(kinds.pop()) if len(kinds) == 1 else "changed several things"
