"""Published sessions as iCalendar bytes (RFC 5545, 7986): one VEVENT a session, the same bytes for the same data.

The lines are escaped and folded here: icalendar writes about 3,000 events a second, turns a backslash before an N
into a line break, and puts the moment of writing into each event.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from facilitator import zones
from facilitator.domain.publishing.published import COLOURS, PublishedCalendar, PublishedSession
from facilitator.errors import BadInput
from facilitator.formats.publishing.lines import folded, text, text_line, uri
from facilitator.formats.publishing.timezones import vtimezone

MOST_IN_A_CALENDAR = 20_000
WARN_AT_SESSIONS = 1_000
_EVENTS_A_TELLING = 500
TAIL = b"END:VCALENDAR\r\n"

_PRODID = "-//facilitator//group sessions//EN"
_REFRESH = "PT12H"
CANCELED = "Canceled: "
"""What stands before the title of a session that is not held: some apps show no status."""
_PLAIN_UID = re.compile(r"[0-9A-Za-z@.-]{1,70}").fullmatch
_A_DAY = timedelta(days=1)
_TWO = tuple(f"{number:02}" for number in range(60))


def write_calendar(
    calendar: PublishedCalendar,
    *,
    events: Iterable[bytes] | None = None,
    method: str | None = "PUBLISH",
    keep_confirmed: bool = False,
    progress: Callable[[int], object] | None = None,
) -> bytes:
    """The whole calendar: CRLF, lines of 75 octets at most, sessions in the order of their start.

    ``events`` are VEVENTs that :func:`event_bytes` wrote earlier, one for each of ``calendar.sessions`` in their
    order; they spare writing those again. ``method`` is None for CalDAV. ``progress`` is told now and then how many
    events were written.

    Raises:
        BadInput: for more than 20,000 sessions, an unknown zone or an unknown colour.
        ValueError: when two sessions share a uid (apps would show only one), or ``events`` do not pair up.
    """
    sessions = calendar.sessions
    if len({session.uid for session in sessions}) != len(sessions):
        raise ValueError("two sessions of a calendar share a uid")
    timezones = timezones_for(sessions)
    head = head_bytes(calendar, (each for each in timezones.values() if each), method=method)
    if events is None:
        events = (
            event_bytes(session, in_utc=timezones[zones.canonical(session.zone)] is None, keep_confirmed=keep_confirmed)
            for session in sessions
        )
    if progress is not None:
        events = _told(events, progress)
    pairs = sorted(zip(sessions, events, strict=True), key=lambda pair: (pair[0].starts_at_utc, pair[0].uid))
    return b"".join([head, *(event for _, event in pairs), TAIL])


def _told(events: Iterable[bytes], progress: Callable[[int], object]) -> Iterator[bytes]:
    for number, event in enumerate(events):
        if number % _EVENTS_A_TELLING == 0:
            progress(number)
        yield event


def feed_warnings(sessions: int) -> tuple[str, ...]:
    """What to tell about a feed of that many sessions."""
    if sessions < WARN_AT_SESSIONS:
        return ()
    return (
        f"This feed has {sessions:,} sessions. Some calendar apps stop reading near 2,000: "
        "publish one feed for each site or group.",
    )


class InTime(Protocol):
    """Whatever has instants and a zone."""

    @property
    def starts_at_utc(self) -> datetime: ...
    @property
    def ends_at_utc(self) -> datetime: ...
    @property
    def zone(self) -> str: ...


def kept_confirmed(calendar: bytes) -> bytes:
    """The same calendar for apps that hide what is cancelled: the title alone says that it is."""
    return calendar.replace(b"\r\nSTATUS:CANCELLED\r\n", b"\r\nSTATUS:CONFIRMED\r\n")


def timezones_for(sessions: Sequence[InTime]) -> Mapping[str, bytes | None]:
    """The VTIMEZONE of each zone used, by canonical name; None where its sessions are to be written in UTC.

    Raises:
        BadInput: for more than 20,000 sessions or an unknown zone.
    """
    if len(sessions) > MOST_IN_A_CALENDAR:
        raise BadInput(
            f"{len(sessions):,} sessions are too many for one calendar (the limit is {MOST_IN_A_CALENDAR:,})",
            "Publish one calendar for each site or group.",
        )
    windows: dict[str, tuple[datetime, datetime]] = {}
    for session in sessions:
        key = zones.canonical(session.zone)
        first, last = windows.get(key, (session.starts_at_utc, session.ends_at_utc))
        windows[key] = min(first, session.starts_at_utc), max(last, session.ends_at_utc)
    margin = timedelta(days=1)
    return {
        key: vtimezone(key, (first.astimezone(UTC) - margin).date(), (last.astimezone(UTC) + margin).date())
        for key, (first, last) in sorted(windows.items())
    }


def head_bytes(calendar: PublishedCalendar, timezones: Iterable[bytes], *, method: str | None = "PUBLISH") -> bytes:
    """All that comes before the first VEVENT. With stored events and :data:`TAIL` it makes a calendar by joining.

    Raises:
        BadInput: for a colour that is not in :data:`COLOURS`, or an unknown zone.
    """
    name, about = text(calendar.name), text(calendar.description)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODID}",
        "CALSCALE:GREGORIAN",
        *([f"METHOD:{method}"] if method else []),
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        *([f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}"] if about else []),
        f"X-WR-TIMEZONE:{zones.canonical(calendar.zone)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *_colour_lines(calendar.colour),
    ]
    return b"".join(["".join(map(folded, lines)).encode(), *timezones])


def event_bytes(session: PublishedSession, *, in_utc: bool, keep_confirmed: bool = False) -> bytes:
    """One VEVENT, from stored values alone.

    With ``in_utc`` the times are written with Z, for zones without a VTIMEZONE. So are those of a session that begins
    or ends in the hour which the clocks repeat: such a wall time means the first of the two (RFC 5545, 3.3.5), but
    khal for one reads the second.
    A cancelled session gets STATUS:CANCELLED, or stays CONFIRMED with ``keep_confirmed``: some apps hide what is
    cancelled. Its title says so either way.
    """
    updated = _utc(session.updated_at_utc)
    created = updated if session.created_at_utc == session.updated_at_utc else _utc(session.created_at_utc)
    cancelled = session.cancelled
    more = ""
    if session.description:
        more = text_line("DESCRIPTION", session.description)
    if session.location:
        more += text_line("LOCATION", session.location)
    if session.point:
        more += f"GEO:{session.point[0]:.6f};{session.point[1]:.6f}\r\n"
    if session.url:
        more += folded(f"URL:{uri(session.url)}")
    if session.categories:
        more += folded(f"CATEGORIES:{','.join(map(text, session.categories))}")
    uid = session.uid
    uid_line = f"UID:{uid}\r\n" if _PLAIN_UID(uid) else folded(f"UID:{text(uid)}")
    return (
        f"BEGIN:VEVENT\r\n{uid_line}DTSTAMP:{updated}\r\nCREATED:{created}\r\n"
        f"LAST-MODIFIED:{updated}\r\nSEQUENCE:{session.sequence}\r\n"
        f"STATUS:{'CANCELLED' if cancelled and not keep_confirmed else 'CONFIRMED'}\r\n"
        f"{_times(session, in_utc)}{text_line('SUMMARY', session.title, CANCELED if cancelled else '')}{more}"
        "END:VEVENT\r\n"
    ).encode()


def _times(session: PublishedSession, in_utc: bool) -> str:
    """DTSTART and DTEND, with their CRLF."""
    starts, ends = _in_utc(session.starts_at_utc), _in_utc(session.ends_at_utc)
    key = zones.canonical(session.zone)
    offset = None if in_utc else _steady_offset(key, starts.toordinal())
    if offset is not None and ends - starts < _A_DAY:
        return f"DTSTART;TZID={key}:{_digits(starts + offset)}\r\nDTEND;TZID={key}:{_digits(ends + offset)}\r\n"
    zone = zones.zone(key)
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    if in_utc or _is_repeated(first) or _is_repeated(last):
        return f"DTSTART:{_digits(starts)}Z\r\nDTEND:{_digits(ends)}Z\r\n"
    return f"DTSTART;TZID={key}:{_digits(first)}\r\nDTEND;TZID={key}:{_digits(last)}\r\n"


@lru_cache(maxsize=8192)
def _steady_offset(key: str, day: int) -> timedelta | None:
    """The offset of a zone from the day before to two days after, in UTC; None where the clocks change in between.

    To ask a zone for each session takes as long as to write it.
    """
    zone, noon = zones.zone(key), datetime.fromordinal(day).replace(hour=12, tzinfo=UTC)
    first, *others = {(noon + _A_DAY * each).astimezone(zone).utcoffset() for each in (-1, 0, 1, 2)}
    return None if others else first


def _is_repeated(at: datetime) -> bool:
    """Whether the clocks show this wall time twice."""
    return at.replace(fold=1 - at.fold).utcoffset() != at.utcoffset()


def _in_utc(at: datetime) -> datetime:
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def _utc(at: datetime) -> str:
    return f"{_digits(_in_utc(at))}Z"


def _digits(at: datetime) -> str:
    """``20270304T183000``, from parts that are at hand: strftime takes fifteen times as long."""
    return f"{_day(at.toordinal())}{_TWO[at.hour]}{_TWO[at.minute]}{_TWO[at.second]}"


@lru_cache(maxsize=8192)
def _day(ordinal: int) -> str:
    return f"{datetime.fromordinal(ordinal):%Y%m%d}T"


def _colour_lines(colour: str | None) -> list[str]:
    if colour is None:
        return []
    if colour not in COLOURS:
        raise BadInput(f"unknown calendar colour {colour!r}", f"Choose one of: {', '.join(COLOURS)}.")
    return [f"COLOR:{colour}", f"X-APPLE-CALENDAR-COLOR:{COLOURS[colour]}"]
