"""The roll of a session: one row a person, one key a mark."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import DataTable

from facilitator.domain.views import Mark
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.plain import Static
from facilitator.words import AttendanceStatus

MARKS: tuple[tuple[str, AttendanceStatus, str], ...] = (
    ("p", AttendanceStatus.PRESENT, "Present"),
    ("l", AttendanceStatus.LATE, "Late"),
    ("e", AttendanceStatus.LEFT_EARLY, "Left early"),
    ("k", AttendanceStatus.EXCUSED, "Let us know"),
    ("m", AttendanceStatus.MISSED, "Missed"),
)
_WORDS = {status: word for _, status, word in MARKS}


class RollTable(DataTable[Text]):
    """People and their marks. A mark moves on to the next person, so that a round is one key each.

    The screen it stands on marks (``action_mark``), at once: a message would arrive after the next key of fast fingers,
    and a cursor that moves before the cell changes costs a second frame.
    """

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("screen.mark('present')", "p", "Present", "Mark the person as present.", True),
        ScreenAct("screen.mark('late')", "l", "Late", "Mark the person as present, but late; the time is kept."),
        ScreenAct(
            "screen.mark('left-early')", "e", "Left early", "Mark the person as gone before the end; the time is kept."
        ),
        ScreenAct("screen.mark('excused')", "k,x", "Let us know", "The person let us know."),
        ScreenAct("screen.mark('missed')", "m", "Missed", "The person did not come."),
        ScreenAct(
            "screen.mark('')", "backspace,delete", "Clear", "Take the mark of this person away.", shown_key="Backspace"
        ),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, cursor_type="row", zebra_stripes=True)
        self.names = self.closed = True
        self.statuses: dict[str, AttendanceStatus | None] = {}
        """The marks on the screen, by person."""

    def on_mount(self) -> None:
        """The columns: mark and person."""
        self.add_column("Mark", key="mark", width=15)
        self.add_column("Person", key="person")

    def show(self, marks: tuple[Mark, ...], *, names: bool, closed: bool = True) -> None:
        """Show a roll, of a closed group or an open one; the cursor stays with its person."""
        self.names, self.closed = names, closed
        here = self.current
        self.statuses = {each.person.uid: each.status for each in marks}
        self.clear()
        for each in marks:
            uid = each.person.uid
            self.add_row(mark_text(each.status), self._person(each), key=uid)
        if here in self.rows:
            self.move_cursor(row=self.get_row_index(here))

    def show_one(self, uid: str, status: AttendanceStatus | None, *, saved: bool) -> None:
        """Change one cell; a mark that is not saved says so."""
        text = mark_text(status)
        if not saved:
            text = Text.assemble(text, ("  NOT saved", "bold reverse"))
        else:
            self.statuses[uid] = status
        self.update_cell(uid, "mark", text)

    @property
    def current(self) -> str:
        """The uid of the person under the cursor; empty without anybody."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return ""
        return str(self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value)

    def go_to(self, uid: str) -> None:
        """Move to a person."""
        if uid in self.rows:
            self.move_cursor(row=self.get_row_index(uid))

    def go_on(self) -> None:
        """Move to the next person."""
        self.move_cursor(row=min(self.cursor_row + 1, self.row_count - 1))

    def _person(self, each: Mark) -> Text:
        shown = Text(each.person.shown(names=self.names), no_wrap=True, overflow="ellipsis")
        if each.expected:
            return shown
        if each.away and each.status is None:
            shown.append("  away", style="dim")
        elif each.status is None:  # on the roster of an open group, without having said: count me in
            shown.append("  may come", style="dim")
        elif each.status.attended and self.closed:
            shown.append("  walk-in", style="dim")
        return shown


class MarkKey(Static):
    """One kind of mark, for the mouse and as a reminder of its key."""

    def __init__(self, key: str, status: AttendanceStatus, word: str) -> None:
        super().__init__(f"{key} {word}")
        self.status = status
        self.tooltip = Content(f"Mark the person under the cursor: {word} (key {key})")

    async def on_click(self) -> None:
        """Mark whoever the cursor is on."""
        await self.run_action(f"screen.mark('{self.status}')")


class MarkKeys(Horizontal):
    """All kinds of marks in a row."""

    def compose(self) -> ComposeResult:
        for key, status, word in MARKS:
            yield MarkKey(key, status, word)


def word_of(status: AttendanceStatus | None) -> str:
    """A mark as it is said on the screen."""
    return "No mark" if status is None else _WORDS[status]


def mark_text(status: AttendanceStatus | None) -> Text:
    """A letter and a word, never colour alone."""
    if status is None:
        return Text(" -", style="dim")
    return Text(f" {status.letter}  {_WORDS[status]}", style="bold" if status.attended else "")
