"""The search for sentinels finds them however they are hidden: a guard that cannot fail guards nothing."""

import base64
import gzip
import html
import io
import json
import quopri
import random
import unicodedata
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.leaks.sentinels import CORPUS, PEOPLE, Kind, Sentinel, found_in, secrets, unpacked

WORDS = [each for each in CORPUS if isinstance(each.value, str)]
NOISE = random.Random(5).randbytes(2_000)

TEXT = b"Steady & well: 100% of 3 = 3 present, a+b/c \\ d\r\n" * 20
"""Text that has a sign of each way of writing in it."""

Hiding = Callable[[str], bytes]


def _latin(word: str) -> bytes:
    """In Latin-1 where it can be written so."""
    try:
        return word.encode("latin-1")
    except UnicodeEncodeError:
        return word.encode()


def _folded(word: str) -> bytes:
    """Folded after each third byte, as a calendar folds a long line, also inside a letter."""
    data = word.encode()
    return b"\r\n ".join(data[at : at + 3] for at in range(0, len(data), 3))


def _coloured(word: str) -> bytes:
    """With a change of colour, a moved cursor and a window title between its letters."""
    between = ("\x1b[1;38;2;1;2;3m", "\x1b[4;7H", "\x1b]0;title\x07")
    return "".join(letter + between[at % 3] for at, letter in enumerate(word)).encode()


def _entities(word: str) -> bytes:
    """Every letter as a number, in turn decimal and in hex."""
    return "".join(f"&#x{ord(each):x};" if at % 2 else f"&#{ord(each)};" for at, each in enumerate(word)).encode()


HIDINGS: dict[str, Hiding] = {
    "as it is": str.encode,
    "in lower case": lambda word: word.lower().encode(),
    "in upper case": lambda word: word.upper().encode(),
    "accents apart": lambda word: unicodedata.normalize("NFD", word).encode(),
    "folded case": lambda word: word.casefold().encode(),
    "utf-16 little": lambda word: word.encode("utf-16-le"),
    "utf-16 big": lambda word: word.encode("utf-16-be"),
    "utf-16 at an odd place": lambda word: b"x" + word.encode("utf-16-le"),
    "latin-1": _latin,
    "json": lambda word: json.dumps(word).encode(),
    "json in capitals": lambda word: json.dumps(word).upper().replace("\\U", "\\u").encode(),
    "python's repr": lambda word: repr(word).encode(),
    "python's ascii": lambda word: ascii(word).encode(),
    "an address": lambda word: quote(word).encode(),
    "an address, every byte": lambda word: "".join(f"%{byte:02x}" for byte in word.encode()).encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64, one on": lambda word: base64.b64encode(b"x" + word.encode() + b"yz"),
    "base64, two on": lambda word: base64.b64encode(b"xy" + word.encode() + b"z"),
    "base64 for addresses": lambda word: base64.urlsafe_b64encode(b"?>" + word.encode()),
    "base64 in lines": lambda word: base64.encodebytes(b"-" * 53 + word.encode() + b"-" * 20),
    "hex": lambda word: word.encode().hex().encode(),
    "hex in capitals": lambda word: word.encode().hex().upper().encode(),
    "quoted-printable": lambda word: quopri.encodestring(word.encode()),
    "quoted-printable, folded": lambda word: quopri.encodestring(b"-" * 72 + word.encode()),
    "html": lambda word: html.escape(word).encode("ascii", "xmlcharrefreplace"),
    "html, every letter": _entities,
    "colours": _coloured,
    "a folded calendar line": _folded,
    "gzip": lambda word: gzip.compress(word.encode()),
}

TORN = ("quoted-printable, folded",)
"""What tears a letter in two is undone in text only."""


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS)
def test_every_word_is_found(hiding: Hiding) -> None:
    """Each alone, and all in the middle of a text."""
    hidden = [unpacked(hiding(str(each.value))) for each in WORDS]
    assert [each for each, data in zip(WORDS, hidden, strict=True) if not found_in(data, [each])] == []
    assert found_in(TEXT.join((b"", *hidden, b""))) == WORDS


@pytest.mark.parametrize("hiding", [name for name in HIDINGS if name not in TORN])
def test_every_word_is_found_among_random_bytes(hiding: str) -> None:
    """As in a page of a database, at an even place and at an odd one."""
    hidden = [unpacked(HIDINGS[hiding](str(each.value))) for each in WORDS]
    for noise in (NOISE, NOISE + b"x"):
        assert found_in(noise.join((b"", *hidden, b""))) == WORDS


def test_a_file_in_an_archive_is_looked_into() -> None:
    """Also for its name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", PEOPLE[0].name * 10)
        archive.writestr(f"{PEOPLE[1].alias}.txt", "nothing")
    found = {each.value for each in found_in(unpacked(packed.getvalue()))}
    assert found >= {"Zqxañadir", "Wvorłskýq", "Щъышутка"}


def test_secrets_are_found_as_text_and_as_bytes() -> None:
    """The key in hex is how SQLCipher is given it."""
    key = random.Random(7).randbytes(32)
    passphrase, code, bare, raw = kept = secrets("two tall ships", "ABCD-EFGH-2345", key=key)
    assert found_in(b"x two tall ships y", kept) == [passphrase]
    assert found_in(b"ABCD-EFGH-2345", kept) == [code]
    assert found_in(b"abcdefgh2345", kept) == [bare]
    for form in (key, key.hex().encode(), base64.b64encode(key), base64.b64encode(b"1" + key)):
        assert found_in(NOISE + form + NOISE, kept) == [raw]


def test_each_datum_of_each_person_is_looked_for() -> None:
    """And what is nobody's is not found."""
    for person in PEOPLE:
        for datum in (person.name, person.alias, person.phone, person.email):
            assert found_in(datum.encode()), datum
    assert found_in(NOISE) == []
    assert found_in(b"Steady, Thursday 6:30 pm, 3 present, M37MY8, city clinic") == []
    assert {each.kind for each in CORPUS} == {Kind.NAME, Kind.TOLD, Kind.LEADER}
    assert found_in(b"anything", [Sentinel(Kind.NAME, "this", "anything")])
