"""Row 16: the sessions of one month out of ten thousand, whole process, against khal with the same events."""

import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.publishing.export_calendar import export_calendar
from tests.benchmarks.base_environment import base_environment, peer_environment
from tests.benchmarks.measure import Measured, in_turn, timed
from tests.benchmarks.program import ZONE, make_program

_DAYS = 30
_KHAL = """\
[calendars]
[[sessions]]
path = {folder}/sessions
readonly = True
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def measure() -> Measured:
    """Whole processes on a book of 10,000 sessions; khal has each in a file of its own, and its cache is warm."""
    now = datetime.now(UTC).replace(microsecond=0)
    first = now.date()
    last = first + timedelta(days=_DAYS - 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = make_program(folder / "home", now=now).home
        config = _give_to_khal(home, folder, now)
        base, khal = base_environment(), peer_environment("khal")
        ours = [str(base.facilitator), "session", "list", "--from", f"{first}", "--to", f"{last}"]
        peer = [str(khal.command("khal")), "-c", str(config), "list", f"{first}", f"{_DAYS}d"]
        of_ours = base.variables(home.folder)
        of_peer = khal.variables(folder, XDG_CACHE_HOME=str(folder))
        listed, told = (_output(*each).count("Circle ") for each in ((ours, of_ours), (peer, of_peer)))
        assert listed == told > 100, (listed, told)
        pairs = in_turn(timed(lambda: _output(ours, of_ours)), timed(lambda: _output(peer, of_peer)), warm_up=2)
    work = f"session list of one month, {listed} of 10,000 sessions, against khal list"
    return pairs.told("month", 16, work, bar=0.6)


def _give_to_khal(home: Home, folder: Path, now: datetime) -> Path:
    """Each session as a file in a folder, as khal keeps its calendars; the path of its configuration."""
    vdir = folder / "sessions"
    vdir.mkdir()
    with open_book(home, None) as book:
        exported = export_calendar(
            book, first=now.date() - timedelta(days=400), last=now.date() + timedelta(days=400), most=1, now=now
        )
    for number, each in enumerate(exported.files):
        (vdir / f"{number}.ics").write_bytes(each.data)
    config = folder / "khal.conf"
    config.write_text(_KHAL.format(folder=folder, zone=ZONE), encoding="utf-8")
    return config


def _output(command: Sequence[str], variables: dict[str, str]) -> str:
    done = subprocess.run(command, env=variables, check=True, capture_output=True, encoding="utf-8")
    return done.stdout
