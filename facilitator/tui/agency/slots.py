"""Local slots: numbers, places and words that only this program knows, and which of them nobody filled in."""

from typing import ClassVar, Final

from textual.app import ComposeResult

from facilitator.domain.agency.slots import (
    ASKED,
    DEFAULT_LANGUAGE,
    LABELS,
    LocalSlot,
    to_ask_again,
)
from facilitator.domain.dates.plain_dates import say_date
from facilitator.services.agency.keep_slots import clear_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.tui.agency.slot_form import SlotForm
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Row, Table, Weight
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.tui.kit.plain import Static
from facilitator.words import SlotName

EVERYWHERE: Final = "everywhere"
_COLUMNS: Final = (
    Column("What", least=12, most=22),
    Column("Where", least=8, most=16),
    Column("In", leaves=2),
    Column("It says", least=12, fills=True),
    Column("Checked", leaves=1),
)
_WHAT: Final = (
    "The crisis sheet and the agenda on paper read these: fill in what is blank, and ask now and then whether it holds."
)


class SlotsScreen(Page):
    """All of them in one list, the blank ones among them; Enter fills one in."""

    MODE = "publish"
    AUTO_FOCUS = "#slots"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("add", "a", "Add", "Fill this one in for one site, or in another language.", True),
        ScreenAct("clear", "delete", "Clear", "Let the one under the cursor be blank again.", True, "Del"),
        ScreenAct("back", "escape", "Back", "Back to where you were.", True, "Esc"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[SlotName, LocalSlot | None, str]] = {}

    def compose_room(self) -> ComposeResult:
        yield Static(_WHAT, classes="dim")
        yield Panel("Local slots", Table(_COLUMNS, id="slots", empty=""), id="slots-panel")
        yield Static(id="asked", classes="dim one-line")
        yield Static(id="says", classes="says")

    def read_page(self) -> None:
        """Read what is filled in and what is blank, in the order in which one needs them."""
        app = self.facilitator
        seen = see_slots(app.book)
        old = to_ask_again(seen.slots, app.local(app.clock()).date())
        rows: list[Row] = []
        self.found = {}
        for name in SlotName:
            for each in (each for each in seen.slots if each.name is name):
                checked = f"{say_date(each.checked_on)}{', ask again' if each in old else ''}"
                cells = (LABELS[name], each.site or EVERYWHERE, each.language, each.text, checked)
                self.found[each.uid] = (name, each, each.site)
                rows.append(Row(each.uid, cells))
            for left in (left for left in seen.blank if left.name is name):
                key = f"{name.value}/{left.site}"
                self.found[key] = (name, None, left.site)
                rows.append(Row(key, (LABELS[name], left.site or EVERYWHERE, "", "blank", ""), Weight.NOW))
        self.query_one(Table).show(rows)
        self.query_one("#slots-panel", Panel).retitle(f"Local slots · {len(seen.blank)} blank")

    def on_table_moved(self, event: Table.Moved) -> None:
        """Say what belongs there."""
        if event.key in self.found:
            self.query_one("#asked", Static).update(ASKED[self.found[event.key][0]])

    def on_table_opened(self, event: Table.Opened) -> None:
        """Fill it in, or change it."""
        name, kept, site = self.found[event.key]
        self.app.push_screen(SlotForm(name, kept, site=site), self.done)

    def action_add(self) -> None:
        """The same for another site, or in another language."""
        name, _, _ = self.found[self.query_one(Table).current]
        self.app.push_screen(SlotForm(name, None, site="", choose=True), self.done)

    def done(self, said: str | None) -> None:
        """Say what was kept."""
        if said:
            self.read_again()
            self.say(said)

    def action_clear(self) -> None:
        """Ask first: whoever reads it next finds nothing."""
        name, kept, _ = self.found[self.query_one(Table).current]
        if kept is None:
            self.say(f"{LABELS[name]} is blank already.")
            return
        where = f"{kept.site or EVERYWHERE}{'' if kept.language == DEFAULT_LANGUAGE else f', {kept.language}'}"
        asked = Question(f"Clear {LABELS[name]} ({where})?", kept.text, yes="Clear it")
        self.app.push_screen(asked, lambda sure: self.clear(kept) if sure else None)

    def clear(self, kept: LocalSlot) -> None:
        """Let it be blank."""
        app = self.facilitator
        done = app.attempt(
            lambda: clear_slot(app.book, kept.name, site=kept.site, language=kept.language, now=app.clock())
        )
        if done is not None:
            self.done(f"{LABELS[kept.name]} is blank again. Ctrl+Z takes it back.")
