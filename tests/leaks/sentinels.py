"""Invented people whose every datum is a word found nowhere else, and a search for those words in any writing.

``found_in`` looks through bytes: text in any usual encoding and case, escaped for JSON, HTML, an address or mail, in
base64 and hex, torn by escape sequences of a terminal or by the folded lines of a calendar.
"""

import base64
import html
import io
import quopri
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from urllib.parse import unquote_to_bytes

from pypdf import PdfReader


class Kind(Enum):
    """What a datum is, and so where it may be told."""

    NAME = "of a person"
    """Name, alias, phone, email: where names were asked for, on a basis."""
    TOLD = "told in confidence"
    """Reasons, and to whom and what for things are told: on lines that are about just that."""
    LEADER = "of a facilitator"
    """To whoever works with the book; never in what is published."""
    SECRET = "opens the book"
    """Nowhere; a recovery code only in the file that was named for it."""


@dataclass(frozen=True, slots=True)
class Sentinel:
    """One word to look for: whose it is, and the word, which may be bytes."""

    kind: Kind
    what: str
    value: str | bytes

    def __str__(self) -> str:
        return f"{self.what} ({self.value!r})"


def _words(text: str) -> list[str]:
    """The words of a name that are long enough to be nobody else's.

    Four letters of the Latin alphabet stand by chance in one of fifteen hours of encrypted pages; six in none.
    """
    return [word for word in re.split(r"[\s'\"\[\]/]+", text) if len(word) >= 4]


@dataclass(frozen=True, slots=True)
class Invented:
    """A person as they are typed into the book."""

    name: str
    alias: str
    phone: str
    email: str

    @property
    def sentinels(self) -> Iterator[Sentinel]:
        """Each word of each datum: half a name tells enough."""
        for word in {*_words(self.name), *_words(self.alias)}:
            yield Sentinel(Kind.NAME, f"a name of {self.email}", word)
        for number in {self.phone, re.sub(r"\D", "", self.phone)}:
            yield Sentinel(Kind.NAME, f"the phone of {self.email}", number)
        local, _, domain = self.email.partition("@")
        for part in (local, domain.partition(".")[0]):
            yield Sentinel(Kind.NAME, f"the email of {self.email}", part)


PEOPLE = (
    Invented("Zqxañadir Wvorłskýq", "Wvülaqx", "804 555-7731", "zqxanadir.w@wvorlhome.example"),
    Invented("Щъыжнага Фщэцкаяж", "Щъышутка", "+1 (804) 555-6642", "schyzhnaga@fschetzk.example"),
    Invented("龘靐齉爩麤灪", "龖龗鱻麣", "804.555.9917", "longlongqx@zhanqx.example"),
    Invented("ضظغيثان قطميرخول", "ضظغوث", "804/555/2286", "dazghayth@qatmirkh.example"),
    Invented("Siobhqán O'Vryqxül", 'Vryqmol"xie', "(804) 555-3359", "siobhqan@ovryqxul.example"),
    Invented("Brzqakh [/] Klamqvor", "[b]Klamqzi[/b]", "804 555-4416", "brzqakh@klamqhome.example"),
)
"""With accents, letters of other alphabets, quotes, and what a parser would take for markup."""

WRONG = "Zqxañadir Wvorłskýq"
"""Whom somebody names in the wrong place."""

LEADER = "Przqwałka Ghvëntil"
RECIPIENT = "Klinik Dr Ubbqwörtal"
PURPOSE = "Xylqvöplanung together"
SIGNATURE = "cabinet Hjalqvbürd"
WHY_LEFT = "moved to Tjörqvstadt"
REVOKED_HOW = "by letter from Snälqvberg"
EMERGENCY = "fell at Dråqvhöhle"
TOLD = "allergic to Pfnüqvwurz"

CORPUS: tuple[Sentinel, ...] = (
    *(each for person in PEOPLE for each in person.sentinels),
    *(Sentinel(Kind.LEADER, "a facilitator's name", word) for word in LEADER.split()),
    Sentinel(Kind.TOLD, "to whom a consent lets tell", "Ubbqwörtal"),
    Sentinel(Kind.TOLD, "what a consent is for", "Xylqvöplanung"),
    Sentinel(Kind.TOLD, "where a signature is", "Hjalqvbürd"),
    Sentinel(Kind.TOLD, "why somebody left", "Tjörqvstadt"),
    Sentinel(Kind.TOLD, "how a consent was revoked", "Snälqvberg"),
    Sentinel(Kind.TOLD, "an emergency", "Dråqvhöhle"),
    Sentinel(Kind.TOLD, "what was told", "Pfnüqvwurz"),
)


