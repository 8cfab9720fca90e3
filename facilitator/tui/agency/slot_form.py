"""Fill in a local slot, or change what stands in it."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.agency.slots import ASKED, DEFAULT_LANGUAGE, LABELS, LocalSlot, read_language
from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.errors import FacilitatorError, Refused
from facilitator.services.agency.keep_sites import list_sites
from facilitator.services.agency.keep_slots import SlotKept, set_slot
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.words import SlotName


class SlotForm(Dialog[str]):
    """Answers with a sentence about what was kept. ``choose`` asks for which site and language as well."""

    def __init__(self, name: SlotName, kept: LocalSlot | None, *, site: str, choose: bool = False) -> None:
        super().__init__()
        self.slot_name = name
        self.kept = kept
        self.site = site
        self.choose = choose
        self.uid = f"{name.value}/{site}/{kept.language if kept else ''}"

    @property
    def shown(self) -> str:
        """What is in it, on the one line that it is typed on."""
        return " ".join(self.kept.text.split("\n")) if self.kept else ""

    def compose(self) -> ComposeResult:
        app = self.facilitator
        today = say_date(app.local(app.clock()).date())
        where = f" · {self.site}" if self.site else ""
        with Vertical(classes="dialog"):
            yield Static(f"{LABELS[self.slot_name]}{where}", classes="dialog-title")
            yield Static(ASKED[self.slot_name], classes="dim")
            text = Input(self.shown, id="ask-text", compact=True)
            source = Input(self.kept.source if self.kept else "", id="ask-source", compact=True)
            checked = Input(today, id="ask-checked", compact=True)
            yield Form(
                *(self.which() if self.choose else ()),
                FormField("text", "It says", text),
                FormField("source", "Says who", source, help_words="A person, a list, a web page; it may stay empty."),
                FormField("checked", "Checked on", checked, help_words="The day on which somebody last asked."),
                check=self.problems,
            )
            with Horizontal(classes="buttons"):
                yield Button(enter_does("Save"), id="ok", variant="primary")
                yield Button("Not now", id="no")

    def which(self) -> list[FormField]:
        """Which site, and which language."""
        names = [each.name for each in list_sites(self.facilitator.book)]
        places = [("everywhere", ""), *((name, name) for name in names)]
        site = Select(places, value="", id="ask-site")
        language = Input(DEFAULT_LANGUAGE, id="ask-language", compact=True)
        help_words = "As in en, es or es-MX."
        return [FormField("site", "Where", site), FormField("language", "Language", language, help_words=help_words)]

    def on_mount(self) -> None:
        """Begin at the first thing that is asked."""
        self.query_one("#ask-site" if self.choose else "#ask-text").focus()

    def typed(self, part: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#ask-{part}", Input).value

    def language(self) -> str:
        """The language it is in."""
        return self.typed("language") if self.choose else self.kept.language if self.kept else DEFAULT_LANGUAGE

    def checked_on(self) -> date:
        """The day that was typed; what is said without a year is over already."""
        app = self.facilitator
        return parse_date(self.typed("checked"), app.local(app.clock()).date(), back=True)

    def problems(self) -> dict[str, str]:
        """What is wrong with which line."""
        for part, look in (("language", lambda: read_language(self.language())), ("checked", self.checked_on)):
            try:
                look()
            except FacilitatorError as error:
                return {part: said(error)}
        today = self.facilitator.local(self.facilitator.clock()).date()
        if self.checked_on() > today:
            return {"checked": "That day is to come: give the one on which somebody last asked."}
        try:
            self.keep(preview=True)
        except Refused:
            return {}
        except FacilitatorError as error:
            return {"text": said(error)}
        return {}

    def keep(self, *, preview: bool) -> SlotKept:
        """What the book would hold, or holds now."""
        app, text = self.facilitator, self.typed("text")
        site = str(self.query_one(Select).value) if self.choose else self.site
        return set_slot(
            app.book,
            self.slot_name,
            self.kept.text if self.kept and text == self.shown else text,  # its lines are one here
            site=site,
            language=self.language(),
            source=self.typed("source"),
            checked_on=self.checked_on(),
            now=app.clock(),
            preview=preview,
        )

    @on(Button.Pressed, "#ok")
    @on(Input.Submitted)
    def save(self) -> None:
        """Keep it."""
        if self.query_one(Form).refuses():
            return
        try:
            self.keep(preview=False)
        except Refused:
            self.dismiss(None)
            return
        except FacilitatorError as error:
            self.query_one(Form).refuse({"text": said(error)})
            return
        self.dismiss(f"Saved: {LABELS[self.slot_name]}. Ctrl+Z takes it back.")

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
