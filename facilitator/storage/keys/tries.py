"""Wrong secrets in a row, and how long the next try waits: guessing at the screen gets slower and slower.

It slows down somebody who sits at this computer with the program. Whoever copies the files can guess without it; what
stands against them is the cost of each guess (Argon2id) and a long passphrase.

The note is there from the making of a book on, so that one that was thrown away is missed. Whoever puts back an older
copy of it is not found out.
"""

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from facilitator.errors import BadInput
from facilitator.home import read_within, write_whole
from facilitator.storage.strict_json import NotAsPromised, read_fields

FREE = 3
"""Slips of the finger that cost nothing."""

LONGEST_SECONDS = 60

_MOST_BYTES = 1_000
_LATEST = 1e11
"""The year 5138: a moment far ahead would be waited for no longer than any other."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong tries there were in a row, and when the last one was, in seconds since 1970.

    ``whole`` is whether all of them are known: nobody threw the note away since it was begun.
    """

    wrong: int = 0
    last_at: float = 0
    whole: bool = False

    def seconds_to_wait(self, now: float) -> int:
        """Whole seconds until the next try, at ``now``; a clock that was set back waits once more, and no longer."""
        if self.wrong < FREE:
            return 0
        pause: int = min(LONGEST_SECONDS, 2 ** min(self.wrong - FREE, 10))
        return min(pause, max(0, math.ceil(self.last_at + pause - now)))


def read_tries(path: Path) -> Tries:
    """The wrong tries so far; none where nothing is noted, or the note cannot be read."""
    try:
        noted = read_fields(read_within(path, _MOST_BYTES))
        return Tries(noted.whole("wrong"), noted.number("last_at", 0, _LATEST), noted.flag("whole"))
    except (OSError, NotAsPromised):
        return Tries()


def begin_tries(path: Path) -> None:
    """Begin the note: of a new book, or once it was told that it is gone."""
    _write(path, Tries(whole=True))


def note_wrong(path: Path, now: float) -> None:
    """Count a wrong try. Where it cannot be noted the book stays as safe as its passphrase is long."""
    tries = read_tries(path)
    _write(path, Tries(tries.wrong + 1, now, tries.whole))


def forget_wrong(path: Path) -> None:
    """Forget them: somebody knew the secret. That the note was gone is not forgotten."""
    _write(path, Tries(whole=read_tries(path).whole))


def _write(path: Path, tries: Tries) -> None:
    with suppress(BadInput, OSError):
        write_whole(path, json.dumps(asdict(tries)).encode())
