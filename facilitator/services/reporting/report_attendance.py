"""Report who came, always with the definitions of what is counted."""

from dataclasses import dataclass
from datetime import date, datetime

from facilitator.domain.reporting.measures import DEFINITIONS, group_measures
from facilitator.errors import BadInput
from facilitator.services.find import find_group
from facilitator.storage.book import Book
from facilitator.storage.queries.reporting import counts as reports
from facilitator.words import RecordPart

Cell = str | int | float | None

PEOPLE_PARTS = (RecordPart.NAME, RecordPart.ATTENDANCE)
"""The parts of a record that a report by person tells."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a period, first to last day both included: rows under ``columns``, totals of the same measures.

    ``of_person`` is the code of the one person that it is about, where it is about one.
    """

    name: str
    first: date
    last: date
    columns: tuple[str, ...]
    rows: tuple[dict[str, Cell], ...]
    totals: dict[str, Cell]
    of_person: str = ""

    @property
    def definitions(self) -> dict[str, str]:
        """The definition of each measure in it."""
        return {name: DEFINITIONS[name] for name in self.columns if name in DEFINITIONS}


def report_groups(book: Book, first: date, last: date, *, group: str | None = None) -> Report:
    """A row for each group that was to meet in the period.

    Raises:
        BadInput: for days in the wrong order.
    """
    expect_order(first, last)
    with book.read() as db:
        group_id = find_group(db, group).id if group else None
        found = reports.counts_by_group(db, first, last, group_id)
        together = reports.counts_together(db, first, last, group_id, [counts for _, _, counts in found])
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"group": uid, "title": title, **group_measures(counts)} for uid, title, counts in found
    )
    totals = group_measures(together)
    return Report("group", first, last, ("title", *totals), rows, dict(totals))


def report_people(
    book: Book, first: date, last: date, *, now: datetime, names: bool, group: str | None = None
) -> Report:
    """A row for each person with attendance in the period, by code where names may not be shown; the look is audited.

    Raises:
        BadInput: for days in the wrong order.
    """
    expect_order(first, last)
    with book.write(now=now) as change:
        found_group = find_group(change.db, group) if group else None
        found = reports.counts_by_person(change.db, first, last, found_group.id if found_group else None)
        change.record("report.person", found_group.uid if found_group else "", people=len(found), names=names)
    if not names:  # the order of hidden names would tell about them
        found.sort(key=lambda each: each[0].code)
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"person": who.shown(names=names), "code": who.code, **counts} for who, counts in found
    )
    measures = ("sessions_expected", "sessions_attended", "sessions_excused", "sessions_missed", "minutes")
    totals: dict[str, Cell] = {name: sum(counts[name] for _, counts in found) for name in measures}
    return Report("person", first, last, ("person", "code", *measures), rows, totals)


def codes_in(made: Report) -> list[str]:
    """The codes of those whom a report is about: of one person, or of each in a report by person."""
    return [made.of_person] if made.of_person else [str(row["code"]) for row in made.rows]


def parts_in(made: Report) -> tuple[RecordPart, ...]:
    """The parts of a record that a report of people tells."""
    return (RecordPart.COVERAGE,) if made.of_person else PEOPLE_PARTS


def people_words(made: Report) -> str:
    """What a report of people tells, in words for the ledger."""
    told = "topics and skills of one person" if made.of_person else "attendance by person"
    return f"{told}, {made.first} to {made.last}"


def expect_order(first: date, last: date) -> None:
    """See that the days of a period are in order.

    Raises:
        BadInput: where the last comes before the first.
    """
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}", "Both days are included.")
