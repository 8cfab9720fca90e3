"""The VEVENTs of an iCalendar file, each with its line, read one by one so that one bad entry spoils no other.

An empty property says nothing, and the same line twice says it once. The VTIMEZONEs of the file are kept beside the
events, since many programs give zones names of their own. Only the properties that say when something is and what it
is called are kept: what a file holds of people is dropped before it is looked at. Values are not given a zone here,
since icalendar would take the system's rules.
"""

import re
import textwrap
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from facilitator.errors import BadInput

MOST_BYTES = 10_000_000

_DATES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"})
_PROSE = frozenset({"SUMMARY", "DESCRIPTION"})
_MARKS = frozenset({"X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY", "X-MICROSOFT-CDO-BUSYSTATUS", "TRANSP"})
_WANTED = _DATES | _PROSE | _MARKS | {"UID", "STATUS", "SEQUENCE", "CATEGORIES"}
_OF_ZONES = frozenset({"DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"})
_PROSE_CHARACTERS = 1_000
_LINE_CHARACTERS = 20_000
_LINES_A_TELLING = 1_000
_LINE_END = re.compile(r"\r\n|\n|\r")
_NAME_END = re.compile("[;:]")
# a line like this is never the rest of the line before it, also where it stands indented
_FRAME = re.compile(r"\s+(BEGIN|END):(VCALENDAR|VEVENT|VTIMEZONE|VALARM|STANDARD|DAYLIGHT)\s*", re.IGNORECASE)
# a line without quotes and escapes, as nearly every one is: icalendar takes 20 times as long for it
_PLAIN = re.compile(r"[A-Za-z-]+((?:;[A-Za-z-]+=[A-Za-z0-9/_+-]+)*):([^\\\"^%\x00-\x1f\x7f]*)")
# a zone with a colon in its name and no quotes around it, such as UTC-05:00
_ZONED = re.compile(r'[A-Za-z-]+;(?:VALUE=[A-Za-z-]+;)?TZID=([^";]*:[^";]*):(\d{8}T\d{6}Z?(?:,\d{8}T\d{6}Z?)*)', re.I)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something in a file that was not read, and why. Lines count from 1; the message names no person."""

    line: int
    message: str


class BadEntry(ValueError):
    """One entry of a file cannot be used; its text is the message of a :class:`FileProblem`."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an event: its parameters by upper-case name, and its value with the escapes undone."""

    parameters: Mapping[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class FileEvent:
    """One VEVENT: the line of its BEGIN, its properties by name, and what is wrong with their lines."""

    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seen: set[tuple[str, str, frozenset[tuple[str, str]]]] = field(default_factory=set)

    def only(self, name: str) -> Property | None:
        """The property of that name, which an event may have once.

        Raises:
            BadEntry: when it has more.
        """
        found = self.properties.get(name, [])
        if len(found) > 1:
            raise BadEntry(f"this event has {name} twice")
        return found[0] if found else None

    def every(self, name: str) -> list[Property]:
        """All properties of that name, in the order of the file."""
        return self.properties.get(name, [])


@dataclass(frozen=True, slots=True)
class FileTimezone:
    """One VTIMEZONE: the name that the events use for it, and the properties of its STANDARD and DAYLIGHT parts."""

    tzid: str
    observances: tuple[Mapping[str, list[Property]], ...]


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a calendar file holds: its events and zones in their order, and what could not be read.

    ``cancels`` says that the whole file takes back what it lists (METHOD:CANCEL).
    """

    events: list[FileEvent]
    zones: list[FileTimezone]
    problems: list[FileProblem]
    cancels: bool = False


def read_events(data: bytes, *, name: str, progress: Callable[[float], None] | None = None) -> FileContent:
    """What stands in a calendar file called ``name``.

    ``progress`` is told now and then how much was read, from 0 to 1; what it raises ends the reading.

    Raises:
        BadInput: for a file that is too big or no calendar at all.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name} is too big for a calendar of closed days", "The limit is 10 MB.")
    text = _decoded(data)
    reader = _Reader()
    read = 0
    for line, content in _logical_lines(text):
        reader.take(line, content)
        read += len(content) + 2
        if progress is not None and line % _LINES_A_TELLING == 0:
            progress(min(1.0, read / len(text)))
    if not reader.is_calendar:
        raise BadInput(f"{name} is not a calendar", "Give an iCalendar file (.ics): it begins with BEGIN:VCALENDAR.")
    return FileContent(reader.events, reader.zones, reader.finish(), reader.cancels)


