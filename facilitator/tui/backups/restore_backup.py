"""What restoring a backup would change, and what opens it; nothing is touched before both were seen."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from facilitator.errors import FacilitatorError, WrongKey
from facilitator.services.backups.preview_restore import RestorePreview, preview_lines, preview_restore
from facilitator.storage.backups.copies import Progress
from facilitator.storage.book import Book
from facilitator.tui.backups.behind import with_book
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said

_OTHER = "It was made under another key. Type the passphrase or the recovery code of its time to look into it."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A yes, with what opens the backup; a practice book needs nothing."""

    secret: str | None


class RestoreBackup(Dialog[Wanted]):
    """Answers once the preview was shown and the secret was found to open the backup."""

    KEEPS_DRAFT = False
    AUTO_FOCUS = "#secret"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.seen: RestorePreview | None = None
        self.busy = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Restore this backup", classes="dialog-title")
            with VerticalScroll(id="outcome"):
                yield Static("Looking ...", id="outcome-text")
            yield Static(
                "The book as it is now is kept as a backup first. Then the restored one waits at the door.",
            )
            yield Input(placeholder="the passphrase that opens this backup", password=True, id="secret")
            yield Static(id="problem", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Restore", variant="primary", id="yes", disabled=True)
                yield Button("Not now", id="no")

    def on_mount(self) -> None:
        """Look with the key of the open book."""
        self.look(None)

    def on_input_submitted(self) -> None:
        """Enter is Restore."""
        self.answer()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Restore, or not now."""
        if event.button.id == "yes":
            self.answer()
        else:
            self.action_close()

    def answer(self) -> None:
        """See that the secret opens it; it restores only what somebody has seen the preview of."""
        secret = self.query_one("#secret", Input).value
        if self.busy:
            return
        if self.seen is not None and self.seen.practice:
            self.dismiss(Wanted(None))
        elif secret:
            self.busy = True
            self.say("One moment ...")
            self.look(secret)
        else:
            self.say("Type first what opens this backup.")

    def look(self, secret: str | None) -> None:
        """Compare the backup with the book, in a thread: with the key of the open book, or with a secret."""

        def act(book: Book, progress: Progress) -> RestorePreview | FacilitatorError:
            try:
                own = book if secret is None else None
                return preview_restore(self.facilitator.home, self.path, secret, book=own, progress=progress)
            except FacilitatorError as error:
                return error

        with_book(self.facilitator, act, partial(self.looked, secret), self.say)

    def looked(self, secret: str | None, found: RestorePreview | FacilitatorError) -> None:
        """Show what was found, unless the dialog is gone."""
        if not self.is_attached:
            return
        if isinstance(found, RestorePreview):
            self.show(found, secret)
        else:
            self.refuse(found)

    def show(self, seen: RestorePreview, secret: str | None) -> None:
        """The preview; where it was there already and the secret opens the backup, that is the answer."""
        self.busy = False
        if self.seen is not None and secret is not None:
            self.dismiss(Wanted(secret))
            return
        self.seen = seen
        made = f"{self.facilitator.local(seen.made_at):%a %d %b %Y at %H:%M}"
        self.query_one("#outcome-text", Static).update("\n".join(preview_lines(seen, made=made)))
        self.query_one("#yes", Button).disabled = False
        if seen.practice:
            self.query_one("#secret", Input).display = False
            self.query_one("#no", Button).focus()
        self.say("This is what it would change. Restore once more to do it." if secret is not None else "")

    def refuse(self, error: FacilitatorError) -> None:
        """What stood in the way."""
        self.busy = False
        if isinstance(error, WrongKey) and self.seen is None and not self.query_one("#secret", Input).value:
            self.query_one("#outcome-text", Static).update(_OTHER)
            self.query_one("#yes", Button).disabled = False
        else:
            self.say(said(error))

    def say(self, text: str) -> None:
        """One line about how it stands."""
        self.query_one("#problem", Static).update(text)
