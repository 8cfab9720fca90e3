"""Published sessions as iCalendar bytes (RFC 5545, 7986): one VEVENT a session, the same bytes for the same data.

The lines are escaped and folded here: icalendar writes about 3,000 events a second, turns a backslash before an N
into a line break, and puts the moment of writing into each event.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from facilitator import zones
from facilitator.domain.publishing import COLOURS, PublishedCalendar, PublishedSession
from facilitator.errors import BadInput
from facilitator.formats.publishing.timezones import vtimezone

MOST_IN_A_CALENDAR = 20_000
WARN_AT_SESSIONS = 1_000
_EVENTS_A_TELLING = 500
TAIL = b"END:VCALENDAR\r\n"

_PRODID = "-//facilitator//group sessions//EN"
_REFRESH = "PT12H"
_LINE_OCTETS = 75
# C0 but tab and line feed, DEL, C1, and lone surrogates, which no encoding carries
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


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
    head = head_bytes(calendar, (text for text in timezones.values() if text), method=method)
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


def timezones_for(sessions: Sequence[PublishedSession]) -> Mapping[str, bytes | None]:
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
        BadInput: for a colour that is not in :data:`facilitator.domain.publishing.COLOURS`, or an unknown zone.
    """
    name, about = _text(calendar.name), _text(calendar.description)
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
    return b"".join([*map(_folded, lines), *timezones])


def event_bytes(session: PublishedSession, *, in_utc: bool, keep_confirmed: bool = False) -> bytes:
    """One VEVENT, from stored values alone.

    With ``in_utc`` the times are written with Z, for zones without a VTIMEZONE. So are those of a session that begins
    or ends in the hour which the clocks repeat: such a wall time means the first of the two (RFC 5545, 3.3.5), but
    khal for one reads the second.
    A cancelled session gets STATUS:CANCELLED, or stays CONFIRMED with ``keep_confirmed``: some apps hide what is
    cancelled. Its title says so either way.
    """
    key = zones.canonical(session.zone)
    zone = zones.zone(key)
    starts, ends = session.starts_at_utc.astimezone(zone), session.ends_at_utc.astimezone(zone)
    if in_utc or _is_repeated(starts) or _is_repeated(ends):
        starts_line, ends_line = f"DTSTART:{_utc(starts)}", f"DTEND:{_utc(ends)}"
    else:
        starts_line = f"DTSTART;TZID={key}:{starts:%Y%m%dT%H%M%S}"
        ends_line = f"DTEND;TZID={key}:{ends:%Y%m%dT%H%M%S}"
    updated = _utc(session.updated_at_utc)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(session.uid)}",
        f"DTSTAMP:{updated}",
        f"CREATED:{_utc(session.created_at_utc)}",
        f"LAST-MODIFIED:{updated}",
        f"SEQUENCE:{session.sequence}",
        f"STATUS:{'CANCELLED' if session.cancelled and not keep_confirmed else 'CONFIRMED'}",
        starts_line,
        ends_line,
        f"SUMMARY:{'CANCELLED: ' if session.cancelled else ''}{_text(session.title)}",
    ]
    if session.description:
        lines.append(f"DESCRIPTION:{_text(session.description)}")
    if session.location:
        lines.append(f"LOCATION:{_text(session.location)}")
    if session.url:
        lines.append(f"URL:{_uri(session.url)}")
    if session.categories:
        lines.append(f"CATEGORIES:{','.join(map(_text, session.categories))}")
    lines.append("END:VEVENT")
    return b"".join(map(_folded, lines))


def _is_repeated(at: datetime) -> bool:
    """Whether the clocks show this wall time twice."""
    return at.replace(fold=1 - at.fold).utcoffset() != at.utcoffset()


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11), without the control characters that no line may hold."""
    if value.isascii() and value.isprintable():
        return value.translate(_ESCAPES)
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)).translate(_ESCAPES)


def _uri(value: str) -> str:
    """A URI is not escaped, so blanks and line ends have no place in it."""
    return "".join(_CONTROLS.sub("", _LINE_ENDS.sub("", value)).split())


def _folded(line: str) -> bytes:
    """The line and its CRLF, folded at 75 octets between characters (RFC 5545, 3.1)."""
    octets = line.encode("utf-8")
    if len(octets) <= _LINE_OCTETS:
        return octets + b"\r\n"
    pieces, begin, room = [], 0, _LINE_OCTETS
    while len(octets) - begin > room:
        end = begin + room
        while octets[end] & 0xC0 == 0x80:  # inside a UTF-8 character
            end -= 1
        pieces.append(octets[begin:end])
        begin, room = end, _LINE_OCTETS - 1  # the blank that marks a folded line counts
    return b"\r\n ".join([*pieces, octets[begin:]]) + b"\r\n"


def _colour_lines(colour: str | None) -> list[str]:
    if colour is None:
        return []
    if colour not in COLOURS:
        raise BadInput(f"unknown calendar colour {colour!r}", f"Choose one of: {', '.join(COLOURS)}.")
    return [f"COLOR:{colour}", f"X-APPLE-CALENDAR-COLOR:{COLOURS[colour]}"]
