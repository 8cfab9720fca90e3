"""What a backup says about itself: in the open what lists it, sealed what would tell how a program lives.

How many records there are, and how far the audit chain came and when, would tell whoever finds a row of backups on
which days a group met and how many came. Only the key of the book reads that; it vouches for the open part as well.
"""

import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from facilitator.errors import BadInput, BookError
from facilitator.storage.book import Book
from facilitator.storage.keys.slots import AuditHead, parse_head
from facilitator.storage.strict_json import Fields, NotAsPromised, read_fields

_FORMAT = 2
_SEALED_BYTES = 256
_MOST_SEALED = 4_096
_MOST_SCHEMA = 10_000
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class BackupHolds:
    """What a backup holds: its newest audit row, and the rows of all tables together, which a drill finds again."""

    head: AuditHead
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says without its key; ``told`` is what earlier programs wrote in the open, and sealed nothing."""

    created_at: datetime
    program: str
    schema: int
    book: str
    db_sha256: str
    db_bytes: int
    practice: bool
    sealed: bytes = b""
    told: BackupHolds | None = None

    def held(self, book: Book) -> BackupHolds:
        """What it holds, read with the key of its book.

        Raises:
            BookError: where the book has another key, or the manifest was changed.
        """
        if self.told is not None:
            return self.told
        try:
            return _held(read_fields(book.unseal(self.sealed, _open_part(self))))
        except (BookError, NotAsPromised) as error:
            raise BookError(
                "the backup is of another key, or its manifest was changed", "Try another backup."
            ) from error


def sealed_with(manifest: Manifest, held: BackupHolds, book: Book) -> Manifest:
    """The same manifest with what it holds, which only the key of its book reads."""
    head = held.head
    value = {"audit_head": {"seq": head.seq, "hash": head.hash, "at": head.at}, "records": held.records}
    text = json.dumps(value).encode().ljust(_SEALED_BYTES)  # as long as any other: digits could be counted
    return replace(manifest, sealed=book.seal(text, _open_part(manifest)))


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes of a manifest."""
    value = {**json.loads(_open_part(manifest)), "sealed": base64.b64encode(manifest.sealed).decode()}
    return json.dumps(value, indent=1).encode() + b"\n"


def parse_manifest(data: bytes, *, name: str) -> Manifest:
    """A manifest from its bytes.

    Raises:
        BadInput: where it is damaged, or was made by a newer program.
    """
    try:
        said = read_fields(data)
        if said.whole("format") > _FORMAT:
            raise BadInput(f"{name} was made by a newer facilitator", "Update the program, then try again.")
        earlier = said.whole("format") < _FORMAT
        return Manifest(
            created_at=said.moment("created_at"),
            program=said.text("program", most=_LONGEST_WORD),
            schema=said.whole("schema", 0, _MOST_SCHEMA),
            book=said.text("book", most=_LONGEST_WORD),
            db_sha256=said.hexadecimal("db_sha256", size=32),
            db_bytes=said.whole("db_bytes"),
            practice=said.flag("practice"),
            sealed=b"" if earlier else said.data("sealed", least=0, most=_MOST_SEALED),
            told=_held(said) if earlier else None,
        )
    except NotAsPromised as error:
        raise damaged(name) from error


def damaged(name: str) -> BadInput:
    """That a backup of this name cannot be used."""
    return BadInput(f"the backup {name} is damaged", "Nothing was changed. Try another backup.")


def _open_part(manifest: Manifest) -> bytes:
    value = {
        "format": _FORMAT,
        "created_at": manifest.created_at.astimezone(UTC).isoformat(),
        "program": manifest.program,
        "schema": manifest.schema,
        "book": manifest.book,
        "db_sha256": manifest.db_sha256,
        "db_bytes": manifest.db_bytes,
        "practice": manifest.practice,
    }
    return json.dumps(value).encode()


def _held(said: Fields) -> BackupHolds:
    return BackupHolds(parse_head(said.inner("audit_head")), said.whole("records") if said.has("records") else None)
