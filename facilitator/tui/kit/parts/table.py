"""A list as a table: each thing in one place in every row; the row of the cursor is marked by more than colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.parts.table_layout import Column, lay_out, rest_words, row_text

HEAD = 1
"""Lines that the titles of the columns take."""
MARKS = 2
"""Columns that the marks of the cursor take, one at each end of a line."""


class Weight(StrEnum):
    """How much a row matters now."""

    NOW = "now"
    NEXT = "next"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and the key by which it is known."""

    key: str
    cells: tuple[str, ...]
    weight: Weight = Weight.NEXT


class Table(ScrollView, can_focus=True):
    """Rows to go through with the arrows; Enter opens one, a click goes to one and opens it the second time.

    It draws its lines itself: a frame after a key costs the two lines that changed.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--cursor",
        "table--mark",
        *(f"table--{weight}" for weight in Weight),
    }
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("open", "enter", "Open", "Open what the cursor is on.", True, "Enter"),
    )
    BINDINGS = bindings(
        (
            *ACTS,
            ScreenAct("go(-1)", "up", "Up", "The row above."),
            ScreenAct("go(1)", "down", "Down", "The row below."),
            ScreenAct("go_page(-1)", "pageup", "Page up", "A page up."),
            ScreenAct("go_page(1)", "pagedown", "Page down", "A page down."),
            ScreenAct("go_end(False)", "home,ctrl+home", "First", "The first row."),
            ScreenAct("go_end(True)", "end,ctrl+end", "Last", "The last row."),
        )
    )

    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the row that the cursor is on; 0 too where there is none."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or on a row that was read anew."""

        table: "Table"
        key: str

        @property
        def control(self) -> "Table":
            """The table, by the name under which handlers look for it."""
            return self.table

    @dataclass
    class Opened(Moved):
        """A row shall be opened."""

    @dataclass
    class Rest(Message):
        """How much of it is in sight, in words for the border around it."""

        table: "Table"
        words: str

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id: str,  # noqa: A002 - the name Textual gives it
        empty: str = "",
        one_click: bool = False,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self.one_click = one_click
        self.rows: tuple[Row, ...] = ()
        self.widths: tuple[int, ...] = ()
        self._laid_out_for = -1
        self._rest = ""

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def current(self) -> str:
        """The key under the cursor; empty without a row."""
        return self.rows[self.cursor].key if self.rows else ""

    def show(self, rows: Sequence[Row], *, at: str = "") -> None:
        """Show these rows, with the cursor where it was, or on the row named."""
        wanted = at or self.current
        self.rows = tuple(rows)
        self._laid_out_for = -1
        self.virtual_size = Size(self.size.width, len(self.rows) + HEAD)
        keys = [row.key for row in self.rows]
        self.set_reactive(Table.cursor, keys.index(wanted) if wanted in keys else self.validate_cursor(self.cursor))
        self.refresh()
        self._keep_in_sight()
        self.post_message(self.Moved(self, self.current))

    def change(self, row: Row) -> None:
        """Show one row anew."""
        at = [each.key for each in self.rows].index(row.key)
        self.rows = (*self.rows[:at], row, *self.rows[at + 1 :])
        if any(cell_len(cell) > wide for cell, wide in zip(row.cells, self.widths, strict=False)):
            self._laid_out_for = -1
            self.refresh()
        else:
            self.refresh(Region(0, self._line_of(at), self.size.width, 1))

    def place_cursor(self, key: str) -> None:
        """Put the cursor on a row, where it is there."""
        for at, row in enumerate(self.rows):
            if row.key == key:
                self.cursor = at

    def validate_cursor(self, cursor: int) -> int:
        """It stays among the rows."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two lines anew, and say where it is now."""
        for row in (before, after):
            self.refresh(Region(0, self._line_of(row), self.size.width, 1))
        self._keep_in_sight()
        self.post_message(self.Moved(self, self.current))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the row of the cursor begins on the screen."""
        return self.content_region.offset + Offset(0, self._line_of(self.cursor) if self.rows else 0)

    def _line_of(self, row: int) -> int:
        return HEAD + row - self.scroll_offset.y

    def _keep_in_sight(self) -> None:
        room = max(1, self.size.height - HEAD)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False, force=True)
        self._tell_rest()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The lower border follows."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_rest()

    def _tell_rest(self) -> None:
        room = max(0, self.size.height - HEAD)
        below = max(0, len(self.rows) - self.scroll_offset.y - room) if room else 0
        words = rest_words(min(room, len(self.rows)), below, len(self.rows))
        if words != self._rest:
            self._rest = words
            self.post_message(self.Rest(self, words))

    def on_resize(self) -> None:
        """Lay it out anew; the cursor stays in sight."""
        self.virtual_size = Size(self.size.width, len(self.rows) + HEAD)
        self._keep_in_sight()

    def on_focus(self) -> None:
        """The row of the cursor looks another way with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """And without."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: the titles of the columns, a row, or where there is none what belongs here."""
        width = self.size.width
        if self._laid_out_for != width:
            self.widths = lay_out(self.columns, [row.cells for row in self.rows], width - MARKS)
            self._laid_out_for = width
        if y < HEAD:
            titles = row_text([column.title for column in self.columns], self.columns, self.widths)
            return self._strip(f" {titles} ", "table--head")
        at = y - HEAD + self.scroll_offset.y
        if at >= len(self.rows):
            return self._strip("" if self.rows else self._empty_line(y - HEAD), "table--next")
        row = self.rows[at]
        text = row_text(row.cells, self.columns, self.widths)
        if at != self.cursor:
            return self._strip(f" {text} ", f"table--{row.weight}")
        style = self.get_component_rich_style("table--cursor")
        if row.weight is Weight.NOW:
            style += Style(bold=True)
        mark = self.get_component_rich_style("table--mark")
        return Strip([Segment("▌", mark), Segment(text, style), Segment("▐", mark)])

    def _empty_line(self, line: int) -> str:
        words = wrap(self.empty, max(1, self.size.width - MARKS))
        return f" {words[line]}" if line < len(words) else ""

    def _strip(self, text: str, component: str) -> Strip:
        style = self.get_component_rich_style(component)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Go to a row; a second click opens it, where the first did not."""
        offset = event.get_content_offset(self)
        at = -1 if offset is None else offset.y - HEAD + self.scroll_offset.y
        if offset is None or offset.y < HEAD or not 0 <= at < len(self.rows):
            return
        opens = self.one_click or at == self.cursor
        self.cursor = at
        if opens:
            self.action_open()

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.rows:
            self.post_message(self.Opened(self, self.current))

    def action_go(self, rows: int) -> None:
        """So many rows up or down."""
        self.cursor += rows

    def action_go_page(self, pages: int) -> None:
        """So many pages up or down."""
        self.cursor += pages * max(1, self.size.height - HEAD)

    def action_go_end(self, last: bool) -> None:
        """To the first row or the last."""
        self.cursor = len(self.rows) - 1 if last else 0
