"""``facilitator person show``: one person, and the rosters they are on."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import say_day
from facilitator.cli.kit.terminal import say
from facilitator.cli.people.person import person_shape
from facilitator.cli.people.person_away import days_shape
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.services.people.roster_words import away_words
from facilitator.services.people.see_people import see_person
from facilitator.words import RecordPart


@line("show")
@click.argument("person")
@names_people()
@json_option
@click.pass_obj
def show(desk: CommandDesk, person: str, as_json: bool) -> None:
    """Show a person, and the rosters they are on. Who looked is recorded."""
    with desk.open_book() as book:
        names = may_name(desk, book)
        seen = see_person(book, person, now=desk.now())
        looked(desk, book, "read.person", seen.person.uid, names=names)
        if names:
            parts = (RecordPart.NAME, RecordPart.CONTACT, RecordPart.ENROLMENT)
            let_out(desk, book, [seen.person.code], parts, what="a person's record")
    if as_json:
        groups = [
            {
                "group": each.group_uid,
                "title": each.group_title,
                "from": each.starts_on.isoformat(),
                "to": each.ends_on.isoformat() if each.ends_on else None,
                "waitlisted": each.waitlisted,
            }
            for each in seen.groups
        ]
        away = [days_shape(each) for each in seen.away]
        print_json(
            {
                **person_shape(seen.person, names=names),
                "groups": groups,
                "away": away,
                "was": [each.code for each in seen.was],
            }
        )
        return
    for other in seen.was:
        if person.strip().upper() == other.code or other.uid.startswith(person.strip().lower()):
            say(f"{other.code} is now {seen.person.code}.")
    for label, value in person_shape(seen.person, names=names).items():
        if value:
            say(f"{label}: {value}")
    for each in seen.away:
        say(away_words(each))
    say()
    print_table(
        ("roster", "from", "to", ""),
        [
            (each.group_title, say_day(each.starts_on), say_day(each.ends_on), "waits" if each.waitlisted else "")
            for each in seen.groups
        ],
        empty="On no roster: facilitator enrol GROUP PERSON",
    )
