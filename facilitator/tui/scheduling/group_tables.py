"""The two tables of a group: its sessions, and who is on its roster."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from rich.text import Text
from textual.widgets import DataTable

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Enrolled, Session
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.scheduling.session_lines import people
from facilitator.words import SessionStatus

_STATUS = {
    SessionStatus.SCHEDULED: "to come",
    SessionStatus.RUNNING: "> running",
    SessionStatus.HELD: "x held",
    SessionStatus.CANCELLED: "- cancelled",
    SessionStatus.DID_NOT_MEET: "- did not meet",
}
TOPIC_CELLS, NAME_CELLS = 22, 32


class GroupTable(DataTable[Text]):
    """Rows under a uid; Enter, or a second click, opens one."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("select_cursor", "enter", "Open", "Open what the cursor is on.", True, "Enter"),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, cursor_type="row", zebra_stripes=True)

    @property
    def current(self) -> str:
        """The uid under the cursor; empty without one."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return ""
        return str(self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value)

    def place_cursor(self, uid: str) -> None:
        """Put the cursor on a row, where it is there."""
        if uid in self.rows:
            self.move_cursor(row=self.get_row_index(uid))


class SessionsTable(GroupTable):
    """The sessions of a group, past and to come, in order."""

    def on_mount(self) -> None:
        """The columns."""
        self.add_column("Session", key="when")
        self.add_column("Topic", key="topic", width=TOPIC_CELLS)
        self.add_column("Status", key="status")
        self.add_column("People", key="people")

    def show(self, sessions: Sequence[Session], *, this_year: int, at: str) -> None:
        """Show these; the cursor stays where it was, or goes to the session named."""
        here = self.current or at
        self.clear()
        for each in sessions:
            self.add_row(
                Text(_when(each, this_year), style="bold" if each.uid == at else ""),
                Text(each.lesson_title, no_wrap=True, overflow="ellipsis"),
                Text(_STATUS[each.status]),
                Text(people_words(each)),
                key=each.uid,
            )
        self.place_cursor(here)


class RosterTable(GroupTable):
    """Who is on the roster, the waitlist last."""

    def on_mount(self) -> None:
        """The columns."""
        self.add_column("On the roster", key="person", width=NAME_CELLS)
        self.add_column("Since", key="since")
        self.add_column("Seat", key="seat")

    def show(self, roster: Sequence[Enrolled], today: date) -> None:
        """Show these."""
        here = self.current
        self.clear()
        for each in roster:
            name = Text(each.person.shown(names=True), no_wrap=True, overflow="ellipsis")
            self.add_row(name, Text(say_date(each.starts_on)), Text(_seat(each, today)), key=each.person.uid)
        self.place_cursor(here)


def people_words(each: Session) -> str:
    """How many came of how many, or what keeps people away."""
    if each.status is SessionStatus.DID_NOT_MEET:
        return each.reason
    if each.status is SessionStatus.HELD and each.present is not None and each.expected:
        return f"{each.present} came, {each.expected} expected"
    return each.reason if each.status is SessionStatus.CANCELLED else people(each)


def _when(each: Session, this_year: int) -> str:
    day = f"{each.start_local:%a %d %b}"
    if each.start_local.year != this_year:
        day = f"{day} {each.start_local.year}"
    return f"{day}  {each.start_local:%H:%M}"


def _seat(each: Enrolled, today: date) -> str:
    if each.waitlisted:
        return "waits for a seat"
    if each.ends_on is not None:
        return f"until {say_date(each.ends_on)}"
    return "begins then" if each.starts_on > today else ""
