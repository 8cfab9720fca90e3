"""Files that somebody names on a screen."""

from pathlib import Path

from facilitator.errors import BadInput

MOST_GIVEN = 32_000_000
"""Bytes: more than any reader of files takes, so that each says by itself what is too large for it."""


def path_named(text: str) -> Path:
    """The file meant by what was typed or dropped into a line: quotes around it and ``~`` are understood.

    Raises:
        BadInput: where nothing was named.
    """
    named = text.strip()
    if len(named) > 1 and named[0] == named[-1] and named[0] in "'\"":
        named = named[1:-1]
    if not named:
        raise BadInput("no file was named", "Type where it is, such as: ~/Documents/roster.csv")
    try:
        return Path(named).expanduser()
    except RuntimeError as error:  # ~somebody who has no folder here
        raise BadInput(f"there is no folder {named.split('/')[0]}", "Type the whole path.") from error


def read_named(path: Path) -> bytes:
    """The bytes of that file, up to more than any reader takes.

    Raises:
        BadInput: where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_GIVEN)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "that is no name of a file"
        raise BadInput(f"cannot read {path}: {why}", "See that the file exists and belongs to you.") from error
