"""Whether a book went back in time: its chain against what was noted beside it, its backups, and witnesses.

What does not fit is told at each opening, and the note that shows it stays, until somebody accepts it. A restore and a
new key say themselves that they went back, in the chain.
"""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from facilitator.domain.book.traces import Doubt, Trace
from facilitator.errors import BadInput, BookError, Refused
from facilitator.home import Home
from facilitator.storage import audit
from facilitator.storage.audit import Kept
from facilitator.storage.backups.diary import note_in_diary
from facilitator.storage.backups.evidence import Evidence, evidence_of
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.files.locks import alone
from facilitator.storage.keys.slots import AuditHead, KeyFile, read_key_file, with_head, write_key_file
from facilitator.storage.keys.witness import add_witness, read_witness

_SAY_SO = ("book.restore", "audit.accept", "keys.renew")
"""Actions of rows that say that the book goes back, or that what was sealed before has lost its meaning."""


def find_traces(home: Home, book: Book, file: KeyFile) -> tuple[Trace, ...]:
    """What does not fit, the note beside the book first; nothing where all does.

    Raises:
        BookError: where the book cannot be read.
    """
    # before the book: another window may add a row meanwhile, and back it up
    evidence = evidence_of(home, book, file.book)
    with book.read() as db:
        note = _of_note(db, book, file)
        went_back = _Accepted(db, file.accepted)
        others = [_trace_of(each) for each in evidence if went_back.denies(db, each)]
    if note is None or (note.mark and note.mark in {each.mark for each in others}):
        return tuple(others)  # a file says the same as the note, and where it lies
    return (note, *others)


def write_witness(home: Home, book: Book, path: Path, *, now: datetime) -> str:
    """Write a line that says how far the chain has come into a file, after those there; recorded. What it says.

    Openings compare the book with the last one, as long as the file is there, and with each among the backups.

    Raises:
        BadInput: where the file holds anything else, or cannot be written.
        BookError: where the book cannot be written.
    """
    uid = read_key_file(home.keys).book
    path = path.absolute()
    if path.exists():
        read_witness(path)
    with book.write(now=now) as change:
        change.record("audit.witness", uid)
    line = add_witness(path, uid, book.sealed(book.audit_head(), uid, Kept.WITNESS))
    note_in_diary(home.backup_diary, uid, witness=str(path))
    return line


def speaks_against(book: Book, file: KeyFile, witness: Path) -> tuple[Trace, ...]:
    """Whether the chain lacks a row that one of the lines of a witness speaks of, or a line does not hold.

    What was accepted counts here as well: whoever names a witness wants to know.

    Raises:
        BadInput: for a file that is no witness, or none of this book.
    """
    heads = [head for uid, head in read_witness(witness) if uid == file.book]
    if not heads:
        raise BadInput(f"{witness} is a witness of another book", "Name one that was written from this book.")
    found = []
    with book.read() as db:
        for head in heads:
            if not book.vouches(head, file.book, Kept.WITNESS):
                found.append(Trace(Doubt.OTHER_SEAL, head.seq, head.at, head.hash, str(witness)))
            elif not audit.has(db, head):
                found.append(Trace(Doubt.WITNESS, head.seq, head.at, head.hash, str(witness)))
    return tuple(found)


def noted(file: KeyFile, book: Book, *, accepted: int = 0) -> KeyFile:
    """The key file with the newest audit row in it; ``accepted`` is that of a restore, a new key, or of accepting."""
    head = book.sealed(book.audit_head(), file.book, Kept.BESIDE)
    return replace(with_head(file, head), accepted=accepted or file.accepted)


def fits(db: Db, book: Book, file: KeyFile) -> bool:
    """Whether the chain has the row that the note beside the book speaks of."""
    return _of_note(db, book, file) is None


def kept(file: KeyFile, book: Book, traces: tuple[Trace, ...]) -> KeyFile | None:
    """The key file with what shows that the book went back in it, so that it stays; None where that is there already.

    A backup may be thrown away, and a stick pulled out.
    """
    first = traces[0]
    head = AuditHead(first.row, first.mark, first.at)
    if first.doubt in (Doubt.NO_NOTE, Doubt.NO_SEAL, Doubt.CUT) or head == file.head:
        return None
    if first.doubt is Doubt.OTHER_KEY:  # without a seal it is told for as long as it lies there
        return with_head(file, head)
    return with_head(file, book.sealed(head, file.book, Kept.BESIDE))


def later_marks(home: Home, book: Book, uid: str, now: datetime) -> list[str]:
    """For the payload of a row with which a book goes back: what would seem to come after it, by a clock ahead."""
    return [each.mark for each in evidence_of(home, book, uid) if each.at > now]


def accept_traces(home: Home, book: Book, reason: str, *, now: datetime) -> tuple[Trace, ...]:
    """Say that somebody knows why the book went back: recorded in its chain, and no longer told. What it was.

    Raises:
        Refused: where there is nothing to accept.
        BookError: where it cannot be written.
    """
    with alone(home.folder):
        file = read_key_file(home.keys)
        traces = find_traces(home, book, file)
        if not traces:
            raise Refused("there is nothing to accept", "The book has every row that was noted outside of it.")
        later = later_marks(home, book, file.book, now)
        told = [{"doubt": each.doubt.value, "row": each.row, "at": each.at, "hash": each.mark} for each in traces]
        with book.write(now=now) as change:
            change.record("audit.accept", file.book, reason=reason, traces=told, left=later)
            row = change.recorded[-1]
        write_key_file(home.keys, noted(file, book, accepted=row))
    return traces


def expect_no_traces(home: Home, book: Book, file: KeyFile) -> None:
    """See that nothing speaks against a book before it gets new keys, which would make it look whole.

    Raises:
        BookError: where something does.
    """
    traces = find_traces(home, book, file)
    if traces:
        raise BookError(traces[0].words, "Nothing was changed. See: facilitator audit verify")


class _Accepted:
    """The newest row of the chain that says that the book went back, and what it accepts."""

    def __init__(self, db: Db, seq: int) -> None:
        row = audit.row_at(db, seq) if seq else None
        self.at = row.at if row is not None and row.action in _SAY_SO else None
        self.all = row is not None and row.action != "keys.renew"
        self.left = json.loads(row.payload).get("left", ()) if row is not None and self.at else ()

    def denies(self, db: Db, each: Evidence) -> bool:
        """Whether the chain should have what this speaks of, and does not."""
        if each.head is not None and audit.has(db, each.head):
            return False
        # a new key takes the meaning from what was made under the old one, and from nothing else
        counts = self.all or not each.sealed
        return not (counts and self.at is not None and (each.at <= self.at or each.mark in self.left))


def _of_note(db: Db, book: Book, file: KeyFile) -> Trace | None:
    head = file.head
    if head is None:
        return Trace(Doubt.NO_NOTE)
    if not book.vouches(head, file.book, Kept.BESIDE):
        return Trace(Doubt.NO_SEAL, head.seq, head.at, head.hash)
    return None if audit.has(db, head) else Trace(Doubt.CUT, head.seq, head.at, head.hash)


def _trace_of(each: Evidence) -> Trace:
    if each.head is None or not each.sealed:
        row, at = (each.head.seq, each.head.at) if each.head else (0, each.at.isoformat())
        return Trace(Doubt.OTHER_KEY, row, at, each.mark, str(each.path))
    doubt = Doubt.WITNESS if each.witness else Doubt.BACKUP
    return Trace(doubt, each.head.seq, each.head.at, each.mark, str(each.path))
