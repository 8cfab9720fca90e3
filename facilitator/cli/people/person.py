"""``facilitator person``: keep the people."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import agreed, ask, say
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import basis_given, let_out, may_name, names_people
from facilitator.domain.people.same_person import phone_tail
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.services.people.keep_people import LikeSomebody, add_person, list_people, odd_about
from facilitator.words import PaperSize, RecordPart

_TOLD: Final = (RecordPart.NAME, RecordPart.CONTACT)


@line("add")
@click.argument("name", required=False)
@click.option("--alias", default="", metavar="A", help="What the group calls them.")
@click.option("--phone", default="", metavar="N")
@click.option("--email", default="", metavar="E")
@click.option("--new", is_flag=True, help="This is somebody else than whoever has that name or alias already.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def add(
    desk: CommandDesk,
    name: str | None,
    alias: str,
    phone: str,
    email: str,
    new: bool,
    preview: bool,
    as_json: bool,
) -> None:
    """Add a person. A first name and an initial are enough.

    Without NAME it is asked for, and so stays out of the history of the shell. Where somebody of that name or alias
    is in the book, it asks first; without a terminal --new says that it is somebody else.
    """
    if name is None:
        name = _asked_name()
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        adding = partial(add_person, book, name=name, alias=alias, phone=phone, email=email, now=desk.now())
        try:
            who = adding(new=new, preview=preview)
        except LikeSomebody as error:
            if preview or not sys.stdin.isatty():
                if names:
                    let_out(desk, book, [each.code for each in error.like], _TOLD, what="people of one name")
                    desk.say(_like_lines(error.like))
                raise
            say(_like_lines(error.like), err=True)
            if not agreed("Add somebody else?"):
                raise
            who = adding(new=True)
    for odd in odd_about(phone=phone, email=email):
        desk.say(odd)
    if preview:
        _say_preview(who, names=names, as_json=as_json)
    elif as_json:
        print_json(person_shape(who, names=names))
    else:
        say(f"Added {who.name}, code {who.code}." if names else f"Added {who.code}.")


def _like_lines(like: Sequence[Person]) -> str:
    """Whom a new person is like, with what may tell them apart."""
    parts = [(each.code, each.name, each.alias and f"({each.alias})", phone_tail(each.phone)) for each in like]
    return "\n".join(f"  {' '.join(part for part in each if part)}" for each in parts)


def _say_preview(who: Person, *, names: bool, as_json: bool) -> None:
    kept = {"name": who.name, "alias": who.alias, "phone": who.phone, "email": who.email}
    if as_json:
        after = {key: value for key, value in kept.items() if value} if names else {}
        print_json(
            {
                "preview": True,
                "changes": [{"what": "person", "object": None, "before": None, "after": after}],
                "clashes": [],
            }
        )
    else:
        say(f"Would add {who.name}." if names else "Would add one person.")


def _asked_name() -> str:
    if not sys.stdin.isatty():
        raise BadInput("who shall be added?", "Give a name, or bring in a file: facilitator person import FILE.csv")
    return ask("Name")


@line("list")
@names_people()
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the people. Codes stand in for names where the output is not a terminal."""
    with desk.open_book() as book:
        names = may_name(desk, book)
        found = list_people(book)
        looked(desk, book, "read.people", names=names, people=len(found))
        if names:
            parts = (RecordPart.NAME, RecordPart.CONTACT) if as_json else (RecordPart.NAME,)
            let_out(desk, book, [each.code for each in found], parts, what="the list of people")
    if not names:  # the order of hidden names would tell about them
        found.sort(key=lambda each: each.code)
    if as_json:
        print_json([person_shape(each, names=names) for each in found])
        return
    print_table(
        ("id", "code", "name", "alias"),
        [(each.uid[:8], each.code, each.name if names else "", each.alias if names else "") for each in found],
        empty="No people yet: facilitator person add NAME, or person import FILE.csv",
    )


@line("export")
@click.argument("person")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A .json or .pdf file, or a folder that is there.",
)
@click.option("--pdf", is_flag=True, help="As PDF too, beside the JSON.")
@click.option("--paper", "size", type=word_of(PaperSize), help="Paper size (else that of your settings or country).")
@names_people(to_pipe=False)
@json_option
@click.pass_obj
def export(desk: CommandDesk, person: str, output: Path, pdf: bool, size: str | None, as_json: bool) -> None:
    """Write all that is held on one person, and nothing of anybody else.

    Without --basis it is for that person, who asked for it. That it was given goes into the ledger.
    """
    from facilitator.services.privacy.export_person import OWN, export_person

    basis = basis_given(desk) or OWN
    with desk.open_book() as book:
        done = export_person(
            book,
            desk.home,
            person,
            output,
            now=desk.now(),
            basis=basis,
            pdf=pdf,
            size=PaperSize(size) if size else None,
        )
    if as_json:
        print_json({"person": done.code, "files": [str(each) for each in done.files]})
        return
    for each in done.files:
        say(f"Written to {each}")


def person_shape(person: Person, *, names: bool) -> dict[str, object]:
    """The JSON of a person; without names, the code stands in their place and contact details are left out."""
    shape: dict[str, object] = {"id": person.uid, "code": person.code, "name": person.code}
    if names:
        shape |= {"name": person.name, "alias": person.alias, "phone": person.phone, "email": person.email}
    return shape
