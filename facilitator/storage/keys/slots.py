"""The key of a book, wrapped in slots: each opens with a secret of its own.

The key is random, so that changing a passphrase wraps it again instead of writing every page. A slot is Argon2id
(RFC 9106), then AES-256-GCM with slot kind, book and parameters as associated data. The slots lie in a private file
beside the book, and inside every backup.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from facilitator.errors import BadInput, BookError, WrongKey
from facilitator.home import read_within, write_whole
from facilitator.storage.keys.sealed import derived_key
from facilitator.storage.strict_json import MOST_BYTES, Fields, NotAsPromised, read_fields

KEY_BYTES = 32
LEAST_PASSPHRASE = 8
_FORMAT = 1
_LONGEST_UID = 100
_LEAST_MEMORY_KIB, _LEAST_PASSES = 19 * 1024, 2
_MOST_MEMORY_KIB, _MOST_LANES = 256 * 1024, 16
_MOST_WORK_KIB = 4 * 64 * 1024 * 3
"""Memory times passes of one slot: four times what a new one asks for, two seconds on two cores."""


class SlotKind(StrEnum):
    """What a slot opens with."""

    PASSPHRASE = "passphrase"  # noqa: S105 (the kind of slot)
    RECOVERY = "recovery"
    KEYRING = "keyring"
    PRACTICE = "practice"

    @property
    def random(self) -> bool:
        """Whether its secret is random, so that guessing is hopeless and stretching would only cost time."""
        return self in (SlotKind.KEYRING, SlotKind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Stretching:
    """Argon2id parameters: KiB of memory, passes, lanes. Half a second on two cores."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def safe(self) -> bool:
        """Whether guessing stays dear, and unlocking takes a laptop seconds."""
        return (
            _LEAST_MEMORY_KIB <= self.memory_kib <= _MOST_MEMORY_KIB
            and self.passes >= _LEAST_PASSES
            and self.memory_kib * self.passes <= _MOST_WORK_KIB
            and 1 <= self.lanes <= _MOST_LANES
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A wrapped copy of the key."""

    kind: SlotKind
    stretching: Stretching | None
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class AuditHead:
    """How far the audit chain had come at some moment: a chain still verifies after its tail is cut off.

    ``seal`` says that whoever had the key of the book wrote it; empty where it was not kept outside of the book yet.
    """

    seq: int
    hash: str
    at: str
    seal: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What lies in ``book.keys``: the book's uid, its slots, and the last head of the audit chain seen.

    ``accepted`` is the newest audit row after which what was noted before need not be in the chain: a restore, a new
    key, or somebody who said so.
    """

    book: str
    slots: tuple[Slot, ...]
    head: AuditHead | None = None
    accepted: int = 0

    def has(self, kind: SlotKind) -> bool:
        """Whether there is a slot of that kind."""
        return any(slot.kind is kind for slot in self.slots)

    @property
    def practice(self) -> bool:
        """Whether the book unlocks itself."""
        return self.has(SlotKind.PRACTICE)

    def unlock(self, secret: str) -> bytes:
        """The key, from a passphrase or a recovery code.

        Raises:
            WrongKey: with one message, whatever was wrong.
        """
        code = bool(_recovery_bytes(secret))
        # what looks like a recovery code tries that slot first: each try costs half a second
        for slot in sorted(self.slots, key=lambda slot: (slot.kind is SlotKind.RECOVERY) is not code):
            key = _open_slot(slot, self.book, secret)
            if key is not None:
                return key
        raise WrongKey("that does not open this book", "Check the passphrase, or use the recovery code.")

    def with_slot(self, slot: Slot) -> "KeyFile":
        """The same file with this slot in place of the one of its kind."""
        others = tuple(other for other in self.slots if other.kind is not slot.kind)
        return replace(self, slots=(*others, slot))

    def without(self, kind: SlotKind) -> "KeyFile":
        """The same file without a slot of that kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind is not kind))


def new_key() -> bytes:
    """A random key for a new book."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_code() -> str:
    """A recovery code of 160 bits: eight groups of four letters and digits."""
    text = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def same_code(typed: str, code: str) -> bool:
    """Whether a recovery code was typed back right; case, spaces and letters that look like digits are forgiven."""
    return hmac.compare_digest(_recovery_bytes(typed), _recovery_bytes(code)) and bool(_recovery_bytes(code))


def check_passphrase(passphrase: str) -> str:
    """The passphrase, if it is long enough to keep people safe.

    Raises:
        BadInput: for fewer than eight characters.
    """
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise BadInput(
            f"the passphrase needs at least {LEAST_PASSPHRASE} characters",
            "Four or five words that you will remember are better than one short word.",
        )
    return passphrase


def wrap(kind: SlotKind, book: str, secret: str, key: bytes, *, stretching: Stretching | None = None) -> Slot:
    """A slot of that kind which opens the book with the secret; a random secret is never stretched."""
    stretching = None if kind.random else stretching or Stretching()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot = Slot(kind, stretching, salt, nonce, b"")
    return replace(slot, wrapped=_cipher(slot, secret).encrypt(nonce, key, _bound_to(slot, book)))


def with_head(file: KeyFile, head: AuditHead) -> KeyFile:
    """The same file with a newer head of the audit chain."""
    return replace(file, head=head)


def audit_key(key: bytes) -> bytes:
    """The key of the audit chain, derived from the book's."""
    return derived_key(key, b"audit chain")


def read_key_file(path: Path) -> KeyFile:
    """The key file beside a book.

    Raises:
        BookError: where it is missing or damaged.
    """
    return parse_key_file(_bytes_of(path), name=path.name)


def is_intact(path: Path) -> bool:
    """Whether every bit of a key file is as it was written; reading forgives damage to a slot that is not needed.

    Raises:
        BookError: where it is missing or cannot be parsed.
    """
    data = _bytes_of(path)
    return render_key_file(parse_key_file(data, name=path.name)) == data


def _bytes_of(path: Path) -> bytes:
    try:
        return read_within(path, MOST_BYTES)
    except FileNotFoundError as error:
        raise BookError(
            f"{path} is missing, and without it the book cannot be opened",
            "Put it back, or restore a backup: each holds a copy of the keys.",
        ) from error
    except OSError as error:
        raise BookError(f"cannot read {path}: {error.strerror}", "See that the file belongs to you.") from error


def write_key_file(path: Path, file: KeyFile) -> None:
    """Write the key file, private and whole.

    Raises:
        BookError: where it cannot be written; the old one is still there then.
    """
    try:
        write_whole(path, render_key_file(file))
    except (BadInput, OSError) as error:
        raise BookError(f"cannot write {path}", "Free some room, and see that the folder belongs to you.") from error


def render_key_file(file: KeyFile) -> bytes:
    """The bytes of a key file."""
    slots = [
        {
            "kind": slot.kind.value,
            "argon2id": _parameters(slot.stretching),
            "salt": _text(slot.salt),
            "nonce": _text(slot.nonce),
            "wrapped": _text(slot.wrapped),
        }
        for slot in file.slots
    ]
    head = file.head and {name: value for name, value in asdict(file.head).items() if value != ""}
    value = {"format": _FORMAT, "book": file.book, "slots": slots, "audit_head": head}
    if file.accepted:
        value["accepted_row"] = file.accepted
    # against damage, not against forgers: those meet the AES-GCM tags
    checksum = hashlib.sha256(json.dumps(value).encode()).hexdigest()
    return json.dumps({**value, "sha256": checksum}, indent=1).encode() + b"\n"


def parse_key_file(data: bytes, *, name: str) -> KeyFile:
    """A key file from its bytes.

    Raises:
        BookError: where it is damaged, of a newer format, or its parameters are weaker than we accept.
    """
    try:
        fields = read_fields(data)
        if fields.whole("format") > _FORMAT:
            raise BookError(f"{name} was written by a newer facilitator", "Update the program, then try again.")
        slots = tuple(_parse_slot(each) for each in fields.each("slots", most=len(SlotKind)))
        if len({slot.kind for slot in slots}) != len(slots):
            raise NotAsPromised("a kind of slot twice")
        head = parse_head(fields.inner("audit_head")) if fields.has("audit_head") else None
        accepted = fields.whole("accepted_row") if fields.has("accepted_row") else 0
        return KeyFile(book=fields.text("book", most=_LONGEST_UID), slots=slots, head=head, accepted=accepted)
    except ValueError as error:
        raise BookError(f"{name} is damaged", "Restore a backup: each holds a copy of the keys.") from error


def parse_head(fields: Fields) -> AuditHead:
    """A head of the audit chain as it was noted; an empty chain has no moment.

    Raises:
        NotAsPromised: for anything else.
    """
    at = fields.text("at")
    seal = fields.hexadecimal("seal", size=32) if fields.has("seal") else ""
    moment = at and fields.moment("at").isoformat()
    return AuditHead(fields.whole("seq"), fields.hexadecimal("hash", size=32), moment, seal)


def _parse_slot(fields: Fields) -> Slot:
    kind = SlotKind(fields.text("kind"))
    stretching = None
    if fields.has("argon2id"):
        cost = fields.inner("argon2id")
        stretching = Stretching(*(cost.whole(name) for name in ("memory_kib", "passes", "lanes")))
    if kind.random is not (stretching is None) or (stretching and not stretching.safe):
        raise BookError("the key file asks for a protection that is not safe", "Restore a backup of it.")
    parts = {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16}
    return Slot(kind, stretching, *(fields.data(name, least=size, most=size) for name, size in parts.items()))


def _open_slot(slot: Slot, book: str, secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # 30 ms, and only while unlocking

    if slot.kind is SlotKind.RECOVERY and not _recovery_bytes(secret):
        return None
    try:
        key: bytes = _cipher(slot, secret).decrypt(slot.nonce, slot.wrapped, _bound_to(slot, book))
    except (InvalidTag, ValueError, MemoryError):
        return None
    return key


def _cipher(slot: Slot, secret: str) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if slot.kind is SlotKind.RECOVERY:
        material = _recovery_bytes(secret)
    else:
        material = unicodedata.normalize("NFC", secret).encode()
    if slot.stretching is None:  # a random secret: nothing to stretch
        return AESGCM(hmac.digest(slot.salt, material, hashlib.sha256))
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost = slot.stretching
    stretch = Argon2id(
        salt=slot.salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return AESGCM(stretch.derive(material))


def _recovery_bytes(code: str) -> bytes:
    """The bytes behind a typed code; letters that look like digits are forgiven; empty where it is no code."""
    letters = re.sub(r"[\s-]", "", code).upper().translate(str.maketrans("018", "OIB"))
    if not re.fullmatch(r"[A-Z2-7]{32}", letters):
        return b""
    return base64.b32decode(letters)


def _bound_to(slot: Slot, book: str) -> bytes:
    parts = (slot.kind.value, book, json.dumps(_parameters(slot.stretching), sort_keys=True))
    return b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)


def _parameters(stretching: Stretching | None) -> dict[str, int] | None:
    if stretching is None:
        return None
    return {"memory_kib": stretching.memory_kib, "passes": stretching.passes, "lanes": stretching.lanes}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
