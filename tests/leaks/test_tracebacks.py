"""What nobody expected, at the command line: an error says where it came from and nothing that it held."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.leaks.process import lines
from tests.leaks.sentinels import PEOPLE, found_in
from tests.leaks.stage import Stage

pytestmark = pytest.mark.slow

S = "Steady@2027-03-04"
ADD = ("person", "add", "Somebody New", "--phone", PEOPLE[1].phone)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A book with people in a group."""
    made = Stage(tmp_path_factory.mktemp("broken"))
    with lines(made.root / "streams", made.environment) as run:
        made.run(
            run, "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "weekly, 4 times", "--minutes", 60
        )
        made.run(run, "person", "import", made.roster(), "--group", "Steady")
    return made


def _run(stage: Stage, place: str, *words: object, flags: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, *flags, "-m", "tests.leaks.broken", place, *map(str, words)],
        cwd=ROOT,
        env=stage.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("flags", [(), ("-X", "dev", "-W", "error")], ids=["plain", "dev"])
@pytest.mark.parametrize(
    ("place", "words", "says"),
    [
        ("marking", ("attendance", "mark", S, PEOPLE[0].name, "present", "--yes"), b"internal error RuntimeError in "),
        ("importing", ("person", "import", "ROSTER"), b"internal error RuntimeError in "),
        (
            "constraint",
            ("person", "add", PEOPLE[0].name, "--alias", PEOPLE[0].alias, "--new"),
            b"the book refused: UNIQUE",
        ),
        ("statement", ADD, b"the book refused: "),
        ("moment", ADD, b"internal error "),
        ("first", ADD, b"internal error RuntimeError in "),
        ("thread", ("person", "list"), b"internal error RuntimeError in "),
    ],
)
def test_an_error_tells_its_place_and_nothing_that_it_held(
    stage: Stage, place: str, words: tuple[str, ...], says: bytes, flags: tuple[str, ...]
) -> None:
    """Errors that hold a person, rows with all their values, errors in threads and in what is thrown away."""
    more = stage.typed("more.csv", b"name\nSomebody Else\n")
    done = _run(stage, place, *(more if word == "ROSTER" else word for word in words), flags=flags)
    assert says in done.stderr, done
    assert done.returncode == {"thread": 0, "first": 1}.get(place, 70 if b"internal" in says else 2)
    assert b"Traceback" not in done.stderr
    assert found_in(done.stdout + done.stderr, stage.known) == [], done.stderr.decode()


def test_a_book_that_lacks_a_table_says_so_plainly(stage: Stage, tmp_path: Path) -> None:
    """In a book of its own, which is spoilt by it."""
    own = Stage(tmp_path)
    with lines(tmp_path / "streams", own.environment) as run:
        own.run(run, "person", "import", own.roster())
        own.run(run, "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "once", "--minutes", 60)
    done = _run(own, "table", "attendance", "mark", S, PEOPLE[0].name, "present", "--yes")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"the book refused: no such table" in done.stderr
    assert found_in(done.stderr, own.known) == []


def test_loggers_that_tell_everything_know_no_values(stage: Stage) -> None:
    """Every statement is told, and no parameter of any; the key never."""
    for words in (
        ("person", "list"),
        ("person", "add", "Somebody Third", "--phone", PEOPLE[1].phone),
        ("attendance", "mark", S, PEOPLE[2].name, "present", "--yes"),
        ("unenrol", "Steady", PEOPLE[2].name, "--reason", "moved to Tjörqvstadt"),
        ("consent", "add", PEOPLE[3].name, "--recipient", "Ubbqwörtal", "--purpose", "x", "--what", "Pfnüqvwurz",
         "--covers", "name", "--signed", "2026-02-01", "--signature", "x", "--told-of-revoking",
         "--expires", "2099-01-01"),
        ("backup",),
        ("audit", "list"),
    ):  # fmt: skip
        done = _run(stage, "logging_all", *words)
        assert done.returncode == 0, done
        assert b"hide_parameters" in done.stderr or words == ("backup",), done.stderr[:2000]
        assert found_in(done.stdout + done.stderr, stage.known) == []
