"""End a session: what becomes of people without a mark, or that it did not meet."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from facilitator.errors import ChangedMeanwhile
from facilitator.services.book.open_book import note_head
from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import Roll, roll_of
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.session_acts import ask_did_not_meet
from facilitator.words import Unmarked

_CHOICES = (
    (Unmarked.LEAVE, "Finish, and leave them without a mark"),
    (Unmarked.EXCUSED, "Finish: they let us know"),
    (Unmarked.MISSED, "Finish: they did not come"),
)


class Finish(Dialog[bool]):
    """Ends the session, or notes that it did not meet, when it answers True."""

    def __init__(self, roll: Roll, ended: datetime | None = None) -> None:
        super().__init__()
        self.roll = roll
        self.ended = ended
        self.changed = ""

    def compose(self) -> ComposeResult:
        counts = self.roll.tally
        with Vertical(classes="dialog"):
            yield Static("Finish this session?", classes="dialog-title")
            if self.changed:
                yield Static(self.changed, classes="problem", markup=False)
            if self.roll.headcount is not None:
                yield Static(f"Headcount: {self.roll.headcount}.")
            else:
                yield Static(f"{counts.attended} here, {counts.excused} let us know, {counts.missed} did not come.")
            if counts.unmarked:
                people = "person who was expected has" if counts.unmarked == 1 else "people who were expected have"
                yield Static(f"{counts.unmarked} {people} no mark yet. What fits them?")
            with Vertical(classes="choices"):
                if counts.unmarked:
                    for unmarked, words in _CHOICES:
                        yield Button(words, id=unmarked.value, compact=True)
                else:
                    yield Button("Finish", variant="primary", id="finish", compact=True)
                if not counts.attended and not self.roll.headcount:
                    yield Button("Did not meet: nobody came, or it could not be held", id="did-not-meet", compact=True)
                yield Button("Not yet", id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Finish, note that it did not meet, or not yet."""
        if event.button.id == "no":
            self.dismiss(False)
            return
        if event.button.id == "did-not-meet":
            ask_did_not_meet(self.facilitator, self.roll.session, lambda _noted: self.dismiss(True))
            return
        unmarked = next((each for each, _ in _CHOICES if each.value == event.button.id), None)
        app = self.facilitator
        ended = app.attempt(lambda: self.end(unmarked))
        if ended is not None:
            app.attempt(lambda: note_head(app.home, app.book))
            self.dismiss(True)

    def end(self, unmarked: Unmarked | None) -> run_session.Ended | None:
        """End it as it is shown here; where another window changed something since, show that first."""
        app = self.facilitator
        try:
            return run_session.end(
                app.book, self.roll.session.uid, now=app.clock(), unmarked=unmarked, ended=self.ended, seen=self.roll
            )
        except ChangedMeanwhile as error:
            self.roll, self.changed = roll_of(app.book, self.roll.session.uid), said(error)
            self.refresh(recompose=True)
            return None
