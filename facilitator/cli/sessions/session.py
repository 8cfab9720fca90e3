"""``facilitator session``: list sessions, run one on its clock, move, cancel and restore."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import click

from facilitator.cli.kit.command import Desk, days, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import (
    clash_line,
    clash_shape,
    numbered,
    preview_shape,
    session_shape,
    stamp_utc,
    when,
    where,
)
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.domain.dates.plain_dates import parse_date, parse_moment, parse_time
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.domain.views import Clash, Session
from facilitator.errors import BadInput, BookError
from facilitator.services.book.open_book import book_info, note_head
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.call_off_day import DayOff, Instead, day_off
from facilitator.services.scheduling.check_clashes import refusing
from facilitator.services.sessions import run_session
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import RecordPart, Unmarked
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
    zones = len({each.zone for each in found}) > 1
    print_table(
        ("id", "when", "title", "lesson", "where", "led by", "status", "expected", "present"),
        [
            (
                each.uid[:8],
                f"{when(each)} {each.starts_at.astimezone(find_zone(each.zone)):%Z}" if zones else when(each),
                each.title,
                numbered(each),
                where(each),
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
        try:
            note_head(desk.home, book)
        except BookError as error:  # the session is ended all the same
            desk.say(f"How far the audit chain came could not be noted: {error.title}.")
    if ended.session.starts_at > desk.now():
        desk.say(f"Ended, though it is planned for {when(ended.session)}.")
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


@line("reopen")
@click.argument("session")
@json_option
@click.pass_obj
def reopen(desk: Desk, session: str, as_json: bool) -> None:
    """Open a session again that was ended by mistake. Attendance goes back to what it was before."""
    with desk.open_book() as book:
        seen = run_session.reopen(book, session, now=desk.now())
        note_head(desk.home, book)
    _answer(desk, seen, as_json=as_json)


@line("move")
@click.argument("session")
@click.argument("to", metavar="MOMENT")
@preview_option
@click.option("--force", is_flag=True, help="Move it in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def move(desk: Desk, session: str, to: str, preview: bool, force: bool, as_json: bool) -> int:
    """Move one session to another day or time. It is read in the group's zone."""
    with desk.open_book() as book:
        seen = run_session.see_session(book, session).session
        moment = parse_moment(to, desk.now().astimezone(find_zone(seen.zone)).replace(tzinfo=None))
        now_is, met = edit_sessions.move(book, seen.uid, moment, now=desk.now(), force=force, preview=preview)
    _changed(now_is, "now meets", as_json=as_json, was=seen if preview else None, clashes=met)
    for clash in met:
        told = "look at" if not clash.refuses else ("clash" if preview else "kept in spite of")
        desk.say(f"{told}: {clash_line(clash)}")
    return 1 if preview and refusing(met) and not force else 0


