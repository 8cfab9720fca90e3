"""``facilitator undo``: take the newest edit of the schedule back, do it again, or see the last ones."""

import click

from facilitator.cli.command import Desk, json_option, line
from facilitator.cli.output import print_json, print_table
from facilitator.cli.say import stamp_utc
from facilitator.services import undo as service
from facilitator.services.open_book import book_info
from facilitator.services.undo import KeptStep
from facilitator.zones import zone as find_zone


@line("undo")
@click.option("--list", "listed", is_flag=True, help="Show the last edits, and change nothing.")
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@json_option
@click.pass_obj
def undo(desk: Desk, listed: bool, redo: bool, as_json: bool) -> None:
    """Undo the newest edit of the schedule, or list the last ones."""
    with desk.open_book() as book:
        if listed:
            zone = find_zone(book_info(book).zone)
            found = service.recent_edits(book)
        else:
            done = service.redo(book, now=desk.now()) if redo else service.undo(book, now=desk.now())
    if not listed:
        if as_json:
            print_json(_shape(done.edit))
        else:
            click.echo(f"{'Done again' if redo else 'Undone'}: {done.edit.summary}")
        return
    if as_json:
        print_json([_shape(each) for each in found])
        return
    print_table(
        ("when", "who", "what", ""),
        [
            (
                f"{each.at.astimezone(zone):%a %d %b %Y %H:%M}",
                each.actor,
                each.summary,
                "undone" if each.undone_at and each.action != "undo" else "",
            )
            for each in found
        ],
        empty="No edit yet.",
    )


def _shape(each: KeptStep) -> dict[str, object]:
    return {
        "at": stamp_utc(each.at),
        "actor": each.actor,
        "action": each.action,
        "object": each.object_uid,
        "summary": each.summary,
        "undone": each.undone_at is not None,
    }
