"""Whether somebody else has changed the book: each engine tells it in its own way.

SQLite counts what other connections commit (``PRAGMA data_version``) and hides from a connection what it wrote itself:
so whoever watches has a connection of its own, on which nothing is ever written.
"""

from pathlib import Path

from facilitator.storage.engines.sqlcipher import connect_raw, said_plainly


class ChangeWatch:
    """Watches one book, from the moment it is made until it is closed. Cheap: no page of the book is read."""

    def __init__(self, path: Path, key: bytes) -> None:
        with said_plainly():
            self._raw = connect_raw(path, key, patience=0)
            self._seen = self._version()

    def moved(self) -> bool:
        """Whether anything was committed since this was asked last, in this window or in another one.

        Raises:
            BookError: where the book cannot be asked.
        """
        with said_plainly():
            version = self._version()
        moved, self._seen = version != self._seen, version
        return moved

    def close(self) -> None:
        """Let go of the file and of the key."""
        self._raw.close()

    def _version(self) -> int:
        return int(self._raw.execute("PRAGMA data_version").fetchone()[0])
