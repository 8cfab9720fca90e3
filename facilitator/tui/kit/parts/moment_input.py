"""A day and a time in plain words, which arrows and clicks move too."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_moment, say_moment
from facilitator.errors import BadInput
from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.plain import Static

DAY, HALF_HOUR = 24 * 60, 30


class MomentInput(AtDesk, Input):
    """Reads ``thu 6:30p``, ISO and the like; up and down go a day on and back."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct(f"go({DAY})", "up", "Day later", "A day later."),
        ScreenAct(f"go({-DAY})", "down", "Day earlier", "A day earlier."),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, moment: datetime, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(say_moment(moment), placeholder="thu 6:30 pm, or 2027-02-19 18:30", id=id, compact=True)

    def read(self) -> datetime:
        """The wall time that is meant.

        Raises:
            BadInput: for words that name no day and time.
        """
        app = self.facilitator
        return parse_moment(self.value, app.local(app.clock()).replace(tzinfo=None))

    def action_go(self, minutes: int) -> None:
        """Move it by some minutes; what is no time yet stays as it is."""
        with suppress(BadInput, OverflowError):
            self.value = say_moment(self.read() + timedelta(minutes=minutes))


class Nudges(Horizontal):
    """Four places to click, for whoever would rather not type a time."""

    def __init__(self, of: MomentInput) -> None:
        super().__init__(classes="nudges")
        self.of = of

    def compose(self) -> ComposeResult:
        for words, minutes in (
            ("[ - day ]", -DAY),
            ("[ + day ]", DAY),
            ("[ - 30 min ]", -HALF_HOUR),
            ("[ + 30 min ]", HALF_HOUR),
        ):
            yield Nudge(words, self.of, minutes)


class Nudge(Static):
    """Moves a time when it is clicked."""

    def __init__(self, words: str, of: MomentInput, minutes: int) -> None:
        super().__init__(words)
        self.of = of
        self.minutes = minutes

    def on_click(self) -> None:
        """Move it."""
        self.of.action_go(self.minutes)
