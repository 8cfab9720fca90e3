"""``facilitator group change`` and ``group next``: edit the schedule of a group, and start its next cycle."""

from datetime import datetime, time
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, clash_shape, say_changes, say_meeting, stamp, stamp_utc
from facilitator.cli.kit.terminal import say
from facilitator.cli.scheduling.group_public import public_words
from facilitator.domain.dates.plain_dates import parse_moment, parse_time, say_moment
from facilitator.domain.scheduling.group_change import GroupChange, GroupChanged
from facilitator.domain.scheduling.series.edits import Meeting, Misfit, SessionChange
from facilitator.errors import BadInput
from facilitator.services.people.roster_words import seat_line
from facilitator.services.scheduling.change_group import ChangeRefused, change_group
from facilitator.services.scheduling.check_clashes import refusing
from facilitator.services.scheduling.schedule_group import Clashed
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.scheduling.start_next_cycle import NextCycle, next_cycle
from facilitator.words import ClosurePolicy, Mode
from facilitator.zones import zone as find_zone


@line("change")
@click.argument("group")
@click.option("--from-session", metavar="SESSION", help="Only that session and those that follow; its day will do.")
@click.option("--start", metavar="MOMENT", help='New first day and time: "2026-03-20 19:00"; or a time alone.')
@click.option("--repeat", metavar="RULE", help='New rule: RRULE or words, "every friday".')
@click.option("--minutes", type=int, metavar="N", help="How long a session lasts.")
@click.option("--zone", metavar="Z", help="IANA zone.")
@click.option("--room", metavar="R", help='Room, or Site/Room; "" for none.')
@click.option("--facilitator", "facilitators", multiple=True, metavar="F", help="Who leads now: all of them.")
@click.option("--capacity", type=int, metavar="N", help="Seats; 0 for no limit.")
@click.option("--title", metavar="TEXT", help="What members call it.")
@click.option("--on-closure", type=word_of(ClosurePolicy), help="What a closed day does to a session.")
@click.option("--mode", type=word_of(Mode), help="Where it meets.")
@click.option("--public/--not-public", default=None, help="Whether it may stand on the public schedule.")
@public_words
@click.option(
    "--exceptions", type=word_of(Misfit), help="Sessions changed alone that no longer fit: drop or keep them."
)
@preview_option
@click.option("--force", is_flag=True, help="Change it in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def change(
    desk: CommandDesk,
    /,
    group: str,
    from_session: str | None,
    start: str | None,
    exceptions: str | None,
    preview: bool,
    force: bool,
    as_json: bool,
    **wish: Any,
) -> int:
    """Change a group: all its sessions to come, or one and those that follow."""
    with desk.open_book() as book:
        zone = wish["zone"] or _zone_of(desk, book, group)
        wanted = _wanted(wish, _start(start, desk.now().astimezone(find_zone(zone)).replace(tzinfo=None)))
        try:
            made = change_group(
                book,
                group,
                wanted,
                now=desk.now(),
                from_session=from_session,
                misfits=Misfit(exceptions) if exceptions else None,
                preview=preview,
                force=force,
            )
        except ChangeRefused as refused:
            _say(desk, refused.plan, as_json=as_json)
            desk.say(str(refused))
            return refused.exit_code
    _say(desk, made, as_json=as_json)
    return 1 if preview and (made.unfit or (refusing(made.clashes) and not force)) else 0


