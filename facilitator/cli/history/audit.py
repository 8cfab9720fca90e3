"""``facilitator audit``: search the audit chain, export it, verify it, and keep witnesses of it."""

from dataclasses import asdict
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
_FILE = click.Path(path_type=Path)


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


@line("verify")
@click.option("--witness", type=_FILE, metavar="FILE", help="Compare with this witness, too.")
@json_option
@click.pass_obj
def verify(desk: CommandDesk, witness: Path | None, as_json: bool) -> int:
    """Verify that nothing was changed or cut off.

    No row of the audit chain, that is; and that the book did not go back in time.
    """
    from facilitator.services.doctor.check_book import verify_audit

    with desk.open_book() as book:
        report = verify_audit(desk.home, book, witness)
    if as_json:
        print_json({**asdict(report), "whole": report.whole})
        return 0 if report.whole else 1
    if report.broken_at is not None:
        say(f"Row {report.broken_at} was changed, or a row before it is gone; {report.rows} rows before it hold.")
    for words in report.told:
        say(f"{words[0].upper()}{words[1:]}.")
    if report.told:
        desk.say("Where you know why, say so, and it is told no longer: facilitator audit accept --reason TEXT")
    if report.whole:
        say(f"{report.rows} rows hold.")
        say(f"A cut would show up to row {report.noted_row}, written at {report.noted_at}.")
    return 0 if report.whole else 1


@line("witness")
@click.argument("file", type=_FILE)
@json_option
@click.pass_obj
def witness(desk: CommandDesk, file: Path, as_json: bool) -> None:
    """Write a line to keep elsewhere and verify against.

    It goes into FILE, a line more each time, and says how far the audit chain has come: print it, too.
    With it `audit verify --witness FILE` shows whether the book went back in time since.
    """
    from facilitator.services.book.went_back import write_witness

    with desk.open_book() as book:
        written = write_witness(desk.home, book, file, now=desk.now())
    if as_json:
        print_json({"file": str(file), "line": written})
    else:
        say(written)


@line("accept")
@click.option("--reason", required=True, metavar="TEXT", help="Why the book went back, in a few words; no names.")
@json_option
@click.pass_obj
def accept(desk: CommandDesk, reason: str, as_json: bool) -> None:
    """Say why the book went back in time.

    It is recorded, and told no longer.
    """
    from facilitator.services.book.went_back import accept_traces

    with desk.open_book() as book:
        accepted = accept_traces(desk.home, book, reason, now=desk.now())
    if as_json:
        print_json({"accepted": [each.words for each in accepted]})
        return
    for each in accepted:
        say(f"Accepted: {each.words}.")


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
