"""A line of a form: what is asked, where to answer, and what is wrong with the answer."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Label, Static


class FormField(Container):
    """A label and its control; a problem stands right under them and nowhere else."""

    def __init__(self, part: str, label: str, control: Widget, *beside: Widget) -> None:
        super().__init__(id=f"field-{part}")
        self.part = part
        self.label = label
        self.control = control
        self.beside: Iterable[Widget] = beside
        self.says: Static | None = None

    def compose(self) -> ComposeResult:
        yield Label(self.label, markup=False)
        yield self.control
        yield from self.beside

    def tell(self, problem: str) -> None:
        """Say what is wrong; nothing when it is empty. The line for it is there only while something is wrong."""
        if not problem:
            if self.says is not None:
                self.says.remove()
            self.says = None
        elif self.says is None:
            self.says = Static(problem, classes="problem", markup=False)
            self.mount(self.says)
        else:
            self.says.update(problem)
