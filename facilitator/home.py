"""Where things are, and what each platform calls private, durable and atomic."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from facilitator.errors import BadInput

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds one program's book and all that belongs to it."""

    folder: Path

    @property
    def book(self) -> Path:
        """The encrypted book."""
        return self.folder / "book.db"

    @property
    def keys(self) -> Path:
        """The key slots, each wrapped by a secret; useless without one of them."""
        return self.folder / "book.keys"

    @property
    def tries(self) -> Path:
        """How many wrong secrets were tried in a row."""
        return self.folder / "book.tries"

    @property
    def lock_word(self) -> Path:
        """Written anew by whoever wants every open window of this book to lock."""
        return self.folder / "book.lock-now"

    @property
    def practice_passphrase(self) -> Path:
        """A practice book's passphrase: it protects nobody."""
        return self.folder / "practice.passphrase"

    @property
    def settings(self) -> Path:
        """Host, port and folders; nothing about people."""
        return self.folder / "facilitator.toml"

    @property
    def curricula(self) -> Path:
        """The program's own curricula, which lie over the bundled ones."""
        return self.folder / "curricula"

    @property
    def published(self) -> Path:
        """What goes out to calendar apps, as files."""
        return self.folder / "calendars" / "published"

    @property
    def backups(self) -> Path:
        """Where backups go unless the settings say otherwise."""
        return self.folder / "backups"

    @property
    def backup_diary(self) -> Path:
        """When a backup was copied, drilled or failed; nothing depends on it."""
        return self.folder / "backups.json"


def find_home(chosen: str | Path | None = None) -> Home:
    """The home folder: ``--home``, else ``FACILITATOR_HOME``, else the platform's data folder."""
    named = chosen or os.environ.get("FACILITATOR_HOME")
    if named:
        return Home(_of_this_length(Path(named).expanduser().absolute()))
    return Home(_data_folder() / "facilitator")


def _of_this_length(folder: Path) -> Path:
    try:
        folder.stat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise BadInput(
                "the path of the home folder is too long for this computer", "Name a shorter one."
            ) from error
    return folder


def practice_home() -> Home:
    """The fixed folder of the practice book that ``demo`` makes when no home is named."""
    return Home(_data_folder() / "facilitator-practice")


def _data_folder() -> Path:
    import platformdirs  # 8 ms, and only where no home is named

    return Path(platformdirs.user_data_dir(appauthor=False))


def bundled(name: str) -> Path:
    """The folder ``curricula``, ``calendars`` or ``docs`` that came with the program.

    The wheel puts it beside this file; in a checkout it lies in the parent.
    """
    here = Path(__file__).resolve().parent
    beside = here / name
    return beside if beside.is_dir() else here.parent / name


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; an existing one is left as it is.

    Raises:
        BadInput: where it cannot be made.
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"cannot make the folder {folder}: {error.strerror}", "Choose another with --home.") from error


def keep_folder_private(folder: Path) -> tuple[str, ...]:
    """Close a folder that others on this computer may enter or look into; what is to be told of it, a line at most.

    Not where everybody keeps things, as in /tmp; on Windows the folders of a login are private already.
    """
    if sys.platform == "win32":
        return ()
    with suppress(OSError):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & _OTHERS:
            return ()
        if not mode & stat.S_ISVTX:
            folder.chmod(mode & ~_OTHERS)
            if not folder.stat().st_mode & _OTHERS:
                return (f"Others on this computer could look into {folder}; it is closed to them now.",)
    return (f"Others on this computer can look into {folder}: keep the book in a folder of its own.",)


@contextmanager
def private_files() -> Iterator[None]:
    """Make every file created inside readable by its owner only (a no-op on Windows, whose profile folders are)."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def read_within(path: Path, most: int) -> bytes:
    """The bytes of a file that lies in a home: of a plain file alone, never waiting, and no more than so many and one.

    One byte more says that the file is larger than anything we write there; a pipe in its place would be waited for.

    Raises:
        OSError: where it cannot be read, or is no plain file.
    """
    handle = open_plain(path)
    with os.fdopen(handle, "rb") as file:
        return file.read(most + 1)


def open_plain(path: Path) -> int:
    """A handle to read a plain file with, whose end closes it; never waits.

    Raises:
        OSError: where it cannot be read, or is no plain file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    return handle


def write_whole(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file so that a reader finds the old bytes or the new ones, never half (temporary file, fsync, rename).

    Raises:
        BadInput: where the folder is missing, full or not writable; the old file is still there then. Or where the new
            one is there, and the disk does not say that it will keep it.
    """
    import tempfile  # 4 ms, and only where something is written

    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        # gone already where all went well; a dead disk may refuse this too
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise BadInput(
            f"{path} was written, and the disk may not keep it: {error.strerror}",
            "See that the disk is well, then try again.",
        ) from error


def _not_written(path: Path, error: OSError) -> BadInput:
    advice = advice_on(error, "Free some room or choose another place.")
    return BadInput(f"cannot write {path}: {error.strerror}", f"Nothing was changed. {advice}")


def advice_on(error: OSError, otherwise: str) -> str:
    """What to do about an error of the disk; one that can only be read is no matter of room or of owners."""
    if error.errno == errno.EROFS:
        return "That disk can only be read. Copy the folder to another one, and name it with --home."
    return otherwise


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
