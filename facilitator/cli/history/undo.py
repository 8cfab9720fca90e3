"""``facilitator undo``: take the newest change of yours back, whatever it was, do it again, or see the last ones."""

import sys

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import stamp_utc
from facilitator.cli.kit.terminal import agreed, say
from facilitator.errors import Refused
from facilitator.services.book.open_book import book_info
from facilitator.services.history import undo as service
from facilitator.services.history.undo import KeptStep, Newest, Undone
from facilitator.zones import zone as find_zone


@line("undo")
@click.option("--list", "listed", is_flag=True, help="Show the last edits, and change nothing.")
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@click.option("--preview", "--dry-run", is_flag=True, help="Say what would be undone, and change nothing.")
@click.option("--yes", is_flag=True, help="At a terminal: do not ask first.")
@json_option
@click.pass_obj
def undo(desk: CommandDesk, listed: bool, redo: bool, preview: bool, yes: bool, as_json: bool) -> None:
    """Undo your newest change, whatever it was: an edit, a mark, an enrolment.

    At a terminal it says first what that is, and asks. A consent is not undone but revoked.
    """
    with desk.open_book() as book:
        if listed:
            _list(service.recent_edits(book), book_info(book).zone, as_json=as_json)
            return
        found = service.newest_undone(book) if redo else service.newest_change(book)
        if preview:
            _preview(found, redo=redo, as_json=as_json)
            return
        if found is not None and not yes and not as_json and sys.stdin.isatty():
            question = "Do it again?" if redo else "Take it back?"
            agreed(f"{found.summary}\n{question}", abort=True)
        turn = service.redo if redo else service.undo
        done = turn(book, now=desk.now(), expected=found)
    if as_json:
        print_json(_shape(done))
    else:
        say(f"{'Done again' if redo else 'Undone'}: {done.summary}")
        for seated in done.seated:
            say(seated)


def _preview(found: Newest | None, *, redo: bool, as_json: bool) -> None:
    if found is None:
        raise Refused(f"there is nothing to {'do again' if redo else 'undo'}", "See: facilitator undo --list")
    if as_json:
        print_json({"at": stamp_utc(found.at), "object": found.object_uid, "summary": found.summary})
    else:
        say(f"Would be {'done again' if redo else 'undone'}: {found.summary}")


def _list(found: list[KeptStep], zone_name: str, *, as_json: bool) -> None:
    if as_json:
        print_json([_kept_shape(each) for each in found])
        return
    zone = find_zone(zone_name)
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


def _shape(each: Undone) -> dict[str, object]:
    return {
        "at": stamp_utc(each.at),
        "actor": each.actor,
        "action": each.action,
        "object": each.object_uid,
        "summary": each.summary,
        "seated": list(each.seated),
    }


def _kept_shape(each: KeptStep) -> dict[str, object]:
    return {
        "at": stamp_utc(each.at),
        "actor": each.actor,
        "action": each.action,
        "object": each.object_uid,
        "summary": each.summary,
        "undone": each.undone_at is not None,
    }
