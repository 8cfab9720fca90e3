"""History: what was changed last and by whom, all that happened to one record, and the audit log with its search."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.history.history import AuditPage, AuditRow, AuditWish, Happening
from facilitator.errors import FacilitatorError
from facilitator.services.history.search_audit import export_audit, search_audit
from facilitator.services.history.see_history import history_of, recent_changes, see_step
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.history.find_audit import FindAudit
from facilitator.tui.history.history_lines import audit_line, audit_text, happening_line, happening_text
from facilitator.tui.history.take_back import ask_do_again, ask_take_back
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.privacy.looks import looked

RECORD, CHANGES, AUDIT = "record", "changes", "audit"
MOST = 200
"""So many happenings of one record are shown."""

_OLDER = "older"
_LOOKING = "Looking ..."
_EMPTY = {
    RECORD: "Nothing happened to it yet.",
    CHANGES: "Nothing was changed yet.",
    AUDIT: "No row is about that. / looks for something else.",
}
_SAVE_HINT = (
    "Ids and codes stand in it, never names. One that ends in .jsonl has the hashes that show its order, one in .csv "
    "is for a spreadsheet."
)
Found = TypeVar("Found")


class HistoryScreen(Page):
    """Two lists, of changes and of the audit log; and of one record a third, where it was asked for."""

    MODE = "today"
    AUTO_FOCUS = "#happened"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("view", "v", "Other list", "Go between recent changes and the audit log.", True),
        ScreenAct(
            "find", "slash", "Find", "Find rows of the audit log by day, person at work, record or words.", True, "/"
        ),
        ScreenAct("undo", "u", "Take back", "Take your newest change back; it says first what that is.", True),
        ScreenAct("redo", "r", "Do again", "Do again what you took back last."),
        ScreenAct("names", "h", "Show names", "Show or hide what people are called in the fields that changed."),
        ScreenAct("export", "x", "Save the log", "Write the audit log into a file, as it is looked through now."),
        ScreenAct("back", "escape", "Back", "Back to where you were.", True, "Esc"),
    )

    def __init__(self, about: str = "", *, names: bool = False) -> None:
        super().__init__()
        self.about = about
        self.names = names
        self.view = RECORD if about else CHANGES
        self.wish = AuditWish()
        self.title_shown = ""
        self.happenings: list[Happening] = []
        self.rows: list[AuditRow] = []
        self.before: int | None = None
        self.stays = False
        self.said_last = ""

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="head-row"):
            yield Static(id="what", classes="heading")
            yield ActLine(self.ACTS)
        with Horizontal(classes="columns"):
            yield RowList(id="happened")
            with VerticalScroll(classes="side", can_focus=False):
                yield Static(id="side")
        yield Static(id="says", classes="says")

    def read_page(self) -> None:
        """Read the list anew, from its newest row on; a look at one row leaves it as it is."""
        stays, self.stays = self.stays, False
        if stays:
            return
        self.happenings, self.rows, self.before = [], [], None
        self.read()

    def read(self) -> None:
        """Read the list, or its next page."""
        book, before = self.facilitator.book, self.before
        if self.view == AUDIT:
            wish = self.wish
            self.in_thread(lambda: search_audit(book, wish, before=before), self.show_audit)
            return
        if self.view == RECORD:
            found = self.facilitator.attempt(lambda: history_of(book, self.about, names=self.names, limit=MOST))
            if found is not None:
                if found.kind == "person" and self.names:
                    looked(self.facilitator, "read.person", found.uid)
                self.title_shown, self.happenings, self.before = found.title, list(found.rows), None
        else:
            page = recent_changes(book, before=before)
            self.title_shown = ""
            self.happenings += page.rows
            self.before = page.before
        self.show()

    def in_thread(self, read: Callable[[], AuditPage], show: Callable[[AuditPage], None]) -> None:
        """A search may walk through the whole log: the screen stays awake."""
        if not self.said_last:
            self.say(_LOOKING)
        self.run_worker(partial(self._read, read, show), thread=True, exclusive=True)

    def _read(self, read: Callable[[], AuditPage], show: Callable[[AuditPage], None]) -> None:
        app, book = self.facilitator, self.facilitator.book
        try:
            found = read()
        except FacilitatorError as error:
            if app.unlocked:
                self.tell_back(self.refused, error)
            return
        if not app.unlocked or app.book is not book:
            book.close()  # it was locked in the meantime, and the search opened it again
        else:
            self.tell_back(show, found)

    def refused(self, error: FacilitatorError) -> None:
        """Say why, and look for everything again."""
        self.wish = AuditWish()
        self.say(said(error))
        self.show()

    def show_audit(self, page: AuditPage) -> None:
        """Rows of the log, under those that are there."""
        self.rows += page.rows
        self.before = page.before
        if self.said_last == _LOOKING:
            self.say("")
        self.show()

    def show(self) -> None:
        """The rows of this list, with one more line where there are older ones."""
        local = self.facilitator.local
        year = local(self.facilitator.clock()).year
        rows: list[Option] = []
        if self.view == AUDIT:
            rows = [Option(audit_line(each, local, this_year=year), id=str(at)) for at, each in enumerate(self.rows)]
        else:
            lines = (happening_line(each, local, this_year=year, without=self.title_shown) for each in self.happenings)
            rows = [Option(line, id=str(at)) for at, line in enumerate(lines)]
        if self.before is not None:
            rows.append(Option(Text("   Enter shows older ones", style="dim"), id=_OLDER))
        self.query_one("#happened", RowList).show(rows or [Option(Text(_EMPTY[self.view]), disabled=True)])
        self.query_one("#what", Static).update(self.heading())
        self.show_side()

    def heading(self) -> str:
        """Which list this is, and what was looked for."""
        if self.view == RECORD:
            return f"History of {self.title_shown}"
        if self.view == CHANGES:
            return "Recent changes"
        return f"Audit log: {wish_words(self.wish)}" if not self.wish.empty else "Audit log"

    def show_side(self) -> None:
        """More of what the cursor is on, where there is room."""
        text = self.detail() if self.has_class("-wide") else None
        self.query_one("#side", Static).update(text or "")

    def detail(self) -> Text | None:
        """All that is known of what the cursor is on."""
        current = self.query_one("#happened", RowList).current
        if not current.isdecimal():
            return None
        if self.view == AUDIT:
            return audit_text(self.rows[int(current)], self.facilitator.local)
        return happening_text(self.with_changes(self.happenings[int(current)]), self.facilitator.local)

    def with_changes(self, each: Happening) -> Happening:
        """A happening with the fields that it changed, as long as the journal keeps them."""
        if not each.step or each.changes:
            return each
        try:
            return see_step(self.facilitator.book, each.step, names=self.names)
        except FacilitatorError:
            return each

    def say(self, text: str) -> None:
        """One line at the bottom about what was just done."""
        self.said_last = text
        super().say(text)

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_side()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show all of it, or older ones."""
        if event.option_id == _OLDER:
            self.read()
            return
        text = self.detail()
        if text is not None:
            title, _, more = text.plain.partition("\n")
            self.stays = True
            self.app.push_screen(Message(title, more))

    def action_view(self) -> None:
        """The next list."""
        views: Sequence[str] = (RECORD, CHANGES, AUDIT) if self.about else (CHANGES, AUDIT)
        self.view = views[(views.index(self.view) + 1) % len(views)]
        self.say("")
        self.read_again()

    def action_find(self) -> None:
        """Ask what to look for."""
        self.stays = True  # it is read once, with the answer
        self.app.push_screen(FindAudit(self.wish), self.find)

    def find(self, wish: AuditWish | None) -> None:
        """Look for it in the audit log."""
        if wish is not None:
            self.wish, self.view = wish, AUDIT
            self.say("")
            self.read_again()

    def action_undo(self) -> None:
        """Take the newest change back."""
        ask_take_back(self.facilitator)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        ask_do_again(self.facilitator)

    def action_names(self) -> None:
        """Names in fields, or none."""
        self.names = not self.names
        self.read_again()
        self.say("" if self.names else "Names are hidden.")

    def action_export(self) -> None:
        """Ask where the log shall go."""
        today = self.facilitator.local(self.facilitator.clock()).date()
        place = Path.home() / f"audit-log-{today}.jsonl"
        asked = SaveFile("Save the audit log", _SAVE_HINT, value=place, suffixes=(".jsonl", ".csv"))
        self.app.push_screen(asked, self.export)

    def export(self, wanted: WantedFile | None) -> None:
        """Write it; that it was written stands in the log."""
        if wanted is None:
            return
        app, wish = self.facilitator, self.wish if self.view == AUDIT else AuditWish()
        done = app.attempt(lambda: export_audit(app.book, wanted.path, wish, now=app.clock()))
        if done is not None:
            self.read_again()
            self.say(f"{done.rows} rows are in {done.path.name}, which only you can read.")


def wish_words(wish: AuditWish) -> str:
    """What is looked for, in words."""
    parts = [
        wish.words,
        f"from {say_date(wish.first)}" if wish.first else "",
        f"to {say_date(wish.last)}" if wish.last else "",
        f"by {wish.actor}" if wish.actor else "",
        "about one record" if wish.about else "",
    ]
    return ", ".join(part for part in parts if part)
