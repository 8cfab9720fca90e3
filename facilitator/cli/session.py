"""``facilitator session``: list sessions, run one on its clock, move, cancel and restore."""

from datetime import timedelta

import click

from facilitator.cli.command import Desk, days, json_option, line, word_of
from facilitator.cli.output import print_json, print_table
from facilitator.cli.say import clash_line, session_shape, stamp_utc, when
from facilitator.domain.agenda import ItemProgress
from facilitator.domain.plain_dates import parse_moment
from facilitator.domain.views import Session
from facilitator.services import edit_sessions, run_session
from facilitator.services.open_book import book_info, note_head
from facilitator.services.see_sessions import list_sessions
from facilitator.words import Unmarked
from facilitator.zones import zone as find_zone

AHEAD = timedelta(days=30)


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day (else today).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else 30 days on).")
@click.option("--group", metavar="GROUP", help="Only this group's.")
@json_option
@click.pass_obj
def list_(desk: Desk, first: str | None, last: str | None, group: str | None, as_json: bool) -> None:
    """List sessions, today and 30 days on."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin = days(first, today, today)
        found = list_sessions(book, begin, days(last, today, max(begin, today) + AHEAD), group=group)
    if as_json:
        print_json([session_shape(each) for each in found])
        return
    print_table(
        ("id", "when", "title", "lesson", "where", "led by", "status", "expected", "present"),
        [
            (
                each.uid[:8],
                when(each),
                each.title,
                each.lesson_title,
                each.room,
                ", ".join(each.facilitators),
                each.status.value,
                each.expected,
                each.present,
            )
            for each in found
        ],
        empty="No sessions on these days. Others: --from 2000-01-01 --to 2100-01-01",
    )


@line("show")
@click.argument("session")
@json_option
@click.pass_obj
def show(desk: Desk, session: str, as_json: bool) -> None:
    """Show a session with its agenda."""
    with desk.open_book() as book:
        seen = run_session.see_session(book, session)
    if as_json:
        print_json(
            {**session_shape(seen.session), "agenda": [_item_shape(at, each) for at, each in enumerate(seen.agenda, 1)]}
        )
        return
    _say_running(desk, seen)


@line("start")
@click.argument("session")
@json_option
@click.pass_obj
def start(desk: Desk, session: str, as_json: bool) -> None:
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
def next_(desk: Desk, session: str, as_json: bool) -> None:
    """Go to the next agenda item."""
    with desk.open_book() as book:
        seen = run_session.next_item(book, session, now=desk.now())
    _answer(desk, seen, as_json=as_json)


@line("end")
@click.argument("session")
@click.option("--unmarked", type=word_of(Unmarked), help="What becomes of expected people without a mark.")
@json_option
@click.pass_obj
def end(desk: Desk, session: str, unmarked: str | None, as_json: bool) -> None:
    """End a session and close its attendance."""
    with desk.open_book() as book:
        ended = run_session.end(book, session, now=desk.now(), unmarked=Unmarked(unmarked) if unmarked else None)
        note_head(desk.home, book)
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
    click.echo(f"{ended.session.title}, {when(ended.session)}: ended.")
    click.echo(
        f"{counts.attended} came ({counts.walk_ins} of them walked in), {counts.excused} excused, "
        f"{counts.missed} missed, {counts.unmarked} left without a mark."
    )


@line("move")
@click.argument("session")
@click.argument("to", metavar="MOMENT")
@click.option("--force", is_flag=True, help="Move it in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def move(desk: Desk, session: str, to: str, force: bool, as_json: bool) -> None:
    """Move one session to another day or time. It is read in the group's zone."""
    with desk.open_book() as book:
        zone = find_zone(run_session.see_session(book, session).session.zone)
        moment = parse_moment(to, desk.now().astimezone(zone).replace(tzinfo=None))
        moved, met = edit_sessions.move(book, session, moment, now=desk.now(), force=force)
    _changed(moved, "now meets", as_json=as_json)
    for clash in met:
        desk.say(f"kept in spite of: {clash_line(clash)}")


@line("cancel")
@click.argument("session")
@click.option("--reason", required=True, metavar="R", help="Why, in words that members may hear; no names.")
@json_option
@click.pass_obj
def cancel(desk: Desk, session: str, reason: str, as_json: bool) -> None:
    """Cancel one session, with a reason."""
    with desk.open_book() as book:
        done = edit_sessions.cancel(book, session, reason=reason, now=desk.now())
    _changed(done, "is cancelled:", as_json=as_json)


@line("restore")
@click.argument("session")
@json_option
@click.pass_obj
def restore(desk: Desk, session: str, as_json: bool) -> None:
    """Bring a cancelled session back."""
    with desk.open_book() as book:
        done = edit_sessions.restore(book, session, now=desk.now())
    _changed(done, "meets again:", as_json=as_json)


def _changed(session: Session, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(session_shape(session))
    else:
        click.echo(f"{session.title} {what} {when(session)}")


def _answer(desk: Desk, seen: run_session.Running, *, as_json: bool) -> None:
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


def _say_running(desk: Desk, seen: run_session.Running) -> None:
    session = seen.session
    click.echo(f"{session.title}, {when(session)} ({session.status})")
    if session.lesson_title:
        click.echo(f"topic {session.lesson}: {session.lesson_title}")
    zone = find_zone(session.zone)
    for at, item in enumerate(seen.agenda):
        mark = ">" if at == seen.position else ("x" if item.ended_at else " ")
        began = f"  began {item.started_at.astimezone(zone):%H:%M}" if item.started_at else ""
        click.echo(f" {mark} {item.title} ({item.minutes} min){began}")
    if seen.position is not None:
        click.echo(seen.pace(desk.now()).phrase)
