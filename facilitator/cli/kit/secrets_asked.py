"""Asking for new secrets at a terminal, and handing over a recovery code once."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from facilitator.cli.kit.terminal import ask, say
from facilitator.errors import BadInput


def ask_new_passphrase() -> str:
    """A new passphrase, typed twice.

    Raises:
        BadInput: without a terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise BadInput(
            "a new book needs a passphrase",
            "Use --passphrase-fd N, or name a private file in FACILITATOR_PASSPHRASE_FILE.",
        )
    return ask("Passphrase", hide_input=True, confirmation_prompt="The same again")


def write_code(path: Path, code: str) -> None:
    """Write a recovery code into a new, private file.

    Raises:
        BadInput: where the file is there already, or cannot be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise BadInput(
            f"{path} exists already", "Name a new file with --recovery-file; none is overwritten."
        ) from error
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}", "Name another file with --recovery-file.") from error
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(code + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):  # a dead disk may refuse this too
            path.unlink(missing_ok=True)
        raise BadInput(f"cannot write {path}: {error.strerror}", "Name another file with --recovery-file.") from error


def have_code_noted(code: str) -> None:
    """Show the recovery code on the terminal, once, and have it typed back from paper."""
    from facilitator.services.book.open_book import same_code

    say(
        "\nThis recovery code opens the book if the passphrase is lost. It is shown once: write it on paper.\n",
        err=True,
    )
    say(f"    {code}\n", err=True)
    while not same_code(ask("Type it back"), code):
        say("That is not the same. Look again.", err=True)
