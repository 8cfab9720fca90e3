"""``facilitator audit``: search the audit chain, and export it."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import stamp_utc
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.periods import DaySpan, read_days
from facilitator.domain.history.history import AuditRow, AuditWish
from facilitator.services.book.open_book import book_info
from facilitator.services.history.search_audit import export_audit, search_audit
from facilitator.storage.book import Book
from facilitator.zones import zone as find_zone

MOST = 100_000


def _wish_options(function: Any) -> Any:
    """What is looked for."""
    for option in reversed(
        (
            click.option("--from", "first", metavar="DAY", help="First day."),
            click.option("--to", "last", metavar="DAY", help="Last day, included."),
            click.option("--by", "actor", metavar="ACTOR", default="", help="Who did it: their name on this computer."),
            click.option("--about", metavar="RECORD", default="", help="A group, session, person, site, room or id."),
            click.option("--words", metavar="TEXT", default="", help="Words, all of which must be found."),
        )
    ):
        function = option(function)
    return function


@line("list")
@_wish_options
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True, metavar="N")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, /, limit: int, as_json: bool, **wish: str | None) -> None:
    """List who did what, the newest first. A group stands for its sessions, too."""
    with desk.open_book() as book:
        zone = find_zone(book_info(book).zone)
        found = search_audit(book, _wish(desk, book, wish), limit=limit)
    if as_json:
        print_json([_shape(each) for each in found.rows])
        return
    print_table(
        ("row", "when", "who", "what", "about", "reason"),
        [
            (
                each.seq,
                f"{each.at.astimezone(zone):%a %d %b %Y %H:%M}",
                each.actor,
                each.words,
                " - ".join(part for part in (each.about, each.person) if part),
                each.reason,
            )
            for each in found.rows
        ],
        empty="No row of the audit log is about that.",
    )
    if found.before is not None:
        desk.say(f"The newest {limit}; there are more. Ask for more with --limit N.")


@line("export")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="A private file.")
@_wish_options
@json_option
@click.pass_obj
def export(desk: CommandDesk, /, output: Path, as_json: bool, **wish: str | None) -> None:
    """Write the audit log into FILE: JSON lines with their hashes, or CSV where FILE ends so. It is recorded itself.

    Ids and codes stand in it, never names of people.
    """
    with desk.open_book() as book:
        done = export_audit(book, output, _wish(desk, book, wish), now=desk.now())
    if as_json:
        print_json({"file": str(done.path), "rows": done.rows, "last_row": done.last_seq})
    else:
        say(f"{done.rows} {'row' if done.rows == 1 else 'rows'} written to {done.path}")


def _wish(desk: CommandDesk, book: Book, said: dict[str, str | None]) -> AuditWish:
    today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
    first, last = read_days(said["first"], said["last"], today, back=True, default=DaySpan(date.min, date.max))
    return AuditWish(
        None if first == date.min else first,
        None if last == date.max else last,
        said["actor"] or "",
        said["about"] or "",
        said["words"] or "",
    )


def _shape(each: AuditRow) -> dict[str, object]:
    return {
        "row": each.seq,
        "at": stamp_utc(each.at),
        "actor": each.actor,
        "action": each.action,
        "words": each.words,
        "object": each.object_uid,
        "about": each.about,
        "person": each.person,
        "reason": each.reason,
        "payload": dict(each.payload),
    }
