"""A roster from elsewhere: its rows as they were read, and what each of its lines comes to."""

from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.domain.people.same_person import Particulars, email_key, name_key
from facilitator.domain.spelling import fold
from facilitator.domain.views import Person


class LineWhat(StrEnum):
    """What a line of a roster comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PASSED_OVER = "passed over"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of a file, at the line where the row begins.

    ``phone_key`` is the number as it is compared, ``rest`` what stands in the columns that are not kept.
    """

    line: int
    name: str
    alias: str = ""
    phone: str = ""
    email: str = ""
    phone_key: str = ""
    rest: tuple[str, ...] = ()
    name_key: str = field(init=False)
    particulars: Particulars = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name_key", name_key(self.name))
        object.__setattr__(self, "particulars", Particulars(fold(self.alias), self.phone_key, email_key(self.email)))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the book, as rows are compared with them."""

    person: Person
    name_key: str
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a line, or odd. It never repeats the row: a name in a message is a name in a ticket."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class RosterAnswers:
    """What was answered about lines: another line or a person of the book (by id) whom it means, or somebody new."""

    new: frozenset[int] = frozenset()
    same_line: dict[int, int] = field(default_factory=dict)
    same_person: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of a person that a line changes: name, alias, phone or email."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What one line comes to: whom in the book or which line it means, or whom it may mean where it is asked."""

    line: int
    what: LineWhat
    name: str = ""
    why: str = ""
    person: Person | None = None
    like_line: int | None = None
    changes: tuple[ValueChange, ...] = ()
    may_be: tuple[Person, ...] = ()
    may_be_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person whom lines of a file mean, with the values they have afterwards; without ``person``, somebody new."""

    lines: tuple[int, ...]
    person: Person | None
    name: str
    alias: str
    phone: str
    email: str
