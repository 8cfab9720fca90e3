"""``facilitator staff``: facilitators and their credentials."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import away_shape
from facilitator.cli.kit.terminal import say
from facilitator.domain.agency.staff import not_over, read_credential
from facilitator.services.agency import keep_staff
from facilitator.services.agency.staff_away import away_words
from facilitator.services.book.open_book import book_info
from facilitator.zones import zone as find_zone


def _credential_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--credential",
        "credentials",
        multiple=True,
        metavar="NAME[=DAY]",
        help='A credential and the day it expires: "CPRS=2027-05-31". May be repeated.',
    )(function)


@line("add")
@click.argument("name")
@_credential_option
@click.option("--public-name", is_flag=True, help="They said themselves that their name may be public.")
@json_option
@click.pass_obj
def add(desk: CommandDesk, name: str, credentials: tuple[str, ...], public_name: bool, as_json: bool) -> None:
    """Add a facilitator, with credentials."""
    with desk.open_book() as book:
        uid = keep_staff.add_facilitator(
            book, name=name, credentials=_read(desk, credentials), public_name=public_name, now=desk.now()
        )
    _kept(uid, f"Added {name}", as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the facilitators."""
    with desk.open_book() as book:
        found = keep_staff.list_staff(book)
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "name": each.name,
                    "public_name": each.public_name,
                    "credentials": [
                        {"name": held.name, "expires_on": held.expires_on.isoformat() if held.expires_on else None}
                        for held in each.credentials
                    ],
                    "away": [away_shape(days) for days in not_over(each.away, today)],
                }
                for each in found
            ]
        )
        return
    rows = [
        (
            each.uid[:8],
            each.name,
            ", ".join(
                f"{held.name} until {held.expires_on}" if held.expires_on else held.name for held in each.credentials
            ),
            "; ".join(away_words(days) for days in not_over(each.away, today)),
        )
        for each in found
    ]
    print_table(("id", "name", "credentials", "away"), rows, empty="No facilitators yet: facilitator staff add NAME")


@line("edit")
@click.argument("who")
@click.option("--name", metavar="TEXT")
@_credential_option
@click.option("--public-name/--no-public-name", default=None, help="Whether their name may be public.")
@json_option
@click.pass_obj
def edit(
    desk: CommandDesk, who: str, name: str | None, credentials: tuple[str, ...], public_name: bool | None, as_json: bool
) -> None:
    """Change a facilitator, or give a credential a new date."""
    with desk.open_book() as book:
        uid = keep_staff.edit_facilitator(
            book, who, name=name, credentials=_read(desk, credentials), public_name=public_name, now=desk.now()
        )
    _kept(uid, "Changed", as_json=as_json)


def _read(desk: CommandDesk, credentials: tuple[str, ...]) -> list[tuple[str, date | None]]:
    return [read_credential(text, desk.now().date()) for text in credentials]


def _kept(uid: str, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": uid})
    else:
        say(f"{said} (id {uid[:8]})")
