"""``facilitator person``: keep the people."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, in_file, json_option, line, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import basis_given, let_out, may_name, names_people
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.services.people.keep_people import add_person, list_people
from facilitator.words import PaperSize, RecordPart

if TYPE_CHECKING:
    from facilitator.services.people.import_roster import RosterImport


@line("add")
@click.argument("name", required=False)
@click.option("--alias", default="", metavar="A", help="What the group calls them.")
@click.option("--phone", default="", metavar="N")
@click.option("--email", default="", metavar="E")
@names_people(leaves=False)
@json_option
@click.pass_obj
def add(desk: CommandDesk, name: str | None, alias: str, phone: str, email: str, as_json: bool) -> None:
    """Add a person. A first name and an initial are enough.

    Without NAME it is asked for, and so stays out of the history of the shell.
    """
    if name is None:
        name = _asked_name()
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        who = add_person(book, name=name, alias=alias, phone=phone, email=email, now=desk.now())
    if as_json:
        print_json(person_shape(who, names=names))
    else:
        click.echo(f"Added {who.name}, code {who.code}." if names else f"Added {who.code}.")


def _asked_name() -> str:
    if not sys.stdin.isatty():
        raise BadInput("who shall be added?", "Give a name, or bring in a file: facilitator person import FILE.csv")
    return str(click.prompt("Name", err=True))


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


@line("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--group", metavar="GROUP", help="Enrol everybody in the file.")
@click.option("--dry-run", "--preview", is_flag=True, help="Say what would be done, and write nothing.")
@json_option
@click.pass_obj
def import_(desk: CommandDesk, file: Path, group: str | None, dry_run: bool, as_json: bool) -> int:
    """Add people from a CSV file, and enrol them.

    The file has a column called name, or first and last; alias, phone and email are read too.
    """
    from facilitator.services.people.import_roster import import_roster  # rosters, enrolment, undo: 40 ms

    data = in_file(file)
    with desk.open_book() as book:
        done = import_roster(
            book,
            data,
            name=file.name,
            group=group,
            now=desk.now(),
            dry_run=dry_run,
            before_writing=lambda: desk.back_up_before_import(book),
        )
    if as_json:
        print_json(_import_shape(done))
    elif not done.problems:
        _say_import(done, dry_run=dry_run)
    for problem in done.problems:
        desk.say(f"{file}:{problem.line}: {problem.message}")
    if done.ignored_columns:
        desk.say(f"Columns left alone: {', '.join(done.ignored_columns)}")
    if done.problems:
        desk.say("Nothing was written. Mend these lines, then import again.")
    return 1 if done.problems else 0


@line("export")
@click.argument("person")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file, or a folder that is there.",
)
@click.option("--pdf", is_flag=True, help="As PDF too, to read on paper.")
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
        click.echo(f"Written to {each}")


def person_shape(person: Person, *, names: bool) -> dict[str, object]:
    """The JSON of a person; without names, the code stands in their place and contact details are left out."""
    shape: dict[str, object] = {"id": person.uid, "code": person.code, "name": person.code}
    if names:
        shape |= {"name": person.name, "alias": person.alias, "phone": person.phone, "email": person.email}
    return shape


def _import_shape(done: "RosterImport") -> dict[str, object]:
    return {
        "rows": done.rows,
        "added": done.added if not done.problems else 0,
        "updated": done.updated if not done.problems else 0,
        "skipped": done.skipped,
        "enrolled": done.enrolled if not done.problems else 0,
        "waitlisted": done.waitlisted if not done.problems else 0,
        "problems": [{"line": each.line, "message": each.message} for each in done.problems],
    }


def _say_import(done: "RosterImport", *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    click.echo(
        f"{done.rows} rows: {done.added} {would}added, {done.updated} {would}updated, {done.skipped} {would}skipped"
        + (f", {done.enrolled} {would}enrolled" if done.enrolled else "")
        + (f" ({done.waitlisted} of them wait for a seat)" if done.waitlisted else "")
        + "."
    )
