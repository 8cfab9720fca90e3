"""``facilitator calendar``: the schedule, for calendar apps."""

from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, days_between, line, word_of
from facilitator.cli.kit.progress import bar
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.publishing.selection import AHEAD, BACK
from facilitator.home import write_whole
from facilitator.services.book.open_book import book_info
from facilitator.services.publishing.export_calendar import CalendarFile, export_calendar
from facilitator.words import TitleStyle
from facilitator.zones import zone as find_zone


@line("export")
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="Only this group's; may be repeated.")
@click.option("--site", metavar="SITE", help="Only what is held at this site.")
@click.option("--facilitator", metavar="F", help="Only what this facilitator leads.")
@click.option("--from", "first", metavar="DAY", help="First day, or a period (else 90 days back).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else 18 months ahead).")
@click.option(
    "--most", type=int, default=20_000, show_default=True, metavar="N", help="More sessions become several files."
)
@click.option(
    "--titles", type=word_of(TitleStyle), default=TitleStyle.TOPIC.value, help="What sessions are called. [topic]"
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.ics")
@click.pass_obj
def export(
    desk: CommandDesk,
    groups: tuple[str, ...],
    site: str | None,
    facilitator: str | None,
    first: str | None,
    last: str | None,
    most: int,
    titles: str,
    output: Path,
) -> None:
    """Write sessions to a calendar file, or several. There are no participants in them."""
    with desk.open_book() as book, bar(f"Writing {output.name}") as progress:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin, end = days_between(first, last, today, begin=today - BACK, end=lambda _: today + AHEAD)
        done = export_calendar(
            book,
            groups=groups,
            site=site,
            facilitator=facilitator,
            first=begin,
            last=end,
            style=TitleStyle(titles),
            most=most,
            now=desk.now(),
            progress=progress,
        )
    for path, file in done.named(output):
        write_whole(path, file.data)
        say(f"{file.sessions} sessions written to {path}{_days(file) if len(done.files) > 1 else ''}")
    for warning in done.warnings:
        desk.say(warning)


def _days(file: CalendarFile) -> str:
    return f", {say_date(file.first)} to {say_date(file.last)}" if file.first and file.last else ""
