"""The veil: while a session runs and nobody is at the keyboard, clock and agenda stay and every name is gone."""

from datetime import datetime, timedelta
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input

from facilitator.errors import FacilitatorError
from facilitator.services.sessions import run_session
from facilitator.tui.desk import Desk
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.closing import Closing
from facilitator.tui.kit.plain import Static
from facilitator.tui.kit.said import said
from facilitator.tui.sessions.agenda_clock import AgendaClock
from facilitator.words import SessionStatus

FULL_LOCK_AFTER = timedelta(minutes=15)
"""How long after its planned end a session still keeps the book from locking."""

NOBODY = "Names are hidden: nobody was here for a while."
ASKED = "Names are hidden. h brings them back; Ctrl+L locks the book."


class Veil(Closing, ModalScreen[None]):
    """Covers the whole screen until the session's PIN, or the passphrase, brings the names back."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("next_item", "n", "Next item", "Go to the next agenda item.", True),
        ScreenAct("crisis", "0", "Crisis sheet", "Whom to call, at once.", True),
        ScreenAct("lift", "h", "Show names", "Bring the names back with the session's PIN, or the passphrase.", True),
        ScreenAct("app.hide_or_lock", "ctrl+l", "Lock", "Lock the book at once.", True),
    )
    BINDINGS = bindings(ACTS)
    AUTO_FOCUS = ""

    def __init__(self, uid: str, why: str = NOBODY) -> None:
        super().__init__()
        self.uid = uid
        self.why = why

    def compose(self) -> ComposeResult:
        yield Static(id="veil-title", classes="heading")
        with VerticalScroll(id="veil-agenda"):
            yield AgendaClock()
        yield Static(self.why, id="veil-says")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the session as it stands."""
        self.show()

    def show(self) -> None:
        """Read the session anew."""
        seen = self.facilitator.attempt(lambda: run_session.see_session(self.facilitator.book, self.uid))
        if seen is not None:
            self.query_one(AgendaClock).seen = seen
            self.query_one("#veil-title", Static).update(seen.session.lesson_title or "A session")

    def action_next_item(self) -> None:
        """The next agenda item: the group goes on."""
        app = self.facilitator
        if app.attempt(lambda: run_session.next_item(app.book, self.uid, now=app.clock())) is not None:
            self.show()

    def action_crisis(self) -> None:
        """Whom to call."""
        from facilitator.tui.sessions.crisis import crisis_sheet, crisis_words

        seen = self.query_one(AgendaClock).seen
        self.app.push_screen(crisis_sheet(crisis_words(self.facilitator, seen.session) if seen else ""))

    async def action_lift(self) -> None:
        """Ask for the PIN or the passphrase; a practice book without a PIN asks for nothing."""
        if self.facilitator.practice and self.facilitator.pin_of(self.uid) is None:
            self.dismiss(None)
            return
        if not self.query("#veil-secret"):
            await self.mount(Input(password=True, id="veil-secret"), before="#veil-says")
        field = self.query_one("#veil-secret", Input)
        field.placeholder = self.wanted
        field.value, field.disabled = "", False
        field.focus()

    @property
    def wanted(self) -> str:
        """What brings the names back."""
        return (
            "session PIN, or the passphrase; then Enter"
            if self.facilitator.pin_of(self.uid)
            else "passphrase, then Enter"
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try what was typed: as the PIN while it lives, else as the passphrase."""
        pin = self.facilitator.pin_of(self.uid)
        if pin is not None and pin.fits(event.value):
            self.dismiss(None)
            return
        if pin is not None and event.value.isdigit():
            event.input.value = ""
            event.input.placeholder = self.wanted
            self.say("That is not it." if pin.alive else "That is not it. The PIN is used up: the passphrase opens.")
            return
        event.input.disabled = True
        self.say("Trying ...")
        self.try_passphrase(event.value)

    @work(thread=True, exclusive=True)
    def try_passphrase(self, secret: str) -> None:
        """In a thread: stretching takes half a second."""
        from facilitator.services.book.unlock import unlock

        try:
            unlock(self.facilitator.home, secret)
        except FacilitatorError as error:
            self.tell_back(self.refuse, error)
        else:
            self.tell_back(self.dismiss, None)

    def refuse(self, error: FacilitatorError) -> None:
        """Say what was wrong, and let it be tried again."""
        for field in self.query("#veil-secret").results(Input):
            field.value, field.disabled = "", False
            field.focus()
        self.say(said(error))

    def say(self, text: str) -> None:
        """One line about how it stands."""
        self.query_one("#veil-says", Static).update(text)


def running_now(app: Desk, now: datetime) -> str:
    """The uid of a session that runs and whose end is not long past; empty without one."""
    from facilitator.services.sessions.see_today import see_today

    seen = app.attempt(lambda: see_today(app.book, now))
    running = seen.running if seen else ()
    return next(
        (
            each.uid
            for each in running
            if each.status is SessionStatus.RUNNING and now <= each.ends_at + FULL_LOCK_AFTER
        ),
        "",
    )


def hide_names(app: Desk) -> bool:
    """Draw the veil over the session on the page in front, above whatever is open there; whether one runs there.

    A dialog under it keeps what is typed. Where the veil is there already, it stays, and the answer is no.
    """
    from facilitator.tui.sessions.session_end import SessionEnd

    pages = [each for each in app.screen_stack if isinstance(each, SessionEnd) and each.was_shown]
    uid = next((each.uid for each in pages if each.session.status is SessionStatus.RUNNING), "")
    if not app.unlocked or not uid or any(isinstance(each, Veil) for each in app.screen_stack):
        return False
    app.clear_notifications()  # one may name somebody
    app.push_screen(Veil(uid, ASKED))
    return True


def veiled(app: Desk) -> bool:
    """Draw the veil over a session that runs, above whatever is open; whether there is one."""
    uid = running_now(app, app.clock())
    if not uid:
        return False
    if not any(isinstance(each, Veil) for each in app.screen_stack):
        app.switch_mode("today")
        while len(app.screen_stack) > 1 and app.screen.is_modal:
            app.pop_screen()
        app.push_screen(Veil(uid))
    while not isinstance(app.screen, Veil) and app.screen.is_modal:
        app.pop_screen()
    return True