def _decoded(data: bytes) -> str:
    """The text of a file without what stands before its first word: UTF-8, UTF-16 with or without its mark, Latin-1."""
    sixteen = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if sixteen or data[:40].count(0) * 3 > len(data[:40]):
        big = data.startswith(BOM_UTF16_BE) or (not sixteen and data[:1] == b"\0")
        text = data.decode("utf-16-be" if big else "utf-16-le", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")  # what calendars were written in before UTF-8; dates read the same
    text = text.removeprefix("\ufeff")
    if text[:1] in (" ", "\t", "\xa0"):  # the whole file is indented, or its first line
        text = textwrap.dedent(text).lstrip(" \t\xa0")
    return text


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Unfolded lines (RFC 5545, 3.1), each with the number of its first physical line."""
    begun, parts = 0, list[str]()
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line[:1] in (" ", "\t") and _FRAME.fullmatch(line):
            line = line.strip()
        elif parts and line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if parts:
            yield begun, "".join(parts)
        begun, parts = number, [line] if line else []
    if parts:
        yield begun, "".join(parts)


class _Reader:
    """Takes the lines in turn and keeps what stands directly in a VEVENT, or in the parts of a VTIMEZONE."""

    def __init__(self) -> None:
        self.is_calendar = False
        self.cancels = False
        self.events: list[FileEvent] = []
        self.zones: list[FileTimezone] = []
        self._problems: list[FileProblem] = []
        self._event: FileEvent | None = None
        self._inner = 0  # components inside the event, such as alarms
        self._zone: tuple[list[str], list[FileEvent]] | None = None
        self._closed = False
        self._line = 1

    def take(self, line: int, content: str) -> None:
        self._line = line
        name = _NAME_END.split(content, maxsplit=1)[0].strip().upper()
        if name == "BEGIN":
            self._begin(line, content.partition(":")[2].strip().upper())
        elif name == "END":
            self._end(content.partition(":")[2].strip().upper())
        elif self._event is not None:
            if not self._inner and name in _WANTED:
                _keep(self._event, name, content)
        elif self._zone is not None:
            names, parts = self._zone
            if name == "TZID" and not parts:
                names.append(content.partition(":")[2].strip())
            elif parts and name in _OF_ZONES:
                _keep(parts[-1], name, content)
        elif name == "METHOD":
            self.cancels = content.partition(":")[2].strip().upper() == "CANCEL"

    def finish(self) -> list[FileProblem]:
        """The problems, in the order of their lines, once the last line was taken."""
        self._drop_open_event()
        if not self._closed:
            self._problems.append(FileProblem(self._line, "the file ends before END:VCALENDAR: it may be cut off"))
        elif not self.events and not self._problems:
            self._problems.append(FileProblem(1, "this calendar has no events"))
        return self._problems

    def _begin(self, line: int, kind: str) -> None:
        if kind == "VCALENDAR":
            self.is_calendar, self._closed = True, False
        elif kind == "VEVENT":
            self._drop_open_event()
            self._event, self._inner, self._zone = FileEvent(line), 0, None
        elif self._event is not None:
            self._inner += 1
        elif kind == "VTIMEZONE":
            self._zone = [], []
        elif self._zone is not None:
            self._zone[1].append(FileEvent(line))

    def _end(self, kind: str) -> None:
        if kind == "VCALENDAR":
            self._closed = True
        elif kind == "VEVENT":
            if self._event is not None:
                self.events.append(self._event)
            self._event = None
        elif self._inner:
            self._inner -= 1
        elif kind == "VTIMEZONE" and self._zone is not None:
            names, parts = self._zone
            self.zones += [FileTimezone(each, tuple(part.properties for part in parts)) for each in names[:1] if each]
            self._zone = None

    def _drop_open_event(self) -> None:
        if self._event is not None:
            self._problems.append(FileProblem(self._event.line, "this event has no END:VEVENT, so it was left out"))
        self._event = None


def _keep(event: FileEvent, name: str, content: str) -> None:
    """Note a property of an event; one that is empty, or stands there already, adds nothing."""
    if name in _PROSE:
        content = content[:_PROSE_CHARACTERS]
    elif len(content) > _LINE_CHARACTERS:
        event.faults.append(f"{name} is too long")
        return
    found = _property(content)
    if found is None:
        if name in _DATES:  # a day with a bad name is closed all the same
            event.faults.append(f"{name} cannot be read")
        return
    same = (name, found.value, frozenset(found.parameters.items()))
    if found.value.strip() and same not in event.seen:
        event.seen.add(same)
        event.properties.setdefault(name, []).append(found)


def _property(content: str) -> Property | None:
    if content.count(":") > 1 and (zoned := _ZONED.fullmatch(content)):
        return Property({"TZID": zoned[1]}, zoned[2])
    plain = _PLAIN.fullmatch(content)
    if plain:
        pairs = (pair.split("=") for pair in plain[1].split(";")[1:])
        return Property({key.upper(): value for key, value in pairs}, plain[2])
    try:
        _, parameters, value = Contentline(content).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    kept = {key.upper(): ",".join(text) if isinstance(text, list) else str(text) for key, text in parameters.items()}
    return Property(kept, value)
