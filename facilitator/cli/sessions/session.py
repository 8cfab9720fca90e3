"""``facilitator session``: show a session, and run it on its clock."""

import click

from facilitator.cli.kit.command import CommandDesk, early_option, json_option, line, word_of
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import session_shape, stamp_utc, when, where
from facilitator.cli.kit.terminal import say
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.errors import BookError
from facilitator.services.book.open_book import note_head
from facilitator.services.sessions import run_session
from facilitator.words import Unmarked
from facilitator.zones import zone as find_zone


@line("show")
@click.argument("session")
@json_option
@click.pass_obj
def show(desk: CommandDesk, session: str, as_json: bool) -> None:
    """Show a session with its agenda."""
    with desk.open_book() as book:
        seen = run_session.see_session(book, session)
    if as_json:
        print_json(
            {
                **session_shape(seen.session),
                "agenda": [_item_shape(at, each) for at, each in enumerate(seen.agenda, 1)],
                "notes": list(seen.notes),
            }
        )
        return
    _say_running(desk, seen)


@line("start")
@click.argument("session")
@json_option
@click.pass_obj
def start(desk: CommandDesk, session: str, as_json: bool) -> None:
    """Start a session and its agenda's clock."""
    with desk.open_book() as book:
        seen = run_session.start(book, session, now=desk.now())
    day = seen.session.start_local.date()
    if day != desk.now().astimezone(find_zone(seen.session.zone)).date():
        desk.say(f"Started, though it is planned for {when(seen.session)}.")
    _answer(desk, seen, as_json=as_json)


@line("next")
@click.argument("session")
@json_option
@click.pass_obj
def next_(desk: CommandDesk, session: str, as_json: bool) -> None:
    """Go to the next agenda item."""
    with desk.open_book() as book:
        seen = run_session.next_item(book, session, now=desk.now())
    _answer(desk, seen, as_json=as_json)


@line("end")
@click.argument("session")
@click.option("--unmarked", type=word_of(Unmarked), help="What becomes of expected people without a mark.")
@click.option("--ended", "when_ended", metavar="HH:MM", help="When it really ended; or: planned, now.")
@early_option
@json_option
@click.pass_obj
def end(
    desk: CommandDesk, session: str, unmarked: str | None, when_ended: str | None, yes: bool, as_json: bool
) -> None:
    """End a session and close its attendance.

    One that is ended more than half an hour after it was to end was forgotten, or ran over: --ended says which.
    """
    with desk.open_book() as book:
        now = desk.now()
        said = (
            run_session.end_said(run_session.see_session(book, session).session, when_ended, now)
            if when_ended
            else None
        )
        becomes = Unmarked(unmarked) if unmarked else None
        ended = run_session.end(book, session, now=now, unmarked=becomes, ended=said, early=yes)
        try:
            note_head(desk.home, book)
        except BookError as error:  # the session is ended all the same
            desk.say(f"How far the audit chain came could not be noted: {error.title}.")
    if ended.session.starts_at > desk.now():
        desk.say(f"Ended, though it is planned for {when(ended.session)}.")
    for note in ended.notes:
        desk.say(note)
    counts = ended.roll.tally
    if as_json:
        print_json(
            {
                **session_shape(ended.session),
                "attended": counts.attended,
                "excused": counts.excused,
                "missed": counts.missed,
                "unmarked": counts.unmarked,
                "walk_ins": counts.walk_ins,
            }
        )
        return
    say(f"{ended.session.title}, {when(ended.session)}: ended.")
    say(
        f"{counts.attended} came ({counts.walk_ins} of them walked in), {counts.excused} excused, "
        f"{counts.missed} missed, {counts.unmarked} left without a mark."
    )


@line("reopen")
@click.argument("session")
@json_option
@click.pass_obj
def reopen(desk: CommandDesk, session: str, as_json: bool) -> None:
    """Open a session again that was ended by mistake. Attendance goes back to what it was before."""
    with desk.open_book() as book:
        seen = run_session.reopen(book, session, now=desk.now())
        note_head(desk.home, book)
    _answer(desk, seen, as_json=as_json)


def _answer(desk: CommandDesk, seen: run_session.Running, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {**session_shape(seen.session), "agenda": [_item_shape(at, each) for at, each in enumerate(seen.agenda, 1)]}
        )
    else:
        _say_running(desk, seen)


def _item_shape(position: int, item: ItemProgress) -> dict[str, object]:
    return {
        "position": position,
        "title": item.title,
        "minutes": item.minutes,
        "started_utc": stamp_utc(item.started_at) if item.started_at else None,
        "ended_utc": stamp_utc(item.ended_at) if item.ended_at else None,
    }


def _say_running(desk: CommandDesk, seen: run_session.Running) -> None:
    session = seen.session
    say(f"{session.title}, {when(session)} ({session.status})")
    if session.reason:
        say(f"because: {session.reason}")
    place = [part for part in (where(session), ", ".join(session.led_by)) if part]
    if place:
        say(", led by ".join(place) if len(place) == 2 else place[0])
    if session.lesson_title:
        say(f"{session.topic}: {session.lesson_title}")
    zone = find_zone(session.zone)
    for at, item in enumerate(seen.agenda):
        mark = ">" if at == seen.position else ("x" if item.ended_at else " ")
        began = f"  began {item.started_at.astimezone(zone):%H:%M}" if item.started_at else ""
        say(f" {mark} {item.title} ({item.minutes} min){began}")
    for note in seen.notes:
        say(note)
    if seen.position is not None:
        say(seen.pace(desk.now()).phrase)
