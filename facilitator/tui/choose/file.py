"""Where a file shall go: a path, and for a report about people whether their names go into it."""

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from facilitator.domain.privacy.disclosure import Basis
from facilitator.errors import BadInput
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy.disclose import needs_basis
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.files import path_named
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.tui.privacy.basis import AskBasis

_NAMES = {False: "Names in the file: no, codes stand in", True: "Names in the file: yes, keep it safe"}
"""In words: the sign of a check box is the same in both states where there is no colour."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A place for a file, and whether names of people may stand in it; on which basis, where the book is protected."""

    path: Path
    names: bool
    basis: Basis | None = None


class SaveFile(Dialog[WantedFile]):
    """Answers with a path that ends in one of the suffixes; a file that is there is replaced on the second Enter."""

    def __init__(
        self, title: str, hint: str, *, value: Path, suffixes: tuple[str, ...], ask_names: bool = False
    ) -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint
        self.value = value
        self.suffixes = suffixes
        self.ask_names = ask_names
        self.names = False
        self.basis: Basis | None = None
        self.seen_there: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            yield Input(str(self.value))
            if self.ask_names:
                yield Button(_NAMES[False], id="names", compact=True)
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Save", variant="primary", id="ok")
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """The end of the path is what one changes."""
        line = self.query_one(Input)
        line.cursor_position = len(line.value)

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, names or codes, or not now."""
        if event.button.id == "names":
            self.turn_names()
        elif event.button.id == "ok":
            self.answer()
        else:
            self.dismiss(None)

    def turn_names(self) -> None:
        """Names or codes; names in a protected book only once it is said why."""
        app = self.facilitator
        if not self.names and app.attempt(lambda: needs_basis(book_info(app.book))):
            self.app.push_screen(AskBasis(), self.on_basis)
        else:
            self.show_names(names=not self.names)

    def on_basis(self, basis: Basis | None) -> None:
        """With names on this basis, or with codes."""
        self.basis = basis
        self.show_names(names=basis is not None)

    def show_names(self, *, names: bool) -> None:
        """Say on the button how it stands."""
        self.names = names
        self.query_one("#names", Button).label = _NAMES[names]

    def answer(self) -> None:
        """Answer with a place that can be written to."""
        try:
            path = self.checked()
        except BadInput as error:
            self.say(said(error))
            return
        if path.exists() and path != self.seen_there:
            self.seen_there = path
            self.say("There is a file of that name. Save once more to replace it.")
            return
        self.dismiss(WantedFile(path, self.names, self.basis if self.names else None))

    def checked(self) -> Path:
        """The path with its suffix.

        Raises:
            BadInput: where there is no such folder, or the name ends otherwise.
        """
        path = path_named(self.query_one(Input).value).absolute()
        if path.is_dir():
            raise BadInput(f"{path} is a folder", "Add a name for the file.")
        if not path.suffix:
            path = path.with_name(path.name + self.suffixes[0])
        if path.suffix.lower() not in self.suffixes:
            raise BadInput(f"the name ends in {path.suffix}", f"End it with {' or '.join(self.suffixes)}.")
        if not path.parent.is_dir():
            raise BadInput(f"there is no folder {path.parent}", "Name one that is there.")
        return path

    def say(self, text: str) -> None:
        """What keeps it from being saved."""
        self.query_one("#problem", Static).update(text)
