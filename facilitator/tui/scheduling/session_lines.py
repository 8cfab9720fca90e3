"""A session in a line, and in a side pane."""

from datetime import date
from typing import TYPE_CHECKING

from rich.console import ConsoleRenderable
from rich.text import Text

from facilitator.domain.dates.plain_dates import say_time
from facilitator.domain.session import Session
from facilitator.tui.kit.plain import Stacked
from facilitator.words import AttendanceKind, EnrolmentKind, SessionStatus

if TYPE_CHECKING:  # with SQLAlchemy, and lines of sessions are shown before that is there
    from facilitator.services.sessions.run_session import Running

_SIGNS = {
    SessionStatus.SCHEDULED: " ",
    SessionStatus.RUNNING: ">",
    SessionStatus.HELD: "x",
    SessionStatus.CANCELLED: "-",
    SessionStatus.DID_NOT_MEET: "-",
}


def session_line(each: Session, *, dated: bool, year: bool = False, told: str = "") -> Text:
    """Time, group, topic, place and people, or what is ``told`` instead; what is cancelled says so in words."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f" {_SIGNS[each.status]} ")
    line.append(f"{each.start_local:%a %d %b} " if dated else "", style="bold")
    line.append(f"{each.start_local:%Y} " if year else "", style="bold")
    line.append(f"{each.start_local:%H:%M}  ", style="bold")
    line.append(each.title)
    if each.lesson_title:
        line.append(f": {each.lesson_title}")
    line.append(f"   {told or people(each)}", style="dim")
    if each.room:
        line.append(f"   {each.room}", style="dim")
    return line


def waiting_line(each: Session, today: date) -> Text:
    """The line of a session that is over and not closed: what is left to do, and the year where it is another one."""
    return session_line(each, dated=True, year=each.start_local.year != today.year, told=left_to_do(each))


def left_to_do(each: Session) -> str:
    """What a session that is over still needs before it can be closed."""
    if each.attendance is AttendanceKind.HEADCOUNT:
        return "count to enter" if each.present is None else f"{people(each)}, to close"
    if not each.to_mark:
        return "to close"
    return f"{each.to_mark} {'person' if each.to_mark == 1 else 'people'} to mark"


def people(each: Session) -> str:
    """How many are expected or came, or why nobody did."""
    if each.status is SessionStatus.CANCELLED:
        return f"cancelled: {each.reason}"
    if each.status is SessionStatus.DID_NOT_MEET:
        return f"did not meet: {each.reason}"
    if each.present is not None:
        return f"{each.present} here" if each.status is SessionStatus.RUNNING else f"{each.present} came"
    if each.attendance is AttendanceKind.HEADCOUNT:
        return "headcount"
    if each.expected:
        return f"{each.expected} expected"
    return "nobody on the roster yet" if each.enrolment is EnrolmentKind.CLOSED else "open to all"


def session_side(seen: "Running") -> ConsoleRenderable:
    """What is good to know before a session: when, where, who leads, and the agenda."""
    session = seen.session
    parts: list[ConsoleRenderable] = [
        Text(session.title, style="bold"),
        Text(f"{session.start_local:%A %d %B}, {say_time(session.start_local.time())}, {session.minutes} minutes"),
    ]
    where = ", ".join(part for part in (session.room, session.site) if part)
    if where:
        parts.append(Text(where))
    if session.facilitators:
        parts.append(Text("Led by " + ", ".join(session.led_by)))
    parts.append(Text(people(session)))
    if session.lesson_title:
        parts.append(Text(f"\n{session.topic.capitalize()}: {session.lesson_title}", style="bold"))
    parts.extend(Text(f"{item.minutes:>4} min  {item.title}") for item in seen.agenda)
    parts.extend(Text(f"\n{note}", style="dim") for note in seen.notes)
    return Stacked(*parts)
