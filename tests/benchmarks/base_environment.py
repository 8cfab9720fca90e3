"""An environment with base dependencies only, in which this checkout runs as it would for a user; others for peers.

Made once in the folder for temporary files and kept there under a hash of ``pyproject.toml``: packages that only
developers have (their pytest plugins, their mypy) make imports and entry points slower for nobody else. A peer that is
a program of its own has its environment for the same reason.
"""

import compileall
import getpass
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Environment:
    """Where its interpreter and its commands are."""

    scripts: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.command("python")

    @property
    def facilitator(self) -> Path:
        """Our command."""
        return self.command("facilitator")

    def command(self, name: str) -> Path:
        """A command by its name."""
        return self.scripts / (f"{name}.exe" if os.name == "nt" else name)

    def variables(self, home: Path, **more: str) -> dict[str, str]:
        """What a process in it sees: a plain terminal, a home of its own, and nothing of the developer's shell."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        return {
            **kept,
            "PATH": os.pathsep.join((str(self.python.parent), os.defpath)),
            "HOME": str(home),
            "FACILITATOR_HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            **more,
        }


@cache
def base_environment() -> Environment:
    """The one in which this checkout runs, made if there is none for this ``pyproject.toml`` yet."""
    made = _environment("base", "--editable", str(CHECKOUT))
    compile_checkout()
    return made


@cache
def peer_environment(package: str) -> Environment:
    """One that holds a single package and what it needs, for a peer that is a program of its own."""
    return _environment(package, package, "--constraint", str(CHECKOUT / "constraints.txt"))


def _environment(name: str, *asked: str) -> Environment:
    wanted = (CHECKOUT / "pyproject.toml").read_bytes() + f"\0{CHECKOUT}\0{sys.version}".encode()
    folder = _own_folder() / f"{name}-{hashlib.sha256(wanted).hexdigest()[:16]}"
    whole = folder / "whole"
    found = Environment(folder / ("Scripts" if os.name == "nt" else "bin"))
    if not whole.exists():
        print(f"making an environment for {name} in {folder}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = [str(found.python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", *asked], check=True)
        # Python 3.11 brings it along, and its .pth file would make every interpreter slower to start, the peer too
        subprocess.run([*pip, "uninstall", "--yes", "setuptools"], check=False)
        subprocess.run([str(found.python), "-m", "compileall", "-q", str(folder)], check=False)
        whole.touch()
    return found


def compile_checkout() -> None:
    """Compile the program's own bytecode, as an installation would: without it imports take three times as long."""
    compileall.compile_dir(CHECKOUT / "facilitator", quiet=2)


def _own_folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"facilitator-benchmarks-{getpass.getuser()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
