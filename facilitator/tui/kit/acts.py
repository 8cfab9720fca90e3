"""What a person can do on a screen, told once: key, footer, palette and help all come from an act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class ScreenAct:
    """One thing to do: the action that does it, its key, a word or two, and a sentence.

    ``footer`` shows it at the bottom of the screen, where at most six keys stand.
    """

    action: str
    key: str
    title: str
    help: str
    footer: bool = False
    shown_key: str | None = None
    priority: bool = False

    @property
    def key_display(self) -> str:
        """The key as a person would call it."""
        if self.shown_key is not None:
            return self.shown_key
        first = self.key.split(",")[0]
        return first.replace("ctrl+", "Ctrl+").replace("question_mark", "?").replace("escape", "Esc")


def acts_here(screen: "Screen[Any]") -> list[tuple[ScreenAct, DOMNode]]:
    """What can be done on a screen as it stands, and who does it: the part that has the focus, then the screen."""
    doers: list[DOMNode] = [screen] if screen.focused is None else [screen.focused, screen]
    return [(act, doer) for doer in doers for act in getattr(doer, "ACTS", ())]


def bindings(acts: Iterable[ScreenAct]) -> list[BindingType]:
    """The key bindings of acts; an act without a key is in the palette only."""
    return [
        Binding(
            act.key,
            act.action,
            act.title,
            show=act.footer,
            key_display=act.key_display,
            tooltip=act.help,
            priority=act.priority,
        )
        for act in acts
        if act.key
    ]