def secrets(passphrase: str, *codes: str, key: bytes = b"") -> tuple[Sentinel, ...]:
    """What opens a book, as sentinels: a passphrase, recovery codes with and without their dashes, the key's bytes."""
    found = [Sentinel(Kind.SECRET, "the passphrase", passphrase)]
    for code in codes:
        found += [Sentinel(Kind.SECRET, "a recovery code", form) for form in (code, code.replace("-", ""))]
    return (*found, Sentinel(Kind.SECRET, "the key", key)) if key else tuple(found)


def found_in(data: bytes, sentinels: Iterable[Sentinel] = CORPUS) -> list[Sentinel]:
    """The sentinels that these bytes hold, in whatever form."""
    if not data:
        return []
    text, exact = "\n".join(_texts(data)).casefold(), _loose(data)
    return [each for each in sentinels if _holds(text, exact, each.value)]


def _holds(text: str, exact: bytes, value: str | bytes) -> bool:
    if isinstance(value, bytes):
        return value in exact
    return any(spelling in text for spelling in _spellings(value))


@cache
def _spellings(word: str) -> frozenset[str]:
    """A word in small letters, with its accents in one piece and in two."""
    return frozenset(unicodedata.normalize(form, word).casefold() for form in ("NFC", "NFD"))


def _loose(data: bytes) -> bytes:
    """The bytes, and those written in them as base64 or hex."""
    return b"\n".join((data, *_decoded(data)))


def _texts(data: bytes) -> Iterator[str]:
    """The bytes as text in each encoding, and what is left when one or another way of writing is undone."""
    yield data.decode("latin-1")
    for encoding in ("utf-16-le", "utf-16-be"):
        for at in (0, 1):
            yield data[at:].decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    yield text
    for pattern in _TORN:
        yield pattern.sub(b"", data).decode("utf-8", "replace")
    # escapes have a meaning in text, and encrypted pages have little of it
    if text.count("\ufffd") > len(text) / 20:
        data = b"\n".join(_RUN.findall(data))
    for undo in (unquote_to_bytes, quopri.decodestring, _unescaped, _loose):
        undone = undo(data)
        if undone != data:
            yield undone.decode("utf-8", "replace")
    yield html.unescape(data.decode("utf-8", "replace"))


_RUN = re.compile(rb"[\t\n\r\x1b -~]{6,}")
_TORN = (
    # escape sequences of a terminal; folded lines of a calendar; lines of anything
    re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_k][^\x1b]*\x1b\\|[ -/]*[0-~])"),
    re.compile(rb"\r?\n[ \t]"),
    re.compile(rb"\r?\n"),
)
_JSON = re.compile(rb"\\[uU]([0-9a-fA-F]{4})")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{6,}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){4,}")


def _unescaped(data: bytes) -> bytes:
    """Without the escapes of JSON and of Python."""
    plain = _JSON.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "surrogatepass"), data)
    short = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)).encode(), plain)
    return re.sub(rb"\\(.)", rb"\1", short)


def _decoded(data: bytes) -> Iterator[bytes]:
    """What runs of base64, begun at each of four places and also over lines, and runs of hex stand for."""
    joined = data.replace(b"\r", b"").replace(b"\n", b"")
    for run in {*_BASE64.findall(data), *_BASE64.findall(joined)}:
        plain = run.translate(bytes.maketrans(b"-_", b"+/"))
        for at in range(4):
            part = plain[at:]
            part += b"A" * (1 if len(part) % 4 == 1 else 0)
            yield base64.b64decode(part + b"=" * (-len(part) % 4))
    for run in set(_HEX.findall(data)):
        yield bytes.fromhex(run.decode())


def unpacked(data: bytes) -> bytes:
    """A file's bytes, and behind them what a reader of PDF, ZIP (and so .docx) or zlib streams would find in them."""
    parts = [data]
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        parts += [page.extract_text().encode("utf-8", "replace") for page in reader.pages]
        parts.append(repr(reader.metadata).encode())
        parts.append((reader.xmp_metadata.stream.get_data()) if reader.xmp_metadata else b"")
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [each.filename.encode() + b"\n" + archive.read(each) for each in archive.infolist()]
    elif data[:2] in (b"\x1f\x8b", b"x\x9c", b"x\xda"):
        parts.append(zlib.decompressobj(wbits=47).decompress(data))
    return b"\n".join(parts)
