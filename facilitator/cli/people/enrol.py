"""``facilitator enrol`` and ``unenrol``: the roster of a group."""

from collections.abc import Callable
from datetime import date

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import may_name, names_people
from facilitator.domain.dates.plain_dates import parse_date
from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.views import Person
from facilitator.services.book.open_book import book_info
from facilitator.services.people import enrol as rosters
from facilitator.services.people.enrol import Enrolment
from facilitator.services.people.roster_words import (
    closed_lines,
    days_words,
    left_line,
    overlap_lines,
    place_line,
    seat_line,
)
from facilitator.storage.book import Book
from facilitator.zones import zone as find_zone

Called = Callable[[Person], str]


@line("enrol")
@click.argument("group")
@click.argument("person")
@click.option(
    "--from", "first", metavar="DAY", help="From this day, past or to come (else today, or the next session)."
)
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def enrol(desk: CommandDesk, group: str, person: str, first: str | None, preview: bool, as_json: bool) -> None:
    """Put a person on a group's roster. Where it is full, they wait for a seat.

    Of somebody who is on it already, --from corrects the first day. A leave that is still to come is taken back.
    """
    with desk.open_book() as book:
        called = _called(may_name(desk, book, leaves=False))
        today = _today(desk, book)
        starts_on = parse_date(first, today) if first else None
        done = rosters.enrol(book, group, person, now=desk.now(), starts_on=starts_on, preview=preview)
    if as_json:
        print_json(_preview_shape(done) if preview else _shape(done))
        return
    if preview:
        _say_preview(done, called)
    elif done.before is not None and done.after is not None:
        say(f"{called(done.person)}, {done.group.title}: {days_words(done.before)} -> {days_words(done.after)}.")
    else:
        say(place_line(done.place, done.group.title, called=called))
    _say_more(done, called, would=preview)


@line("unenrol")
@click.argument("group")
@click.argument("person")
@click.option("--on", "off", metavar="DAY", help="The first day off the roster, past or to come (else today).")
@click.option("--reason", default="", metavar="R", help="Why, if the person wants it kept.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def unenrol(
    desk: CommandDesk, group: str, person: str, off: str | None, reason: str, preview: bool, as_json: bool
) -> None:
    """Take a person off a group's roster. What was, stays; a free seat goes to whoever waited longest.

    Of somebody who left already, --on corrects the day.
    """
    with desk.open_book() as book:
        called = _called(may_name(desk, book, leaves=False))
        today = _today(desk, book)
        on = parse_date(off, today) if off else None
        done = rosters.unenrol(book, group, person, now=desk.now(), on=on, reason=reason, preview=preview)
    if as_json:
        print_json(_preview_shape(done) if preview else _shape(done))
        return
    if preview:
        _say_preview(done, called)
    elif done.before is not None:
        say(left_line(done.before, done.after, done.group.title, called=called, today=today))
    _say_more(done, called, would=preview)


def _today(desk: CommandDesk, book: Book) -> date:
    return desk.now().astimezone(find_zone(book_info(book).zone)).date()


def _called(names: bool) -> Called:
    return lambda who: f"{who.shown(names=True)} ({who.code})" if names else who.code


def _say_preview(done: Enrolment, called: Called) -> None:
    before, after = days_words(done.before), days_words(done.after)
    say(f"Would change: {called(done.person)}, {done.group.title}: {before} -> {after}.")


def _say_more(done: Enrolment, called: Called, *, would: bool) -> None:
    for each in done.given:
        say(seat_line(each, called=called, would=would))
    for text in (*closed_lines(done.closed, called=called), *overlap_lines(done.overlaps)):
        say(text)


def _shape(done: Enrolment) -> dict[str, object]:
    return {
        "group": done.group.title,
        "person": done.person.code,
        **(_place_shape(done.after) or {"from": None, "to": None, "waitlisted": False}),
        "before": _place_shape(done.before),
        "seated": [{"person": each.person.code, "from": each.starts_on.isoformat()} for each in done.given],
        "closed_sessions": [
            {
                "session": each.session.uid,
                "start": each.session.start_local.isoformat(timespec="minutes"),
                "expected": each.expected,
                "status": each.status.value if each.status else None,
                "cleared": each.cleared.value if each.cleared else None,
            }
            for each in done.closed
        ],
        "overlaps": [
            {"group": each.group_uid, "title": each.title, "sessions": len(each.starts)} for each in done.overlaps
        ],
    }


def _preview_shape(done: Enrolment) -> dict[str, object]:
    changes: list[dict[str, object]] = [
        {
            "what": "place",
            "object": done.person.code,
            "before": _place_shape(done.before),
            "after": _place_shape(done.after),
        }
    ]
    changes += [
        {"what": "seat", "object": each.person.code, "before": "waits", "after": each.starts_on.isoformat()}
        for each in done.given
    ]
    changes += [
        {"what": "expected", "object": each.session.uid, "before": not each.expected, "after": each.expected}
        for each in done.closed
    ]
    return {"preview": True, "changes": changes, "clashes": [], "warnings": overlap_lines(done.overlaps)}


def _place_shape(place: RosterPlace | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {
        "from": place.starts_on.isoformat(),
        "to": place.ends_on.isoformat() if place.ends_on else None,
        "waitlisted": place.waitlisted,
    }
