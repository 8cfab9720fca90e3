"""How far a long copy is, on a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click

from facilitator.cli.kit.terminal import say, visible

_LONG = 8 * 1024 * 1024


def progress(doing: str, *, silent_seconds: float | None = None) -> Callable[[int, int], None] | None:
    """Speak of how far a copy is, on a terminal only: of a long one, or of one that takes longer than so many seconds.

    What nobody asked for is told only where one waits for it.
    """
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def tell(done: int, total: int) -> None:
        if total >= _LONG if silent_seconds is None else time.monotonic() - began > silent_seconds:
            with suppress(OSError):
                say(f"{doing} {100 * done // total} %", err=True, nl=done >= total, over=True)

    return tell


@contextmanager
def bar(label: str) -> Iterator[Callable[[float], None] | None]:
    """A progress bar on a terminal, from 0 to 1; Ctrl-C ends what it shows, and nothing was written by then."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, label=visible(label), file=sys.stderr) as bar:
        yield lambda read: bar.update(max(0, round(read * 1000) - bar.pos))
