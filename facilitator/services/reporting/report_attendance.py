"""Report who came, always with the definitions of what is counted."""

from datetime import date, datetime

from facilitator.domain.reporting.measures import group_measures
from facilitator.services.find import find_group
from facilitator.services.reporting.make_report import Cell, Report, expect_order, make_report
from facilitator.storage.book import Book
from facilitator.storage.queries.reporting import counts as reports
from facilitator.words import RecordPart

PEOPLE_PARTS = (RecordPart.NAME, RecordPart.ATTENDANCE)
"""The parts of a record that a report by person tells."""
PERSON_MEASURES = (
    "sessions_expected",
    "sessions_attended",
    "walk_ins",
    "sessions_excused",
    "sessions_missed",
    "unmarked",
    "minutes",
    "times_not_known",
)
"""What is counted of one person."""


def report_groups(book: Book, first: date, last: date, *, now: datetime, group: str | None = None) -> Report:
    """A row for each group that was to meet in the period.

    Raises:
        BadInput: for days in the wrong order.
    """
    expect_order(first, last)
    with book.read() as db:
        group_id = find_group(db, group).id if group else None
        found = reports.counts_by_group(db, first, last, group_id, now=now)
        together = reports.counts_together(db, first, last, group_id, [counts for _, _, counts in found])
        rows: list[dict[str, Cell]] = [
            {"group": uid, "title": title, **group_measures(counts)} for uid, title, counts in found
        ]
        totals = group_measures(together)
        return make_report(db, "group", first, last, ("title", *totals), rows, totals, now=now, group_id=group_id)


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
        group_id = found_group.id if found_group else None
        found = reports.counts_by_person(change.db, first, last, group_id)
        change.record("report.person", found_group.uid if found_group else "", people=len(found), names=names)
        if not names:  # the order of hidden names would tell about them
            found.sort(key=lambda each: each[0].code)
        rows: list[dict[str, Cell]] = [
            {"person": who.shown(names=names), "code": who.code, **counts} for who, counts in found
        ]
        totals = {name: sum(counts[name] for _, counts in found) for name in PERSON_MEASURES}
        columns = ("person", "code", *PERSON_MEASURES)
        return make_report(change.db, "person", first, last, columns, rows, totals, now=now, group_id=group_id)


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
