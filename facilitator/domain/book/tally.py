"""What a book holds in numbers, and what happened in it, in the words of the field."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class BookTally:
    """How much is in a book; ``records`` are the rows of all its tables."""

    groups: int
    sessions: int
    people: int
    marks: int
    records: int

    @property
    def words(self) -> tuple[str, ...]:
        """Groups, sessions, people and marks, such as ``1 group``."""
        counted = ((self.groups, _GROUPS), (self.sessions, _SESSIONS), (self.people, _PEOPLE), (self.marks, _MARKS))
        return tuple(_times(number, kind) for number, kind in counted)


_MARKS, _HEADCOUNTS = ("mark", "marks"), ("headcount", "headcounts")
_TAKEN_BACK = ("mark taken back", "marks taken back")
_GROUPS, _PEOPLE = ("group", "groups"), ("person", "people")
_SESSIONS = ("session", "sessions")
_GROUP_EDITS = ("change of a group", "changes of groups")
_SESSION_ACTS = ("act on a session", "acts on sessions")
_ROSTERS, _CONSENTS = ("change of a roster", "changes of rosters"), ("act on a consent", "acts on consents")
_DISCLOSURES, _OTHER = ("disclosure", "disclosures"), ("other act", "other acts")
_ORDER: Final = (
    _MARKS,
    _TAKEN_BACK,
    _HEADCOUNTS,
    _GROUPS,
    _PEOPLE,
    _ROSTERS,
    _SESSION_ACTS,
    _GROUP_EDITS,
    _CONSENTS,
    _DISCLOSURES,
    _OTHER,
)
_ACTIONS: Final = {
    "attendance.mark": _MARKS,
    "attendance.clear": _TAKEN_BACK,
    "attendance.undo": _TAKEN_BACK,
    "attendance.headcount": _HEADCOUNTS,
    "group.add": _GROUPS,
    "person.add": _PEOPLE,
    "person.import": _PEOPLE,
    "enrol": _ROSTERS,
    "enrol.seat": _ROSTERS,
    "unenrol": _ROSTERS,
}
_BEGINNINGS: Final = {
    "session": _SESSION_ACTS,
    "group": _GROUP_EDITS,
    "consent": _CONSENTS,
    "disclosure": _DISCLOSURES,
}


def acts_in_words(acts: Mapping[str, int]) -> tuple[str, ...]:
    """How often each kind of act was done, such as ``12 marks`` and ``1 person``; ``acts`` counts audit actions."""
    counted: Counter[tuple[str, str]] = Counter()
    for action, times in acts.items():
        counted[_ACTIONS.get(action) or _BEGINNINGS.get(action.partition(".")[0], _OTHER)] += times
    return tuple(_times(counted[kind], kind) for kind in _ORDER if counted[kind])


def _times(number: int, kind: tuple[str, str]) -> str:
    return f"{number} {kind[number != 1]}"
