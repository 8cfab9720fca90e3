"""The rows of a practice book, gathered before they are written, and identities that a seed repeats."""

from collections import defaultdict
from random import Random
from uuid import UUID

from facilitator.storage.queries.practice import Row
from facilitator.storage.uids import CODE_LENGTH, LETTERS


class Rows:
    """Rows by table; those of a table with an integer key are numbered from 1."""

    def __init__(self) -> None:
        self.by_table: defaultdict[str, list[Row]] = defaultdict(list)

    def add(self, table: str, **values: object) -> int:
        """Add a row with the next key; the key."""
        rows = self.by_table[table]
        key = len(rows) + 1
        rows.append({"id": key, **values})
        return key

    def link(self, table: str, **values: object) -> None:
        """Add a row to a table that has no key of its own."""
        self.by_table[table].append(values)

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.by_table.values())


class Identities:
    """Uids and codes as :mod:`facilitator.storage.uids` makes them, but from a seed.

    Only invented people may have them: who knows the seed knows them all.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._codes: set[str] = set()

    def uid(self) -> str:
        """A UUID of version 4."""
        return str(UUID(int=self._rng.getrandbits(128), version=4))

    def code(self) -> str:
        """A person's code that nobody else here has."""
        while True:
            code = "".join(self._rng.choices(LETTERS, k=CODE_LENGTH))
            if code not in self._codes:
                self._codes.add(code)
                return code
