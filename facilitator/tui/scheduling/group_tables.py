"""The two tables of a group: its sessions, and who is on its roster."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Enrolled, Session
from facilitator.tui.kit.parts.table import Row, Table, Weight
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.tui.scheduling.session_lines import people
from facilitator.words import SessionStatus

_STATUS = {
    SessionStatus.SCHEDULED: "to come",
    SessionStatus.RUNNING: "> running",
    SessionStatus.HELD: "x held",
    SessionStatus.CANCELLED: "- cancelled",
    SessionStatus.DID_NOT_MEET: "- did not meet",
}
_EMPTY = "Nobody is on the roster yet. Press e to enrol somebody."
_NOT_KEPT = "A drop-in group keeps no roster: people are marked or counted when they come."
SESSION_COLUMNS = (
    Column("Session"),
    Column("State"),
    Column("Topic", least=10, fills=True),
    Column("People", least=12, most=40, leaves=1),
)
ROSTER_COLUMNS = (
    Column("Name", least=8, most=20),
    Column("Seat", least=6, fills=True),
    Column("Since", leaves=1),
)


class SessionsTable(Table):
    """The sessions of a group, past and to come, in order."""

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(SESSION_COLUMNS, id=id, empty="No sessions these years.")

    def show_sessions(self, sessions: Sequence[Session], *, this_year: int, at: str) -> None:
        """Show these; the cursor stays where it was, or goes to the session named, which is the one that counts now."""
        self.show([session_row(each, this_year=this_year, at=at) for each in sessions], at=self.current or at)


class RosterTable(Table):
    """Who is on the roster, the waitlist last."""

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(ROSTER_COLUMNS, id=id)

    def show_roster(self, roster: Sequence[Enrolled], today: date, *, kept: bool) -> None:
        """Show these; without anybody, whether people are ever put on this roster."""
        self.empty = _EMPTY if kept else _NOT_KEPT
        self.show([roster_row(each, today) for each in roster])


def session_row(each: Session, *, this_year: int, at: str) -> Row:
    """A session in the table of its group."""
    cells = (_when(each, this_year), _STATUS[each.status], each.lesson_title, people_words(each))
    if each.uid == at and each.status in (SessionStatus.SCHEDULED, SessionStatus.RUNNING):
        return Row(each.uid, cells, Weight.NOW)
    return Row(each.uid, cells, Weight.NEXT if each.status is SessionStatus.SCHEDULED else Weight.PAST)


def roster_row(each: Enrolled, today: date) -> Row:
    """Somebody on a roster."""
    cells = (each.person.shown(names=True), _seat(each, today), say_date(each.starts_on))
    return Row(each.person.uid, cells, Weight.PAST if each.waitlisted else Weight.NEXT)


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
