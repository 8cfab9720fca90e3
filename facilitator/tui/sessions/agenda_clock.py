"""The agenda of a session on a clock: big enough for a glance."""

from datetime import datetime

from rich.console import ConsoleRenderable
from rich.text import Text
from textual.reactive import reactive

from facilitator.domain.sessions.agenda import Pace
from facilitator.services.sessions.run_session import Running
from facilitator.tui.desk import AtDesk
from facilitator.tui.kit.plain import Stacked, Static
from facilitator.words import SessionStatus
from facilitator.zones import zone

BAR = 20


class AgendaClock(AtDesk, Static):
    """Shows a running session from its stored starts and ``now``; it never counts ticks."""

    seen: reactive[Running | None] = reactive(None)
    _shown: tuple[Running, Pace, int] | None = None

    def on_mount(self) -> None:
        """Follow the app's clock."""
        self.watch(self.app, "now", self.show, init=False)

    def watch_seen(self) -> None:
        """The session has moved on."""
        self.show()

    def show(self) -> None:
        """The agenda as it stands at this moment; painted again when something on it is new, not every second."""
        now = self.facilitator.now
        if self.seen is None or now is None:
            return
        standing = self.seen, self.seen.pace(now), _minutes_to_end(self.seen, now)
        if standing != self._shown:
            self._shown = standing
            self.update(agenda_shown(self.seen, now))


def agenda_shown(seen: Running, now: datetime) -> ConsoleRenderable:
    """The lines of an agenda: what is over, what runs with its minutes left, what is to come."""
    lines: list[ConsoleRenderable] = [_headline(seen, now), Text("")]
    zoned = zone(seen.session.zone)
    for at, item in enumerate(seen.agenda):
        here = at == seen.position
        sign = ">" if here else ("x" if item.ended_at else " ")
        line = Text(no_wrap=True, overflow="ellipsis", style="bold" if here else ("dim" if item.ended_at else ""))
        began = f" {item.started_at.astimezone(zoned):%H:%M}" if item.started_at else ""
        line.append(f"{sign} {item.minutes:>3} min  {item.title}{began}")
        lines.append(line)
    if not seen.agenda:
        lines.append(Text("No agenda: the group has no curriculum.", style="dim"))
    return Stacked(*lines)


def _minutes_to_end(seen: Running, now: datetime) -> int:
    return int((seen.session.ends_at - now).total_seconds()) // 60


def _without_item(seen: Running, now: datetime) -> ConsoleRenderable:
    """No item runs: the whole session's time is left."""
    left = _minutes_to_end(seen, now)
    time = f"{left} min until the planned end" if left > 0 else "The planned end has come"
    return Stacked(Text(time, style="bold"), Text("The agenda is done. f finishes." if seen.agenda else "f finishes."))


def _headline(seen: Running, now: datetime) -> ConsoleRenderable:
    session = seen.session
    if session.status is SessionStatus.SCHEDULED:
        return Text("Not started. Press s to start.", style="bold")
    if session.status is SessionStatus.HELD:
        return Text("This session is over.", style="bold")
    if session.status is not SessionStatus.RUNNING:
        return Text(f"Did not meet: {session.reason}", style="bold")
    if seen.position is None:
        return _without_item(seen, now)
    pace = seen.pace(now)
    left = pace.minutes_left or 0
    item = seen.agenda[seen.position]
    used = min(BAR, max(0, round(BAR * (1 - left / item.minutes)))) if item.minutes else BAR
    words = f"{left} min left" if left > 0 else ("time is up" if left == 0 else f"{-left} min over")
    return Stacked(
        Text(item.title, style="bold"),
        Text(f"{words:<12} [{'#' * used}{'.' * (BAR - used)}]", style="bold"),
        Text(pace.phrase),
    )
