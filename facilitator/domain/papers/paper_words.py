"""How paper says days, times and places: in full, for whoever reads it weeks later."""

from datetime import date, datetime

from facilitator.domain.dates.plain_dates import MONTHS, WEEKDAYS, say_time
from facilitator.domain.session import Session
from facilitator.words import Mode


def say_span(starts: datetime, ends: datetime) -> str:
    """``6:30 to 7:30 pm``."""
    begin, end = say_time(starts.time()), say_time(ends.time())
    same_half = begin[-2:] == end[-2:] and starts.date() == ends.date()
    return f"{begin[:-3] if same_half else begin} to {end}"


def say_day(day: date) -> str:
    """``Thursday 4 March 2027``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_place(session: Session) -> str:
    """Room and site; a link or a number to call never stands on paper."""
    online = {Mode.ONLINE: "Online", Mode.HYBRID: "and online"}.get(session.mode, "")
    return ", ".join(part for part in (session.room, session.site, online) if part)


def neutral_title(day: date) -> str:
    """``Thursday group``: what others may read over somebody's shoulder."""
    return f"{WEEKDAYS[day.weekday()]} group"
