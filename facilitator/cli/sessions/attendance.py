"""``facilitator attendance``: who came."""

import click

from facilitator.cli.kit.command import CommandDesk, WordChoice, early_option, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import session_shape, stamp, when
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.domain.sessions.clock_time import parse_clock_time
from facilitator.domain.views import Mark, Session
from facilitator.services.sessions import count_people, read_roll, take_attendance
from facilitator.services.sessions.take_attendance import Marked
from facilitator.words import AttendanceStatus, Mode, RecordPart
from facilitator.zones import zone as find_zone

CLEAR = "clear"


@line("show")
@click.argument("session")
@names_people()
@json_option
@click.pass_obj
def show(desk: CommandDesk, session: str, as_json: bool) -> None:
    """Show who is expected and who came."""
    with desk.open_book() as book:
        names = may_name(desk, book)
        roll = read_roll.roll_of(book, session)
        looked(desk, book, "read.roll", roll.session.uid, names=names, people=len(roll.marks))
        if names:
            what = f"attendance of {roll.session.title}, {when(roll.session)}"
            told = (RecordPart.NAME, RecordPart.ATTENDANCE)
            let_out(desk, book, [each.person.code for each in roll.marks], told, what=what)
    counts = roll.tally
    # the order of hidden names would tell about them
    marks = roll.marks if names else sorted(roll.marks, key=lambda each: each.person.code)
    if as_json:
        print_json(
            {
                **session_shape(roll.session),
                "headcount": roll.headcount,
                "people": [_mark_shape(each, roll.session, names=names) for each in marks],
            }
        )
        return
    say(f"{roll.session.title}, {when(roll.session)} ({roll.session.status})")
    if roll.headcount is not None:
        say(f"headcount: {roll.headcount}")
    print_table(
        ("person", "code", "expected", "mark", "minutes"),
        [
            (
                each.person.shown(names=names),
                each.person.code,
                "yes" if each.expected else "away" if each.away else "",
                each.status.value if each.status else "-",
                each.minutes,
            )
            for each in marks
        ],
        empty="Nobody is on the roll.",
    )
    say(f"{counts.attended} came, {counts.excused} excused, {counts.missed} missed, {counts.unmarked} unmarked")


@line("mark")
@click.argument("session")
@click.argument("person")
@click.argument("status", type=WordChoice([*(each.value for each in AttendanceStatus), CLEAR]))
@click.option("--arrived", metavar="HH:MM", help="When they came, in the group's zone.")
@click.option("--left", metavar="HH:MM", help="When they left.")
@click.option("--minutes-late", type=int, metavar="N", help="How long after the start they came.")
@click.option("--minutes-early", type=int, metavar="N", help="How long before the end they left.")
@click.option("--mode", type=click.Choice([Mode.IN_PERSON.value, Mode.ONLINE.value]), help="How they took part.")
@click.option("--reason", default="", help="Why a mark of a closed session is corrected; no names.")
@early_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def mark(
    desk: CommandDesk,
    session: str,
    person: str,
    status: str,
    arrived: str | None,
    left: str | None,
    minutes_late: int | None,
    minutes_early: int | None,
    mode: str | None,
    reason: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Mark one person. It is saved when this returns.

    Late or left early without a time means now while the session runs. Later it means that nobody knows when: the
    whole session counts then, and reports say how often that is so. Where the session is closed and the person has a
    mark, --reason says why it is corrected.
    """
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        made = take_attendance.mark(
            book,
            session,
            person,
            None if status == CLEAR else AttendanceStatus(status),
            now=desk.now(),
            arrived=parse_clock_time(arrived) if arrived else None,
            left=parse_clock_time(left) if left else None,
            minutes_late=minutes_late,
            minutes_early=minutes_early,
            mode=Mode(mode) if mode else None,
            early=yes,
            reason=reason,
        )
    if as_json:
        print_json(
            {
                "session": made.session.uid,
                "person": made.person.code,
                "status": made.status.value if made.status else None,
                **_times_shape(made, made.session),
                "minutes": made.minutes,
                "time_not_known": made.time_not_known,
            }
        )
        return
    say(f"{made.person.shown(names=names)}: {'no mark' if status == CLEAR else status}{_not_known(made)}")


def _not_known(made: Marked) -> str:
    if not made.time_not_known:
        return ""
    word, option = ("came", "late") if made.status is AttendanceStatus.LATE else ("left", "early")
    return f"; when they {word} is not known, so the whole session counts (else add --minutes-{option} N)"


@line("undo")
@click.argument("session")
@click.pass_obj
def undo(desk: CommandDesk, session: str) -> None:
    """Take the newest mark back. Both stay in the session's history."""
    with desk.open_book() as book:
        _found, code, status = take_attendance.undo_mark(book, session, now=desk.now())
    say(f"{code}: {status.value if status else 'no mark'} again")


@line("expect")
@click.argument("session")
@click.argument("person")
@click.pass_obj
def expect(desk: CommandDesk, session: str, person: str) -> None:
    """Note that somebody of an open group said: count me in."""
    with desk.open_book() as book:
        found, who = count_people.expect(book, session, person, now=desk.now())
    say(f"{who.code} is expected at {found.title}, {when(found)}.")


@line("headcount")
@click.argument("session")
@click.argument("people", type=int, metavar="N")
@click.option("--reason", default="", help="Why the count of a closed session is corrected; no names.")
@early_option
@click.pass_obj
def headcount(desk: CommandDesk, session: str, people: int, reason: str, yes: bool) -> None:
    """Keep the number of people there, without names."""
    with desk.open_book() as book:
        found = count_people.keep_headcount(book, session, people, now=desk.now(), early=yes, reason=reason)
    say(f"{found.title}, {when(found)}: {people} there.")


def _mark_shape(each: Mark, session: Session, *, names: bool) -> dict[str, object]:
    return {
        "person": each.person.shown(names=names),
        "code": each.person.code,
        "id": each.person.uid,
        "expected": each.expected,
        "away": each.away,
        "status": each.status.value if each.status else None,
        **_times_shape(each, session),
        "mode": each.mode.value if each.mode else None,
        "minutes": each.minutes,
        "counted_minutes": each.counted_minutes,
    }


def _times_shape(each: Mark | Marked, session: Session) -> dict[str, str | None]:
    zone = find_zone(session.zone)
    return {
        "arrived": stamp(each.arrived_at.astimezone(zone)) if each.arrived_at else None,
        "left": stamp(each.left_at.astimezone(zone)) if each.left_at else None,
    }
