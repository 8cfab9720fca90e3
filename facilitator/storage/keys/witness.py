"""A witness: one line that says how far the audit chain of a book had come, to be printed or kept somewhere else.

It holds the book's uid, the number, moment and hash of the row, and a seal that only the key of the book makes.
"""

from pathlib import Path

from facilitator.errors import BadInput
from facilitator.home import write_whole
from facilitator.storage.keys.slots import AuditHead

_WORD = "facilitator-witness"
_MOST_BYTES = 256 * 1024
_PARTS = 6


def add_witness(path: Path, book: str, head: AuditHead) -> str:
    """Write the line of a sealed head into a file, after those that are there; the line.

    Raises:
        BadInput: where the file holds anything else, or cannot be written.
    """
    line = " ".join((_WORD, book, str(head.seq), head.at, head.hash, head.seal))
    before = path.read_bytes() if path.exists() and read_witness(path) else b""
    write_whole(path, before + line.encode() + b"\n")
    return line


def read_witness(path: Path) -> list[tuple[str, AuditHead]]:
    """The lines of a file, each the uid of a book and how far its chain had come; whether they hold is not asked.

    Raises:
        BadInput: where the file cannot be read, or has no such line, or any other.
    """
    try:
        with path.open("rb") as file:
            lines = file.read(_MOST_BYTES).decode().splitlines()
        found = [_parsed(line) for line in lines if line.strip()]
    except OSError as error:
        raise BadInput(
            f"cannot read {path}: {error.strerror}", "See that the file exists and belongs to you."
        ) from error
    except ValueError as error:  # of UnicodeDecodeError too
        raise BadInput(f"{path} is no witness", "Name a file made by: facilitator audit witness FILE") from error
    if not found:
        raise BadInput(f"{path} is no witness", "Name a file made by: facilitator audit witness FILE")
    return found


def _parsed(line: str) -> tuple[str, AuditHead]:
    parts = line.split()
    if not line.isprintable() or len(parts) != _PARTS or parts[0] != _WORD or len(parts[2]) > 18:
        raise ValueError(line)
    return parts[1], AuditHead(int(parts[2]), parts[4], parts[3], parts[5])
