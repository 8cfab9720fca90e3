"""What a group tells the public: whether it does, its language, access, a description, and the link to join."""

from dataclasses import replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.domain.scheduling.public_words import PARTS, read_public_word
from facilitator.domain.views import Group
from facilitator.errors import FacilitatorError
from facilitator.services.scheduling.change_group import change_group
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said

_ASKED = {
    "language": ("Language", "As in en, es or es-MX; empty where nobody needs to know."),
    "access": ("Access", "How one gets in, and what is there for whom: step-free, a sign interpreter."),
    "description": ("About", "Plain text: what it is, what to bring. Feeds tell it only where they are told to."),
    "link": ("Join online", "Whoever has it can use it. Feeds tell it only where they are told to."),
}
_PUBLIC = (("yes, public feeds may show it", True), ("no, it is nobody's business", False))


class GroupPublic(Dialog[str]):
    """Answers with a sentence about what was changed; an empty line takes something away."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group
        self.uid = group.uid

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"What the public may read of {self.group.title}", classes="dialog-title")
            public = Select(_PUBLIC, id="ask-public", value=self.group.public)
            lines = [
                FormField(part, label, Input(self.shown(part), id=f"ask-{part}", compact=True), help_words=help_words)
                for part, (label, help_words) in _ASKED.items()
            ]
            yield Form(FormField("public", "Public", public), *lines, check=self.problems)
            yield Static("\nIts sessions say it with the next publication (6, then p).", classes="dim")
            with Horizontal(classes="buttons"):
                yield Button(enter_does("Save"), id="ok", variant="primary")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Begin at whether it is public."""
        self.query_one("#ask-public").focus()

    def shown(self, part: str) -> str:
        """What it tells now, on the one line that it is typed on."""
        return " ".join(getattr(self.group, part).splitlines())

    def typed(self, part: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#ask-{part}", Input).value

    def problems(self) -> dict[str, str]:
        """What is wrong with which line."""
        found = {}
        for part in PARTS:
            try:
                read_public_word(part, self.typed(part))
            except FacilitatorError as error:
                found[part] = said(error)
        return found

    def change(self) -> GroupChange:
        """What is another than it was; lines that nobody touched stay as they are."""
        words: dict[str, Any] = {part: self.typed(part) for part in PARTS if self.typed(part) != self.shown(part)}
        public = self.query_one("#ask-public", Select).selection
        return replace(GroupChange(public=public if public != self.group.public else None), **words)

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def save(self) -> None:
        """Keep it."""
        form, app, change = self.query_one(Form), self.facilitator, self.change()
        if form.refuses():
            return
        if not change.named:
            self.dismiss(None)
            return
        try:
            change_group(app.book, self.group.uid, change, now=app.clock())
        except FacilitatorError as error:
            form.refuse({"public": said(error)})
            return
        self.dismiss(f"What the public may read of {self.group.title} is changed.")

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
