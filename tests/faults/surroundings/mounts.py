"""A look at lines of the program where a folder is mounted otherwise: in a mount namespace that ends with the process.

``python -m tests.faults.surroundings.mounts HOW FOLDER`` reads lines from stdin, as JSON, and answers them.
"""

import contextlib
import ctypes
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import time_machine

from facilitator.cli.main import run
from facilitator.storage.machine.shares import network_share
from tests.books import NOW
from tests.conftest import ROOT

Line = Sequence[str]
Answers = list[tuple[int, str, str]]

_SFTP_SERVER = "/usr/lib/openssh/sftp-server"
_REMOUNT, _READ_ONLY, _BIND = 32, 1, 4096


def may_mount() -> bool:
    """Whether this user can mount things for a process of their own; root can, or something is wrong."""
    if os.geteuid() == 0:
        return True
    return subprocess.run([*_namespace(), "true"], capture_output=True, check=False).returncode == 0


def mounted(how: str, folder: Path, lines: Sequence[Line]) -> Answers:
    """The exit code and both streams of each line, where the folder is mounted ``read_only`` or is a ``share``."""
    done = subprocess.run(
        [*_namespace(), sys.executable, "-m", "tests.faults.surroundings.mounts", how, str(folder)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder.parent)},
        input=json.dumps([list(map(str, each)) for each in lines]),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-4000:])
    answers: Answers = [tuple(each) for each in json.loads(done.stdout)]
    return answers


def _namespace() -> tuple[str, ...]:
    return ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)), "--")


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder can only be read, by root too."""
    libc = ctypes.CDLL(None, use_errno=True)
    for source, flags in ((str(folder).encode(), _BIND), (None, _BIND | _REMOUNT | _READ_ONLY)):
        if libc.mount(source, str(folder).encode(), None, flags, None):
            raise OSError(ctypes.get_errno(), "mount")
    yield


@contextlib.contextmanager
def share(folder: Path) -> Iterator[None]:
    """Sshfs shows a copy of the folder in its place, by a server of files that runs here: nothing goes over a net."""
    behind = Path(tempfile.mkdtemp(prefix="behind-", dir=folder.parent))
    shutil.copytree(folder, behind / "it")
    server = behind / "server"
    server.write_text(f"#!/bin/sh\nexec {_SFTP_SERVER}\n")
    server.chmod(0o700)
    words = ["sshfs", "-f", "-o", f"ssh_command={server}", f"server:{behind / 'it'}", str(folder)]
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as mounting:
        try:
            while not os.path.ismount(folder):
                assert mounting.poll() is None, "sshfs ended"
                time.sleep(0.05)
            yield
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=False)
            mounting.terminate()


def main() -> None:
    """Mount, answer each line in turn, and print what was answered."""
    how, folder = sys.argv[1], Path(sys.argv[2])
    lines = json.load(sys.stdin)
    with {"read_only": read_only, "share": share}[how](folder):
        assert how != "share" or network_share(folder) == "fuse.sshfs"
        answers = [_answer(line) for line in lines]
    print(json.dumps(answers))


def _answer(words: Line) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    travel = time_machine.travel(NOW, tick=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), travel:
        code = run(list(words))
    return code, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    main()
