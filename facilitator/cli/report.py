"""``facilitator report``: who came, with the definitions of what is counted."""

from pathlib import Path

import click

from facilitator.cli.command import Desk, line
from facilitator.cli.output import print_table
from facilitator.domain.plain_dates import parse_date
from facilitator.places import write_whole
from facilitator.services.open_book import book_info
from facilitator.services.report import Report, report_groups, report_people
from facilitator.services.report_text import cell_shown, report_csv, report_json, totals_shown
from facilitator.zones import zone as find_zone


@line("report")
@click.argument("name", type=click.Choice(["group", "person"]))
@click.option("--from", "first", required=True, metavar="DAY", help="First day.")
@click.option("--to", "last", required=True, metavar="DAY", help="Last day, included.")
@click.option("--group", metavar="GROUP", help="Only this group.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a private file.")
@click.pass_obj
def report(
    desk: Desk, name: str, first: str, last: str, group: str | None, form: str, as_json: bool, output: Path | None
) -> None:
    """Report who came. Definitions of all that is counted come with it."""
    names = desk.show_names if output else desk.may_name()
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin, end = parse_date(first, today), parse_date(last, today)
        if name == "group":
            made = report_groups(book, begin, end, group=group)
        else:
            made = report_people(book, begin, end, now=desk.now(), names=names, group=group)
    form = "json" if as_json else form
    if form == "table" and output is None:
        _print(made)
        return
    text = {"json": report_json, "csv": report_csv, "table": report_csv}[form](made)
    if output is None:
        click.echo(text, nl=form == "json")
        return
    write_whole(output, text.encode())
    click.echo(f"Written to {output}")


def _print(made: Report) -> None:
    click.echo(f"{made.name} report, {made.first:%a %d %b %Y} to {made.last:%a %d %b %Y}\n")
    rows = [[cell_shown(name, row[name]) for name in made.columns] for row in made.rows]
    heads = [name.replace("_", " ") for name in made.columns]
    print_table(heads, [*rows, totals_shown(made)] if rows else [], empty="No sessions in this period.")
    click.echo()
    for name, text in made.definitions.items():
        click.echo(f"{name.replace('_', ' ')}: {text}")
