"""How far a long copy is, on a terminal."""

import sys
from collections.abc import Callable
from contextlib import suppress

import click

_LONG = 8 * 1024 * 1024


def progress(doing: str) -> Callable[[int, int], None] | None:
    """Speak of how far a long copy is, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        if total >= _LONG:
            with suppress(OSError):
                click.echo(f"\r{doing} {100 * done // total} %", err=True, nl=done >= total)

    return tell
