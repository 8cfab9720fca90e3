"""Check that a book is whole, and that nobody changed or cut its audit chain."""

from dataclasses import dataclass

from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.storage.book import Book
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.files.locks import alone
from facilitator.storage.keys.slots import is_intact, read_key_file


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a walk along the audit chain found; a cut shows for rows up to ``noted_row``, written at ``noted_at``."""

    rows: int
    broken_at: int | None
    cut: bool
    noted_row: int
    noted_at: str

    @property
    def whole(self) -> bool:
        """Whether nothing was changed or cut that we can tell."""
        return self.broken_at is None and not self.cut


def check_book(home: Home, secret: str | None) -> tuple[str, ...]:
    """What is damaged, a line each: pages, tables, records that point nowhere, the audit chain, the key file.

    Raises:
        BookError: where there is no book, or its keys are missing or unreadable.
        WrongKey: where the secret does not open it.
    """
    key, file = unlock(home, secret)
    with alone(home.folder):
        pass  # in a folder that cannot be written SQLite only says that it cannot open the book: that is no damage
    if home.book.stat().st_size == 0:
        return (f"{home.book.name} is empty",)
    found = () if is_intact(home.keys) else (f"{home.keys.name} was changed since it was written",)
    with Book(home.book, key) as book:
        return found + find_damage(book, file.head)


def verify_audit(home: Home, book: Book) -> AuditReport:
    """Walk the audit chain of an open book against the row that was noted beside it.

    Raises:
        BookError: where the book or its key file cannot be read.
    """
    head = read_key_file(home.keys).head
    chain = book.verify_audit(head)
    return AuditReport(
        rows=chain.rows,
        broken_at=chain.broken_at,
        cut=chain.head_missing,
        noted_row=head.seq if head else 0,
        noted_at=head.at if head else "",
    )
