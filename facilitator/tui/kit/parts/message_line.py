"""The one line of a room that says what was saved, what was NOT, and which key takes it back."""

from facilitator.tui.kit.plain import Static


def told(words: str, *, take_back: str = "") -> str:
    """What was done as one line, with the key that takes it back."""
    return f"{words}   {take_back} takes it back" if take_back else words


class MessageLine(Static):
    """One line high, whatever it says: nothing else has to be laid out anew when it speaks."""

    def __init__(self) -> None:
        super().__init__(id="says", classes="says")

    def say(self, words: str, *, take_back: str = "") -> None:
        """Say what was done, or what cannot be."""
        self._tell(told(words, take_back=take_back), saved=True)

    def not_saved(self, why: str) -> None:
        """Say that something is not in the book, in words, capitals and reverse: never by colour alone."""
        self._tell(f"NOT saved: {why}", saved=False)

    def _tell(self, line: str, *, saved: bool) -> None:
        self.set_class(not saved, "-not-saved")
        self.update(line, layout=False)
