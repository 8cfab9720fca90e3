"""An evening at the screens, every byte of it: names only on the alternate screen, and nothing of them afterwards."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaks.sentinels import PEOPLE, Kind, found_in
from tests.leaks.stage import Stage
from tests.leaks.watched import ALTERNATE, BACK, TITLES, Watched, tonight, watched

pytestmark = pytest.mark.slow

TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)|\x1bk([^\x1b]*)\x1b\\")
CLIPBOARD = b"\x1b]52"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A book with a session tonight."""
    return tonight(tmp_path_factory.mktemp("evening"))


@pytest.fixture
def stage(template: Stage, tmp_path: Path) -> Iterator[Stage]:
    """The book as it was before the evening."""
    kept = shutil.copytree(template.home.folder, tmp_path / "kept")
    yield template
    shutil.rmtree(template.home.folder)
    shutil.copytree(kept, template.home.folder)


@pytest.fixture
def window(stage: Stage, tmp_path: Path) -> Iterator[Watched]:
    """A shell in a watched terminal."""
    with watched(tmp_path / "seen", 110, 30) as opened:
        opened.shell(stage.environment)
        opened.wait("$")
        yield opened


def _walk(window: Watched) -> None:
    """Every place with its names shown, a session with marks, a person found, all of it."""
    window.press("Enter")
    window.wait("Not started")
    window.press("n", "p", "l", "u")
    window.wait(PEOPLE[1].alias)
    window.press("Escape")
    for key, text in (
        ("2", "Steady"),
        ("3", "Steady"),
        ("5", "steady"),
        ("6", "Publish"),
        ("7", "Report"),
        ("4", PEOPLE[0].name),
    ):
        window.press(key)
        window.wait(text)
    window.press("v")
    window.wait("History of")
    window.press("Escape")
    window.wait(PEOPLE[0].name)
    window.wait(PEOPLE[5].name)
    for title in TITLES:
        window.press("C-p")
        window.wait("Search for commands")
        window.type(title[:6])
        window.wait(title)
        window.press("Escape")
        window.wait(PEOPLE[5].name)


def test_names_are_on_the_alternate_screen_and_nowhere_else(stage: Stage, window: Watched) -> None:
    """From the first byte to the last, through locking and leaving; nothing is left to scroll back to."""
    names = [each for each in stage.known if each.kind is not Kind.SECRET]
    secrets = [each for each in stage.known if each.kind is Kind.SECRET]
    window.line()
    window.unlock()
    _walk(window)
    window.press("C-l")
    window.wait("The book is locked")
    assert found_in(window.screen().encode(), stage.known) == []
    window.wait("Ctrl+q Quit")  # the program has begun afresh
    assert found_in(window.screen().encode(), stage.known) == []
    window.press("C-q")
    window.rest()
    seen = window.seen()
    before, _, after = seen.partition(ALTERNATE)
    on_it, _, after = after.rpartition(BACK)
    assert found_in(on_it, names)
    assert found_in(before + after + window.scrollback().encode(), names) == []
    assert found_in(seen, secrets) == []
    assert b"Traceback" not in seen
    for title in (*(b"".join(found.groups(b"")) for found in TITLE.finditer(seen)), window.title().encode()):
        assert found_in(title, names) == []


@pytest.mark.parametrize(
    "program", [("-m", "facilitator"), ("-m", "tests.leaks.broken", "clipboard")], ids=["ours", "as it was"]
)
def test_copying_stays_inside(window: Watched, program: tuple[str, ...]) -> None:
    """A selection that is copied goes to no clipboard; with Textual's own way it would, so this can fail."""
    window.line(program=program)
    window.unlock()
    window.press("4")
    screen = window.wait(PEOPLE[0].name)
    row = next(at for at, line in enumerate(screen.splitlines(), 1) if PEOPLE[0].name in line)
    window.press("a")
    window.wait("Goes by         ")
    window.type(PEOPLE[0].alias)
    window.wait(PEOPLE[0].alias)
    window.press("S-Home", "C-c", "C-x")
    window.press("Escape")
    window.drag(start=(2, row), to=(40, row + 2))
    window.press("C-c")
    window.press("C-q")
    seen = window.sent(BACK)
    assert (CLIPBOARD in seen) == (program[-1] == "clipboard")


@pytest.mark.parametrize("place", ["marking", "screen", "worker", "loop"])
def test_what_breaks_on_a_screen_leaves_no_name_behind(stage: Stage, window: Watched, place: str) -> None:
    """In the loop, in a task, in a callback, in threads: the terminal is given back, and one line says where it was."""
    window.line(program=("-X", "dev", "-m", "tests.leaks.broken", place))
    window.unlock()
    if place == "marking":
        window.press("Enter")
        window.wait("Not started")
        window.press("n", "p")
    else:
        window.press("4")
    ends = place != "loop"
    if not ends:
        window.wait(PEOPLE[0].name)
        time.sleep(0.5)  # until what was forgotten is thrown away
        window.press("C-q")
    window.sent(BACK)
    window.rest()
    before, _, rest = window.seen().partition(ALTERNATE)
    after = rest.rpartition(BACK)[2]
    assert found_in(before + after + window.scrollback().encode(), stage.known) == []
    assert b"Traceback" not in after
    assert (b"internal error RuntimeError in " in after) == ends


def test_logs_of_the_screens_know_no_values(stage: Stage, window: Watched, tmp_path: Path) -> None:
    """Every logger at its most talkative, into a file."""
    window.type(f"export LEAKS_LOG={tmp_path / 'log'}")
    window.press("Enter")
    window.line(program=("-m", "tests.leaks.broken", "logging_screens"))
    window.unlock()
    window.press("4")
    window.wait(PEOPLE[0].name)
    window.press("C-q")
    window.sent(BACK)
    data = (tmp_path / "log").read_bytes()
    assert b"SELECT" in data
    assert found_in(data, stage.known) == []
