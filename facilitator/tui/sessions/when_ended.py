"""When a session ended that nobody ended in time: asked before it is finished, so that no hours are made up."""

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import say_moment, say_time
from facilitator.domain.sessions.clock_time import ComesTwice
from facilitator.domain.sessions.minutes import due_end, is_late
from facilitator.domain.views import Session
from facilitator.errors import BadInput
from facilitator.services.sessions.run_session import end_said
from facilitator.tui.desk import Desk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.plain import Button, Static
from facilitator.zones import zone


class WhenEnded(Dialog[datetime]):
    """Answers with the moment at which it really ended."""

    def __init__(self, session: Session, now: datetime) -> None:
        super().__init__()
        self.session = session
        self.now = now

    def compose(self) -> ComposeResult:
        due = due_end(self.session).astimezone(zone(self.session.zone))
        with Vertical(classes="dialog"):
            yield Static("When did it end?", classes="dialog-title")
            yield Static(f"It was to end on {say_moment(due)}, and that is a while ago.")
            with Vertical(classes="choices"):
                yield Button(f"At {say_time(due.time())}, as planned", id="planned", compact=True)
                yield Button("Now", id="now", compact=True)
            yield Input(placeholder="Another time, such as 7:45 pm; then Enter", id="at")
            yield Static(id="problem", classes="problem")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """As planned, or now."""
        self.dismiss(end_said(self.session, event.button.id or "now", self.now))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """At another time."""
        try:
            self.dismiss(end_said(self.session, event.value, self.now))
        except ComesTwice as error:
            self.ask_which(error)
        except BadInput as error:
            self.query_one("#problem", Static).update(f"{error.title}. {error.spoken_hint}")

    def ask_which(self, error: ComesTwice) -> None:
        """An hour that came twice that night."""
        first, second = (each.astimezone(zone(self.session.zone)) for each in error.moments)
        asked = Question(
            error.title, "Which one was it?", yes=f"The first ({first:%Z})", no=f"The second ({second:%Z})"
        )

        def answered(is_first: bool | None) -> None:
            if is_first is not None:
                self.dismiss(error.moments[0] if is_first else error.moments[1])

        self.app.push_screen(asked, answered)


def ask_when_ended(desk: Desk, session: Session, then: Callable[[datetime | None], object]) -> None:
    """Ask where it is so late that somebody has to say; ``then`` is told None where now is as good as any answer."""
    now = desk.clock()
    if not is_late(session, now):
        then(None)
        return

    def answered(ended: datetime | None) -> None:
        if ended is not None:
            then(ended)

    desk.push_screen(WhenEnded(session, now), answered)
