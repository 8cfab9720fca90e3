"""The one way to speak to a terminal from the command line: nothing that was typed or read steers it.

A title, a header or a path may hold an escape sequence (the clipboard, the name of the window), or a sign that turns
the order of letters round. Such signs are written out; blanks, tabs and line ends stay.
"""

import json
import os
from typing import Any

import click


def visible(text: str) -> str:
    r"""A text with each sign that nobody sees written out as JSON writes it, ``\u001b``: of JSON the value stays."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    from facilitator.domain.spelling import is_unseen, joins  # for the few texts that have any

    return "".join(
        json.dumps(sign)[1:-1].replace("\x7f", "\\u007f")
        if is_unseen(sign) and sign not in "\t\n" and text[at : at + 2] != "\r\n" and not joins(text, at)
        else sign
        for at, sign in enumerate(text)
    )


def say(text: object = "", *, err: bool = False, nl: bool = True, over: bool = False) -> None:
    """Say a text on stdout, or beside the answer on stderr; ``over`` what stands on the line."""
    click.echo(("\r" if over else "") + visible(str(text)), err=err, nl=nl)


def say_json(value: Any) -> None:
    """Say one JSON value."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def whisper(text: str) -> None:
    """Say something quietly beside the answer."""
    click.secho(visible(text), err=True, dim="NO_COLOR" not in os.environ)


def ask(text: str, default: str | None = None, **options: Any) -> str:
    """Ask beside the answer for a line."""
    return str(click.prompt(visible(text), default, err=True, **options))


def agreed(text: str, *, abort: bool = False) -> bool:
    """Ask beside the answer for a yes."""
    return click.confirm(visible(text), abort=abort, err=True)
