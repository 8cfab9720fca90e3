"""``facilitator login``: who works in this book."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.services.agency import keep_logins
from facilitator.words import LoginRole


@line("add")
@click.argument("login")
@click.option("--facilitator", metavar="F", default="", help="The facilitator whose login it is.")
@click.option(
    "--role", type=word_of(LoginRole), default=LoginRole.FACILITATOR.value, help="What they do. [facilitator]"
)
@json_option
@click.pass_obj
def add(desk: CommandDesk, login: str, facilitator: str, role: str, as_json: bool) -> None:
    """Add somebody who works in this book: what they do is theirs in history, audit and undo."""
    with desk.open_book() as book:
        uid = keep_logins.add_login(book, name=login, role=LoginRole(role), facilitator=facilitator, now=desk.now())
    if as_json:
        print_json({"id": uid})
    else:
        say(f"Added {login} (id {uid[:8]})")


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List who works in this book."""
    with desk.open_book() as book:
        found = keep_logins.list_logins(book)
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "login": each.login,
                    "role": each.role.value,
                    "facilitator": each.facilitator,
                    "ended_on": each.ended_on.isoformat() if each.ended_on else None,
                }
                for each in found
            ]
        )
        return
    rows = [
        (each.login, each.role.value, each.facilitator or "", f"until {each.ended_on}" if each.ended_on else "")
        for each in found
    ]
    print_table(("login", "role", "facilitator", "ended"), rows, empty="No logins yet: facilitator login add LOGIN")