@line("next")
@click.argument("group")
@click.option("--start", required=True, metavar="MOMENT", help='First day and time: "2027-09-02 18:30".')
@click.option("--repeat", metavar="RULE", help="Another rule than the last cycle's.")
@click.option("--with-roster", is_flag=True, help="Enrol whoever has a seat in the last cycle.")
@click.option("--with-waitlist", is_flag=True, help="Bring whoever waits along, each in their turn.")
@preview_option
@click.option("--force", is_flag=True, help="Keep it in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def next_(desk: CommandDesk, /, group: str, start: str, preview: bool, as_json: bool, **wish: Any) -> int:
    """Start the next cycle of a group from its last one."""
    with desk.open_book() as book:
        zone = find_zone(_zone_of(desk, book, group))
        moment = parse_moment(start, desk.now().astimezone(zone).replace(tzinfo=None))
        try:
            made = next_cycle(
                book,
                desk.home,
                group,
                moment,
                now=desk.now(),
                preview=preview,
                **wish,
            )
        except Clashed as refused:
            if as_json:
                print_json({"id": None, "sessions": 0, "clashes": [clash_shape(each) for each in refused.clashes]})
            for clash in () if as_json else refusing(refused.clashes)[:10]:
                say(clash_line(clash))
            desk.say(str(refused))
            return refused.exit_code
    _say_next(desk, made, preview=preview, as_json=as_json)
    return 1 if preview and refusing(made.scheduled.clashes) and not wish["force"] else 0


def _zone_of(desk: CommandDesk, book: Any, group: str) -> str:
    seen = see_group(book, group, now=desk.now())
    return seen.series[-1].zone if seen.series else "UTC"


def _start(text: str | None, now: datetime) -> datetime | time | None:
    if text is None:
        return None
    try:
        return parse_time(text)
    except BadInput:
        return parse_moment(text, now)


def _wanted(wish: dict[str, Any], start: datetime | time | None) -> GroupChange:
    return GroupChange(
        **{
            **wish,
            "start": start,
            "facilitators": wish["facilitators"] or None,
            "on_closure": ClosurePolicy(wish["on_closure"]) if wish["on_closure"] else None,
            "mode": Mode(wish["mode"]) if wish["mode"] else None,
        }
    )


def _say(desk: CommandDesk, made: GroupChanged, *, as_json: bool) -> None:
    if as_json:
        print_json(_shape(made))
    else:
        _say_lines(made)
    for note in made.warnings:
        desk.say(note)


def _say_lines(made: GroupChanged) -> None:
    for words in made.words:
        say(f"{made.title}: {words}")
    say_changes([(each.before, each.after) for each in made.changed])
    for verb, meetings in (("new", made.added), ("goes", made.removed)):
        for each in meetings:
            say(f"{verb:>8}  {say_meeting(each)}")
    for left_out in made.skipped:
        say(f"left out {left_out.date:%a %d %b %Y}: {left_out.reason}")
    for unfit in made.unfit:
        say(f"no longer fits: {say_meeting(unfit.meeting)} ({unfit.why})")
    for clash in made.clashes[:10]:
        say(f"{'clash' if clash.refuses else 'look at'}: {clash_line(clash)}")
    done = "changed" if made.written else "would change"
    say(
        f"{made.title}: {', '.join(made.named)} {done}; {len(made.changed)} sessions different, "
        f"{len(made.added)} new, {len(made.removed)} gone."
    )
    for seat in made.seated:
        say(seat_line(seat, would=not made.written))


def _shape(made: GroupChanged) -> dict[str, object]:
    return {
        "id": made.uid,
        "written": made.written,
        "fields": list(made.named),
        "words": list(made.words),
        "changed": [_change_shape(each) for each in made.changed],
        "added": [_meeting_shape(each) for each in made.added],
        "removed": [_meeting_shape(each) for each in made.removed],
        "kept": sum(len(plan.kept) for plan in made.plans),
        "no_longer_fit": [{**_meeting_shape(each.meeting), "why": each.why} for each in made.unfit],
        "skipped": [{"date": each.date.isoformat(), "reason": each.reason} for each in made.skipped],
        "clashes": [clash_shape(each) for each in made.clashes],
        "warnings": list(made.warnings),
        "seated": [each.person.code for each in made.seated],
    }


def _change_shape(each: SessionChange) -> dict[str, object]:
    return {"id": each.before.uid, "before": _meeting_shape(each.before), "after": _meeting_shape(each.after)}


def _meeting_shape(each: Meeting) -> dict[str, object]:
    return {
        "id": each.uid or None,
        "start": each.start_local.isoformat(timespec="seconds"),
        "start_utc": stamp_utc(each.starts_at),
        "minutes": each.minutes,
        "status": each.status.value,
        "lesson": each.lesson,
    }


def _say_next(desk: CommandDesk, made: NextCycle, *, preview: bool, as_json: bool) -> None:
    plan = made.scheduled.plan
    if as_json:
        print_json(_next_preview(made) if preview else _next_shape(made))
    else:
        if preview:
            for each in plan.sessions:
                say(f"     new  {say_moment(each.start_local)}")
            for clash in made.scheduled.clashes[:10]:
                say(f"{'clash' if clash.refuses else 'look at'}: {clash_line(clash)}")
        days = f"{plan.sessions[0].start_local:%a %d %b %Y %H:%M} to {plan.sessions[-1].start_local:%a %d %b %Y}"
        known = "would be scheduled" if preview else f"id {made.scheduled.uid[:8]}"
        come = f"{made.enrolled} enrolled" + (f", {made.waiting} waiting." if made.waiting else ".")
        say(f"{made.last.title}: {len(plan.sessions)} sessions, {days} ({known}); {come}")
    if made.ended:
        desk.say("The last cycle would end." if preview else "The last cycle has ended.")
    if made.left_waiting:
        desk.say(f"On the waitlist of the last cycle: {made.left_waiting}. To bring them along: --with-waitlist.")
    for note in (*made.scheduled.notes, *plan.warnings):
        desk.say(note)


def _next_shape(made: NextCycle) -> dict[str, object]:
    plan = made.scheduled.plan
    return {
        "id": made.scheduled.uid,
        "sessions": len(plan.sessions),
        "enrolled": made.enrolled,
        "waiting": made.waiting,
        "left_waiting": made.left_waiting,
        "last_cycle_ended": made.ended,
        "skipped": [{"date": each.date.isoformat(), "reason": each.reason} for each in plan.skipped],
        "clashes": [clash_shape(each) for each in made.scheduled.clashes],
    }


def _next_preview(made: NextCycle) -> dict[str, object]:
    """The sessions that would be, who would come along in codes, and what would become of the last cycle."""
    plan, last = made.scheduled.plan, made.last.uid
    changes: list[dict[str, object]] = [
        {"what": "session", "object": None, "before": None, "after": stamp(each.starts_at)} for each in plan.sessions
    ]
    for each in made.roster:
        what = "waitlist" if each.waitlisted else "roster"
        changes.append({"what": what, "object": each.person.code, "before": None, "after": each.starts_on.isoformat()})
    if made.ended:
        changes.append({"what": "status", "object": last, "before": "active", "after": "ended"})
    return {"preview": True, "changes": changes, **_next_shape(made), "id": None}
