"""Where the items of a frame's lesson stand in the program's own copy of the manual."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.curricula.frames import LONGEST_PAGES
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static


class WritePages(Dialog[dict[int, str]]):
    """Answers with the references that were changed, by the position of an item from 1; an empty one is forgotten."""

    def __init__(self, lesson: Lesson, pages: Mapping[int, str]) -> None:
        super().__init__()
        self.lesson = lesson
        self.pages = pages

    @property
    def draft_name(self) -> str:
        """A draft is kept for each lesson."""
        return f"{type(self).__name__}:{self.lesson.key}"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"Pages of your manual: {self.lesson.title}", classes="dialog-title")
            yield Static("Where to look, such as pp. 12-18. They stay in this book; no file that leaves has them.")
            with VerticalScroll(id="page"):
                for position, item in enumerate(self.lesson.items, 1):
                    yield Static(item.title, classes="dim")
                    yield Input(
                        self.pages.get(position, ""), id=f"item-{position}", max_length=LONGEST_PAGES, compact=True
                    )
            with Horizontal(classes="buttons"):
                yield Button("Save", variant="primary", id="save", compact=True)
                yield Button("Not now", id="no", compact=True)

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Enter goes to the next line."""
        self.focus_next()

    @on(Button.Pressed, "#save")
    def answer(self) -> None:
        """Answer with what is another than before."""
        typed = {at: self.query_one(f"#item-{at}", Input).value for at in range(1, len(self.lesson.items) + 1)}
        self.dismiss({at: words for at, words in typed.items() if words.strip() != self.pages.get(at, "")})

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave them as they are."""
        self.dismiss(None)
