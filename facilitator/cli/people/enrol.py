"""``facilitator enrol`` and ``unenrol``: the roster of a group."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.domain.dates.plain_dates import parse_date
from facilitator.services.book.open_book import book_info
from facilitator.services.people import enrol as rosters
from facilitator.zones import zone as find_zone


@line("enrol")
@click.argument("group")
@click.argument("person")
@click.option(
    "--from", "first", metavar="DAY", help="From this day (else today, or the first session if none was held)."
)
@json_option
@click.pass_obj
def enrol(desk: CommandDesk, group: str, person: str, first: str | None, as_json: bool) -> None:
    """Put a person on a group's roster. Where it is full, they wait for a seat."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        starts_on = parse_date(first, today) if first else None
        done = rosters.enrol(book, group, person, now=desk.now(), starts_on=starts_on)
    if as_json:
        print_json(
            {
                "group": done.group_title,
                "person": done.person_code,
                "from": done.starts_on.isoformat(),
                "waitlisted": done.waitlisted,
            }
        )
    elif done.waitlisted:
        click.echo(f"{done.group_title} is full: {done.person_code} waits for a seat.")
    else:
        click.echo(f"{done.person_code} is on the roster of {done.group_title} from {done.starts_on:%a %d %b %Y}.")


@line("unenrol")
@click.argument("group")
@click.argument("person")
@click.option("--reason", default="", metavar="R", help="Why, if the person wants it kept.")
@click.pass_obj
def unenrol(desk: CommandDesk, group: str, person: str, reason: str) -> None:
    """Take a person off a group's roster. What was, stays; a free seat goes to whoever waited longest."""
    with desk.open_book() as book:
        done = rosters.unenrol(book, group, person, now=desk.now(), reason=reason)
    click.echo(f"{done.person_code} is no longer on the roster of {done.group_title}.")
    if done.seated_code:
        click.echo(f"{done.seated_code}, who waited longest, has the seat now: let them know.")
