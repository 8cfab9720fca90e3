"""A line of a form: what is asked, where to answer, and under it what is wrong, what was understood, or what helps."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from facilitator.tui.kit.parts.form_rules import under_field
from facilitator.tui.kit.plain import Label, Static


class FormField(Container):
    """A label and its control. The line under them is there only while it says something."""

    def __init__(self, part: str, label: str, control: Widget, *beside: Widget, help_words: str = "") -> None:
        super().__init__(id=f"field-{part}")
        self.part = part
        self.label = label
        self.control = control
        self.beside = beside
        self.help_words = help_words
        self.problem = self.understood = ""
        self.under = Static(classes="under")
        self.under.display = False

    def compose(self) -> ComposeResult:
        yield Label(self.label)
        yield self.control
        yield from self.beside
        yield self.under

    def tell(self, problem: str) -> None:
        """Say what is wrong; nothing when it is empty."""
        self.problem = problem
        self.show_under()

    def understand(self, words: str) -> None:
        """Say how the answer was understood."""
        self.understood = words
        self.show_under()

    def on_descendant_focus(self) -> None:
        """Its help comes with the focus."""
        self.show_under()

    def on_descendant_blur(self) -> None:
        """And goes with it."""
        self.show_under()

    def show_under(self) -> None:
        """The line under the field, for what there is to say."""
        focused = self.control.has_focus
        words = under_field(
            problem=self.problem, understood=self.understood, help_words=self.help_words, focused=focused
        )
        self.under.set_class(bool(self.problem), "problem")
        self.under.display = bool(words)
        self.under.update(words)
