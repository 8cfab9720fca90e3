"""``facilitator demo``: a practice book with invented people, to look around in."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, line
from facilitator.cli.kit.terminal import say
from facilitator.cli.open import on_terminal, open_home
from facilitator.errors import BadInput
from facilitator.home import find_home, practice_home

if TYPE_CHECKING:  # the service loads SQLAlchemy, and --help needs none of it
    from facilitator.services.practice.make_practice import Practice

_PATIENCE_SECONDS = 0.5


@line("demo")
@click.option("--no-open", is_flag=True, help="Make it and say what to try next; open no screen.")
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Another number, other people.")
@click.option("--people", type=int, default=120, show_default=True, metavar="N", help="How many people to invent.")
@click.option("--groups", type=int, default=14, show_default=True, metavar="N", help="How many groups.")
@click.option(
    "--weeks", type=int, default=12, show_default=True, metavar="N", help="Weeks back; ahead, as far as any book."
)
@click.pass_obj
def demo(desk: CommandDesk, no_open: bool, seed: int, people: int, groups: int, weeks: int) -> int:
    """Make a practice book with invented people, and look around.

    It goes into a fixed practice folder, or into the one that --home names, and replaces a practice book that is there.
    Anything else is left alone.
    """
    from facilitator.services.practice.make_practice import Scale, make_practice

    if desk.login:
        raise BadInput("a practice book is made without logins", "Leave --as out; then: facilitator login add LOGIN")
    # a home that the environment names is that of a real book
    home = find_home(desk.home_option) if desk.home_option else practice_home()
    scale = Scale(people, groups, weeks)
    with _progress() as tell:
        made = make_practice(home, now=desk.now(), seed=seed, scale=scale, progress=tell)
    _say_made(made)
    return 0 if no_open or not on_terminal() else open_home(home)


def _say_made(made: "Practice") -> None:
    """What was made, and three things to try."""
    say(f"{'Made a new practice book' if made.replaced else 'Made a practice book'} in {made.home.folder}")
    say("Everybody in it is invented. It opens without a passphrase, so keep nobody real in it.\n")
    for number, what in (
        (made.people, "people"),
        (made.groups, "groups"),
        (made.facilitators, "facilitators"),
        (made.rooms, f"rooms at {made.sites} sites"),
        (made.sessions, f"sessions, {made.held:,} of them held"),
        (made.marks, "marks"),
    ):
        say(f"{number:>9,}  {what}")
    say("\nTry next:")
    for words in _next_commands(made):
        say(f"  {_quoted(['facilitator', '--home', str(made.home.folder), *words])}")


def _next_commands(made: "Practice") -> list[list[str]]:
    running = ["session", "start", made.next_session] if made.next_session else ["group", "list"]
    return [
        ["session", "list"],
        running,
        ["report", "group", "--from", made.first.isoformat(), "--to", made.today.isoformat()],
    ]


def _quoted(words: list[str]) -> str:
    """A line for the shell of this computer."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


@contextmanager
def _progress() -> Iterator[Callable[[float], None] | None]:
    """Speak of how far it is, on a terminal, once it takes longer than one waits in silence."""
    if not sys.stderr.isatty():
        yield None
        return
    began, spoke = time.monotonic(), False

    def tell(share: float) -> None:
        nonlocal spoke
        if spoke or time.monotonic() - began > _PATIENCE_SECONDS:
            spoke = True
            say(f"Inventing people, groups and sessions {share:4.0%}", err=True, nl=False, over=True)

    try:
        yield tell
    finally:
        if spoke:
            say(err=True)
