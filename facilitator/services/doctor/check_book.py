"""Check that a book is whole, and that nobody changed or cut its audit chain."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from facilitator.domain.book.traces import Doubt
from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from facilitator.services.book.went_back import find_traces, speaks_against
from facilitator.storage.book import Book
from facilitator.storage.files.integrity import find_damage
from facilitator.storage.files.locks import alone
from facilitator.storage.files.row_check import find_edited
from facilitator.storage.keys.slots import audit_key, is_intact, read_key_file


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a walk along the audit chain found; a cut shows for rows up to ``noted_row``, written at ``noted_at``.

    ``told`` is what outside of the book speaks against it, in words.
    """

    rows: int
    broken_at: int | None
    cut: bool
    noted_row: int
    noted_at: str
    told: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was changed or cut that we can tell."""
        return self.broken_at is None and not self.told


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the whole book found: ``problems``, a line each.

    ``vouched_since`` is the first audit row that vouches for the rows of its act; None where an earlier program wrote
    all there is.
    """

    problems: tuple[str, ...]
    vouched_since: int | None = None


def check_book(home: Home, secret: str | None) -> tuple[str, ...]:
    """What is wrong with a book, a line each; see :func:`look_at_book`."""
    return look_at_book(home, secret).problems


def look_at_book(home: Home, secret: str | None) -> Looked:
    """What is damaged: pages, tables, records that point nowhere, the audit chain, the key file.

    And what was edited past the program, and what outside of the book says that it went back in time.

    Raises:
        BookError: where there is no book, or its keys are missing or unreadable.
        WrongKey: where the secret does not open it.
    """
    key, file = unlock(home, secret)
    with alone(home.folder):
        pass  # in a folder that cannot be written SQLite only says that it cannot open the book: that is no damage
    if home.book.stat().st_size == 0:
        return Looked((f"{home.book.name} is empty",))
    found: tuple[str, ...] = () if is_intact(home.keys) else (f"{home.keys.name} was changed since it was written",)
    with Book(home.book, key) as book:
        found += find_damage(book, None)
        since = None
        with suppress(BookError):  # damage that stops the looking was told already
            found += tuple(each.words for each in find_traces(home, book, file))
            with book.raw() as raw:
                edited, since = find_edited(raw, audit_key(key))
            found += edited
    return Looked(found, since)


def verify_audit(home: Home, book: Book, witness: Path | None = None) -> AuditReport:
    """Walk the audit chain of an open book against what was noted beside it, its backups, and a witness.

    Raises:
        BadInput: for a file that is no witness, or none of this book.
        BookError: where the book or its key file cannot be read.
    """
    file = read_key_file(home.keys)
    chain = book.verify_audit()
    traces = find_traces(home, book, file)
    if witness is not None:
        traces += speaks_against(book, file, witness)
    return AuditReport(
        rows=chain.rows,
        broken_at=chain.broken_at,
        cut=any(each.doubt is Doubt.CUT for each in traces),
        noted_row=file.head.seq if file.head else 0,
        noted_at=file.head.at if file.head else "",
        told=tuple(each.words for each in traces),
    )
