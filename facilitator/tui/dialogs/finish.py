"""End a session: what becomes of people without a mark."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, RadioButton, RadioSet, Static

from facilitator.services import run_session
from facilitator.services.open_book import note_head
from facilitator.services.take_attendance import Roll
from facilitator.tui.dialogs.dialog import Dialog
from facilitator.words import Unmarked

_CHOICES = (
    (Unmarked.LEAVE, "leave them without a mark for now"),
    (Unmarked.EXCUSED, "they let us know"),
    (Unmarked.MISSED, "they did not come"),
)


class Finish(Dialog[bool]):
    """Ends the session when it answers True."""

    def __init__(self, roll: Roll) -> None:
        super().__init__()
        self.roll = roll

    def compose(self) -> ComposeResult:
        counts = self.roll.tally
        with Vertical(classes="dialog"):
            yield Static("Finish this session?", classes="dialog-title")
            yield Static(f"{counts.attended} here, {counts.excused} let us know, {counts.missed} did not come.")
            if counts.unmarked:
                people = "person has" if counts.unmarked == 1 else "people have"
                yield Static(f"{counts.unmarked} {people} no mark yet:")
                with RadioSet():
                    for at, (_, words) in enumerate(_CHOICES):
                        yield RadioButton(words, value=at == 0)
            with Horizontal(classes="buttons"):
                yield Button("Finish", variant="primary", id="yes")
                yield Button("Not yet", id="no")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Finish, or not yet."""
        if event.button.id != "yes":
            self.dismiss(False)
            return
        chosen = [_CHOICES[max(0, each.pressed_index)][0] for each in self.query(RadioSet)]
        app = self.facilitator
        ended = app.attempt(
            lambda: run_session.end(
                app.book, self.roll.session.uid, now=app.clock(), unmarked=chosen[0] if chosen else None
            )
        )
        if ended is not None:
            app.attempt(lambda: note_head(app.home, app.book))
            self.dismiss(True)
