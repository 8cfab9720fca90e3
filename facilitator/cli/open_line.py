"""``facilitator open`` as a line that was typed with options."""

import click

from facilitator.cli.kit.command import CommandDesk, line
from facilitator.cli.open import on_terminal, open_home
from facilitator.errors import BadInput


@line("open")
@click.pass_obj
def open_(desk: CommandDesk) -> int:
    """Open the program in the terminal."""
    if not on_terminal():
        raise BadInput("the screens need a terminal", "See what else can be done: facilitator --help")
    desk.signed = True
    return open_home(desk.home, desk.login)
