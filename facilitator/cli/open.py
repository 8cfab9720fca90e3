"""``facilitator open``: the terminal UI."""

import sys

import click

from facilitator.cli.kit.command import CommandDesk, line
from facilitator.errors import BadInput
from facilitator.home import Home


@line("open")
@click.pass_obj
def open_(desk: CommandDesk) -> int:
    """Open the program in the terminal."""
    if not on_terminal():
        raise BadInput("the screens need a terminal", "See what else can be done: facilitator --help")
    return open_home(desk.home)


def on_terminal() -> bool:
    """Whether somebody can see screens and type."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_home(home: Home) -> int:
    """Open the screens on a home."""
    from facilitator.tui.app import run  # Textual, 250 ms, and the only door from the command line to the screens

    return run(home)
