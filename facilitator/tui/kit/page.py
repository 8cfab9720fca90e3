"""What every room shares: the masthead, the footer, acts instead of bare bindings, and the book."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer

from facilitator.tui.kit.acts import Act, bindings
from facilitator.tui.kit.masthead import Masthead

if TYPE_CHECKING:
    from facilitator.tui.app import FacilitatorApp

WIDE = 110
"""From this many columns a room shows its side pane."""


class Room(Screen[None]):
    """A screen with the masthead above and at most six keys below.

    A room overrides :meth:`compose_room`, and :meth:`refresh_room` to read its rows anew.
    """

    ACTS: ClassVar[tuple[Act, ...]] = ()
    MODE: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "ACTS" in cls.__dict__:
            cls.BINDINGS = bindings(cls.ACTS)
        super().__init_subclass__(**kwargs)

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - an instance attribute to Screen

    @property
    def facilitator(self) -> "FacilitatorApp":
        """The app, by its own type."""
        return cast("FacilitatorApp", self.app)

    def compose(self) -> ComposeResult:
        """The masthead, the room, the footer."""
        yield Masthead(self.MODE)
        with Container(id="room"):
            yield from self.compose_room()
        yield Footer(show_command_palette=False)

    def compose_room(self) -> ComposeResult:
        """What stands in this room."""
        yield from ()

    def refresh_room(self) -> None:
        """Read the rows of this room anew."""

    def on_screen_resume(self) -> None:
        """Other rooms may have changed what this one shows."""
        if self.facilitator.unlocked:
            self.refresh_room()
