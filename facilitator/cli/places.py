"""``facilitator site`` and ``facilitator room``."""

import click

from facilitator.cli.command import Desk, json_option, line
from facilitator.cli.output import print_json, print_table
from facilitator.services import keep_places


@line("add")
@click.argument("name")
@click.option("--address", default="", metavar="TEXT")
@json_option
@click.pass_obj
def add_site(desk: Desk, name: str, address: str, as_json: bool) -> None:
    """Add a site."""
    with desk.open_book() as book:
        uid = keep_places.add_site(book, name=name, address=address, now=desk.now())
    _kept(uid, f"Added {name}", as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_sites(desk: Desk, as_json: bool) -> None:
    """List the sites."""
    with desk.open_book() as book:
        found = keep_places.list_sites(book)
    if as_json:
        print_json([{"id": each.uid, "name": each.name, "address": each.address} for each in found])
        return
    rows = [(each.uid[:8], each.name, each.address) for each in found]
    print_table(("id", "name", "address"), rows, empty="No sites yet: facilitator site add NAME")


@line("edit")
@click.argument("site")
@click.option("--name", metavar="TEXT")
@click.option("--address", metavar="TEXT")
@json_option
@click.pass_obj
def edit_site(desk: Desk, site: str, name: str | None, address: str | None, as_json: bool) -> None:
    """Change a site."""
    with desk.open_book() as book:
        uid = keep_places.edit_site(book, site, name=name, address=address, now=desk.now())
    _kept(uid, "Changed", as_json=as_json)


@line("add")
@click.argument("site")
@click.argument("name")
@click.option("--capacity", type=int, metavar="N", help="Seats.")
@json_option
@click.pass_obj
def add_room(desk: Desk, site: str, name: str, capacity: int | None, as_json: bool) -> None:
    """Add a room to a site."""
    with desk.open_book() as book:
        uid = keep_places.add_room(book, site=site, name=name, capacity=capacity, now=desk.now())
    _kept(uid, f"Added {name}", as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_rooms(desk: Desk, as_json: bool) -> None:
    """List the rooms."""
    with desk.open_book() as book:
        found = keep_places.list_rooms(book)
    if as_json:
        print_json(
            [{"id": each.uid, "site": each.site, "name": each.name, "capacity": each.capacity} for each in found]
        )
        return
    rows = [(each.uid[:8], each.site, each.name, each.capacity) for each in found]
    print_table(("id", "site", "name", "seats"), rows, empty="No rooms yet: facilitator room add SITE NAME")


@line("edit")
@click.argument("room")
@click.option("--name", metavar="TEXT")
@click.option("--capacity", type=int, metavar="N", help="Seats.")
@json_option
@click.pass_obj
def edit_room(desk: Desk, room: str, name: str | None, capacity: int | None, as_json: bool) -> None:
    """Change a room."""
    with desk.open_book() as book:
        uid = keep_places.edit_room(book, room, name=name, capacity=capacity, now=desk.now())
    _kept(uid, "Changed", as_json=as_json)


def _kept(uid: str, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": uid})
    else:
        click.echo(f"{said} (id {uid[:8]})")
