"""``facilitator person away``: days on which somebody cannot come."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import may_name, names_people
from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.people.away import Away
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.services.book.open_book import book_info
from facilitator.services.people import keep_away
from facilitator.services.people.keep_away import AwayDays
from facilitator.services.people.roster_words import away_words, closed_lines
from facilitator.zones import zone as find_zone


@line("away")
@click.argument("person")
@click.option("--from", "first", metavar="DAY", help="The first day away.")
@click.option("--to", "last", metavar="DAY", help="The last day away (else until they are back).")
@click.option("--end", is_flag=True, help="They are back: take back what is to come.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def away(
    desk: CommandDesk, person: str, first: str | None, last: str | None, end: bool, preview: bool, as_json: bool
) -> None:
    """Note that somebody cannot come; why is not asked. Nobody expects them then, and they are not missed.

    Without --from it lists their days away. The same --from with another --to mends one.
    """
    if last is not None and (first is None or end):
        raise BadInput("--to says the last day of what begins --from", "Give both, or --end alone.")
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begins = parse_date(first, today) if first else None
        if end:
            done = keep_away.end_away(book, person, first=begins, now=desk.now(), preview=preview)
        elif begins is not None:
            ends = parse_date(last, today) if last else None
            done = keep_away.note_away(book, person, first=begins, last=ends, now=desk.now(), preview=preview)
        else:
            done = keep_away.away_of(book, person)
    if as_json:
        print_json(_preview_shape(done) if preview else _shape(done))
        return

    def called(who: Person) -> str:
        return f"{who.shown(names=True)} ({who.code})" if names else who.code

    would = "would be " if preview and done.before != done.after else ""
    for each in done.after:
        say(f"{called(done.person)}: {would}{away_words(each)}")
    if not done.after:
        say(f"{called(done.person)}: {would}not away.")
    for text in closed_lines(done.closed, called=called):
        say(text)


def _shape(done: AwayDays) -> dict[str, object]:
    return {
        "person": done.person.code,
        "away": [days_shape(each) for each in done.after],
        "closed_sessions": [
            {"session": each.session.uid, "expected": each.expected, "status": each.status and each.status.value}
            for each in done.closed
        ],
    }


def _preview_shape(done: AwayDays) -> dict[str, object]:
    changes: list[dict[str, object]] = []
    if done.before != done.after:
        before, after = ([days_shape(each) for each in days] for days in (done.before, done.after))
        changes.append({"what": "away", "object": done.person.code, "before": before, "after": after})
    changes += [
        {"what": "expected", "object": each.session.uid, "before": not each.expected, "after": each.expected}
        for each in done.closed
    ]
    return {"preview": True, "changes": changes, "clashes": []}


def days_shape(each: Away) -> dict[str, str | None]:
    """The JSON of days away."""
    return {"from": each.first.isoformat(), "to": each.last.isoformat() if each.last else None}