@line("cancel")
@click.argument("session", required=False)
@click.option("--site", metavar="S", help="A snow day: every session at this site.")
@click.option("--on", metavar="DAY", help="The day that is off (with --site).")
@click.option("--after", metavar="HH:MM", help="Only what goes on later than this (with --site).")
@click.option("--before", metavar="HH:MM", help="Only what begins earlier than this (with --site).")
@click.option("--online", is_flag=True, help="Move them online instead of cancelling (with --site).")
@click.option("--push", is_flag=True, help="Put their lessons off: the series end a date later (with --site).")
@click.option("--reason", required=True, metavar="R", help="Why, in words that members may hear; no names.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def cancel(desk: Desk, /, session: str | None, reason: str, preview: bool, as_json: bool, **day: Any) -> None:
    """Cancel one session, or a whole day at a site, with a reason."""
    if (session is None) == (day["site"] is None):
        raise BadInput("what is cancelled?", "Name one session, or a day with --site SITE --on DAY.")
    if session is None:
        _cancel_day(desk, reason, preview=preview, as_json=as_json, **day)
        return
    if any(value for name, value in day.items() if name != "site"):
        raise BadInput("that option is for a whole day", "Use it with --site SITE --on DAY.")
    with desk.open_book() as book:
        was = run_session.see_session(book, session).session if preview else None
        done = edit_sessions.cancel(book, session, reason=reason, now=desk.now(), preview=preview)
    _changed(done, "is cancelled:", as_json=as_json, was=was)


def _cancel_day(
    desk: Desk,
    reason: str,
    *,
    site: str,
    on: str | None,
    after: str | None,
    before: str | None,
    online: bool,
    push: bool,
    preview: bool,
    as_json: bool,
) -> None:
    if on is None or (online and push):
        raise BadInput("which day, and what instead?", "Add --on DAY, and --online or --push, not both.")
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        done = day_off(
            book,
            site,
            parse_date(on, today),
            reason=reason,
            now=desk.now(),
            instead=Instead.ONLINE if online else Instead.PUSH if push else Instead.CANCEL,
            after=parse_time(after) if after else None,
            before=parse_time(before) if before else None,
            preview=preview,
        )
        if done.people:
            looked(desk, book, "read.people", done.site.uid, names=names, people=len(done.people))
        if names:
            told = (RecordPart.NAME, RecordPart.ENROLMENT)
            let_out(desk, book, [each.code for each in done.people], told, what="who is to hear of a day off")
    _say_day_off(done, names=names, as_json=as_json)


def _say_day_off(done: DayOff, *, names: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "written": done.written,
                "instead": done.instead.name.lower(),
                "sessions": [
                    {**session_shape(each.session), "people": [one.shown(names=names) for one in each.people]}
                    for each in done.affected
                ],
                "left": [session_shape(each) for each in done.left],
                "added": [each.start_local.isoformat(timespec="seconds") for each in done.added],
                "people": len(done.people),
                "clashes": [clash_shape(each) for each in done.clashes],
            }
        )
        return
    would = "" if done.written else "would be "
    for each in done.affected:
        led = f", led by {', '.join(each.session.facilitators)}" if each.session.facilitators else ""
        click.echo(f"{each.session.title} {when(each.session)}: {would}{done.instead}{led}; {len(each.people)} to hear")
        if each.people:
            click.echo(f"    {', '.join(one.shown(names=names) for one in each.people)}")
    for new in done.added:
        click.echo(f"ends later, with a session on {new.start_local:%a %d %b %Y %H:%M}")
    for left in done.left:
        click.echo(f"left alone, it is {left.status} or has marks: {left.title} {when(left)}")
    for clash in done.clashes:
        click.echo(f"look at: {clash_line(clash)}")
    click.echo(f"{len(done.affected)} sessions {would}{done.instead}; {len(done.people)} people need to hear.")


@line("restore")
@click.argument("session")
@preview_option
@json_option
@click.pass_obj
def restore(desk: Desk, session: str, preview: bool, as_json: bool) -> None:
    """Bring a cancelled session back."""
    with desk.open_book() as book:
        was = run_session.see_session(book, session).session if preview else None
        done = edit_sessions.restore(book, session, now=desk.now(), preview=preview)
    _changed(done, "meets again:", as_json=as_json, was=was)


def _changed(
    session: Session, what: str, *, as_json: bool, was: Session | None = None, clashes: Sequence[Clash] = ()
) -> None:
    """A session that was changed; where it ``was`` otherwise and nothing was written, what would change."""
    if as_json:
        print_json(preview_shape(was, session, clashes) if was else session_shape(session))
    elif was:
        now_so, then = (f"{when(each)} ({each.status})" for each in (was, session))
        click.echo(f"{session.title}: {now_so}  ->  {then}; nothing was written")
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
    if session.reason:
        click.echo(f"because: {session.reason}")
    place = [part for part in (where(session), ", ".join(session.facilitators)) if part]
    if place:
        click.echo(", led by ".join(place) if len(place) == 2 else place[0])
    if session.lesson_title:
        click.echo(f"{session.topic}: {session.lesson_title}")
    zone = find_zone(session.zone)
    for at, item in enumerate(seen.agenda):
        mark = ">" if at == seen.position else ("x" if item.ended_at else " ")
        began = f"  began {item.started_at.astimezone(zone):%H:%M}" if item.started_at else ""
        click.echo(f" {mark} {item.title} ({item.minutes} min){began}")
    for note in seen.notes:
        click.echo(note)
    if seen.position is not None:
        click.echo(seen.pace(desk.now()).phrase)
