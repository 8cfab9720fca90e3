"""What the commands about closed days share: where, what becomes of the sessions that are hit, and saying so."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, word_of
from facilitator.cli.kit.say import session_shape, stamp, when
from facilitator.domain.views import Session
from facilitator.services.scheduling.answer_closures import Answers, Hit
from facilitator.words import ClosureAnswer

_SHOWN = 10
DONE = {ClosureAnswer.SKIP: "cancelled", ClosureAnswer.SHIFT: "moved", ClosureAnswer.KEEP: "held all the same"}

hit_option = click.option(
    "--hit",
    type=word_of(ClosureAnswer),
    help="Answer at once for scheduled sessions on these days: cancel, move to the next open day, or keep.",
)


def place_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Where it is closed, and what becomes of the sessions that it hits."""
    for option in (
        hit_option,
        click.option("--room", metavar="ROOM", help="Only this room is closed."),
        click.option("--site", metavar="SITE", help="Closed at this site only."),
    ):
        function = option(function)
    return function


def answer_of(hit: str | None) -> ClosureAnswer | None:
    """The answer that --hit gave."""
    return ClosureAnswer(hit) if hit else None


def hit_shape(each: Hit) -> dict[str, object]:
    """The JSON of a session that falls on a closed day."""
    next_open = stamp(each.next_open) if each.next_open else None
    return {**session_shape(each.session), "closed_for": each.reason, "next_open": next_open}


def say_hit(desk: CommandDesk, hit: Sequence[Hit], answers: Answers | None) -> None:
    """Say which sessions to come fall on closed days now, or what became of them."""
    if answers:
        desk.say(f"{counted(len(answers.done))} {DONE[answers.how]}:")
        say_sessions(desk, answers.done)
        say_left(desk, answers)
    elif hit:
        desk.say(
            f"{counted(len(hit))} on closed days now; answer each: facilitator closures answer SESSION skip|shift|keep"
        )
        say_sessions(desk, [each.session for each in hit])


def say_left(desk: CommandDesk, answers: Answers) -> None:
    """Say what could not be moved, and what to know."""
    for note in answers.notes:
        desk.say(note)
    for each in answers.left:
        desk.say(f"Not moved: {each.session.uid[:8]}  {when(each.session)}  {each.session.title}: {each.why}")


def say_sessions(desk: CommandDesk, found: Sequence[Session]) -> None:
    """Name the first few sessions."""
    for each in found[:_SHOWN]:
        desk.say(f"  {each.uid[:8]}  {when(each)}  {each.title}")
    if len(found) > _SHOWN:
        desk.say(f"  and {len(found) - _SHOWN} more: facilitator session list")


def counted(number: int) -> str:
    """``3 sessions``."""
    return f"{number} session" if number == 1 else f"{number} sessions"
