"""Six programs read a published year, and all of them see the book's own schedule: who, when, what, and what is off."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date
from pathlib import Path

import pytest
import recurring_ical_events
from icalendar import Calendar

from tests.conformance.readers.published_year import PublishedYear, Seen, published_year

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
# a zone that no session is in: a time read as the machine's own would be seen
ELSEWHERE = {**os.environ, "TZ": "Pacific/Chatham"}
KHAL = """\
[calendars]
[[published]]
path = {folder}
readonly = True
[sqlite]
path = {folder}.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%MZ
"""
Read = Callable[[bytes, str, Path], list[Sequence[object]]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> PublishedYear:
    """The year, made once for all six."""
    return published_year(tmp_path_factory.mktemp("year"))


def _icaljs(data: bytes, modules: str, _: Path) -> list[Sequence[object]]:
    told = _ran(["node", HERE / "read_with_icaljs.mjs", modules], data)["sessions"]
    return [[each[name] for name in ("uid", "starts", "ends", "title", "status", "sequence")] for each in told]


def _node_ical(data: bytes, modules: str, _: Path) -> list[Sequence[object]]:
    return _ran(["node", HERE / "read_with_node_ical.mjs", modules], data)


def _sabre(data: bytes, *_: object) -> list[Sequence[object]]:
    return _ran(["php", HERE / "read_with_sabre.php"], data)


def _libical(data: bytes, *_: object) -> list[Sequence[object]]:
    return _ran(["/usr/bin/python3", HERE / "read_with_libical.py"], data)


def _recurring(data: bytes, *_: object) -> list[Sequence[object]]:
    # this reader moves UTC times into X-WR-TIMEZONE first, and forgets there which of two equal wall times was meant
    without = b"\r\n".join(line for line in data.split(b"\r\n") if not line.startswith(b"X-WR-TIMEZONE"))
    return [
        [
            str(each["UID"]),
            *(f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" for at in (each.start, each.end)),
            str(each["SUMMARY"]),
            str(each["STATUS"]),
            int(each["SEQUENCE"]),
        ]
        for each in recurring_ical_events.of(Calendar.from_ical(without)).between(date(2026, 1, 1), date(2030, 1, 1))
    ]


def _khal(data: bytes, _: str, folder: Path) -> list[Sequence[object]]:
    """It reads a folder with a file for each event, and tells neither status nor edition."""
    kept = folder / "published"
    kept.mkdir()
    head, *events = data.split(b"BEGIN:VEVENT\r\n")
    for number, event in enumerate(events):
        one = event.partition(b"END:VCALENDAR")[0]
        (kept / f"{number}.ics").write_bytes(b"%sBEGIN:VEVENT\r\n%sEND:VCALENDAR\r\n" % (head, one))
    config = folder / "khal.conf"
    config.write_text(KHAL.format(folder=kept), encoding="utf-8")
    shape = "{uid}|{start-long-full}|{end-long-full}|{title}"
    line = [sys.executable, "-m", "khal", "-c", config, "list", "--once", "--day-format", "", "--format", shape]
    environment = {**ELSEWHERE, "PYTHONUTF8": "1", "HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    done = subprocess.run(
        [*line, "2026-01-01", "1460d"], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return [line.strip().split("|") for line in done.stdout.splitlines() if "|" in line]


def _ran(line: Sequence[object], data: bytes) -> list[Sequence[object]]:
    assert shutil.which(str(line[0])), f"this suite needs {line[0]}"
    done = subprocess.run([str(part) for part in line], input=data, env=ELSEWHERE, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    read: list[Sequence[object]] = json.loads(done.stdout)
    return read


READERS: dict[str, Read] = {
    "ical.js": _icaljs,
    "node-ical": _node_ical,
    "sabre/vobject": _sabre,
    "libical": _libical,
    "recurring-ical-events": _recurring,
    "khal": _khal,
}


@pytest.mark.parametrize("reader", READERS)
def test_sees_the_public_schedule(year: PublishedYear, modules: str, tmp_path: Path, reader: str) -> None:
    """Every session of the book as it is, nothing else but what was withdrawn, and that as cancelled."""
    read = [tuple(each) for each in READERS[reader](year.data, modules, tmp_path)]
    assert len(read) == len({each[0] for each in read}), "a session twice"
    told = {each for each in read if each[0] not in year.withdrawn}
    columns = len(read[0])
    assert told == {each[:columns] for each in year.planned}
    withdrawn = [each for each in read if each[0] in year.withdrawn]
    assert {each[0] for each in withdrawn} == year.withdrawn
    assert all(str(each[3]).startswith("Canceled: ") for each in withdrawn)
    assert all(each[4] == "CANCELLED" for each in withdrawn if columns > 4)


def test_a_year_has_all_that_can_happen(year: PublishedYear) -> None:
    """Else the six would agree on little."""
    by_status: dict[str, list[Seen]] = {}
    for each in year.planned:
        by_status.setdefault(each[4], []).append(each)
    assert len(by_status["CONFIRMED"]) > 500
    assert len(by_status["CANCELLED"]) > 10
    assert len(year.withdrawn) > 50
    assert sum(each[5] > 0 for each in year.planned) > 30
