"""What every page shares: the masthead, the footer, acts instead of bare bindings, and reading its rows anew."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen

from facilitator.errors import ChangedMeanwhile, NotFound
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.closing import Closing
from facilitator.tui.kit.masthead import Masthead
from facilitator.tui.kit.page_footer import PageFooter
from facilitator.tui.kit.plain import Static
from facilitator.tui.kit.said import said

Answer = TypeVar("Answer")

WIDE = 110
"""From this many columns a page shows its side pane."""


class Page(Closing, Screen[None]):
    """A screen with the masthead above and at most six keys below.

    A page overrides :meth:`compose_room`, and :meth:`read_page` to read its rows; ``RECORD`` is what it shows one of.
    """

    ACTS: ClassVar[tuple[ScreenAct, ...]] = ()
    MODE: ClassVar[str] = ""
    RECORD: ClassVar[str] = "record"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "ACTS" in cls.__dict__:
            cls.BINDINGS = bindings(cls.ACTS)
        super().__init_subclass__(**kwargs)

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - an instance attribute to Screen

    def compose(self) -> ComposeResult:
        """The masthead, the room, the footer."""
        yield Masthead(self.MODE)
        with Container(id="room"):
            yield from self.compose_room()
        yield PageFooter()

    def compose_room(self) -> ComposeResult:
        """What stands between masthead and footer."""
        yield from ()

    def read_page(self) -> None:
        """Read the rows of this page.

        Raises:
            NotFound: where its record is gone.
        """

    def read_again(self) -> None:
        """Read the rows anew; where the record is gone, taken back or by another window, go back and say so.

        Before it was in front its parts are missing yet: it reads its rows when it comes there.
        """
        if not self.was_shown:
            return
        try:
            self.read_page()
        except NotFound:
            # under a dialog it stays until the dialog is answered: then it is in front again, and read again
            if self.is_current:
                self.go_back()
                self.app.notify(f"This {self.RECORD} is no longer in the book.")

    async def _dispatch_message(self, message: Message) -> None:
        """What another window took away in the meantime is told, and ends no program."""
        try:
            await super()._dispatch_message(message)
        except NotFound:
            self.read_again()

    def _compositor_refresh(self) -> None:
        """Paint. While an app starts, Textual draws frames too that nobody is shown: 17 ms before the first rows."""
        if not (self.facilitator.hurried and self.app._batch_count):
            super()._compositor_refresh()

    def go_to(self, uid: str) -> None:
        """Put the cursor on a record of this page."""

    def go_back(self) -> None:
        """To the page below; a place is the lowest one, and stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_back(self) -> None:
        """Back to where one was."""
        self.go_back()

    def say(self, text: str) -> None:
        """One line at the bottom about what was just done; on a page without that line, in a corner."""
        if not self.is_attached:
            return
        line = next(iter(self.query("#says").results(Static)), None)
        if line is not None:
            line.update(text)
        elif text:
            self.notify(text)

    def attempt_seen(
        self, act: Callable[[], Answer], ask: Callable[[ChangedMeanwhile], object] | None = None
    ) -> Answer | None:
        """What a service answers; where what the page shows no longer holds, it is read again, and says or asks."""

        def tried() -> Answer | None:
            try:
                return act()
            except ChangedMeanwhile as error:
                self.read_again()
                if ask is None:
                    self.say(said(error))
                else:
                    ask(error)
                return None

        return self.facilitator.attempt(tried)

    def tell_of_others(self, words: str) -> None:
        """Say what was changed in another window; the rows are read already."""
        self.say(words)

    was_shown = False
    """Whether it was in front already: before that its parts may be missing yet."""

    def on_screen_resume(self) -> None:
        """Other pages may have changed what this one shows."""
        self.was_shown = True
        if self.facilitator.unlocked:
            self.read_again()
