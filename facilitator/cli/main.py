"""The command line as a whole: what a line does, and what is said where it fails."""

import os
import sys
from typing import NoReturn

import click

from facilitator import __version__
from facilitator.cli.commands import COMMANDS
from facilitator.cli.kit.command import Noun, common_options
from facilitator.cli.kit.process import whole_process
from facilitator.cli.kit.terminal import say
from facilitator.errors import OF_THE_SYSTEM, FacilitatorError, without_values


@click.pass_context
def _open_unless_told(ctx: click.Context) -> object:
    """No command is ``open``."""
    if ctx.invoked_subcommand is not None:
        return None
    command = cli.get_command(ctx, "open")
    return ctx.invoke(command) if command else None


cli = Noun(
    "facilitator",
    COMMANDS,
    callback=_open_unless_told,
    invoke_without_command=True,
    help="Schedule peer support groups, run their sessions, take attendance, publish and report.",
    params=[
        *common_options(hidden=False),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=lambda ctx, _param, value: _version(ctx) if value else None,
            help="Print the version.",
        ),
    ],
)


def _version(ctx: click.Context) -> NoReturn:
    say(f"facilitator {__version__}")
    ctx.exit()


def main() -> NoReturn:
    """Run the command line: 0 done, 1 the answer is no, 2 bad input or usage; never a traceback."""
    whole_process(lambda: run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one line and give its exit code."""
    try:
        answer = cli.main(arguments, prog_name="facilitator", standalone_mode=False)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        return tell(error, arguments)
    return answer if isinstance(answer, int) else 0


def tell(error: BaseException, arguments: list[str]) -> int:
    """Say on stderr what ended a line, without values or what was typed; the exit code for it."""
    if isinstance(error, FacilitatorError):
        shown = error.names_nobody or sys.stderr.isatty()  # in a terminal stands what was typed just above
        say(str(error) if shown else _without_typed(str(error), arguments), err=True)
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message())
        return 2
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "facilitator"
        # click lists choices a line each; an error has two lines at most
        message = _without_typed(" ".join(error.format_message().split()), arguments)
        say(f"{message}\nSee: {where} --help", err=True)
        return 2
    if isinstance(error, click.Abort | KeyboardInterrupt):
        say("Stopped. Nothing half done was kept.", err=True)
        return 130
    if isinstance(error, BrokenPipeError | SystemExit):
        # whoever read us had enough (click exits then); Python would complain again while closing stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, OSError) and error.errno in OF_THE_SYSTEM:
        say(OF_THE_SYSTEM[error.errno], err=True)
        return 2
    # last door: a traceback prints values, names of people among them
    say(without_values(error), err=True)
    return 70


def _without_typed(text: str, arguments: list[str]) -> str:
    from facilitator.cli.kit.unsaid import without_typed  # its patterns are wanted for errors alone

    return without_typed(text, arguments)
