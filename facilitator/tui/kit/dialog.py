"""What every dialog shares."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from facilitator.errors import FacilitatorError, NotFound
from facilitator.tui.kit.closing import Closing
from facilitator.tui.kit.plain import Static
from facilitator.tui.navigation import PLACES

Answer = TypeVar("Answer")


class Dialog(Closing, ModalScreen[Answer | None]):
    """A question over a room; Esc, or a click beside it, answers nothing.

    Where the book locks while somebody types, what stands in its lines is kept in the book and comes back when they
    open the same dialog again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", key_display="Esc"),
        # a dialog hides the keys of the program; these are wanted over it too
        Binding("f1,question_mark", "app.help_page", "Help", show=False),
        *(Binding(place.key, f"app.go('{place.mode}')", place.title, show=False) for place in PLACES),
    ]
    KEEPS_DRAFT: ClassVar[bool] = True
    _began: dict[str, str] | None = None

    @property
    def draft_name(self) -> str:
        """The name under which a draft is kept: the dialog and whom or what it is about."""
        about = getattr(self, "uid", "")
        return f"{type(self).__name__}:{about}"

    def on_mount(self) -> None:
        """Once its lines are there, see whether a lock kept something that was typed into them."""
        if self.KEEPS_DRAFT:
            self.call_after_refresh(self._give_back)

    def _give_back(self) -> None:
        lines = self._lines()
        if not lines or not self.facilitator.unlocked:
            return
        self._began = {name: line.value for name, line in lines.items()}
        from facilitator.services.book.keep_drafts import (
            take_draft,  # loads SQLAlchemy, which is there once a book is open
        )

        try:
            kept = take_draft(self.facilitator.book, self.draft_name, now=self.facilitator.clock())
        except FacilitatorError:  # a full disk keeps the draft where it is
            return
        for name, value in kept.items():
            if name in lines:
                lines[name].value = value
        if kept:
            self.notify("What you typed before the book locked is here again.")

    def unsaved(self) -> dict[str, str]:
        """What was typed and not saved, by line; secrets are left out."""
        began = self._began or {}
        return {name: line.value for name, line in self._lines().items() if line.value != began.get(name, line.value)}

    def _lines(self) -> dict[str, Input]:
        return {line.id or "line": line for line in self.query(Input) if not line.password}

    async def _dispatch_message(self, message: Message) -> None:
        """What another window took away in the meantime ends this dialog."""
        try:
            await super()._dispatch_message(message)
        except NotFound as error:
            self.app._handle_exception(error)

    @on(Input.Changed)
    def be_right_again(self, event: Input.Changed) -> None:
        """What was said to be wrong is said no longer once somebody types anew."""
        if event.input.has_focus:
            # asked one by one: ``exclude`` of a query that finds nothing is of all there is
            for line in self.query(".problem").results(Static):
                if not line.has_class("under"):
                    line.update("")

    @property
    def is_form(self) -> bool:
        """Whether something is typed, chosen or ticked in it, which a key to go elsewhere would lose."""
        return bool(self.query("Input, Select, TickList"))

    def on_click(self, event: events.Click) -> None:
        """A click beside the dialog closes it."""
        if event.widget is self:
            self.action_close()

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def leave_all(app: App[Any], *, pages: bool) -> bool:
    """Leave the dialogs in front, and with ``pages`` the pages over the lowest one; whether nothing stands in the way.

    A form is not left so, nor a page that keeps something from being lost.
    """
    while len(app.screen_stack) > 1:
        front = app.screen
        if isinstance(front, Dialog):
            if front.is_form:
                app.notify("Esc closes this first.")
                return False
            front.action_close()
        elif front.is_modal:
            return False
        elif not pages:
            return True
        else:
            front.action_back()  # type: ignore[attr-defined]  # every page over another has it
        if app.screen is front:
            return False
    return True


def typed_into(screens: Iterable[Screen[Any]]) -> dict[str, dict[str, str]]:
    """What stands unsaved in the dialogs among some screens, by the name of its draft."""
    forms = [each for each in screens if isinstance(each, Dialog) and each.KEEPS_DRAFT]
    return {form.draft_name: values for form in forms if (values := form.unsaved())}
