"""What the sessions of a period still lack: figures are of what was closed, and say what is not in them yet."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.dates.plain_dates import say_date


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Sessions that are over and not closed, people of sessions that are over to mark, headcounts of them to take.

    Somebody without a mark in two sessions is two to mark. ``first`` is the day of the first session that lacks any of
    it, and ``first_session`` its uid.
    """

    sessions: int = 0
    people: int = 0
    headcounts: int = 0
    first: date | None = None
    first_session: str = ""

    @property
    def parts(self) -> str:
        """What is lacking: ``3 sessions not closed, 4 people to mark, 1 headcount to take``; empty where nothing is."""
        parts = (
            _said(self.sessions, "session not closed", "sessions not closed"),
            _said(self.people, "person to mark", "people to mark"),
            _said(self.headcounts, "headcount to take", "headcounts to take"),
        )
        return ", ".join(part for part in parts if part)

    @property
    def words(self) -> str:
        """The sentence with which a report opens."""
        if self.first is None:
            return "Nothing is still open in this period."
        return f"Still open in this period: {self.parts}, the first on {say_date(self.first)}."


def _said(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}" if number else ""
