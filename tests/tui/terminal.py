"""The real program in a real terminal: tmux runs it, types, and reads the screen.

``python -m tests.tui.terminal`` opens a practice book and prints what somebody would see on the way through an evening.
"""

import os
import shlex
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 20.0


@dataclass(slots=True)
class Terminal:
    """A tmux server of its own with one window."""

    columns: int
    rows: int
    socket: str = field(default_factory=lambda: f"facilitator-{uuid.uuid4().hex[:8]}")

    def open(self, *words: str, environment: dict[str, str] | None = None) -> None:
        """Run a line of the command line in it; its exit code is printed when it ends."""
        line = shlex.join([sys.executable, "-m", "facilitator", *words])
        size = ["-x", str(self.columns), "-y", str(self.rows)]
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(ROOT), environment=environment)
        self._tmux("set-option", "-g", "history-limit", "0")
        self.type(f"cd {shlex.quote(str(ROOT))} && clear && {line}; echo ended with $?")
        self.press("Enter")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names, a moment between two of them."""
        for key in keys:
            self._tmux("send-keys", key)
            time.sleep(0.05)

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._tmux("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        """What stands on it."""
        return self._tmux("capture-pane", "-p")

    def under_cursor(self) -> str:
        """What stands on it from the terminal's own cursor on."""
        x, y = self._tmux("display-message", "-p", "#{cursor_x} #{cursor_y}").split()
        return self.screen().splitlines()[int(y)][int(x) :]

    def wait_under_cursor(self, text: str) -> None:
        """Go on as soon as the terminal's own cursor stands before that text."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.under_cursor().strip(" ▌").startswith(text):
            if time.monotonic() > until:
                raise AssertionError(f"the cursor stands on {self.under_cursor()!r}, not on {text!r}\n{self.screen()}")
            time.sleep(0.05)

    def wait(self, text: str) -> str:
        """The screen as soon as the text stands on it."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            seen = self.screen()
            if text in seen:
                return seen
            time.sleep(0.05)
        raise AssertionError(f"{text!r} never came; the screen is\n{self.screen()}")

    def record(self, into: Path) -> None:
        """Write what the program sends to it from now on into a file, byte for byte."""
        self._tmux("pipe-pane", "-o", f"cat > {shlex.quote(str(into))}")
        for _ in range(200):
            if into.exists():
                return
            time.sleep(0.05)
        raise AssertionError("nothing is recorded")

    def stand_still(self) -> None:
        """Go on when nothing was painted for a while."""
        last = ""
        for _ in range(50):
            seen = self.screen()
            if seen == last:
                return
            last = seen
            time.sleep(0.3)
        raise AssertionError(f"the screen never stands still\n{last}")

    def program(self) -> int:
        """The process id of the program that runs in it."""
        shell = self._tmux("display-message", "-p", "#{pane_pid}").strip()
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(children[0])

    def close(self) -> None:
        """End this tmux server, and with it what runs in it."""
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True, check=False)

    def _tmux(self, *words: str, environment: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, *words],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(environment or {})},
        )
        return done.stdout


@contextmanager
def terminal(columns: int = 80, rows: int = 24) -> Iterator[Terminal]:
    """A terminal that is closed afterwards."""
    window = Terminal(columns, rows)
    try:
        yield window
    finally:
        window.close()


def gone(process: int) -> None:
    """Go on when a process has ended."""
    for _ in range(200):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or " Z " in state.read_text():
            return
        time.sleep(0.05)
    raise AssertionError("the program stayed behind")


def main() -> None:
    """Walk through an evening and print each screen."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, terminal() as window:
        home = str(Path(folder) / "home")
        subprocess.run([sys.executable, "-m", "facilitator", "--home", home, "demo", "--no-open"], cwd=ROOT, check=True)
        window.open("--home", home)
        for keys, text in (
            ((), "Today"),
            (("Enter",), "Not started"),
            (("n",), "f finishes"),
            (("p", "l", "k"), "Saved"),
            (("u",), "Taken back"),
            (("f",), "Finish this session"),
        ):
            window.press(*keys)
            print(window.wait(text))
            print("=" * window.columns)


if __name__ == "__main__":
    main()
