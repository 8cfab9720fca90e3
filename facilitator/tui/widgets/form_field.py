"""A line of a form: what is asked, where to answer, and what is wrong with the answer."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Label, Static


class FormField(Vertical):
    """A label and its control; a problem stands right under them and nowhere else."""

    def __init__(self, part: str, label: str, control: Widget, *beside: Widget) -> None:
        super().__init__(id=f"field-{part}")
        self.label = label
        self.control = control
        self.beside: Iterable[Widget] = beside
        self.wrong = False

    def compose(self) -> ComposeResult:
        with Horizontal(classes="form-line"):
            yield Label(self.label, markup=False)
            yield self.control
        yield from self.beside
        yield Static(classes="problem", markup=False)

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self.tell("")

    def tell(self, problem: str) -> None:
        """Say what is wrong; nothing when it is empty."""
        shown = self.query_one(".problem", Static)
        shown.update(problem)
        shown.display = self.wrong = bool(problem)
