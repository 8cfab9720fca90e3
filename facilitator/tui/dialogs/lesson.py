"""A lesson to read through, before an evening: its aim, every item with its words, and the handouts."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Markdown, Static

from facilitator.domain.curriculum import Lesson
from facilitator.tui.dialogs.dialog import Dialog
from facilitator.tui.dialogs.script import script_text


class ReadLesson(Dialog[None]):
    """The whole lesson on one page; arrows and the wheel scroll."""

    def __init__(self, lesson: Lesson) -> None:
        super().__init__()
        self.lesson = lesson

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -wide-dialog"):
            yield Static(f"{self.lesson.title} ({self.lesson.minutes} min)", classes="dialog-title", markup=False)
            with VerticalScroll(id="page"):
                yield Markdown(lesson_text(self.lesson), open_links=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close")

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one("#page").focus()

    def on_button_pressed(self) -> None:
        """Read."""
        self.dismiss(None)


def lesson_text(lesson: Lesson) -> str:
    """A lesson as Markdown."""
    parts = [lesson.aim, *(f"**{part.kind.value}:** {part.text}" for part in lesson.parts)]
    parts.extend(f"## {item.title} ({item.minutes} min)\n\n{script_text(item)}" for item in lesson.items)
    parts.extend(f"## Handout: {handout.title}\n\n{handout.text}" for handout in lesson.handouts)
    return "\n\n".join(part for part in parts if part)
