"""From which day to which day, in plain words."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.periods import read_days, read_period
from facilitator.domain.dates.plain_dates import say_date
from facilitator.errors import BadInput
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Label, Static
from facilitator.tui.kit.said import said


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date

    @property
    def shown(self) -> str:
        """In words."""
        return f"{say_date(self.first)} to {say_date(self.last)}"


class AskPeriod(Dialog[Period]):
    """Says with each letter which days it understands."""

    def __init__(self, period: Period, today: date) -> None:
        super().__init__()
        self.period = period
        self.today = today

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Which days?", classes="dialog-title")
            yield Static("Such as 2027-01-31, 31 jan, last mon, or a period: last month, since september.")
            for name, words, day in (
                ("first", "From", self.period.first),
                ("last", "To", self.period.last),
            ):
                with Horizontal(classes="row"):
                    yield Label(words)
                    yield Input(day.isoformat(), id=name, compact=True)
            yield Static(id="reading")
            with Horizontal(classes="buttons"):
                yield Button("Show these days", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_input_changed(self) -> None:
        """Say what is understood."""
        self.read()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the last day, then answers."""
        if event.input.id == "first":
            self.query_one("#last", Input).focus()
        else:
            self.answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """These days, or not now."""
        if event.button.id == "ok":
            self.answer()
        else:
            self.dismiss(None)

    def answer(self) -> None:
        """Answer with days that can be read."""
        found = self.read()
        if found is not None:
            self.dismiss(found)

    def typed(self) -> tuple[str | None, str | None]:
        """What stands in both fields; a period in one of them is both ends where the other was left as it was."""
        first, last = (self.query_one(f"#{name}", Input).value.strip() for name in _ENDS)
        if last == self.period.last.isoformat() and read_period(first, self.today, back=True):
            return first, None
        if first == self.period.first.isoformat() and read_period(last, self.today, back=True):
            return None, last
        return first or None, last or None

    def read(self) -> Period | None:
        """The days meant, or None after saying what is wrong."""
        says = self.query_one("#reading", Static)
        try:
            first, last = read_days(*self.typed(), self.today, back=True)
        except BadInput as error:
            says.update(said(error))
            return None
        if last < first:
            says.update(f"{say_date(last)} is before {say_date(first)}.")
            return None
        found = Period(first, last)
        says.update(found.shown)
        return found


_ENDS = ("first", "last")
