"""Where a screen asks to go. It posts one of these; the program, which alone knows every screen, goes there."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenSession(Message):
    """Open a session over the page in front; Esc comes back to it."""

    uid: str


@dataclass
class GoToSession(Message):
    """Go to Today and open a session there, from wherever one is."""

    uid: str


@dataclass
class GoToGroup(Message):
    """Go to the Groups place and open a group."""

    uid: str


@dataclass
class GoToPerson(Message):
    """Go to the People place, with the cursor on a person."""

    uid: str


@dataclass
class OpenHistory(Message):
    """Open the history of the book, or of the record of that uid; ``names`` shows the people in it by name."""

    about: str = ""
    names: bool = False
