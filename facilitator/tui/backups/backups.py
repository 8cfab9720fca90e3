"""Backups: which there are, make one, copy one to a stick, look whether one is whole, restore one."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets.option_list import Option

from facilitator.errors import BadInput
from facilitator.services.backups.back_up_daily import overdue
from facilitator.services.backups.copy_backup import copy_backup
from facilitator.services.backups.see_backups import BackupSeen, see_backups
from facilitator.services.backups.verify_backup import verify_backup
from facilitator.services.book.open_book import book_info
from facilitator.settings import read_settings
from facilitator.tui.backups.behind import back_up_now, restore_backup, with_book
from facilitator.tui.backups.restore_backup import RestoreBackup, Wanted
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.files import path_named
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.kit.said import said

if TYPE_CHECKING:
    from facilitator.storage.backups.copies import Progress
    from facilitator.storage.book import Book

_HOW = (
    "Each is the whole book, encrypted, and was verified when it was made. One is made by itself every day; keep a "
    "copy away from this computer too."
)


class BackupsScreen(Page):
    """The backups of this book, the newest first."""

    MODE = "today"
    AUTO_FOCUS = "#backups"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("make", "m", "Make one", "Make a verified backup now.", True),
        ScreenAct(
            "copy", "c", "Copy to", "Copy the backup under the cursor to a folder, such as one on a stick.", True
        ),
        ScreenAct("verify", "v", "Look it over", "Read every page of the backup under the cursor again."),
        ScreenAct(
            "restore", "r", "Restore", "See what the backup under the cursor would change, and restore it.", True
        ),
        ScreenAct("back", "escape", "Back", "Back to where you were.", True, "Esc"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, BackupSeen] = {}

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="head-row"):
            yield Static("Backups", classes="heading")
            yield ActLine(self.ACTS)
        yield Static(_HOW)
        yield Static(id="backup-line", classes="problem")
        yield RowList(id="backups")
        yield Static(id="says", classes="says")

    def read_page(self) -> None:
        """Read which there are."""
        app = self.facilitator
        found = app.attempt(lambda: see_backups(app.home)) or []
        self.found = {str(each.path): each for each in found}
        rows = [Option(Text(self.line(each)), id=str(each.path)) for each in found]
        empty = Option(Text("No backups yet. Press m to make one."), disabled=True)
        self.query_one("#backups", RowList).show(rows or [empty])
        self.query_one("#backup-line", Static).update(overdue(app.home, book_info(app.book), now=app.clock()))

    def line(self, each: BackupSeen) -> str:
        """A backup in a line."""
        if each.made_at is None:
            return f" {each.path.name}  {each.problem}"
        made = f"{self.facilitator.local(each.made_at):%a %d %b %Y %H:%M}"
        place = f"  in {each.path.parent}" if each.copy else ""
        other = "" if each.this_book else "  of another book"
        return f" {made}  {each.reason.words:16}  {each.bytes / 1024**2:7.1f} MiB{place}{other}"

    @property
    def chosen(self) -> BackupSeen | None:
        """The one under the cursor."""
        return self.found.get(self.query_one("#backups", RowList).current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter looks at what restoring it would change."""
        if event.option_id:
            self.action_restore()

    def action_make(self) -> None:
        """Make one."""
        back_up_now(self.facilitator, self.say)

    def action_copy(self) -> None:
        """Ask for a folder."""
        each = self.chosen
        if each is None:
            self.say("There is no backup to copy. m makes one.")
            return
        folder = read_settings(self.facilitator.home).copies
        hint = "A folder on a stick, or on another disk. The copy is encrypted, and is read again there."
        ask = Ask("Copy this backup to which folder?", hint, value=str(folder or ""))
        self.app.push_screen(ask, lambda named: self.copy(each.path, named))

    def copy(self, path: Path, named: str | None) -> None:
        """Copy it there, in a thread."""
        if named is None:
            return
        try:
            folder = path_named(named)
        except BadInput as error:
            self.say(said(error))
            return

        def act(_book: "Book", _progress: "Progress") -> str:
            return f"Copied, and read again there: {copy_backup(path, folder)}"

        self.say("Copying ...")
        with_book(self.facilitator, act, self.say, self.say)

    def action_verify(self) -> None:
        """Read all of it again, in a thread."""
        each = self.chosen
        if each is None:
            return

        def act(book: "Book", progress: "Progress") -> str:
            seen = verify_backup(self.facilitator.home, each.path, book=book, progress=progress)
            if seen.other_key:
                return "It opens with the passphrase of its time, so it was not looked into."
            return f"It is damaged: {seen.problem}" if seen.problem else "Every page was read: it is whole."

        self.say("Looking ...")
        with_book(self.facilitator, act, self.say, self.say)

    def action_restore(self) -> None:
        """Show what it would change, and ask."""
        each = self.chosen
        if each is not None and each.made_at is not None:
            self.app.push_screen(RestoreBackup(each.path), lambda wanted: self.restore(each.path, wanted))

    def restore(self, path: Path, wanted: Wanted | None) -> None:
        """Close the book, and do it."""
        if wanted is not None:
            # on the app: this screen goes when the book locks
            self.app.run_worker(restore_backup(self.facilitator, path, wanted.secret))
