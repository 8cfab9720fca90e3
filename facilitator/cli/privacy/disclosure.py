"""``facilitator disclosure``: the ledger of what was told about people outside of the program."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, days_between, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import parse_moment, say_date
from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.privacy.disclosure import Basis, Disclosure
from facilitator.domain.privacy.person_record import disclosure_shape
from facilitator.home import write_whole
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy import keep_disclosures
from facilitator.words import DisclosureBasis, RecordPart
from facilitator.zones import zone

if TYPE_CHECKING:
    from facilitator.storage.book import Book

_GROUNDS = [
    each.value for each in DisclosureBasis if each not in (DisclosureBasis.EMERGENCY, DisclosureBasis.WITHIN_PROGRAM)
]
_BACK = timedelta(days=365)


@line("add")
@click.argument("person")
@click.option("--basis", required=True, type=click.Choice(_GROUNDS), help="On which ground it was told.")
@click.option("--recipient", default="", metavar="WHO", help="To whom.")
@click.option("--purpose", default="", metavar="WHY", help="What for; a consent says that itself.")
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice([each.value for each in RecordPart]),
    help="A part that was told.",
)
@click.option("--what", default="", metavar="TEXT", help="What was told, in a few words (else the parts).")
@click.option("--consent", metavar="CONSENT", help="The consent it was told on (else one that fits).")
@click.option("--by", default="", metavar="WHO", help="Who told it (else you).")
@click.option("--at", metavar="WHEN", help="When, such as: yesterday 3 pm (else now).")
@click.option("--cover", type=click.Path(path_type=Path), metavar="FILE", help="Write the page that goes with it.")
@json_option
@click.pass_obj
def add(
    desk: CommandDesk,
    person: str,
    basis: str,
    recipient: str,
    purpose: str,
    parts: tuple[str, ...],
    what: str,
    consent: str | None,
    by: str,
    at: str | None,
    cover: Path | None,
    as_json: bool,
) -> None:
    """Write down what was told about a person, by word or on paper, and on which ground."""
    ground = Basis(DisclosureBasis(basis), recipient, purpose)
    with desk.open_book() as book:
        done = keep_disclosures.record_disclosure(
            book,
            person,
            ground,
            parts=frozenset(RecordPart(each) for each in parts),
            description=what,
            made_by=by,
            consent=consent,
            at=_moment(desk, book, at),
            now=desk.now(),
        )
    if cover is not None and done.cover:
        write_whole(cover, done.cover.encode())
    if as_json:
        print_json({"id": done.uid, "cover": done.cover or None})
    else:
        say(f"Written down. Its id: {done.uid[:8]}")
        if done.cover and cover is None:
            desk.say("A page with the statement of 42 CFR 2.32 goes with it: --cover FILE writes it.")


@line("emergency")
@click.argument("person")
@click.option("--recipient", required=True, metavar="WHO", help="The name of the medical person.")
@click.option("--affiliation", required=True, metavar="WHERE", help="Where they belong, such as: City Hospital.")
@click.option("--nature", required=True, metavar="TEXT", help="What the emergency was.")
@click.option("--what", default=keep_disclosures.NEEDED, metavar="TEXT", show_default=True, help="What was told.")
@click.option("--by", default="", metavar="WHO", help="Who told it (else you).")
@click.option("--at", metavar="WHEN", help="When, such as: today 6:40 pm (else now).")
@json_option
@click.pass_obj
def emergency(
    desk: CommandDesk,
    person: str,
    recipient: str,
    affiliation: str,
    nature: str,
    what: str,
    by: str,
    at: str | None,
    as_json: bool,
) -> None:
    """Write up at once what was told to medical people in an emergency.

    To whom and where they belong, by whom, when, and its nature: that is what 42 CFR 2.51(c) asks for.
    """
    told = keep_disclosures.Emergency(recipient, affiliation, by, nature, what)
    with desk.open_book() as book:
        uid = keep_disclosures.write_emergency(book, person, told, at=_moment(desk, book, at), now=desk.now())
    if as_json:
        print_json({"id": uid})
    else:
        say(f"Written up. Its id: {uid[:8]}")


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day, or a period (else a year back).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else today).")
@click.option("--person", metavar="PERSON", help="Only what was told about this person.")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, first: str | None, last: str | None, person: str | None, as_json: bool) -> None:
    """List what was told about people. Codes stand for them."""
    with desk.open_book() as book:
        today = _local(desk, book).date()
        begin, end = days_between(
            first, last, today, begin=today - _BACK, end=lambda begin: max(begin, today), back=True
        )
        found = keep_disclosures.list_disclosures(book, begin, end, person=person)
        name = book_info(book).zone
    _show(found, name, as_json=as_json, empty=f"Nothing was told from {say_date(begin)} to {say_date(end)}.")


@line("accounting")
@click.argument("person")
@json_option
@click.pass_obj
def accounting(desk: CommandDesk, person: str, as_json: bool) -> None:
    """Account to a person for all that was told about them in the last six years."""
    with desk.open_book() as book:
        made = keep_disclosures.accounting(book, person, now=desk.now())
        name = book_info(book).zone
    if as_json:
        rows = [disclosure_shape(each, zone(name)) for each in made.rows]
        print_json(
            {
                "person": made.person.code,
                "from": made.first.isoformat(),
                "to": made.last.isoformat(),
                "disclosures": rows,
            }
        )
        return
    say(f"{made.person.code}: told from {say_date(made.first)} to {say_date(made.last)}\n")
    _show(made.rows, name, as_json=False, empty="Nothing was told about them outside of the program.")


def _show(found: "list[Disclosure] | tuple[Disclosure, ...]", name: str, *, as_json: bool, empty: str) -> None:
    tz = zone(name)
    if as_json:
        print_json([disclosure_shape(each, tz) for each in found])
        return
    print_table(
        ("when", "person", "to whom", "what", "what for", "basis", "told by"),
        [
            (
                f"{each.at.astimezone(tz):%a %d %b %Y %H:%M}",
                each.person_code,
                each.recipient,
                each.description,
                each.emergency or each.purpose,
                each.basis.value,
                each.made_by,
            )
            for each in found
        ],
        empty=empty,
    )


def _moment(desk: CommandDesk, book: "Book", text: str | None) -> datetime | None:
    """The moment that was typed as wall time of the program."""
    if text is None:
        return None
    return to_utc(parse_moment(text, _local(desk, book).replace(tzinfo=None), back=True), zone(book_info(book).zone))


def _local(desk: CommandDesk, book: "Book") -> datetime:
    return desk.now().astimezone(zone(book_info(book).zone))
