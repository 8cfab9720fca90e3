"""An edit of one session as its user saw it: where another window changed it since, they see what, and choose."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from facilitator.domain.sessions.seen_since import SinceSeen, since_seen
from facilitator.domain.views import Session
from facilitator.errors import ChangedMeanwhile
from facilitator.services.sessions.run_session import see_session
from facilitator.tui.desk import Desk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.plain import Button, Static


class Way(StrEnum):
    """Whose change stands."""

    THEIRS = "theirs"
    MINE = "mine"
    FORM = "form"


class ThreeWays(Dialog[Way]):
    """Answers whose change stands; Esc, as Enter alone, takes theirs: nothing is overwritten."""

    AUTO_FOCUS = "#theirs"

    def __init__(self, title: str, fields: Sequence[SinceSeen]) -> None:
        super().__init__()
        self.shown_title = title
        self.fields = fields

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(id="since-seen")
            with Horizontal(classes="buttons"):
                yield Button(enter_does("Take theirs"), id=Way.THEIRS, variant="primary", compact=True)
                yield Button("Keep mine", id=Way.MINE, compact=True)
                yield Button("Back to the form", id=Way.FORM, compact=True)

    def on_mount(self) -> None:
        """Field under field: as it was seen, as it is, as one would have it."""
        lines = []
        for each in self.fields:
            lines.append(Text(each.what, style="bold"))
            ways = (("You saw", each.saw), ("It is now", each.now), ("Yours", each.yours))
            lines.extend(Text(f"  {title:<11}{words}") for title, words in ways if words)
        self.query_one("#since-seen", Static).update(Text("\n").join(lines))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """One of the three."""
        self.dismiss(Way(event.button.id or Way.THEIRS))


Answer = TypeVar("Answer")
CHANGED = "This session was changed in another window"


def edit_as_seen(
    desk: Desk,
    saw: Session,
    act: Callable[[Session], Answer],
    done: Callable[[Answer], object],
    *,
    yours: dict[str, str],
    form: Callable[[Session], object],
) -> None:
    """Do what ``act`` does to a session as it was seen, and hand its answer to ``done``.

    Where it was changed since, ``yours`` by field is shown beside what it is now. ``form`` asks anew, about the session
    as it is.
    """
    met: list[ChangedMeanwhile] = []

    def tried() -> Answer | None:
        try:
            return act(saw)
        except ChangedMeanwhile as error:
            met.append(error)
            return None

    made = desk.attempt(tried)
    if made is not None:
        done(made)
    if not met:
        return
    now = see_session(desk.book, saw.uid).session

    def answered(way: Way | None) -> None:
        if way is Way.MINE:
            edit_as_seen(desk, now, act, done, yours=yours, form=form)
        elif way is Way.FORM:
            form(now)

    desk.push_screen(ThreeWays(CHANGED, since_seen(saw, now, yours)), answered)
