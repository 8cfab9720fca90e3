"""``facilitator report``: who came, with the definitions of what is counted."""

import json
from pathlib import Path

import click

from facilitator.cli.command import Desk, line
from facilitator.cli.output import print_table
from facilitator.domain.plain_dates import parse_date
from facilitator.formats.csv_write import write_csv
from facilitator.places import write_whole
from facilitator.services.open_book import book_info
from facilitator.services.report import Cell, Report, report_groups, report_people
from facilitator.zones import zone as find_zone

_SHARES = ("delivery", "attendance_rate", "missed_rate", "occupancy")


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
    """Report who came: by group, or by person."""
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
    text = {"json": _json, "csv": _csv, "table": _csv}[form](made)
    if output is None:
        click.echo(text, nl=form == "json")
        return
    write_whole(output, text.encode())
    click.echo(f"Written to {output}")


def _json(made: Report) -> str:
    shape = {
        "report": made.name,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "definitions": made.definitions,
        "rows": made.rows,
        "totals": made.totals,
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _csv(made: Report) -> str:
    return write_csv(made.columns, [[row[name] for name in made.columns] for row in made.rows])


def _print(made: Report) -> None:
    click.echo(f"{made.name} report, {made.first:%a %d %b %Y} to {made.last:%a %d %b %Y}\n")
    rows = [[_cell(name, row[name]) for name in made.columns] for row in made.rows]
    totals = ["all" if at == 0 else _cell(name, made.totals.get(name, "")) for at, name in enumerate(made.columns)]
    heads = [name.replace("_", " ") for name in made.columns]
    print_table(heads, [*rows, totals] if rows else [], empty="No sessions in this period.")
    click.echo()
    for name, text in made.definitions.items():
        click.echo(f"{name.replace('_', ' ')}: {text}")


def _cell(name: str, value: Cell) -> Cell:
    if value is None:
        return "n/a"
    return f"{value:.1%}" if name in _SHARES and isinstance(value, float) else value
