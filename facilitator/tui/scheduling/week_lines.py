"""Days with their sessions, the closed ones in place."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from rich.text import Text
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import say_time
from facilitator.domain.views import Closure, Session
from facilitator.tui.scheduling.session_lines import session_line


def day_options(
    day: date, sessions: Sequence[Session], closures: Sequence[Closure], *, today: date, sites: bool
) -> list[Option]:
    """The heading of a day, its closed hours, and its sessions; ``sites`` says at which site each one is."""
    found = [each for each in sessions if each.start_local.date() == day]
    closed = [closure_line(each, day) for each in closures if touches(each, day)]
    heading = Text(f"{day:%a %d %b}", style="bold")
    if day == today:
        heading.append("  today", style="reverse")
    if not found and not closed:
        heading.append("   nothing planned", style="dim")
    rows = [Option(heading, disabled=True)]
    rows.extend(Option(line, disabled=True) for line in closed)
    rows.extend(Option(_line(each, sites=sites), id=each.uid) for each in found)
    return rows


def touches(closure: Closure, day: date) -> bool:
    """Whether some of the day is closed."""
    midnight = datetime.combine(day, time())
    return closure.starts_local < midnight + timedelta(days=1) and closure.ends_local > midnight


def closure_line(closure: Closure, day: date) -> Text:
    """What is closed that day, when and why."""
    hours = ""
    if not closure.all_day:
        midnight = datetime.combine(day, time())
        begins, ends = max(closure.starts_local, midnight), min(closure.ends_local, midnight + timedelta(days=1))
        hours = f" {say_time(begins.time())} to {say_time(ends.time())}"
    where = f" ({closure.site})" if closure.site else ""
    return Text(f" # closed{hours}: {closure.reason}{where}", style="italic")


def _line(each: Session, *, sites: bool) -> Text:
    line = session_line(each, dated=False)
    if sites and each.site:
        line.append(f", {each.site}", style="dim")
    return line
