"""The schedule on paper: a sheet to sign in, a sign for the door, a card for the wallet, a month for the wall."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from facilitator.domain.dates.plain_dates import MONTHS, say_date, say_time
from facilitator.domain.papers.paper_words import neutral_title, say_day, say_place, say_span
from facilitator.domain.session import Session
from facilitator.zones import zone

CARD_DATES: Final = 8
"""So many dates have room on a card."""


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """Blank lines under a neutral title: what hangs at the door says nothing of anybody."""

    title: str
    when: str
    where: str
    rows: int


@dataclass(frozen=True, slots=True)
class DoorSign:
    """What somebody has to know who stands before the door: ``words`` large, and when the group meets next."""

    title: str
    words: str
    when: str
    where: str
    next: str


@dataclass(frozen=True, slots=True)
class PaperMeeting:
    """One meeting as a wall or a wallet may show it; moments are wall times."""

    title: str
    where: str
    starts: datetime
    ends: datetime
    off: bool


@dataclass(frozen=True, slots=True)
class DatesCard:
    """The next dates of a group, and those on which it does not meet; ``when`` is the time that all of them have."""

    title: str
    when: str
    where: str
    dates: tuple[str, ...]
    off: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A day of a month with what is on; ``day`` is 0 for one of another month."""

    day: int
    meetings: tuple[PaperMeeting, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthSchedule:
    """A month in weeks from Monday on."""

    title: str
    whose: str
    weeks: tuple[tuple[MonthCell, ...], ...]
    foot: str


def sign_in_sheet(session: Session, rows: int) -> SignInSheet:
    """The sheet of a session."""
    return SignInSheet(neutral_title(session.start_local.date()), _when(session), say_place(session), rows)


def door_sign(session: Session, title: str, later: Session | None) -> DoorSign:
    """The sign of a session; ``later`` is the next one of its group that is held."""
    if session.called_off:
        words = "does not meet today"
    elif session.start_local.time() != session.original_local.time():
        words = f"meets at {say_time(session.start_local.time())} today"
    elif session.start_local.date() != session.original_local.date():
        words = "meets on another day this time"
    else:
        words = "meets here"
    following = f"The next one: {_when(later)}" + (f", {say_place(later)}" if say_place(later) else "") if later else ""
    held = not session.called_off
    return DoorSign(title, words, _when(session), say_place(session) if held else "", following)


def dates_card(meetings: Sequence[PaperMeeting], title: str, country: str) -> DatesCard:
    """The next dates on a card, and which of the days between them are off. What all have in common is said once.

    ``title`` heads the card; without one the first meeting's own does.
    """
    held = [each for each in meetings if not each.off][:CARD_DATES]
    off = [each for each in meetings if each.off and held and each.starts < held[-1].starts]
    when = _common(say_span(each.starts, each.ends) for each in held)
    where = _common(each.where for each in held)
    dates = tuple(
        ", ".join(
            part
            for part in (
                say_date(each.starts.date()),
                "" if when else say_time(each.starts.time()),
                "" if where else each.where,
            )
            if part
        )
        for each in held
    )
    heading = title or next((each.title for each in held), "")
    return DatesCard(heading, when, where, dates, tuple(say_date(each.starts.date()) for each in off), country)


def _common(texts: Iterable[str]) -> str:
    """The one text that all are; empty where they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def month_schedule(year: int, month: int, meetings: Iterable[PaperMeeting], whose: str, today: date) -> MonthSchedule:
    """A month with its meetings, each on the day on its wall, in the order of their times.

    A site that all of them have in common stands in the head, and no more with each of them.
    """
    every = sorted(meetings, key=lambda each: (each.starts.replace(tzinfo=None), each.title))
    site = _common(each.where.rpartition(", ")[2] for each in every)
    by_day: dict[date, list[PaperMeeting]] = {}
    for each in every:
        here = replace(each, where=each.where.removesuffix(site).removesuffix(", ")) if site else each
        by_day.setdefault(each.starts.date(), []).append(here)
    weeks = tuple(
        tuple(MonthCell(day.day, tuple(by_day.get(day, ()))) if day.month == month else MonthCell(0) for day in week)
        for week in Calendar().monthdatescalendar(year, month)
    )
    foot = f"As planned on {say_date(today)}. Ask us, or look at the door, whether something has changed."
    place = f"{whose}, {site}" if site and site != whose else whose
    return MonthSchedule(f"{MONTHS[month - 1]} {year}", place, weeks, foot)


def _when(session: Session) -> str:
    here = zone(session.zone)
    span = say_span(session.starts_at.astimezone(here), session.ends_at.astimezone(here))
    return f"{say_day(session.start_local.date())}, {span}"
