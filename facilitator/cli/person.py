"""``facilitator person``: keep the people."""

from pathlib import Path

import click

from facilitator.cli.command import Desk, in_file, json_option, line
from facilitator.cli.output import print_json, print_table
from facilitator.domain.views import Person
from facilitator.services.import_roster import RosterImport, import_roster
from facilitator.services.keep_people import add_person, list_people


@line("add")
@click.argument("name")
@click.option("--alias", default="", metavar="A", help="What the group calls them.")
@click.option("--phone", default="", metavar="N")
@click.option("--email", default="", metavar="E")
@json_option
@click.pass_obj
def add(desk: Desk, name: str, alias: str, phone: str, email: str, as_json: bool) -> None:
    """Add a person. A first name and an initial are enough."""
    with desk.open_book() as book:
        who = add_person(book, name=name, alias=alias, phone=phone, email=email, now=desk.now())
    if as_json:
        print_json(person_shape(who, names=desk.may_name()))
    else:
        click.echo(f"Added {who.name}, code {who.code}." if desk.may_name() else f"Added {who.code}.")


@line("list")
@json_option
@click.pass_obj
def list_(desk: Desk, as_json: bool) -> None:
    """List the people. Codes stand in for names where the output is not a terminal."""
    with desk.open_book() as book:
        found = list_people(book)
    names = desk.may_name()
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
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@json_option
@click.pass_obj
def import_(desk: Desk, file: Path, group: str | None, dry_run: bool, as_json: bool) -> int:
    """Add people from a CSV file, and enrol them.

    The file has a column called name, or first and last; alias, phone and email are read too.
    """
    data = in_file(file)
    with desk.open_book() as book:
        done = import_roster(book, data, name=file.name, group=group, now=desk.now(), dry_run=dry_run)
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


def person_shape(person: Person, *, names: bool) -> dict[str, object]:
    """The JSON of a person; without names, the code stands in their place and contact details are left out."""
    shape: dict[str, object] = {"id": person.uid, "code": person.code, "name": person.code}
    if names:
        shape |= {"name": person.name, "alias": person.alias, "phone": person.phone, "email": person.email}
    return shape


def _import_shape(done: RosterImport) -> dict[str, object]:
    return {
        "rows": done.rows,
        "added": done.added if not done.problems else 0,
        "updated": done.updated if not done.problems else 0,
        "skipped": done.skipped,
        "enrolled": done.enrolled if not done.problems else 0,
        "waitlisted": done.waitlisted if not done.problems else 0,
        "problems": [{"line": each.line, "message": each.message} for each in done.problems],
    }


def _say_import(done: RosterImport, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    click.echo(
        f"{done.rows} rows: {done.added} {would}added, {done.updated} {would}updated, {done.skipped} {would}skipped"
        + (f", {done.enrolled} {would}enrolled" if done.enrolled else "")
        + (f" ({done.waitlisted} of them wait for a seat)" if done.waitlisted else "")
        + "."
    )
