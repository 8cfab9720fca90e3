"""``facilitator calendar``: the schedule, for calendar apps."""

from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, line
from facilitator.domain.dates.plain_dates import parse_date
from facilitator.home import write_whole
from facilitator.services.book.open_book import book_info
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.zones import zone as find_zone


@line("export")
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="Only this group's; may be repeated.")
@click.option("--from", "first", metavar="DAY", help="First day (else 90 days back).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else 18 months ahead).")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.ics")
@click.pass_obj
def export(desk: CommandDesk, groups: tuple[str, ...], first: str | None, last: str | None, output: Path) -> None:
    """Write sessions to a calendar file. There are no participants in it."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        done = export_calendar(
            book,
            groups=groups,
            first=parse_date(first, today) if first else None,
            last=parse_date(last, today) if last else None,
            now=desk.now(),
        )
    write_whole(output, done.data)
    click.echo(f"{done.sessions} sessions written to {output}")
    for warning in done.warnings:
        desk.say(warning)
