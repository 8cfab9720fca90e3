"""A terminal that keeps every byte that is sent to it, beside what somebody sees and may scroll back to."""

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.books import PASSPHRASE
from tests.leaks.process import lines
from tests.leaks.stage import Stage
from tests.tui.terminal import PATIENCE_SECONDS, ROOT, Terminal

TITLES = ("Grief [/] together", "WRAP [online]", "[@click=app.quit]x[/]")
"""Groups whose names a parser would take for markup."""
ALTERNATE, BACK = b"\x1b[?1049h", b"\x1b[?1049l"


@dataclass(slots=True)
class Watched(Terminal):
    """A tmux window whose every byte goes into a file too; it remembers what scrolled away."""

    bytes_file: Path = field(default_factory=Path)

    def shell(self, environment: Mapping[str, str]) -> None:
        """Begin with a shell, as somebody does who opens a terminal."""
        size = ["-x", str(self.columns), "-y", str(self.rows), "-c", str(ROOT)]
        own = {**environment, "SHELL": "/bin/bash", "PS1": "$ "}
        self._tmux("-f", os.devnull, "start-server", ";", "set-option", "-g", "history-limit", "20000", ";",
                   "new-session", "-d", *size, "env", "-i", *(f"{name}={value}" for name, value in own.items()),
                   "TERM=screen-256color", "/bin/bash", "--norc", "-i")  # fmt: skip
        # set-titles makes tmux pass on what a program calls its window
        self._tmux("pipe-pane", "-O", f"cat >> {shlex.quote(str(self.bytes_file))}")

    def line(self, *words: object, program: tuple[str, ...] = ("-m", "facilitator")) -> None:
        """Type a line of the command line."""
        self.type(shlex.join([sys.executable, *program, *map(str, words)]))
        self.press("Enter")

    def clean(self) -> None:
        """Clear the screen."""
        self.type("clear")
        self.press("Enter")
        self.rest(lambda shown: shown == ["$"])

    def rest(self, so: Callable[[list[str]], bool] = lambda shown: shown[-1:] == ["$"]) -> None:
        """Wait until the shell asks for the next line."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not so([line.rstrip() for line in self.screen().splitlines() if line.strip()]):
            assert time.monotonic() < until, self.screen()
            time.sleep(0.05)

    def unlock(self) -> None:
        """Go in by the door of the screens."""
        self.wait("passphrase or recovery code")
        self.type(PASSPHRASE)
        self.press("Enter")
        self.wait("Steady")

    def seen(self) -> bytes:
        """Every byte that was sent so far."""
        return self.bytes_file.read_bytes()

    def sent(self, data: bytes) -> bytes:
        """Wait until these bytes were sent; all that was sent by then."""
        until = time.monotonic() + PATIENCE_SECONDS
        while data not in self.seen():
            assert time.monotonic() < until, (data, self.screen())
            time.sleep(0.05)
        return self.seen()

    def scrollback(self) -> str:
        """All that somebody may scroll back to."""
        return self._tmux("capture-pane", "-p", "-S", "-")

    def title(self) -> str:
        """What the window is called."""
        return self._tmux("display-message", "-p", "#{pane_title} #{window_name}")

    def drag(self, *, to: tuple[int, int], start: tuple[int, int]) -> None:
        """Select with the mouse, from one column and row (from 1) to another."""
        for code, (column, row), end in ((0, start, "M"), (32, to, "M"), (0, to, "m")):
            self.type(f"\x1b[<{code};{column};{row}{end}")
            time.sleep(0.1)


@contextmanager
def watched(bytes_file: Path, columns: int = 80, rows: int = 24) -> Iterator[Watched]:
    """A terminal that is closed afterwards."""
    bytes_file.touch()
    window = Watched(columns, rows, bytes_file=bytes_file)
    try:
        yield window
    finally:
        window.close()


def tonight(root: Path) -> Stage:
    """A book of real people, locked, with a session that begins in a minute by this computer's clock."""
    stage = Stage(root)
    stage.now = datetime.now(UTC).replace(microsecond=0)
    with lines(root / "streams", stage.environment) as run:
        # in New York, as the book is
        begins = f"{_new_york(stage.now + timedelta(minutes=1)):%Y-%m-%d %H:%M}"
        stage.run(run, "group", "add", "Steady", "--start", begins, "--repeat", "every day, 8 times",
                  "--curriculum", "eight-steady-steps")  # fmt: skip
        stage.run(run, "person", "import", stage.roster(), "--group", "Steady")
        stage.run(run, "staff", "add", "Lee [/] Dorn")
        tomorrow = f"{_new_york(stage.now + timedelta(days=1)):%Y-%m-%d} 07:00"
        for title in TITLES:
            stage.run(run, "group", "add", title, "--start", tomorrow, "--repeat", "weekly", "--minutes", 30,
                      "--facilitator", "Lee [/] Dorn", "--force")  # fmt: skip
    return stage


def _new_york(moment: datetime) -> datetime:
    from facilitator.zones import zone

    return moment.astimezone(zone("America/New_York"))
