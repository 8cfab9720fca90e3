"""``facilitator consent``: what people consented to in writing, until when, and whether they took it back."""

from datetime import date, tzinfo
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.domain.privacy.consent import ConsentTerms, say_end
from facilitator.domain.privacy.person_record import consent_shape
from facilitator.formats.privacy.cover_page import scope_text
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy import keep_consents
from facilitator.services.privacy.keep_consents import SeenConsent
from facilitator.storage.book import Book
from facilitator.words import RecordPart
from facilitator.zones import zone


@line("add")
@click.argument("person")
@click.option(
    "--recipient", required=True, metavar="WHO", help="To whom; the same words are given when something is told."
)
@click.option("--purpose", required=True, metavar="WHY", help="What for.")
@click.option("--what", required=True, metavar="TEXT", help="What may be told, as the paper says it.")
@click.option(
    "--covers",
    multiple=True,
    required=True,
    type=click.Choice([each.value for each in RecordPart]),
    help="A part of the record that it covers; give it again for another.",
)
@click.option("--signed", required=True, metavar="DAY", help="The day on which they signed.")
@click.option("--signature", required=True, metavar="TEXT", help="Where the signature is, such as: paper, cabinet B.")
@click.option("--told-of-revoking", is_flag=True, help="They were told that they can revoke it, and how.")
@click.option("--expires", metavar="DAY", help="The last day on which it holds.")
@click.option("--expires-event", default="", metavar="TEXT", help="The event that ends it, such as: the group ends.")
@click.option("--for-care", is_flag=True, help="For treatment, payment and health care operations: it needs no end.")
@click.option("--discloser", default="", metavar="WHO", help="Who may tell (else your program).")
@json_option
@click.pass_obj
def add(desk: CommandDesk, /, person: str, *, as_json: bool, **told: Any) -> None:
    """Keep a consent that somebody signed. Without all that 42 CFR 2.31 asks for, it is not kept."""
    with desk.open_book() as book:
        today = _today(desk, book)
        terms = ConsentTerms(
            discloser=told["discloser"],
            what=told["what"],
            covers=tuple(RecordPart(each) for each in told["covers"]),
            recipient=told["recipient"],
            purpose=told["purpose"],
            signed_on=parse_date(told["signed"], today, back=True),
            signature=told["signature"],
            told_of_revoking=told["told_of_revoking"],
            for_care=told["for_care"],
            expires_on=parse_date(told["expires"], today) if told["expires"] else None,
            expires_event=told["expires_event"],
        )
        uid = keep_consents.add_consent(book, person, terms, now=desk.now())
    if as_json:
        print_json({"id": uid})
    else:
        say(f"Kept, {say_end(terms)}. Its id: {uid[:8]}")


@line("list")
@click.argument("person", required=False)
@json_option
@click.pass_obj
def list_(desk: CommandDesk, person: str | None, as_json: bool) -> None:
    """List consents, and whether they are in force today."""
    with desk.open_book() as book:
        found = keep_consents.list_consents(book, person, now=desk.now())
        tz = zone(book_info(book).zone)
    if as_json:
        print_json([_shape(each, tz) for each in found])
        return
    print_table(
        ("id", "person", "to whom", "covers", "what for", "holds", "today"),
        [_row(each) for each in found],
        empty="No consents yet: facilitator consent add --help",
    )


@line("show")
@click.argument("consent")
@json_option
@click.pass_obj
def show(desk: CommandDesk, consent: str, as_json: bool) -> None:
    """Show all that a consent says. This explains its scope to whoever gets the records."""
    with desk.open_book() as book:
        seen = keep_consents.see_consent(book, consent, now=desk.now())
        tz = zone(book_info(book).zone)
    if as_json:
        print_json(_shape(seen, tz))
        return
    say(scope_text(seen.consent))
    say(f"{'Today':<10}{_today_words(seen)}")


@line("revoke")
@click.argument("consent")
@click.option("--how", required=True, metavar="TEXT", help="How they said so, such as: by letter.")
@click.pass_obj
def revoke(desk: CommandDesk, consent: str, how: str) -> None:
    """End a consent because its person said so. What was told before stays in the ledger."""
    with desk.open_book() as book:
        done = keep_consents.revoke_consent(book, consent, how=how, now=desk.now())
    say(f"Revoked. From now on nothing of {done.person_code} is told on it.")


@line("event")
@click.argument("consent")
@click.option("--on", "day", default="today", metavar="DAY", show_default=True, help="The day on which it came.")
@click.option("--not-yet", is_flag=True, help="It did not come after all.")
@click.pass_obj
def event(desk: CommandDesk, consent: str, day: str, not_yet: bool) -> None:
    """Note that the event came which ends a consent."""
    with desk.open_book() as book:
        came = None if not_yet else parse_date(day, _today(desk, book), back=True)
        done = keep_consents.note_event(book, consent, came, now=desk.now())
    if came is None:
        say(f"Noted: it holds {say_end(done.terms)}.")
    else:
        say(f"Noted: it ended on {say_date(came)}.")


def _shape(seen: SeenConsent, tz: tzinfo) -> dict[str, object]:
    return {**consent_shape(seen.consent, tz), "in_force": not seen.why_not, "why_not": seen.why_not or None}


def _row(seen: SeenConsent) -> tuple[str, ...]:
    consent, terms = seen.consent, seen.consent.terms
    covers = ", ".join(terms.covers)
    return (
        consent.uid[:8],
        consent.person_code,
        terms.recipient,
        covers,
        terms.purpose,
        say_end(terms),
        _today_words(seen),
    )


def _today_words(seen: SeenConsent) -> str:
    return seen.why_not or "in force"


def _today(desk: CommandDesk, book: Book) -> date:
    return desk.now().astimezone(zone(book_info(book).zone)).date()
