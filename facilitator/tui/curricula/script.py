"""The words to say and the notes of a lesson, one agenda item after the other."""

import re
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Markdown

from facilitator.domain.curricula.curriculum import AgendaItem, Lesson, PartKind, Say
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Static

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#+|~&-])")
_ESCAPED: Final = r"\\\1"


class Script(Dialog[None]):
    """One item at a time; arrows go on and back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "turn(1)", "Next"),
        Binding("left", "turn(-1)", "Back"),
    ]

    def __init__(self, lesson: Lesson, at: int, limits: str = "") -> None:
        super().__init__()
        self.limits = limits
        self.lesson = lesson
        self.at = at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(id="script-title", classes="dialog-title")
            with VerticalScroll():
                yield Markdown(id="script-text", open_links=False)
            yield Static("Left and right turn the page, Esc closes.", classes="dim")

    def on_mount(self) -> None:
        """Open at the item that runs."""
        self.action_turn(0)

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        if not self.lesson.items:
            return
        self.at = min(max(0, self.at + by), len(self.lesson.items) - 1)
        item = self.lesson.items[self.at]
        self.query_one("#script-title", Static).update(f"{item.title} ({item.minutes} min)")
        self.query_one("#script-text", Markdown).update(script_text(item, "" if self.at else self.limits))


def script_text(item: AgendaItem | None, limits: str = "") -> str:
    """An item as Markdown: words to say as quotes, then notes and marked parts; a cue is for the agenda on one page.

    ``limits``, plain words, is what the program says of confidentiality before anybody shares: it stands last.
    """
    said = [f"**Before anybody shares:**\n\n{_quoted(_SIGNS.sub(_ESCAPED, limits))}"] if limits else []
    if item is None:
        return "\n\n".join(("No curriculum, so no words here.", *said))
    blocks = [_quoted(block.text) if isinstance(block, Say) else block.text for block in item.blocks]
    parts = [f"**{part.kind.value}:** {part.text}" for part in item.parts if part.kind is not PartKind.CUE]
    return "\n\n".join((*blocks, *parts, *said)) or "Nothing is written for this item."


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
