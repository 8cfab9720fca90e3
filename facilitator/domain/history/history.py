"""What happened in a book: rows of its audit chain, and the changes that somebody made, as faces show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AuditWish:
    """What is looked for in the audit chain; what is empty does not matter.

    ``first`` and ``last`` are days, both included; ``about`` names a record; every one of ``words`` must be found.
    """

    first: date | None = None
    last: date | None = None
    actor: str = ""
    about: str = ""
    words: str = ""

    @property
    def empty(self) -> bool:
        """Whether everything is looked for."""
        return self == AuditWish()


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A row of the chain with its words; ``about`` names its object without naming a person, who is told by code.

    ``person`` is the code of the person whom it concerns besides, if there is one.
    """

    seq: int
    at: datetime
    actor: str
    action: str
    object_uid: str
    reason: str
    payload: Mapping[str, object]
    words: str
    about: str
    person: str = ""

    @property
    def told(self) -> str:
        """What was done, and to what."""
        return " - ".join(part for part in (self.words, self.about, self.person) if part)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A screenful of rows, the newest first; ``before`` gets the next one, None where there is none."""

    rows: tuple[AuditRow, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it was and as it became, in words; empty where there was nothing.

    ``record`` is empty where it is a field of the very record that was asked for.
    """

    record: str
    name: str
    before: str
    after: str

    def __str__(self) -> str:
        """The change in a line."""
        what = f"{self.record}, {self.name}" if self.record else self.name
        if self.before and self.after:
            return f"{what}: {self.before} -> {self.after}"
        if self.before:
            return f"{what}: no longer {self.before}"
        return f"{what}: {self.after}" if self.after else what


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that somebody did, whether it was undone since, and what is known of the fields that changed.

    ``step`` is its number in the journal, for as long as it can be looked into; ``undone`` that it was taken back.
    """

    at: datetime
    actor: str
    action: str
    object_uid: str
    words: str
    reason: str = ""
    undone: bool = False
    step: int = 0
    changes: tuple[FieldChange, ...] = ()
