"""A newer edition of a group's curriculum: what it changes, and taking it."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from facilitator.domain.curricula.editions import LessonChange
from facilitator.domain.dates.plain_dates import say_moment
from facilitator.services.curricula.take_edition import Edition
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.plain import Button, Static

_WORDS = {LessonChange.SAME: "as it was", LessonChange.CHANGED: "changed", LessonChange.NEW: "new"}


class NewerEdition(Dialog[bool]):
    """Answers True where it shall be taken."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(f"A newer edition for {self.edition.group.title}", classes="dialog-title")
            yield Static(
                f"It has {self.edition.version}; {self.edition.newer} is at hand. Sessions that were held keep theirs."
            )
            with VerticalScroll():
                yield Static(edition_text(self.edition))
            with Horizontal(classes="buttons"):
                yield Button("Take it", variant="primary", id="ok", compact=True)
                yield Button("Not now", id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take it, or not now."""
        self.dismiss(event.button.id == "ok")


def edition_text(edition: Edition) -> Text:
    """Lesson by lesson what changes, then the sessions to come."""
    text = Text()
    for each in edition.differences:
        if each.change is LessonChange.GONE:
            text.append(f"\n -  {each.title}: gone")
            continue
        moved = f", was lesson {each.old_place}" if each.moved else ""
        style = "dim" if each.change is LessonChange.SAME and not moved else "bold"
        text.append(f"\n{each.new_place:>2}  {each.title}: {_WORDS[each.change]}{moved}", style=style)
        text.append("".join(f"\n      {words}" for words in each.words))
    if edition.changed:
        text.append("\n\nSessions to come", style="bold")
    for _, after, was, title in edition.changed:
        before = "" if was == title else f", was {was or 'without a lesson'}"
        text.append(f"\n {say_moment(after.start_local)}  {title or 'no lesson'}{before}")
    for lesson in edition.without:
        text.append(f"\n\nLesson {lesson} has no session yet. A lesson can be split or joined with g.")
    return text
