"""A lesson to read through, before an evening: its aim, every item with its words, and the handouts."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Markdown

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.tui.curricula.script import script_text
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static


class ReadLesson(Dialog[bool]):
    """The whole lesson on one page; arrows and the wheel scroll. True: write a frame's pages."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "pages", "Pages of your manual")]

    def __init__(self, lesson: Lesson, *, frame: bool = False) -> None:
        super().__init__()
        self.lesson = lesson
        self.frame = frame

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -wide-dialog"):
            yield Static(f"{self.lesson.title} ({self.lesson.minutes} min)", classes="dialog-title")
            with VerticalScroll(id="page"):
                yield Markdown(lesson_text(self.lesson), open_links=False)
            with Horizontal(classes="buttons"):
                if self.frame:
                    yield Button("Pages of your manual (p)", id="pages")
                yield Button("Close", id="close")

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one("#page").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Read, or on to the pages."""
        self.dismiss(event.button.id == "pages")

    def action_pages(self) -> None:
        """Write the pages of a frame's manual."""
        if self.frame:
            self.dismiss(True)


def lesson_text(lesson: Lesson) -> str:
    """A lesson as Markdown."""
    parts = [lesson.aim, *(f"**{part.kind.value}:** {part.text}" for part in lesson.parts)]
    parts.extend(f"## {item.title} ({item.minutes} min)\n\n{script_text(item)}" for item in lesson.items)
    parts.extend(f"## Handout: {handout.title}\n\n{handout.text}" for handout in lesson.handouts)
    return "\n\n".join(part for part in parts if part)
