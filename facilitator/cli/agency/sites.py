"""``facilitator site`` and ``facilitator room``."""

from collections.abc import Callable
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.domain.views import Site
from facilitator.services.agency import keep_sites as keep_places


@line("add")
@click.argument("name")
@click.option("--address", default="", metavar="TEXT")
@json_option
@click.pass_obj
def add_site(desk: CommandDesk, name: str, address: str, as_json: bool) -> None:
    """Add a site."""
    with desk.open_book() as book:
        uid = keep_places.add_site(book, name=name, address=address, now=desk.now())
    _kept(uid, f"Added {name}", as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_sites(desk: CommandDesk, as_json: bool) -> None:
    """List the sites."""
    with desk.open_book() as book:
        found = keep_places.list_sites(book)
        ways = keep_places.travel_minutes(book)
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "name": each.name,
                    "address": each.address,
                    "travel": [{"site": other.uid, "minutes": minutes} for other, minutes in ways[each.id]],
                }
                for each in found
            ]
        )
        return
    rows = [(each.uid[:8], each.name, each.address, _say_ways(ways[each.id])) for each in found]
    print_table(("id", "name", "address", "on the way"), rows, empty="No sites yet: facilitator site add NAME")


def _say_ways(ways: list[tuple[Site, int]]) -> str:
    return ", ".join(f"{minutes} min to {other.name}" for other, minutes in ways)


@line("travel")
@click.argument("site")
@click.argument("other")
@click.argument("minutes", type=int)
@json_option
@click.pass_obj
def travel(desk: CommandDesk, site: str, other: str, minutes: int, as_json: bool) -> None:
    """Say how many minutes it takes between two sites."""
    with desk.open_book() as book:
        one, two = keep_places.set_travel(book, site, other, minutes, now=desk.now())
    if as_json:
        print_json({"site": one.uid, "other": two.uid, "minutes": minutes})
    else:
        said = f"{minutes} minutes" if minutes else "not known"
        say(f"Between {one.name} and {two.name}: {said}.")


@line("edit")
@click.argument("site")
@click.option("--name", metavar="TEXT")
@click.option("--address", metavar="TEXT")
@json_option
@click.pass_obj
def edit_site(desk: CommandDesk, site: str, name: str | None, address: str | None, as_json: bool) -> None:
    """Change a site."""
    with desk.open_book() as book:
        uid = keep_places.edit_site(book, site, name=name, address=address, now=desk.now())
    _kept(uid, "Changed", as_json=as_json)


def _feature_option(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--feature",
        "features",
        multiple=True,
        metavar="X",
        help="What it has, such as step-free or screen; all of them, one --feature each.",
    )(function)


@line("add")
@click.argument("site")
@click.argument("name")
@click.option("--capacity", type=int, metavar="N", help="Seats.")
@_feature_option
@json_option
@click.pass_obj
def add_room(
    desk: CommandDesk, site: str, name: str, capacity: int | None, features: tuple[str, ...], as_json: bool
) -> None:
    """Add a room to a site."""
    with desk.open_book() as book:
        uid = keep_places.add_room(book, site=site, name=name, capacity=capacity, features=features, now=desk.now())
    _kept(uid, f"Added {name}", as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_rooms(desk: CommandDesk, as_json: bool) -> None:
    """List the rooms."""
    with desk.open_book() as book:
        found = keep_places.list_rooms(book)
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "site": each.site,
                    "name": each.name,
                    "capacity": each.capacity,
                    "features": list(each.features),
                }
                for each in found
            ]
        )
        return
    rows = [(each.uid[:8], each.site, each.name, each.capacity, ", ".join(each.features)) for each in found]
    print_table(("id", "site", "name", "seats", "has"), rows, empty="No rooms yet: facilitator room add SITE NAME")


@line("edit")
@click.argument("room")
@click.option("--name", metavar="TEXT")
@click.option("--capacity", type=int, metavar="N", help="Seats.")
@_feature_option
@click.option("--no-features", is_flag=True, help="It has none of them any more.")
@json_option
@click.pass_obj
def edit_room(
    desk: CommandDesk,
    room: str,
    name: str | None,
    capacity: int | None,
    features: tuple[str, ...],
    no_features: bool,
    as_json: bool,
) -> None:
    """Change a room."""
    wanted = () if no_features else features or None
    with desk.open_book() as book:
        uid = keep_places.edit_room(book, room, name=name, capacity=capacity, features=wanted, now=desk.now())
    _kept(uid, "Changed", as_json=as_json)


def _kept(uid: str, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": uid})
    else:
        say(f"{said} (id {uid[:8]})")
