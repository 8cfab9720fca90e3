"""The first frame of a book that opens itself: Today, from what was read in passing, before the book is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.tui.desk import Desk

if TYPE_CHECKING:  # nothing is imported for a frame that nobody has seen yet
    from facilitator.domain.book.book_info import BookInfo
    from facilitator.services.sessions.first_look import FirstLook


class FirstFrame(Desk):
    """A desk that shows a first look, and paints it without waiting."""

    def name_book(self, info: "BookInfo") -> None:
        """Whose book this is, and where its clocks stand."""
        from facilitator.zones import zone

        self._zone = zone(info.zone)
        self.book_name, self.practice = info.name, info.practice

    def show_first(self, seen: "FirstLook", painted: Callable[[], object]) -> None:
        """Show Today as it was read in passing, and tell when it is on the screen."""
        self.first_look, self.hurried = seen, True
        self.name_book(seen.info)
        self.tick()
        made = self.switch_mode("today")

        def finish() -> None:
            self.hurried = False
            self.screen.call_after_refresh(painted)

        async def tell() -> None:
            await made  # before its rows are there, "after a refresh" would be at once
            self.screen.call_after_refresh(finish)

        self.call_later(tell)

    def write_line(self, words: str) -> None:
        """Write one line on the empty terminal, before anything is made that could be painted there."""
        if self._driver is not None:
            self._driver.write(f"\x1b[H {words}")

    def delay_update(self, delay: float = 0.05) -> None:
        """Wait before something else is painted, so that it does not flicker; not where somebody waits at the door."""
        super().delay_update(delay if self.first_look is None else 0.001)
