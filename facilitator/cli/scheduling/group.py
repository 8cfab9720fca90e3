"""``facilitator group``: schedule groups and end them."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, clash_shape, skipped_shape, when
from facilitator.cli.kit.terminal import agreed, say
from facilitator.cli.scheduling.group_public import public_words
from facilitator.domain.dates.plain_dates import parse_date, parse_moment
from facilitator.domain.scheduling.public_words import PARTS
from facilitator.errors import Refused
from facilitator.services.book.open_book import book_info
from facilitator.services.scheduling.check_clashes import refusing
from facilitator.services.scheduling.edit_sessions import end_group, preview_end
from facilitator.services.scheduling.schedule_group import Clashed, GroupWish, ManualNotHeld, Scheduled, schedule_group
from facilitator.words import ClosurePolicy, EnrolmentKind, Mode
from facilitator.zones import zone as find_zone

if TYPE_CHECKING:
    from facilitator.storage.book import Book


def _wish_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a group is."""
    options = [
        click.option("--program", metavar="P", help="WRAP, wellness, dual recovery, ... (else the curriculum's)"),
        click.option("--start", required=True, metavar="MOMENT", help='First day and time: "2026-02-19 18:30".'),
        click.option("--repeat", required=True, metavar="RULE", help='RRULE or words: "every thursday, 8 times".'),
        click.option("--minutes", type=int, metavar="N", help="How long a session lasts (else the curriculum's)."),
        click.option("--zone", metavar="Z", help="IANA zone (else the book's)."),
        click.option("--curriculum", metavar="KEY", help="Lessons for the sessions; see: facilitator curriculum list."),
        click.option("--room", metavar="R", help="Room, or Site/Room."),
        click.option("--facilitator", "facilitators", multiple=True, metavar="F", help="Who leads; may be repeated."),
        click.option("--capacity", type=int, metavar="N", help="Seats; who comes later waits."),
        click.option("--expected", type=int, metavar="N", help="How many usually come."),
        click.option(
            "--credential",
            "required_credential",
            metavar="C",
            help="What its facilitators must hold (else the frame's).",
        ),
        click.option("--least-facilitators", type=int, metavar="N", help="How many of them must (else the frame's)."),
        click.option(
            "--people-per-specialist",
            type=int,
            metavar="N",
            help="The most people for each, where its payer says so: 10.",
        ),
        click.option("--enrolment", type=word_of(EnrolmentKind), help="Who may join (else the curriculum's)."),
        click.option(
            "--on-closure",
            type=word_of(ClosurePolicy),
            help="What a closed day does to a session (else push for a closed cohort, skip for others).",
        ),
        click.option("--mode", type=word_of(Mode), default=Mode.IN_PERSON.value, show_default=True),
        click.option("--public", is_flag=True, help="May stand on the public schedule."),
        click.option(
            "--we-hold-the-manual",
            "holds_manual",
            is_flag=True,
            help="For a frame: your program holds its manual and the credential. Said once, it is kept.",
        ),
        click.option("--force", is_flag=True, help="Keep it in spite of clashes; the audit chain says so."),
    ]
    for option in reversed(options):
        function = option(function)
    return public_words(function)


@line("add")
@click.argument("title")
@_wish_options
@json_option
@click.pass_obj
def add(desk: CommandDesk, /, title: str, start: str, force: bool, as_json: bool, **wish: Any) -> int:
    """Schedule a group. Its dates go around the closed days that the book knows."""
    with desk.open_book() as book:
        tz = find_zone(wish["zone"] or book_info(book).zone)
        moment = parse_moment(start, desk.now().astimezone(tz).replace(tzinfo=None))
        wanted = GroupWish(title=title, start=moment, **_typed(wish))
        try:
            made = _schedule(desk, book, wanted, force=force)
        except Clashed as refused:
            _say_refused(refused, as_json=as_json)
            desk.say(str(refused))
            return refused.exit_code
    if as_json:
        print_json(_added_shape(made.uid, made))
    else:
        _say_added(title, made)
    for note in (*made.notes, *made.plan.warnings):
        desk.say(note)
    return 0


def _schedule(desk: CommandDesk, book: "Book", wanted: GroupWish, *, force: bool) -> Scheduled:
    """Schedule it; a frame that is used for the first time asks for the manual, where there is somebody to ask."""
    try:
        return schedule_group(book, desk.home, wanted, now=desk.now(), force=force)
    except ManualNotHeld as asked:
        if not sys.stdin.isatty():
            raise
        desk.say(f"{asked.title}.\n{asked.frame.notice}")
        if not agreed("Does your program hold the manual, and the credential?"):
            raise Refused("nothing was scheduled", "Choose a full curriculum: facilitator curriculum list") from None
    return schedule_group(book, desk.home, replace(wanted, holds_manual=True), now=desk.now(), force=force)


def _typed(wish: dict[str, Any]) -> dict[str, Any]:
    enrolment = wish.pop("enrolment")
    return {
        **wish,
        "enrolment": EnrolmentKind(enrolment) if enrolment else None,
        "on_closure": ClosurePolicy(wish["on_closure"]) if wish["on_closure"] else None,
        "mode": Mode(wish["mode"]),
        **{part: wish[part] or "" for part in PARTS},
    }


def _added_shape(uid: str | None, made: Scheduled | Clashed) -> dict[str, object]:
    return {
        "id": uid,
        "sessions": len(made.plan.sessions) if uid else 0,
        "skipped": skipped_shape(made.plan),
        "clashes": [clash_shape(each) for each in made.clashes],
        "warnings": list(made.plan.warnings),
    }


def _say_refused(refused: Clashed, *, as_json: bool) -> None:
    if as_json:
        print_json(_added_shape(None, refused))
        return
    for clash in refusing(refused.clashes)[:10]:
        say(clash_line(clash))


def _say_added(title: str, made: Scheduled) -> None:
    first, last = made.plan.sessions[0], made.plan.sessions[-1]
    say(
        f"{title}: {len(made.plan.sessions)} sessions, "
        f"{first.start_local:%a %d %b %Y %H:%M} to {last.start_local:%a %d %b %Y} (id {made.uid[:8]})"
    )
    for left_out in made.plan.skipped:
        say(f"left out {left_out.date:%a %d %b %Y}: {left_out.reason}")
    for clash in made.clashes:
        say(f"{'kept in spite of' if clash.refuses else 'look at'}: {clash_line(clash)}")


@line("end")
@click.argument("group")
@click.option("--on", metavar="DAY", help="Its last day (else today).")
@preview_option
@click.pass_obj
def end(desk: CommandDesk, group: str, on: str | None, preview: bool) -> None:
    """End a group: later sessions are cancelled, history stays."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        if preview:
            found, coming = preview_end(book, group, on=parse_date(on, today) if on else None, now=desk.now())
            for each in coming:
                say(when(each))
            say(f"{found.title} would end; {len(coming)} later sessions would be cancelled.")
            return
        found, cancelled = end_group(book, group, on=parse_date(on, today) if on else None, now=desk.now())
    say(f"{found.title} has ended; {cancelled} later sessions were cancelled.")
