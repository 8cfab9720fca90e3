"""How late somebody came, or how early they left: one key, asked where a mark no longer says when."""

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from facilitator.domain.sessions.minutes import due_end, lasted
from facilitator.domain.views import Session
from facilitator.services.sessions.make_mark import There
from facilitator.tui.desk import Desk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static
from facilitator.words import AttendanceStatus, SessionStatus

CHOICES = (("5", 5, "5 minutes"), ("1", 10, "10 minutes"), ("q", 15, "a quarter of an hour"), ("h", 30, "half an hour"))
"""Key, minutes, words."""


class WhenThere(Dialog[int]):
    """Answers with minutes, or 0 where nobody knows."""

    BINDINGS = [  # noqa: RUF012 - as every dialog has them
        *(Binding(key, f"say({minutes})", words, show=False) for key, minutes, words in CHOICES),
        Binding("n", "say(0)", "Not known", show=False),
    ]

    def __init__(self, who: str, status: AttendanceStatus, length: int) -> None:
        super().__init__()
        self.who = who
        self.status = status
        self.length = length

    def compose(self) -> ComposeResult:
        how = "How late did they come?" if self.status is AttendanceStatus.LATE else "How early did they leave?"
        with Vertical(classes="dialog"):
            yield Static(f"{self.who}: {how}", classes="dialog-title")
            with Vertical(classes="choices"):
                for key, minutes, words in CHOICES:
                    if minutes < self.length:
                        yield Button(f"{key}  {words}", id=f"m{minutes}", compact=True)
                yield Button("n  Not known: the whole session counts", id="m0", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """That many."""
        self.action_say(int((event.button.id or "m0")[1:]))

    def action_say(self, minutes: int) -> None:
        """Answer, unless the session was shorter than that."""
        if minutes < self.length:
            self.dismiss(minutes)


def ask_when_there(
    desk: Desk,
    session: Session,
    who: str,
    status: AttendanceStatus | None,
    now: datetime,
    then: Callable[[There], None],
) -> None:
    """Ask where late, or left early, does not mean now; Esc makes no mark."""
    runs = session.status is SessionStatus.RUNNING
    span = lasted(session)
    if status not in (AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY) or (
        runs and span.began <= now <= due_end(session)
    ):
        then(There())
        return

    def answered(minutes: int | None) -> None:
        if minutes is None:
            return
        late = status is AttendanceStatus.LATE
        known = minutes or None
        # the page is read anew once the question is gone; this comes after
        there = There(minutes_late=known) if late else There(minutes_early=known)
        desk.call_after_refresh(then, there)

    desk.push_screen(WhenThere(who, status, span.minutes), answered)
