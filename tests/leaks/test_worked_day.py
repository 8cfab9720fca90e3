"""After a whole day at the command line, nothing that it wrote tells who comes: streams, files, the names of files."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.cli.commands import COMMANDS
from tests.conftest import ROOT
from tests.leaks.day import work
from tests.leaks.process import lines, walk
from tests.leaks.sentinels import Kind, Sentinel, found_in, unpacked
from tests.leaks.stage import Stage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A day that was worked."""
    root = tmp_path_factory.mktemp("day")
    stage = Stage(root)
    with lines(root / "streams", stage.environment) as run:
        work(stage, run)
    yield stage
    shutil.rmtree(root)


def _others(stage: Stage, *kinds: Kind) -> list[Sentinel]:
    """The sentinels that are not of these kinds."""
    return [each for each in stage.known if each.kind not in kinds]


def test_every_command_has_its_place_in_the_day(day: Stage) -> None:
    """A new one belongs into day.py, with good input and bad."""
    told = {each.answer.words for each in day.told}
    missing = {words for words, _ in walk(COMMANDS) if not any(line[: len(words)] == words for line in told)}
    assert missing == set()


def test_an_answer_tells_only_what_it_was_asked_for(day: Stage) -> None:
    """Names with --show-names and a basis, what was told in confidence on lines about just that, secrets never."""
    leaks = {
        each.answer.words: list(map(str, found))
        for each in day.told
        if (found := found_in(each.answer.said, _others(day, *each.may)))
    }
    assert leaks == {}


def test_names_are_told_where_they_were_asked_for(day: Stage) -> None:
    """Else the lines above would prove nothing."""
    for kind in (Kind.NAME, Kind.TOLD):
        asked = [each.answer for each in day.told if kind in each.may]
        only = [each for each in day.known if each.kind is kind]
        assert len(asked) > 4
        assert sum(bool(found_in(each.out, only)) for each in asked) > 4


def test_no_answer_is_a_traceback(day: Stage) -> None:
    """Whatever was typed."""
    assert [each.answer for each in day.told if b"Traceback" in each.answer.said] == []
    assert [each.answer for each in day.told if each.answer.code not in (0, 1, 2)] == []


def test_no_file_lies_open(day: Stage) -> None:
    """Book, keys, backups, what beside them; the user's home, temporary files, caches, state, configuration."""
    found = day.files("data", "home", "tmp", "config", "state", "cache", "run")
    names = {path.name for path in found}
    assert {"book.db", "book.keys", "backups.json"} < names
    assert sum(name.endswith(".backup") for name in names) >= 5
    assert {str(path): leaks for path in found if (leaks := found_in(unpacked(path.read_bytes()), day.known))} == {}
    assert day.files("home", "tmp", "config", "state", "cache", "run") == []


def test_an_output_names_people_only_where_it_was_asked_to(day: Stage) -> None:
    """Reports, agendas, calendars, the audit log, backups; facilitators on an agenda and in the report of who led."""
    naming = day.naming
    assert len([path for path in naming if path.exists()]) >= 6
    for path in day.files("out"):
        data = unpacked(path.read_bytes())
        own = (Kind.LEADER,) if path.suffix == ".pdf" or path.name == "staff.csv" else ()
        allowed = (Kind.NAME, Kind.TOLD, *own) if path in naming else own
        assert found_in(data, _others(day, *allowed)) == [], path
    for path in (path for path in naming if path.suffix in (".csv", ".json", ".pdf") and path.exists()):
        assert found_in(unpacked(path.read_bytes()), day.known), path


def test_no_file_is_called_by_a_name(day: Stage) -> None:
    """In all of the tree."""
    paths = "\n".join(str(path.relative_to(day.root)) for path in day.root.rglob("*"))
    assert found_in(paths.encode(), day.known) == []


def test_everything_is_private(day: Stage) -> None:
    """Files 0600, folders 0700."""
    for path in (*day.home.folder.rglob("*"), *(day.root / "out").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    "flags", [("-X", "dev", "-W", "error"), ("-X", "dev", "-W", "default", "-v")], ids=["dev", "verbose"]
)
def test_python_itself_tells_nothing(day: Stage, flags: tuple[str, ...]) -> None:
    """In its development mode, with every warning an error; and while it tells of each import."""
    for words in (("person", "list"), ("attendance", "show", "Steady@2027-03-04"), ("enrol", "Steady", "Zqxañadir")):
        done = subprocess.run(
            [sys.executable, *flags, "-m", "facilitator", *words],
            cwd=ROOT,
            env=day.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 2), done
        assert found_in(done.stdout + done.stderr, day.known) == []
        assert b"Traceback" not in done.stderr
        assert "-v" in flags or not done.stderr or done.returncode, done.stderr


def test_a_line_in_a_shell_leaves_nothing_behind(day: Stage, tmp_path: Path) -> None:
    """Neither a history of its own nor anything in the folder where it was called."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitator", "person", "list"],
        cwd=tmp_path,
        env={**day.environment, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert list(tmp_path.iterdir()) == []
    assert done.stdout
