"""``facilitator open``: the terminal UI."""

import sys

import click

from facilitator.cli.command import Desk, line
from facilitator.errors import BadInput


@line("open")
@click.pass_obj
def open_(desk: Desk) -> int:
    """Open the program in the terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("the screens need a terminal", "See what else can be done: facilitator --help")
    from facilitator.tui.app import run  # Textual, 250 ms, and the only door from the command line to the screens

    return run(desk.home)
