"""Take the newest change back from anywhere: say what it is, ask, then do it."""

from typing import TYPE_CHECKING

from facilitator.tui.desk import Desk
from facilitator.tui.kit.message import Message, Question

if TYPE_CHECKING:  # SQLAlchemy is imported behind the first frame
    from facilitator.services.history.undo import Newest


def ask_take_back(app: Desk) -> None:
    """Ask whether the newest change of whoever is at work shall be taken back."""
    from facilitator.services.history.undo import newest_change

    found = newest_change(app.book)
    if found is None:
        app.push_screen(
            Message("There is nothing to take back", "Whatever you change next in this window can be taken back here.")
        )
        return
    app.push_screen(
        Question("Take this back?", _words(app, found), yes="Take back"), lambda yes: take_back(app, found, yes)
    )


def ask_do_again(app: Desk) -> None:
    """Ask whether what was taken back last shall be done again."""
    from facilitator.services.history.undo import newest_undone

    found = newest_undone(app.book)
    if found is None:
        app.push_screen(Message("There is nothing to do again", "Nothing was taken back, or something came after it."))
        return
    app.push_screen(
        Question("Do this again?", _words(app, found), yes="Do again"), lambda yes: _do_again(app, found, yes)
    )


def _words(app: Desk, found: "Newest") -> str:
    return f"{found.summary}\nYou did this on {app.local(found.at):%a %d %b %Y at %H:%M}."


def take_back(app: Desk, found: "Newest", yes: bool | None) -> None:
    """Take a change back, after a yes, and say it on the page that is there then."""
    from facilitator.services.history.undo import undo

    if yes and app.attempt(lambda: undo(app.book, now=app.clock(), expected=found)) is not None:
        _say(app, f"Taken back: {found.summary}")


def _do_again(app: Desk, found: "Newest", yes: bool | None) -> None:
    from facilitator.services.history.undo import redo

    if yes and app.attempt(lambda: redo(app.book, now=app.clock(), expected=found)) is not None:
        _say(app, f"Done again: {found.summary}")


def _say(app: Desk, words: str) -> None:
    """Read the page in front anew, and say it there."""
    app.read_again()
    app.say(words)
