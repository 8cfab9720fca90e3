"""Bring a roster file in: first what each line comes to, then what only you can tell, then, after a yes, write it."""

from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input
from textual.worker import get_current_worker

from facilitator.errors import FacilitatorError
from facilitator.formats.people.roster_csv import ColumnUnknown
from facilitator.services.backups.back_up_daily import back_up_before_import
from facilitator.services.people.import_roster import RosterAsk, RosterImport, import_roster
from facilitator.tui.choose.group import ChooseGroup, ChosenGroup
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.files import path_named, read_named
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.people.roster_lines import LEAVE, NEW, ChooseOne, choices_of, next_asked, outcome_words, rows_of

_NO_GROUP = ChosenGroup("", "none, only add them to the book")


class ImportRoster(Dialog[RosterImport]):
    """Answers with what an import did. Nothing is written before its button is pressed."""

    def __init__(self, *, names: bool = True) -> None:
        super().__init__()
        self.names = names
        self.group = _NO_GROUP
        self.ready: tuple[Path, bytes] | None = None
        self.done: RosterImport | None = None
        self.columns: dict[str, str] = {}
        self.same: dict[int, str] = {}
        self.new: set[int] = set()
        self.writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -wide-dialog"):
            yield Static("Import a roster", classes="dialog-title")
            yield Static(
                "A CSV file with a column for the name; alias, phone and email are read too. Nothing is written before "
                "you have seen what each line comes to."
            )
            yield Input(placeholder="where the file is, such as ~/Documents/roster.csv", id="path", compact=True)
            yield Button(self._group_words(), id="group", compact=True)
            with VerticalScroll(id="outcome"):
                yield Static(id="outcome-text")
            yield RowList(id="roster-lines")
            with Horizontal(classes="buttons"):
                yield Button("Look at the file", variant="primary", id="look", compact=True)
                yield Button("Save", variant="primary", id="import", disabled=True, compact=True)
                yield Button("Not now", id="no", compact=True)

    def _group_words(self) -> Content:
        return Content(f"Onto the roster of: {self.group.title}")

    def on_input_changed(self) -> None:
        """Another file: look anew."""
        self.columns, self.same, self.new = {}, {}, set()
        self.forget()

    def on_input_submitted(self) -> None:
        """Enter looks at the file."""
        self.look()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Look, save, choose a group, or not now."""
        if event.button.id == "look":
            self.look()
        elif event.button.id == "group":
            self.app.push_screen(
                ChooseGroup("Put everybody in the file on a roster?", none=_NO_GROUP.title, rosters=True), self.chosen
            )
        elif event.button.id == "import" and self.ready:
            self.writing = True
            self.say("Saving ...")
            self.examine(*self.ready, dry_run=False)
        elif event.button.id == "no":
            self.action_close()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say whom a line means."""
        if event.option_list.id != "roster-lines" or self.done is None or self.writing:
            return
        line = next((each for each in self.done.lines if str(each.line) == event.option_id), None)
        if line is None:
            return
        title = f"Who is line {line.line}{f', {line.name}' if self.names else ''}?"
        hint = f"{line.why[:1].upper()}{line.why[1:]}." if line.why else ""
        choices = choices_of(line, self.done, names=self.names)
        self.app.push_screen(ChooseOne(title, hint, choices), partial(self.answered, line.line))

    def answered(self, line: int, answer: str | None) -> None:
        """Keep whom a line means, and look at what comes of it."""
        if answer is None or self.ready is None:
            return
        self.same.pop(line, None)
        self.new.discard(line)
        if answer == NEW:
            self.new.add(line)
        elif answer != LEAVE:
            self.same[line] = answer
        self.examine(*self.ready, dry_run=True, after=line)

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
        self.ready = self.done = None
        self.query_one("#import", Button).disabled = True
        self.query_one(RowList).show([])
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
        self.examine(path, data, dry_run=True)

    @work(thread=True, exclusive=True)
    def examine(self, path: Path, data: bytes, *, dry_run: bool, after: int = 0) -> None:
        """In a thread: 5,000 people take a second."""
        app, worker = self.facilitator, get_current_worker()
        try:
            done = import_roster(
                app.book,
                data,
                name=path.name,
                group=self.group.uid or None,
                now=app.clock(),
                ask=RosterAsk(dict(self.columns), dict(self.same), frozenset(self.new)),
                dry_run=dry_run,
                before_writing=self.back_up_first,
            )
        except ColumnUnknown as error:
            if not worker.is_cancelled:
                self.tell_back(self.ask_column, error)
            return
        except FacilitatorError as error:
            if not worker.is_cancelled:
                self.tell_back(self.refuse, error)
            return
        if worker.is_cancelled:
            return
        if dry_run or done.problems:
            self.tell_back(self.show, path, data, done, after)
        else:
            self.tell_back(self.dismiss, done)

    def back_up_first(self) -> None:
        """Many records are written at once: make a backup before, and go on where that fails."""
        app = self.facilitator
        for note in back_up_before_import(app.home, app.book, now=app.clock()):
            app.call_from_thread(app.notify, note, timeout=30)

    def ask_column(self, error: ColumnUnknown) -> None:
        """Ask which column holds the names."""
        self.refuse(error)

        def answered(title: str | None) -> None:
            if title:
                self.columns[error.field] = title
                self.look()

        what = "names" if error.field == "name" else f"{error.field} names"
        self.app.push_screen(
            ChooseOne(f"Which column holds the {what}?", "", {each: each for each in error.columns}), answered
        )

    def show(self, path: Path, data: bytes, done: RosterImport, after: int = 0) -> None:
        """What would be done; the cursor goes to the next line that is asked about."""
        self.writing = False
        usable = not done.problems and bool(done.added or done.updated or done.enrolled)
        self.ready, self.done = (path, data), done
        button = self.query_one("#import", Button)
        button.disabled = not usable
        self.say(outcome_words(done))
        lines = self.query_one(RowList)
        asked = next_asked(done, after)
        lines.show(rows_of(done, names=self.names), at=asked or (str(after) if after else ""))
        if asked:
            lines.focus()
        elif usable:
            button.focus()

    def refuse(self, error: FacilitatorError) -> None:
        """What is wrong with the file or the group."""
        self.writing = False
        self.say(said(error))

    def say(self, text: str) -> None:
        """What is known of the file."""
        self.query_one("#outcome-text", Static).update(text)
