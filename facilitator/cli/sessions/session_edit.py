"""``facilitator session``: move one, cancel it or a whole day, and bring it back."""

from collections.abc import Sequence
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, clash_shape, preview_shape, session_shape, when
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.domain.dates.plain_dates import parse_date, parse_moment, parse_time
from facilitator.domain.views import Clash, Session
from facilitator.errors import BadInput
from facilitator.services.book.open_book import book_info
from facilitator.services.people.two_places import two_places
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.call_off_day import DayOff, Instead, day_off
from facilitator.services.scheduling.check_clashes import refusing
from facilitator.services.sessions import run_session
from facilitator.services.sessions.did_not_meet import did_not_meet as note_did_not_meet
from facilitator.words import RecordPart
from facilitator.zones import zone as find_zone


@line("move")
@click.argument("session")
@click.argument("to", metavar="MOMENT")
@preview_option
@click.option("--force", is_flag=True, help="Move it in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def move(desk: CommandDesk, session: str, to: str, preview: bool, force: bool, as_json: bool) -> int:
    """Move one session to another day or time. It is read in the group's zone."""
    with desk.open_book() as book:
        seen = run_session.see_session(book, session).session
        moment = parse_moment(to, desk.now().astimezone(find_zone(seen.zone)).replace(tzinfo=None))
        now_is, met = edit_sessions.move(book, seen.uid, moment, now=desk.now(), force=force, preview=preview)
        warnings = two_places(book, now_is)
    _changed(now_is, "now meets", as_json=as_json, was=seen if preview else None, clashes=met, warnings=warnings)
    for clash in met:
        told = "look at" if not clash.refuses else ("clash" if preview else "kept in spite of")
        desk.say(f"{told}: {clash_line(clash)}")
    for each in warnings:
        desk.say(each)
    return 1 if preview and refusing(met) and not force else 0


@line("cancel")
@click.argument("session", required=False)
@click.option("--site", metavar="S", help="A snow day: every session at this site.")
@click.option("--on", metavar="DAY", help="The day that is off (with --site).")
@click.option("--after", metavar="HH:MM", help="Only what goes on later than this (with --site).")
@click.option("--before", metavar="HH:MM", help="Only what begins earlier than this (with --site).")
@click.option("--online", is_flag=True, help="Move them online instead of cancelling (with --site).")
@click.option("--push", is_flag=True, help="Put their lessons off: the groups end a date later (with --site).")
@click.option("--reason", required=True, metavar="R", help="Why, in words that members may hear; no names.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def cancel(desk: CommandDesk, /, session: str | None, reason: str, preview: bool, as_json: bool, **day: Any) -> None:
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
    desk: CommandDesk,
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
        say(f"{each.session.title} {when(each.session)}: {would}{done.instead}{led}; {len(each.people)} to hear")
        if each.people:
            say(f"    {', '.join(one.shown(names=names) for one in each.people)}")
    for new in done.added:
        say(f"ends later, with a session on {new.start_local:%a %d %b %Y %H:%M}")
    for left in done.left:
        say(f"left alone, it is {left.status} or has marks: {left.title} {when(left)}")
    for clash in done.clashes:
        say(f"look at: {clash_line(clash)}")
    which = "1 session" if len(done.affected) == 1 else f"{len(done.affected)} sessions"
    who = "1 person needs" if len(done.people) == 1 else f"{len(done.people)} people need"
    say(f"{which} {would}{done.instead}; {who} to hear.")


@line("did-not-meet")
@click.argument("session")
@click.option("--reason", required=True, metavar="R", help="Why, in words that members may hear; no names.")
@preview_option
@json_option
@click.pass_obj
def did_not_meet(desk: CommandDesk, session: str, reason: str, preview: bool, as_json: bool) -> None:
    """Note that a session did not meet. Nobody is absent from it."""
    with desk.open_book() as book:
        was = run_session.see_session(book, session).session if preview else None
        done = note_did_not_meet(book, session, reason=reason, now=desk.now(), preview=preview)
    if done.called_off:
        desk.say(f"It is planned for {when(done)}: calendars show it as cancelled.")
    _changed(done, "did not meet:", as_json=as_json, was=was)


@line("restore")
@click.argument("session")
@preview_option
@json_option
@click.pass_obj
def restore(desk: CommandDesk, session: str, preview: bool, as_json: bool) -> None:
    """Bring a session back that was cancelled, or did not meet."""
    with desk.open_book() as book:
        was = run_session.see_session(book, session).session if preview else None
        done = edit_sessions.restore(book, session, now=desk.now(), preview=preview)
        warnings = two_places(book, done)
    _changed(done, "meets again:", as_json=as_json, was=was, warnings=warnings)
    for each in warnings:
        desk.say(each)


def _changed(
    session: Session,
    what: str,
    *,
    as_json: bool,
    was: Session | None = None,
    clashes: Sequence[Clash] = (),
    warnings: Sequence[str] = (),
) -> None:
    """A session that was changed; where it ``was`` otherwise and nothing was written, what would change."""
    if as_json:
        shape = preview_shape(was, session, clashes) if was else session_shape(session)
        print_json({**shape, "warnings": list(warnings)})
    elif was:
        now_so, then = (f"{when(each)} ({each.status})" for each in (was, session))
        say(f"{session.title}: {now_so}  ->  {then}; nothing was written")
    else:
        say(f"{session.title} {what} {when(session)}")
