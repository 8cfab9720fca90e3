"""What can go wrong, said so that the reader knows what to do next."""

import errno
import re
from typing import ClassVar

OF_THE_SYSTEM = {
    errno.ENOSPC: "the answer cannot be written: the disk is full\nFree some room and ask again.",
    errno.ENAMETOOLONG: "a path is too long for this computer\nName a shorter one.",
}
"""What the system refuses anywhere, in our words; its own repeat the path."""


class FacilitatorError(Exception):
    """Something the user can act on: a title that says what and where, a hint that says what to do.

    Neither part may hold the name of a participant: both end up in terminals and tickets.
    """

    exit_code: ClassVar[int] = 2
    names_nobody: bool = False
    """Whether it was compared with the people of the book."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint

    @property
    def spoken_hint(self) -> str:
        """The hint for somebody who is not at a command line: without commands and options."""
        parts = [part.partition(": facilitator ")[0] for part in re.split(r"(?<=[.?!;])\s+", self.hint)]
        kept = [part for part in parts if part not in ("See", "Use") and not re.search(r"facilitator |--", part)]
        return " ".join(part if part[-1:] in ".?!;" else f"{part}." for part in kept if part)

    def __str__(self) -> str:
        return f"{self.title}\n{self.hint}" if self.hint else self.title


class BadInput(FacilitatorError):
    """A value, a file or an option that cannot be used."""


class NotFound(FacilitatorError):
    """Nothing answers to that name.

    ``near`` are people with a name like it, code and name: told where names may be shown, never in the error itself.
    """

    near: tuple[tuple[str, str], ...] = ()


class Ambiguous(FacilitatorError):
    """More than one thing answers to that name."""


class Refused(FacilitatorError):
    """The answer is no: a clash, unmarked people, problems in a file. Nothing was changed."""

    exit_code = 1


class ChangedMeanwhile(Refused):
    """What somebody saw no longer holds, and their step would overwrite it: the title says what is there now.

    Where it speaks of ``this person``, whoever may name them says the name in its place.
    """

    def of(self, who: str) -> str:
        """What is there now, as a sentence about somebody."""
        said = self.title.replace("this person", who)
        return f"{said[:1].upper()}{said[1:]}."


class BookError(FacilitatorError):
    """The book cannot be opened, read or written."""


class WrongKey(BookError):
    """Nothing that was given opens this book. One message, whatever was wrong."""


def without_values(error: BaseException) -> str:
    """Type, function and line of an error that nobody expected, and nothing that it held.

    A traceback prints values, and the names of people and the key of the book are values.
    """
    import traceback  # 5 ms, and only when something is broken

    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "facilitator" in frame.filename] or list(frames)
    place = f"{ours[-1].name}:{ours[-1].lineno}" if ours else "an unknown place"
    return (
        f"internal error {type(error).__name__} in {place}; the details are left out to protect people.\n"
        "What was saved is safe. Please report this line."
    )
