"""libical (C) writing the same events, compiled from ``peers/write_with_libical.c`` when it is asked for."""

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from facilitator.domain.publishing.published import PublishedSession
from tests.benchmarks.measure import Milliseconds, Timed

_SOURCE = Path(__file__).resolve().parent / "peers" / "write_with_libical.c"


def compile_peer(folder: Path) -> Path:
    """The peer as a program; it needs a C compiler and libical's header files (Debian: libical-dev)."""
    program = folder / "write_with_libical"
    subprocess.run(["cc", "-O2", str(_SOURCE), "-o", str(program), "-lical"], check=True)
    return program


def write_values(sessions: Iterable[PublishedSession], path: Path) -> None:
    """The events for the peer, whose times are written out already: it has nothing to convert."""
    path.write_text("".join(f"{_line(each)}\n" for each in sessions), "utf-8")


def _line(each: PublishedSession) -> str:
    zone = ZoneInfo(each.zone)
    starts, ends = (at.astimezone(zone) for at in (each.starts_at_utc, each.ends_at_utc))
    return "\t".join(
        (
            each.uid,
            f"{each.created_at_utc:%Y%m%dT%H%M%SZ}",
            f"{each.updated_at_utc:%Y%m%dT%H%M%SZ}",
            str(each.sequence),
            "X" if each.cancelled else "C",
            each.zone,
            f"{starts:%Y%m%dT%H%M%S}",
            f"{ends:%Y%m%dT%H%M%S}",
            each.title,
            each.description.replace("\n", " "),
            each.location,
        )
    )


@contextmanager
def libical(program: Path, values: Path) -> Iterator[Timed]:
    """The peer, running, with its events read: each call writes them once and says how long that took."""
    with subprocess.Popen([program, values], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asked, answers = process.stdin, process.stdout

        def once() -> Milliseconds:
            asked.write("again\n")
            asked.flush()
            return float(answers.readline())

        yield once
        asked.close()


def events_in(calendar: bytes) -> list[tuple[str, ...]]:
    """What stands in a calendar's events, so that two of them can be compared."""
    names = ("UID", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION")
    return sorted(
        tuple(str(event[name].to_ical() if hasattr(event.get(name), "to_ical") else event.get(name)) for name in names)
        for event in Calendar.from_ical(calendar).walk("VEVENT")
    )
