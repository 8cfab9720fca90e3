"""Make the program as a folder that needs no Python, its archive and checksum: ``python .ci/make_program.py [INTO]``.

A folder, not a single file: nothing is unpacked at each start. It is made for the system that it is made on. What is
installed beside PyInstaller may go in, so make it in an environment that has ``.[program]`` and no more.
"""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import facilitator

# read as files by their paths: Alembic loads its scripts so
AS_FILES = "facilitator/storage/migrations"
WHOLE = ("facilitator", "holidays", "textual", "typst")
WITH_DATA = ("icalendar", "syllapy", "tzdata")
WITH_VERSION = ("facilitator", "tzdata")


def main() -> None:
    """Make it, and say where it is."""
    into = Path(sys.argv[1] if len(sys.argv) > 1 else "dist").resolve()
    folder = make_folder(into)
    archive = pack(folder, f"facilitator-{facilitator.__version__}-{sysconfig.get_platform()}")
    sums = into / "SHA256SUMS"
    sums.write_text(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n", "utf-8")
    print(f"{folder}\n{archive}\n{sums}")


def make_folder(into: Path) -> Path:
    """The folder of the program, made anew in ``into``."""
    source = Path(facilitator.__file__).resolve().parent
    with tempfile.TemporaryDirectory() as scratch:
        entry = Path(scratch, "facilitator_program.py")
        entry.write_text("from facilitator.__main__ import main\n\nmain()\n", "utf-8")
        options = ["--noconfirm", "--onedir", "--log-level", "WARN", "--name", "facilitator"]
        options += ["--distpath", str(into), "--workpath", scratch, "--specpath", scratch]
        options += [f"--collect-all={name}" for name in WHOLE]
        options += [f"--collect-data={name}" for name in WITH_DATA]
        options += [f"--copy-metadata={name}" for name in WITH_VERSION]
        options += ["--collect-submodules=sqlalchemy.dialects.sqlite", "--collect-submodules=alembic"]
        options += [f"--add-data={source.parent / AS_FILES}:{AS_FILES}"]
        # from elsewhere: what is installed is made, with its curricula and calendars, and not the checkout
        subprocess.run([sys.executable, "-m", "PyInstaller", *options, str(entry)], check=True, cwd=scratch)
    return into / "facilitator"


def pack(folder: Path, name: str) -> Path:
    """An archive beside the folder, of the kind that the system opens by itself."""
    kind = "gztar" if sys.platform.startswith("linux") else "zip"
    return Path(shutil.make_archive(str(folder.parent / name), kind, folder.parent, folder.name))


if __name__ == "__main__":
    main()
