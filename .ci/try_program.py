"""Try a program that was made as a folder, with an empty environment: ``python .ci/try_program.py FOLDER``.

It makes a practice book, lists its sessions, prints an agenda, opens a book that an earlier schema left, and shows the
screens in a terminal of its own. Anything that is missing from the folder ends it with an error.
"""

import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from facilitator.storage.file_marks import SCHEMA  # noqa: E402 - found by the line above
from tests.faults.old_books import make_old_home  # noqa: E402 - as above

PATIENCE_SECONDS = 60


def main() -> None:
    """Try it, part by part."""
    program = Path(sys.argv[1]).resolve() / ("facilitator.exe" if os.name == "nt" else "facilitator")
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "home")

        def run(*line: object) -> str:
            done = subprocess.run(
                [program, "--home", home, *map(str, line)],
                env={"HOME": scratch}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode or "Traceback" in done.stderr:
                raise SystemExit(f"{line}: exit {done.returncode}\n{done.stdout}{done.stderr}")
            return done.stdout

        assert "Commands" in run("--help")
        run("demo", "--no-open")
        sessions = json.loads(run("session", "list", "--json"))
        assert sessions, "a practice book has sessions"
        lesson = next(each for each in sessions if each["lesson"])
        paper = Path(scratch, "agenda.pdf")
        run("print", "agenda", lesson["id"], "-o", paper)
        assert paper.read_bytes().startswith(b"%PDF")
        assert json.loads(run("curriculum", "check", ROOT / "curricula", "--json"))["problems"] == []
        assert run("closures", "holidays", "US-VA", "--year", "2027")
        show_screens(program, home, scratch)
        home = make_old_home(Path(scratch), SCHEMA - 1).home.folder
        assert json.loads(run("session", "list", "--from", "2000-01-01", "--to", "2100-01-01", "--json"))
    print("the program works")


def show_screens(program: Path, home: Path, scratch: str) -> None:
    """Open the screens in a terminal, wait for Today, and quit."""
    child, terminal = pty.fork()
    if not child:
        os.execve(program, [str(program), "--home", str(home)], {"HOME": scratch, "TERM": "xterm-256color"})
    seen, until, asked = b"", time.monotonic() + PATIENCE_SECONDS, False
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the terminal is gone with the program
                break
        if not asked and b"Today" in seen and b"Groups" in seen:
            os.write(terminal, b"\x11")  # Ctrl+Q
            asked = True
    _, status = os.waitpid(child, 0)
    if not asked or os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the screens did not show Today:\n{seen[-2000:].decode(errors='replace')}")


if __name__ == "__main__":
    main()
