"""``facilitator closures``: the closed days."""

from dataclasses import replace
from datetime import date, timedelta

import click

from facilitator.cli.kit.command import CommandDesk, days_between, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import say_span, session_shape, when
from facilitator.cli.kit.terminal import say
from facilitator.cli.scheduling.closures_said import (
    DONE,
    answer_of,
    counted,
    hit_option,
    hit_shape,
    place_options,
    say_hit,
    say_left,
    say_sessions,
)
from facilitator.domain.dates.plain_dates import parse_date, parse_time
from facilitator.domain.views import Closure
from facilitator.services.book.open_book import book_info
from facilitator.services.scheduling import answer_closures, keep_closures
from facilitator.services.scheduling.keep_closures import ClosuresTaken
from facilitator.storage.book import Book
from facilitator.words import ClosureAnswer, ClosureState
from facilitator.zones import zone as find_zone


@line("add")
@click.argument("first", metavar="DAY")
@click.argument("last", metavar="[LAST DAY]", required=False)
@click.option("--from", "begins", metavar="HH:MM", help="Closed from this hour on, on each of the days.")
@click.option("--to", "ends", metavar="HH:MM", help="Open again at this hour.")
@click.option("--reason", required=True, metavar="R", help="Such as: staff day, snow.")
@place_options
@click.pass_obj
def add(
    desk: CommandDesk,
    first: str,
    last: str | None,
    begins: str | None,
    ends: str | None,
    reason: str,
    site: str | None,
    room: str | None,
    hit: str | None,
) -> None:
    """Add a closed day, several in a row, or some hours of them."""
    with desk.open_book() as book:
        today = _today(desk, book)
        begin = parse_date(first, today)
        end = parse_date(last, today) if last else begin
        done = keep_closures.add_closed_days(
            book,
            begin,
            end,
            reason=reason,
            now=desk.now(),
            site=site,
            room=room,
            begins=parse_time(begins) if begins else None,
            ends=parse_time(ends) if ends else None,
            hit=answer_of(hit),
        )
    hours = f", {begins or '0:00'} to {ends or 'midnight'}" if begins or ends else ""
    until = f" to {end:%a %d %b %Y}" if end != begin else ""
    say(f"Closed {begin:%a %d %b %Y}{until}{hours}: {reason}")
    say_hit(desk, done.hit, done.answers)


@line("remove")
@click.argument("closure", metavar="CLOSURE")
@click.pass_obj
def remove(desk: CommandDesk, closure: str) -> None:
    """Open a closed day again; CLOSURE is its id or its reason."""
    with desk.open_book() as book:
        done = keep_closures.remove_closure(book, closure, now=desk.now())
    say(f"Open again: {say_span(done.closure)}, {done.closure.reason}")
    if done.cancelled:
        desk.say(f"{counted(len(done.cancelled))} cancelled for it; bring them back: facilitator session restore")
        say_sessions(desk, done.cancelled)


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day, or a period (else today).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else a year on).")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, first: str | None, last: str | None, as_json: bool) -> None:
    """List the closed days, and those that are offered."""
    with desk.open_book() as book:
        today = _today(desk, book)
        year = timedelta(days=366)
        begin, end = days_between(first, last, today, begin=today, end=lambda begin: begin + year)
        found = keep_closures.list_closures(book, begin, end, offered=True)
    if as_json:
        print_json([_closure_shape(each) for each in found])
        return
    print_table(
        ("id", "closed", "reason", "where"),
        [(each.uid[:8], say_span(each), _reason(each), _where(each)) for each in found],
        empty="No closed days. Read some: facilitator closures import FILE.ics",
    )
    if any(each.state is ClosureState.OFFERED for each in found):
        desk.say("What is offered closes nothing until it is taken: facilitator closures take ID (or: all)")


@line("take")
@click.argument("closure", metavar="CLOSURE|all")
@hit_option
@preview_option
@json_option
@click.pass_obj
def take(desk: CommandDesk, closure: str, hit: str | None, preview: bool, as_json: bool) -> None:
    """Close a day that a calendar offers, by its id or its reason; all of them with: all."""
    with desk.open_book() as book:
        done = keep_closures.take_closures(book, closure, now=desk.now(), hit=answer_of(hit), preview=preview)
    if as_json:
        print_json(_taken_shape(done, preview=preview))
    else:
        for each in done.taken:
            say(f"{'Would be closed' if preview else 'Closed'}: {say_span(each)}, {each.reason}")
    say_hit(desk, done.hit, done.answers)


@line("hit")
@json_option
@click.pass_obj
def hit_(desk: CommandDesk, as_json: bool) -> None:
    """List the sessions to come that fall on a closed day and wait for an answer."""
    with desk.open_book() as book:
        found = answer_closures.sessions_hit(book, now=desk.now())
    if as_json:
        print_json([hit_shape(each) for each in found])
        return
    print_table(
        ("id", "session", "group", "closed for", "next open day"),
        [
            (
                each.session.uid[:8],
                when(each.session),
                each.session.title,
                each.reason,
                f"{each.next_open:%a %d %b %Y}" if each.next_open else "none near",
            )
            for each in found
        ],
        empty="No session to come falls on a closed day.",
    )
    if found:
        desk.say("Answer each: facilitator closures answer SESSION skip|shift|keep (or all in the place of SESSION)")


@line("answer")
@click.argument("session", metavar="SESSION")
@click.argument("how", type=word_of(ClosureAnswer), metavar="skip|shift|keep")
@json_option
@click.pass_obj
def answer(desk: CommandDesk, session: str, how: str, as_json: bool) -> None:
    """Skip, shift or keep a session that falls on a closed day; all of them with: all."""
    with desk.open_book() as book:
        done = answer_closures.answer(book, session, ClosureAnswer(how), now=desk.now())
    if as_json:
        print_json([session_shape(each) for each in done.done])
    else:
        say(f"{counted(len(done.done))} {DONE[done.how]}")
        say_sessions(desk, done.done)
    say_left(desk, done)


def _today(desk: CommandDesk, book: Book) -> date:
    return desk.now().astimezone(find_zone(book_info(book).zone)).date()


def _closure_shape(each: Closure) -> dict[str, object]:
    return {
        "id": each.uid,
        "start": each.starts_local.isoformat(timespec="seconds"),
        "end": each.ends_local.isoformat(timespec="seconds"),
        "all_day": each.all_day,
        "reason": each.reason,
        "source": each.source,
        "site": each.site,
        "room": each.room,
        "state": each.state.value,
    }


def _where(each: Closure) -> str:
    return f"{each.site}/{each.room}" if each.room else each.site or "every site"


def _reason(each: Closure) -> str:
    return f"{each.reason} (offered)" if each.state is ClosureState.OFFERED else each.reason


def _taken_shape(done: ClosuresTaken, *, preview: bool) -> dict[str, object]:
    hit = {
        "hit": [hit_shape(each) for each in done.hit],
        "answered": [session_shape(each) for each in done.answers.done] if done.answers else [],
    }
    if not preview:
        return {"taken": [_closure_shape(each) for each in done.taken], **hit}
    closed = ClosureState.CLOSED
    changes = [
        {
            "what": "take",
            "object": each.uid,
            "before": _closure_shape(each),
            "after": _closure_shape(replace(each, state=closed)),
        }
        for each in done.taken
    ]
    return {"preview": True, "changes": changes, "clashes": [], **hit}
