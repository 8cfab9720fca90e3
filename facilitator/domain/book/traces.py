"""What shows that a book may have gone back in time: something outside of it speaks of a row that it does not have."""

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """What does not fit."""

    NO_NOTE = "no note"
    NO_SEAL = "no seal"
    CUT = "cut"
    BACKUP = "backup"
    WITNESS = "witness"
    OTHER_KEY = "other key"
    OTHER_SEAL = "other seal"


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that does not fit: the ``row`` that was the newest at ``at`` (ISO, UTC), and the file that says so.

    ``mark`` tells it from others.
    """

    doubt: Doubt
    row: int = 0
    at: str = ""
    mark: str = ""
    where: str = ""

    @property
    def words(self) -> str:
        """What it is, as the first half of a sentence."""
        gone = f"row {self.row} of {self.at} was there once and is gone or changed"
        return {
            Doubt.NO_NOTE: "book.keys does not say how far the audit chain came: it was taken out, or out of a backup",
            Doubt.NO_SEAL: "the note in book.keys of how far the audit chain came does not hold: it was changed, or"
            " an earlier program wrote it",
            Doubt.CUT: f"the audit chain was cut: {gone}",
            Doubt.BACKUP: f"the book went back in time: {gone}, says the backup {self.where}",
            Doubt.WITNESS: f"the book went back in time: {gone}, says the witness {self.where}",
            Doubt.OTHER_KEY: f"the book went back in time: {self.where} of {self.at} was made under a key that came"
            " after this one",
            Doubt.OTHER_SEAL: f"the witness {self.where} of {self.at} does not hold: it was changed, or written under"
            " another key of this book",
        }[self.doubt]


def notice(traces: tuple[Trace, ...]) -> str:
    """What is said at each opening until somebody accepts it."""
    more = f" (and {len(traces) - 1} more)" if len(traces) > 1 else ""
    return f"Look into this: {traces[0].words}{more}. See: facilitator audit verify"
