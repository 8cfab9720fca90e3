"""``facilitator report``: who came and what was covered, with the definitions of what is counted."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, line, word_of
from facilitator.cli.kit.output import print_table, print_words
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import basis_given, let_out, may_name, names_people
from facilitator.domain.dates.periods import DaySpan, read_days, read_period
from facilitator.errors import BadInput
from facilitator.services.book.open_book import book_info
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_attendance import (
    codes_in,
    parts_in,
    people_words,
    report_groups,
    report_people,
)
from facilitator.services.reporting.report_staff import report_staff
from facilitator.services.reporting.report_text import Notes, cell_shown, report_csv, report_json, totals_shown
from facilitator.zones import zone as find_zone

if TYPE_CHECKING:
    from facilitator.storage.book import Book


@line("report")
@click.argument("name", type=click.Choice(["group", "person", "staff", "coverage"]))
@click.option("--from", "first", metavar="DAY", help='First day, or a period: "last month", "since september".')
@click.option("--to", "last", metavar="DAY", help="Last day, included.")
@click.option("--group", metavar="GROUP", help="Only this group.")
@click.option("--person", metavar="PERSON", help="Only what this person was there for; for coverage.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a private file.")
@click.option(
    "--notes",
    type=word_of(Notes),
    help="Where a CSV has its definitions: above its rows, in a file beside -o FILE (as usual), or nowhere.",
)
@names_people()
@click.pass_obj
def report(
    desk: CommandDesk,
    name: str,
    first: str | None,
    last: str | None,
    group: str | None,
    person: str | None,
    form: str,
    as_json: bool,
    output: Path | None,
    notes: str | None,
) -> None:
    """Report who came, or which topics and skills were met.

    The definitions of all that is counted come with it.
    """
    if person is not None and name != "coverage":
        raise BadInput(f"the {name} report is not of one person", "Take --person away, or ask for: report coverage")
    if basis_given(desk) is not None and name != "person" and person is None:
        raise BadInput("--basis has nothing to allow: this report names nobody", "Leave it out.")
    form = "json" if as_json else "csv" if form == "table" and output is not None else form
    if notes is not None and form != "csv":
        raise BadInput("--notes is for a CSV: a table and JSON have their definitions in them", "Add --format csv.")
    if notes == "beside" and output is None:
        raise BadInput("there is no file that definitions could lie beside", "Add -o FILE, or say: --notes above")
    with desk.open_book() as book:
        of_one = person is not None
        names = (name == "person" or of_one) and may_name(desk, book, output=output, of_one=of_one)
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin, end = _days(first, last, today)
        if name == "group":
            made = report_groups(book, begin, end, now=desk.now(), group=group)
        elif name == "staff":
            made = report_staff(book, begin, end, now=desk.now(), group=group)
        elif name == "coverage":
            from facilitator.services.reporting.report_coverage import report_coverage  # reads curricula: 50 ms

            made = report_coverage(book, begin, end, now=desk.now(), group=group, person=person)
        else:
            made = report_people(book, begin, end, now=desk.now(), names=names, group=group)
        where = Notes(notes or (Notes.NONE if output is None else Notes.BESIDE))
        text = report_csv(made, where) if form == "csv" else report_json(made)
        if output is not None:
            beside = form == "csv" and where is Notes.BESIDE
            _save(desk, book, made, text.encode(), output, names=names, beside=beside)
        elif names:
            let_out(desk, book, codes_in(made), parts_in(made), what=people_words(made))
    if output is not None:
        say(f"Written to {output}")
    elif form == "table":
        _print(made)
    else:
        say(text, nl=form == "json")


def _days(first: str | None, last: str | None, today: date) -> DaySpan:
    """The days of a report, which lie in the past; one period alone is both ends."""
    if not (first and last) and read_period(first or last or "", today, back=True) is None:
        raise BadInput(
            f"Missing option '--{'to' if first else 'from'}'",
            "Give both, or a period in one of them: --from 'last month', 'this quarter', 'since september'.",
        )
    return read_days(first, last, today, back=True)


def _save(
    desk: CommandDesk, book: "Book", made: Report, data: bytes, output: Path, *, names: bool, beside: bool
) -> None:
    """Write the report, and its definitions beside it."""
    from facilitator.services.reporting.save_report import with_notes

    if not beside:
        _write(desk, book, made, data, output, names=names)
        return
    with with_notes(made, output) as notes:
        _write(desk, book, made, data, output, names=names)
    desk.say(f"What its figures mean is in {notes}.")


def _write(desk: CommandDesk, book: "Book", made: Report, data: bytes, output: Path, *, names: bool) -> None:
    from facilitator.services.privacy.disclose import save_naming, save_unnamed  # the ledger: 20 ms

    if not names:
        save_unnamed(output, data)
        return
    basis, what = basis_given(desk), people_words(made)
    cover = save_naming(book, output, data, codes_in(made), parts_in(made), basis, what=what, now=desk.now())
    if cover is not None:
        desk.say(f"The page that goes with it is in {cover}.")


def _print(made: Report) -> None:
    say(f"{made.name} report, {made.first:%a %d %b %Y} to {made.last:%a %d %b %Y}")
    print_words(made.head)
    say()
    rows = [[cell_shown(name, row[name]) for name in made.columns] for row in made.rows]
    heads = [name.replace("_", " ") for name in made.columns]
    nothing = "No sessions in this period." if made.name == "group" else "Nothing to report in this period."
    print_table(heads, [*rows, totals_shown(made)] if rows else [], empty=nothing)
    say()
    for name, text in made.definitions.items():
        print_words(f"{name.replace('_', ' ')}: {text}")
