"""One quiet line on a page where local slots are blank, and how one fills them in."""

from facilitator.domain.agency.slots import blank_words
from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.plain import Static


class SlotsLine(AtDesk, Static):
    """It is there only while something is blank."""

    def __init__(self, how: str) -> None:
        super().__init__(classes="dim one-line")
        self.how = how
        self.display = False

    def look(self) -> None:
        """Look into the book that is open."""
        from facilitator.services.agency.see_slots import see_slots  # SQLAlchemy, which the first rows do without

        words = blank_words(see_slots(self.facilitator.book).blank)
        self.display = bool(words)
        self.update(f"{words.partition(':')[0]}. {self.how}" if words else "")
