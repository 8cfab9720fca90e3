"""The two lines on top of every room: the places, and whose book this is."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.parts.table_layout import fit
from facilitator.tui.kit.plain import Static
from facilitator.tui.navigation import PLACES, MainPlace

_INVENTED = " invented people   "


class PlaceTab(Static):
    """One place; a click goes there."""

    def __init__(self, place: MainPlace, *, here: bool) -> None:
        super().__init__(f"{place.key} {place.title}", classes="-here" if here else "")
        self.place = place
        self.tooltip = Content(f"{place.help} (key {place.key})")

    async def on_click(self) -> None:
        """Go there, as its key does."""
        await self.app.run_action(f"go('{self.place.mode}')", self.app)


class Masthead(AtDesk, Widget):
    """Places and book; the name of a practice book is always in sight."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here

    def compose(self) -> ComposeResult:
        with Horizontal(id="places"):
            if not self.facilitator.hurried:
                yield from self.tabs()
        yield Static(id="book-line")

    def tabs(self) -> Iterator[PlaceTab]:
        """A tab for each place."""
        return (PlaceTab(place, here=place.mode == self.here) for place in PLACES)

    async def make_tabs(self) -> None:
        """Make the tabs that the first rows did not wait for: eight milliseconds."""
        if not self.facilitator.hurried and not self.query(PlaceTab):
            await self.query_one("#places").mount_all(self.tabs())

    def on_mount(self) -> None:
        """Follow the app: another book, another minute."""
        self.watch(self.app, "hurried", self.make_tabs, init=False)
        for name in ("book_name", "who", "practice", "minute"):
            self.watch(self.app, name, self.show, init=False)
        self.show()

    def on_resize(self) -> None:
        """The clock stays at the right end."""
        self.show()

    def show(self) -> None:
        """Whose book it is, whether it is practice, and the time."""
        app = self.facilitator
        now = f"{app.minute:%a %d %b %Y  %H:%M}" if app.minute else ""
        line = Text(no_wrap=True, overflow="ellipsis")
        whose = f"{app.book_name} · {app.who}" if app.who else app.book_name
        if app.practice:
            line.append(" PRACTICE ", style="reverse bold")
            whole = line.cell_len + len(_INVENTED) + cell_len(whose) + len(now) + 3
            line.append(_INVENTED if whole <= self.size.width or not app.who else " ")
        room = max(0, self.size.width - line.cell_len - len(now) - 3)
        line.append(fit(whose, room).rstrip())
        line.pad_right(max(1, self.size.width - line.cell_len - len(now) - 2))
        line.append(now)
        self.query_one("#book-line", Static).update(line, layout=False)
