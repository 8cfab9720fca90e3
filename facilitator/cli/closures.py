"""``facilitator closures``: the closed days."""

from datetime import timedelta
from pathlib import Path

import click

from facilitator.cli.command import Desk, days, in_file, json_option, line
from facilitator.cli.output import print_json, print_table
from facilitator.cli.say import when
from facilitator.domain.plain_dates import parse_date
from facilitator.domain.views import Session
from facilitator.services import keep_closures
from facilitator.services.open_book import book_info
from facilitator.zones import zone as find_zone


@line("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.ics")
@click.option("--site", metavar="SITE", help="Closed at this site only.")
@click.option("--dry-run", is_flag=True, help="Read the file, and write nothing.")
@json_option
@click.pass_obj
def import_(desk: Desk, file: Path, site: str | None, dry_run: bool, as_json: bool) -> int:
    """Read closed days from a calendar file."""
    data = in_file(file)
    with desk.open_book() as book:
        done = keep_closures.import_closures(book, data, name=file.name, now=desk.now(), site=site, dry_run=dry_run)
    if as_json:
        print_json(
            {
                "rows": done.rows,
                "added": done.added,
                "updated": 0,
                "skipped": done.skipped,
                "problems": [{"line": each.line, "message": each.message} for each in done.problems],
            }
        )
    elif not done.problems:
        would = "would be added" if dry_run else "added"
        click.echo(f"{done.rows} closed days: {done.added} {would}, {done.skipped} in the book already.")
    for problem in done.problems:
        desk.say(f"{file}:{problem.line}: {problem.message}")
    if done.problems:
        desk.say("Nothing was written. Mend the file, then import again.")
        return 1
    _say_hit(desk, done.hit)
    return 0


@line("add")
@click.argument("first", metavar="DAY")
@click.argument("last", metavar="[LAST DAY]", required=False)
@click.option("--reason", required=True, metavar="R", help="Such as: staff day, snow.")
@click.option("--site", metavar="SITE", help="Closed at this site only.")
@click.pass_obj
def add(desk: Desk, first: str, last: str | None, reason: str, site: str | None) -> None:
    """Add a closed day, or several in a row."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin = parse_date(first, today)
        end = parse_date(last, today) if last else begin
        hit = keep_closures.add_closed_days(book, begin, end, reason=reason, now=desk.now(), site=site)
    click.echo(f"Closed {begin:%a %d %b %Y}" + (f" to {end:%a %d %b %Y}" if end != begin else "") + f": {reason}")
    _say_hit(desk, hit)


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day (else today).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else a year on).")
@json_option
@click.pass_obj
def list_(desk: Desk, first: str | None, last: str | None, as_json: bool) -> None:
    """List the closed days."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin = days(first, today, today)
        found = keep_closures.list_closures(book, begin, days(last, today, begin + timedelta(days=366)))
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "start": each.starts_local.isoformat(timespec="seconds"),
                    "end": each.ends_local.isoformat(timespec="seconds"),
                    "all_day": each.all_day,
                    "reason": each.reason,
                    "source": each.source,
                    "site": each.site,
                }
                for each in found
            ]
        )
        return
    print_table(
        ("from", "until", "reason", "where"),
        [
            (
                f"{each.starts_local:%a %d %b %Y}" + ("" if each.all_day else f" {each.starts_local:%H:%M}"),
                # a closed day ends as the next one begins; people say its last day
                f"{each.ends_local - timedelta(days=1):%a %d %b %Y}"
                if each.all_day
                else f"{each.ends_local:%a %d %b %Y %H:%M}",
                each.reason,
                each.site or "every site",
            )
            for each in found
        ],
        empty="No closed days. Read some: facilitator closures import FILE.ics",
    )


def _say_hit(desk: Desk, hit: tuple[Session, ...]) -> None:
    if not hit:
        return
    desk.say(f"{len(hit)} scheduled sessions fall on closed days now; move or cancel them:")
    for each in hit[:10]:
        desk.say(f"  {each.uid[:8]}  {when(each)}  {each.title}")
