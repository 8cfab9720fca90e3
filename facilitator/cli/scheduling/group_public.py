"""What a group tells the public: the options that say it, and how it is shown."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from facilitator.cli.kit.terminal import say
from facilitator.domain.scheduling.public_words import PARTS
from facilitator.domain.views import Group

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = {
    "language": ("L", "What it is held in: en, es, es-MX."),
    "access": ("TEXT", "How one gets in, and what is there for whom: step-free, a sign interpreter."),
    "description": ("TEXT", "What the public may read of it, and what to bring, in plain text."),
    "link": ("URL", "Where one joins online; feeds show it only where they are told to."),
}


def public_words(command: Command) -> Command:
    """The options; an empty text clears one."""
    for part in reversed(PARTS):
        metavar, words = _OPTIONS[part]
        command = click.option(f"--{part}", metavar=metavar, help=words)(command)
    return command


def say_public(group: Group) -> None:
    """What it tells, a line each."""
    say(f"on the public schedule: {'yes' if group.public else 'no'}")
    for part in PARTS:
        told = getattr(group, part)
        if told:
            say(f"{part}: {' '.join(told.splitlines())}")


def public_shape(group: Group) -> dict[str, str]:
    """The same as JSON has it."""
    return {part: getattr(group, part) for part in PARTS}
