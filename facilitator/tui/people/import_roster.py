"""Bring a roster file in: first what it would do, then, after a yes, do it."""

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static
from textual.worker import get_current_worker

from facilitator.errors import FacilitatorError
from facilitator.services.backups.back_up_daily import back_up_before_import
from facilitator.services.people.import_roster import RosterImport, import_roster
from facilitator.tui.choose.group import ChooseGroup, ChosenGroup
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.files import path_named, read_named
from facilitator.tui.kit.said import said

MOST_SHOWN = 200
_NO_GROUP = ChosenGroup("", "none, only add them to the book")


class ImportRoster(Dialog[RosterImport]):
    """Answers with what an import did. Nothing is written before its button is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.group = _NO_GROUP
        self.ready: tuple[Path, bytes] | None = None
        self.writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Import a roster", classes="dialog-title")
            yield Static(
                "A CSV file whose first line names its columns: name, or first and last; alias, phone and email "
                "are read too. Nothing is written before you have seen what would be."
            )
            yield Input(placeholder="where the file is, such as ~/Documents/roster.csv", id="path")
            yield Button(self._group_words(), id="group", compact=True)
            with VerticalScroll(id="outcome"):
                yield Static(id="outcome-text", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Look at the file", variant="primary", id="look")
                yield Button("Import", variant="primary", id="import", disabled=True)
                yield Button("Not now", id="no")

    def _group_words(self) -> Content:
        return Content(f"Onto the roster of: {self.group.title}")

    def on_input_changed(self) -> None:
        """Another file: look anew."""
        self.forget()

    def on_input_submitted(self) -> None:
        """Enter looks at the file."""
        self.look()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Look, import, choose a group, or not now."""
        if event.button.id == "look":
            self.look()
        elif event.button.id == "group":
            self.app.push_screen(
                ChooseGroup("Put everybody in the file on a roster?", none=_NO_GROUP.title, rosters=True), self.chosen
            )
        elif event.button.id == "import" and self.ready:
            self.writing = True
            self.say("Importing ...")
            self.examine(*self.ready, self.group.uid, dry_run=False)
        elif event.button.id == "no":
            self.action_close()

    def action_close(self) -> None:
        """Close without an answer, unless people are just being written."""
        if not self.writing:
            self.dismiss(None)

    def chosen(self, group: ChosenGroup | None) -> None:
        """Keep the group; what would be done is another thing now."""
        if group is not None:
            self.group = group
            self.query_one("#group", Button).label = self._group_words()
            self.forget()

    def forget(self) -> None:
        """What was seen before does not hold any more."""
        self.ready = None
        self.query_one("#import", Button).disabled = True
        self.say("")

    def look(self) -> None:
        """Read the file and say what it would do."""
        try:
            path = path_named(self.query_one("#path", Input).value)
            data = read_named(path)
        except FacilitatorError as error:
            self.refuse(error)
            return
        self.say("Looking ...")
        self.examine(path, data, self.group.uid, dry_run=True)

    @work(thread=True, exclusive=True)
    def examine(self, path: Path, data: bytes, group: str, *, dry_run: bool) -> None:
        """In a thread: 5,000 people take a second."""
        app, worker = self.facilitator, get_current_worker()
        try:
            done = import_roster(
                app.book,
                data,
                name=path.name,
                group=group or None,
                now=app.clock(),
                dry_run=dry_run,
                before_writing=self.back_up_first,
            )
        except FacilitatorError as error:
            if not worker.is_cancelled:
                self.tell_back(self.refuse, error)
            return
        if worker.is_cancelled:
            return
        if dry_run or done.problems:
            self.tell_back(self.show, path, data, done)
        else:
            self.tell_back(self.dismiss, done)

    def back_up_first(self) -> None:
        """Many records are written at once: make a backup before, and go on where that fails."""
        app = self.facilitator
        for note in back_up_before_import(app.home, app.book, now=app.clock()):
            app.call_from_thread(app.notify, note, timeout=30)

    def show(self, path: Path, data: bytes, done: RosterImport) -> None:
        """What would be done; with problems, which lines to mend."""
        self.writing = False
        usable = not done.problems and bool(done.added or done.updated or done.enrolled)
        self.ready = (path, data) if usable else None
        button = self.query_one("#import", Button)
        button.disabled = not usable
        self.say(outcome_words(done))
        if usable:
            button.focus()

    def refuse(self, error: FacilitatorError) -> None:
        """What is wrong with the file or the group."""
        self.writing = False
        self.say(said(error))

    def say(self, text: str) -> None:
        """What is known of the file."""
        self.query_one("#outcome-text", Static).update(text)


def import_words(done: RosterImport) -> str:
    """What an import did, in a line."""
    words = f"{done.rows} rows: {done.added} new, {done.updated} with new phone or email, {done.skipped} known already"
    if done.enrolled:
        words += f"; {done.enrolled} put on the roster"
    if done.waitlisted:
        words += f", {done.waitlisted} of them waiting for a seat"
    return f"{words}."


def outcome_words(done: RosterImport) -> str:
    """What an import would do, or the lines that are to be mended first."""
    if done.problems:
        shown = [f"line {each.line}: {each.message}" for each in done.problems[:MOST_SHOWN]]
        more = len(done.problems) - len(shown)
        rest = [f"and {more} more"] if more else []
        return "\n".join(
            ("Nothing can be imported yet. Mend these lines, save the file, and look again:", *shown, *rest)
        )
    lines = [import_words(done)]
    if done.ignored_columns:
        lines.append(f"Columns left alone: {', '.join(done.ignored_columns)}.")
    if not (done.added or done.updated or done.enrolled):
        lines.append("There is nothing new in this file.")
    return "\n".join(lines)
