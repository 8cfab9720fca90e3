"""The styles of the program, parsed once for each look."""

from textual.css.stylesheet import Stylesheet


class LastingStylesheet(Stylesheet):
    """Keeps what it has parsed until its variables change.

    Textual parses all styles anew, 10 ms and more, three times before the first frame and again whenever a place is
    first gone to: a screen that is new to it might belong to another look.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a look; the same ones change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Bring the rules up to date."""
        self.parse()
