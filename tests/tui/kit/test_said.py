"""How an error reads on a screen."""

from facilitator.errors import BadInput, NotFound
from facilitator.tui.kit.said import said


def test_title_and_hint_are_sentences() -> None:
    """A capital letter, full stops; without a hint the title alone."""
    assert said(BadInput("no file was named", "Type where it is.")) == "No file was named. Type where it is."
    assert said(NotFound("there is no such group")) == "There is no such group."
