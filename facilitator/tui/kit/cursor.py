"""Where the terminal's own cursor stands: on what has the focus, so that a braille line or a screen reader follows."""

from typing import Any

from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

HOME = Offset(0, 0)


def cursor_of(screen: Screen[Any]) -> Offset:
    """The place on the terminal of the focused field, row or button; without a focus, that of a dialog's title."""
    widget = screen.focused or next(iter(screen.query(".dialog-title")), None)
    if widget is None:
        return HOME
    try:
        seen = screen.find_widget(widget).visible_region
    except NoWidget:  # not laid out yet
        return HOME
    if not seen:
        return HOME
    x, y = wanted_place(widget)
    return Offset(max(seen.x, min(x, seen.right - 1)), max(seen.y, min(y, seen.bottom - 1)))


def wanted_place(widget: Widget) -> Offset:
    """Where the cursor of a widget would be on a screen without an end: at the letter typed next, or before a row."""
    own = getattr(widget, "cursor_screen_offset", None)
    if isinstance(own, Offset):
        # behind the last letter a field of Textual names the column after the one where it draws its cursor
        return own - Offset(1, 0) if isinstance(widget, Input) and widget.cursor_at_end else own
    return widget.content_region.offset + Offset(0, _line_within(widget))


def _line_within(widget: Widget) -> int:
    # which line a row begins on, Textual tells under this name only; the rows of an open Select are a list of its own
    lines: dict[int, int] | None = getattr(widget, "_index_to_line", None)
    if lines is not None:
        return lines.get(getattr(widget, "highlighted", None) or 0, 0) - widget.scroll_offset.y
    if hasattr(widget, "ordered_rows"):  # only a table has them, and most first frames have no table: 4 ms
        from textual.widgets import DataTable

        if isinstance(widget, DataTable):
            above = widget.ordered_rows[: widget.cursor_row]
            head = widget.header_height if widget.show_header else 0
            return head + sum(row.height for row in above) - widget.scroll_offset.y
    return 0
