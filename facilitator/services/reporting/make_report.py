"""The one way in which every report is made: its period, as of when, and what that period still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.reporting.measures import DEFINITIONS
from facilitator.domain.reporting.still_open import StillOpen
from facilitator.errors import BadInput
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.reporting import counts, still_open
from facilitator.zones import zone

Cell = str | int | Fraction | None
"""A word, a count, an exact share or number of hours (rounded where it is written), or None for n/a."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a period, first to last day both included: rows under ``columns``, totals of the same measures.

    ``as_of`` is the moment of which it tells, in the zone of the book; ``open`` is what the period lacked then.
    ``earlier_rule`` is how many of its marks have minutes that were counted before there was one rule for them.
    ``of_person`` is the code of the one person that it is about, where it is about one.
    """

    name: str
    first: date
    last: date
    columns: tuple[str, ...]
    rows: tuple[dict[str, Cell], ...]
    totals: dict[str, Cell]
    as_of: datetime
    open: StillOpen
    earlier_rule: int = 0
    of_person: str = ""

    @property
    def head(self) -> str:
        """The line with which it opens: as of when it is, what is still open, and what was counted otherwise."""
        told = f"As of {say_moment(self.as_of)}. {self.open.words}"
        return "\n".join(each for each in (told, self.earlier) if each)

    @property
    def earlier(self) -> str:
        """That marks were counted before there was one rule for minutes; empty where none was."""
        if not self.earlier_rule:
            return ""
        marks = "1 mark is" if self.earlier_rule == 1 else f"{self.earlier_rule:,} marks are"
        return f"{marks} counted by the earlier rule; see: facilitator attendance recount"

    @property
    def definitions(self) -> dict[str, str]:
        """The definition of each measure in it."""
        return {name: DEFINITIONS[name] for name in self.columns if name in DEFINITIONS}


def make_report(
    db: Db,
    name: str,
    first: date,
    last: date,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Cell]],
    totals: Mapping[str, Cell],
    *,
    now: datetime,
    group_id: int | None = None,
    person_id: int | None = None,
    of_person: str = "",
) -> Report:
    """A report of these rows, with what its period lacks at ``now``, of one group or one person where it is of one."""
    return Report(
        name,
        first,
        last,
        tuple(columns),
        tuple(dict(row) for row in rows),
        dict(totals),
        as_of=now.astimezone(zone(book_info(db).zone)),
        open=still_open.still_open(db, first, last, now=now, group_id=group_id, person_id=person_id),
        earlier_rule=counts.marks_of_earlier_rule(db, first, last, group_id, person_id),
        of_person=of_person,
    )


def expect_order(first: date, last: date) -> None:
    """See that the days of a period are in order.

    Raises:
        BadInput: where the last comes before the first.
    """
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
