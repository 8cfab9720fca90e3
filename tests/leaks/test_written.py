"""Every byte that reaches a file, seen by strace: nothing in plain text, nothing outside of the home, no core dump."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.leaks.day import save_all_kinds
from tests.leaks.process import lines
from tests.leaks.sentinels import Kind, found_in
from tests.leaks.stage import Stage
from tests.leaks.writes import Seen, read_log, strace

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Hour:
    """What was done, and what was seen of it."""

    stage: Stage
    seen: Seen


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hour]:
    """An hour of work under strace."""
    root = tmp_path_factory.mktemp("written")
    stage = Stage(root)
    with lines(root / "streams", stage.environment, *strace(root / "log")) as run:
        save_all_kinds(stage, run)
    yield Hour(stage, read_log(root / "log"))
    shutil.rmtree(root)


def test_strace_sees_a_name_where_one_is_written(tmp_path: Path) -> None:
    """The guard can fail: a program that leaves a name in a temporary file is caught."""
    careless = (
        "import tempfile; f = tempfile.NamedTemporaryFile('w', encoding='utf-16'); f.write('Wvorłskýq'); f.flush()"
    )
    log = tmp_path / "log"
    subprocess.run(
        [*strace(log), sys.executable, "-c", careless], check=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    seen = read_log(log)
    told = [each.value for data in seen.written.values() for each in found_in(bytes(data))]
    assert told == ["Wvorłskýq"]
    assert any(path.startswith(str(tmp_path)) for path in seen.opened)


def test_no_file_was_given_plain_text(hour: Hour) -> None:
    """Neither names nor secrets, also for a moment; a new recovery code in the file that was named for it."""
    code = str(hour.stage.root / "typed" / "recovery")
    streams = str(hour.stage.root / "streams")
    written = {path: data for path, data in hour.seen.written.items() if not path.startswith((streams, "pipe:"))}
    assert {str(hour.stage.home.book), f"{hour.stage.home.book}-wal", code} < set(written)
    leaks = {}
    for path, data in written.items():
        leader = Kind.LEADER if "agenda.pdf" in path else None
        known = [
            each for each in hour.stage.known if each.kind is not leader and not (path == code and _is_code(each.what))
        ]
        if found := found_in(bytes(data), known):
            leaks[path] = list(map(str, found))
    assert leaks == {}


def _is_code(what: str) -> bool:
    return what == "a recovery code"


def test_nothing_was_opened_for_writing_elsewhere(hour: Hour) -> None:
    """The home, the outputs that were named, streams and devices; no folder for temporary files."""
    stage = hour.stage
    places = tuple(f"{each}/" for each in (stage.home.folder, stage.root / "out", stage.root / "streams", "/dev"))
    code = str(stage.root / "typed" / "recovery")
    paths = {*hour.seen.opened, *hour.seen.named}
    inside = {path for path in paths if path.startswith(places) or f"{path}/" in places}
    assert len(inside) > 20
    others = {path for path in paths - inside if "__pycache__" not in path and not code.startswith(path)}
    assert others == set()
    assert {path for path in hour.seen.mapped if not path.endswith("-shm")} == set()
    assert hour.seen.copied == []


def test_all_that_was_written_is_private(hour: Hour) -> None:
    """Files 0600, folders 0700."""
    stage = hour.stage
    for path in (*stage.home.folder.rglob("*"), stage.home.folder, *(stage.root / "out").iterdir()):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_no_name_is_in_a_file_name(hour: Hour) -> None:
    """Nor in one that lived for a moment."""
    paths = "\n".join({*hour.seen.opened, *hour.seen.named, *hour.seen.written})
    assert found_in(paths.encode("utf-8", "surrogateescape"), hour.stage.known) == []


def test_every_line_forbids_core_dumps(hour: Hour) -> None:
    """Hard and soft, before anything else."""
    assert len(hour.seen.cores) == len(hour.stage.told)
    assert set(hour.seen.cores) == {"{rlim_cur=0, rlim_max=0}"}


def test_a_running_program_leaves_no_core(tmp_path: Path) -> None:
    """As the kernel sees it, while it waits for a passphrase."""
    stage = Stage(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "facilitator", "person", "list", "--passphrase-fd", "0"],
        cwd=ROOT,
        env=stage.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        limits = Path(f"/proc/{running.pid}/limits")
        until = time.monotonic() + 20
        while " ".join(_core_limit(limits)) != "0 0":
            assert time.monotonic() < until, limits.read_text()
            time.sleep(0.02)
        # and what is created is nobody else's, also where a mode is forgotten
        assert "Umask:\t0077" in Path(f"/proc/{running.pid}/status").read_text()
        running.kill()


def _core_limit(limits: Path) -> list[str]:
    """The soft and the hard limit."""
    (line,) = (each for each in limits.read_text().splitlines() if each.startswith("Max core file size"))
    return line.split()[4:6]
