"""The way to the screens, which does without what reads a line."""

import sys

from facilitator.home import Home


def on_terminal() -> bool:
    """Whether somebody can see screens and type."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_home(home: Home, login: str | None = None) -> int:
    """Open the screens on a home; ``login`` is who works there, where they said so."""
    from facilitator.tui.app import run  # Textual, 250 ms, and the only door from the command line to the screens

    return run(home, login)
