"""``facilitator book``: whose book it is, and whether 42 CFR Part 2 protects its records."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.domain.book.book_info import BookInfo
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy.protection import set_protection


@line("show")
@json_option
@click.pass_obj
def show(desk: CommandDesk, as_json: bool) -> None:
    """Show whose book it is, and whether its records are protected."""
    with desk.open_book() as book:
        info = book_info(book)
    if as_json:
        print_json({"name": info.name, "zone": info.zone, "practice": info.practice, "protected": info.protected})
    else:
        say(f"{info.name}, {info.zone}")
        _say(info)


@line("protect")
@click.pass_obj
def protect(desk: CommandDesk) -> None:
    """Protect the records of the book. A new one is protected from the start."""
    with desk.open_book() as book:
        _say(set_protection(book, protected=True, now=desk.now()))


@line("unprotect")
@click.option("--reason", required=True, metavar="R", help="Who decided, and on what ground.")
@click.pass_obj
def unprotect(desk: CommandDesk, reason: str) -> None:
    """Say that Part 2 does not protect the records of this program, and why."""
    with desk.open_book() as book:
        _say(set_protection(book, protected=False, reason=reason, now=desk.now()))


def _say(info: BookInfo) -> None:
    if info.protected:
        say("Protected by 42 CFR Part 2: names leave it only with a basis.")
    else:
        say("Not protected by 42 CFR Part 2: names leave it where --show-names asks for them.")
