"""What to look for in the audit log: days, who, about what, and words."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.domain.history.history import AuditWish
from facilitator.errors import BadInput
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said

_FIELDS = (
    ("words", "Words", "such as: moved, roll, snow"),
    ("first", "From", "such as 1 mar, last mon; empty for always"),
    ("last", "To", "the last day, included"),
    ("actor", "Who", "their name on this computer"),
    ("about", "About", "a group, GROUP@2027-03-18, a person's code, a room"),
)


class FindAudit(Dialog[AuditWish]):
    """Answers with what is looked for; nothing filled in looks for everything."""

    KEEPS_DRAFT = False

    def __init__(self, wish: AuditWish) -> None:
        super().__init__()
        self.wish = wish

    def compose(self) -> ComposeResult:
        shown = {
            "words": self.wish.words,
            "first": say_date(self.wish.first) if self.wish.first else "",
            "last": say_date(self.wish.last) if self.wish.last else "",
            "actor": self.wish.actor,
            "about": self.wish.about,
        }
        with Vertical(classes="dialog"):
            yield Static("Find in the audit log", classes="dialog-title")
            for name, label, hint in _FIELDS:
                yield FormField(name, label, Input(shown[name], placeholder=hint, id=f"ask-{name}", compact=True))
            with Horizontal(classes="buttons"):
                yield Button("Find", variant="primary", id="ok", compact=True)
                yield Button("Show everything", id="all", compact=True)
                yield Button("Not now", id="no", compact=True)

    def on_input_submitted(self) -> None:
        """Enter finds."""
        self.answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Find, or everything, or not now."""
        if event.button.id == "ok":
            self.answer()
        else:
            self.dismiss(AuditWish() if event.button.id == "all" else None)

    def answer(self) -> None:
        """Answer with what was typed, or say which day cannot be read."""
        today = self.facilitator.local(self.facilitator.clock()).date()
        typed = {name: self.query_one(f"#ask-{name}", Input).value.strip() for name, _, _ in _FIELDS}
        days = {}
        for name in ("first", "last"):
            field = self.query_one(f"#field-{name}", FormField)
            field.tell("")
            try:
                days[name] = parse_date(typed[name], today, back=True) if typed[name] else None
            except BadInput as error:
                field.tell(said(error))
                return
        self.dismiss(AuditWish(days["first"], days["last"], typed["actor"], typed["about"], typed["words"]))
