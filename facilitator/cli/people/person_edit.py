"""``facilitator person edit``: change what is kept of a person."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.cli.people.person import person_shape
from facilitator.cli.privacy.naming import may_name, names_people
from facilitator.services.people.edit_person import EditedPerson, edit_person
from facilitator.services.people.roster_words import like_line


@line("edit")
@click.argument("person")
@click.option("--name", metavar="N")
@click.option("--alias", metavar="A", help="What the group calls them.")
@click.option("--phone", metavar="N")
@click.option("--email", metavar="E")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def edit(
    desk: CommandDesk,
    person: str,
    name: str | None,
    alias: str | None,
    phone: str | None,
    email: str | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Change a person. An empty text takes something away: --phone ""."""
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        done = edit_person(
            book, person, name=name, alias=alias, phone=phone, email=email, now=desk.now(), preview=preview
        )
    if done.like:
        desk.say(like_line(done.like))
    if as_json:
        print_json(_preview_shape(done, names=names) if preview else person_shape(done.after, names=names))
        return
    code = done.after.code
    for field in done.changed:
        before, after = (getattr(each, field) or "nothing" for each in (done.before, done.after))
        values = f": {before} -> {after}" if names else ""
        say(f"{code} {field} {'would change' if preview else 'changed'}{values}.")


def _preview_shape(done: EditedPerson, *, names: bool) -> dict[str, object]:
    """Values where names may stand, else that something changes."""
    changes = [
        {
            "what": field,
            "object": done.before.uid,
            "before": getattr(done.before, field) if names else None,
            "after": getattr(done.after, field) if names else None,
        }
        for field in done.changed
    ]
    return {"preview": True, "changes": changes, "clashes": []}
