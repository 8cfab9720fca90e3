"""``facilitator history``: what was changed last, or all that happened to one record."""

from collections.abc import Sequence

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import stamp_utc
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.domain.history.history import Happening
from facilitator.services.book.open_book import book_info
from facilitator.services.history.see_history import history_of, recent_changes
from facilitator.words import RecordPart
from facilitator.zones import zone as find_zone


@line("history")
@click.argument("record", required=False)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, metavar="N")
@names_people()
@json_option
@click.pass_obj
def history(desk: CommandDesk, record: str | None, limit: int, as_json: bool) -> None:
    """See what was changed last and by whom; or what happened to RECORD: a group, a session, a person, a place.

    Where the journal still has them, fields are told as they were and as they became.
    """
    with desk.open_book() as book:
        zone = find_zone(book_info(book).zone)
        if record is None:
            title, rows = "", recent_changes(book, limit=limit).rows
        else:
            names = may_name(desk, book)
            found = history_of(book, record, names=names, limit=limit)
            title, rows = found.title, found.rows
            if names and found.kind == "person":
                told = (RecordPart.NAME, RecordPart.CONTACT, RecordPart.ENROLMENT, RecordPart.ATTENDANCE)
                let_out(desk, book, [found.title], told, what="the history of a person's record")
    if as_json:
        print_json([_shape(each) for each in rows])
        return
    if title:
        say(f"{title}\n")
    table = [
        (f"{each.at.astimezone(zone):%a %d %b %Y %H:%M}", each.actor, words, "undone" if each.undone and not at else "")
        for each in rows
        for at, words in enumerate(_lines(each, title))
    ]
    print_table(("when", "who", "what", ""), table, empty="Nothing was changed yet.")


def _lines(each: Happening, title: str) -> Sequence[str]:
    """What happened, and each field under it."""
    words = each.words.replace(f"{title}: ", "", 1) if title else each.words
    said = f"{words} ({each.reason})" if each.reason else words
    return [said, *(f"    {line}" for line in map(str, each.changes))]


def _shape(each: Happening) -> dict[str, object]:
    return {
        "at": stamp_utc(each.at),
        "actor": each.actor,
        "action": each.action,
        "object": each.object_uid,
        "words": each.words,
        "reason": each.reason or None,
        "undone": each.undone,
        "changes": [
            {"record": one.record, "field": one.name, "before": one.before or None, "after": one.after or None}
            for one in each.changes
        ],
    }
