"""``facilitator slot``: numbers, places and words that only this program knows."""

from collections.abc import Callable
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.domain.agency.slots import ASKED, DEFAULT_LANGUAGE, LABELS, LocalSlot
from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.services.agency.keep_slots import SlotKept, clear_slot, set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.book.open_book import book_info
from facilitator.words import SlotName
from facilitator.zones import zone as find_zone


def _which(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--language", default=DEFAULT_LANGUAGE, show_default=True, metavar="L", help="Its language."),
        click.option("--site", default="", metavar="S", help="The site it is for. [all without one of their own]"),
    ):
        function = option(function)
    return function


@line("set")
@click.argument("name", type=word_of(SlotName))
@click.argument("text")
@_which
@click.option("--source", metavar="S", help="Who says so.")
@click.option("--checked", metavar="D", help="The day on which somebody last asked. [today]")
@preview_option
@json_option
@click.pass_obj
def set_(
    desk: CommandDesk,
    name: str,
    text: str,
    language: str,
    site: str,
    source: str | None,
    checked: str | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Fill in a local slot, or change what stands in it."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        done = set_slot(
            book,
            SlotName(name),
            text,
            site=site,
            language=language,
            source=source,
            checked_on=parse_date(checked, today) if checked else None,
            now=desk.now(),
            preview=preview,
        )
    _tell(done, preview=preview, as_json=as_json)


@line("clear")
@click.argument("name", type=word_of(SlotName))
@_which
@preview_option
@json_option
@click.pass_obj
def clear(desk: CommandDesk, name: str, language: str, site: str, preview: bool, as_json: bool) -> None:
    """Let a local slot be blank again."""
    with desk.open_book() as book:
        done = clear_slot(book, SlotName(name), site=site, language=language, now=desk.now(), preview=preview)
    _tell(done, preview=preview, as_json=as_json)


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the local slots, and those that are blank."""
    with desk.open_book() as book:
        seen = see_slots(book)
    if as_json:
        blank = [
            {"id": None, "name": each.name.value, "site": each.site or None, "language": None, "text": None}
            for each in seen.blank
        ]
        print_json([*map(_shape, seen.slots), *({**each, "source": None, "checked_on": None} for each in blank)])
        return
    rows = [
        (
            each.name.value,
            each.site or "everywhere",
            each.language,
            " ".join(each.text.split("\n")),
            each.source,
            say_date(each.checked_on),
        )
        for each in seen.slots
    ]
    rows.extend((each.name.value, each.site or "everywhere", "", "BLANK", "", "") for each in seen.blank)
    print_table(("name", "site", "language", "text", "source", "checked"), rows, empty="")
    for each in seen.blank:
        desk.say(f"{each.name.value}: {ASKED[each.name]}")


def _shape(each: LocalSlot) -> dict[str, object]:
    return {
        "id": each.uid,
        "name": each.name.value,
        "site": each.site or None,
        "language": each.language,
        "text": each.text,
        "source": each.source,
        "checked_on": each.checked_on.isoformat(),
    }


def _tell(done: SlotKept, *, preview: bool, as_json: bool) -> None:
    before, after = (_shape(each) if each else None for each in (done.before, done.after))
    if preview and as_json:
        change = {"what": "slot", "object": done.name.value, "before": before, "after": after}
        print_json({"preview": True, "changes": [change], "clashes": []})
    elif as_json:
        print_json(after or {"id": done.before.uid if done.before else None, "name": done.name.value})
    else:
        where = f"{LABELS[done.name]}, {done.site or 'everywhere'}, {done.language}"
        said = done.after.text if done.after else "blank"
        say(f"{where}: {said}{' (a preview: nothing was written)' if preview else ''}")
