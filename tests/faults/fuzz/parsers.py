"""The readers of what comes from elsewhere, each with the seeds and the words of its format."""

import base64
import io
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from docx import Document

from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.drafts.outline_docx import read_outline_docx
from facilitator.formats.curricula.drafts.outline_text import read_outline_text
from facilitator.formats.people.roster_csv import read_roster
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from facilitator.storage.backups.copies import unpack
from facilitator.storage.keys.slots import parse_key_file
from tests.books import NOW, make_practice_home
from tests.conftest import ROOT
from tests.faults.fuzz.guided import Parser

SEEDS = Path(__file__).parent / "seeds"
"""Inputs that were found by longer runs, one a line in base64: each takes a way that the others do not."""

_LARGEST_SEED = 3_000

_LINE = re.compile(rb"[^\n]*\n")
_ELEMENT = re.compile(rb"<(w:\w+)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_MEMBER = re.compile(rb'"\w+": [^,{}]*,?')

_ZONE = ZoneInfo("America/New_York")
_LINES = (b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", "\u2028é日\u202e\u00ad\ufffe".encode(), b" ", b"\t")
_NUMBERS = (b"0", b"-1", b"1e999", b"99999999999999999999", b"NaN", b"Infinity", b"2027-02-30", b"true", b"null")


def roster() -> Parser:
    """People in a CSV file."""
    cases = [path.read_bytes() for path in sorted((ROOT / "tests/formats/people/cases").glob("*.csv"))]
    more = (
        'sep=;\nName;Goes by;Phone;E-mail\n"O\'Bell""; Ana";Annie;+1 804 555 0100;a@example.org\n;;;\nTotal;;;\n',
        "First name\tLast name\tPhone\nJosé\tPepe\t(804) 555-0100 ext. 7\n=1+1\t@x\t-\n",
        'Roster\n\n"Last, First",Preferred\n"Bell, Ana",A\n"Bell, Ana",\n',
    )
    words = (
        *_LINES, b",", b";", b"|", b'"', b'""', b"'", b"=", b"sep=;\n", b"name", b"first name", b"last name", b"phone",
        b"email", b"alias", b"Total", b"(804) 555-0100", b"+44 20 7946 0018", b"a@b.example", b"@", b"ext. 5", b"#",
    )  # fmt: skip
    seeds = [*cases, *(each.encode(how) for each in more for how in ("utf-8", "utf-16", "cp1252", "utf-32"))]
    return _parser("roster", partial(read_roster, name="people.csv"), seeds, words, ["formats/people"])


def calendar() -> Parser:
    """Closed days in a calendar file."""
    span = {"zone": _ZONE, "first": date(2027, 1, 1), "last": date(2027, 12, 31)}
    seeds = [path.read_bytes() for path in sorted((ROOT / "calendars").rglob("*.ics")) if path.stat().st_size < 20_000]
    words = (
        *_LINES, *_NUMBERS, b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n",
        b"DTSTART;VALUE=DATE:20270402\r\n", b"DTEND:20270403T000000Z\r\n", b"DURATION:P1W\r\n", b"RRULE:FREQ=YEARLY",
        b"RRULE:FREQ=SECONDLY\r\n", b";INTERVAL=0", b";COUNT=9999999", b";UNTIL=20280101", b";BYDAY=-5MO", b"\r\n ",
        b"RDATE;VALUE=PERIOD:20270402T100000/PT1H\r\n", b"EXDATE:20270402\r\n", b"RECURRENCE-ID:20270402\r\n",
        b"TZID=Eastern Standard Time:", b"TZID=/x/America/New_York:", b"BEGIN:VTIMEZONE\r\n", b"SEQUENCE:7\r\n",
        b"STATUS:CANCELLED\r\n", b"METHOD:CANCEL\r\n", b"TRANSP:TRANSPARENT\r\n", b"UID:1\r\n", b":", b";", b'"',
    )  # fmt: skip
    return _parser("calendar", partial(read_closures, name="closed.ics", **span), seeds, words, ["formats/scheduling"])


def curriculum() -> Parser:
    """A curriculum file."""
    seeds = [path.read_bytes() for path in sorted((ROOT / "curricula").glob("*.md")) if path.stat().st_size < 20_000]
    seeds += [path.read_bytes() for path in sorted((ROOT / "tests/formats/curricula/broken_curricula").glob("*.md"))]
    words = (
        *_LINES, *_NUMBERS, b"---\n", b"# ", b"## ", b"### ", b"> ", b"- ", b"1. ", b"    ", b"(5 min)", b"{#key}",
        b"(5 min, at least 3)", b"**Care:** ", b"__Online:__ x\n", b"### Handout: a\n", b"```\n", b"<b>", b"&a ", b"*a",
        b"!!x ", b": ", b"{", b"[", b"![a](b)", b"\n===\n", b"|", b"informed_by:\n", b"lessons: ", b"order: ",
    )  # fmt: skip
    read = partial(read_curriculum, name="any.md", warn=True)
    return _parser("curriculum", read, seeds, words, ["formats/curricula", "formats/careful_yaml.py"])


def outline() -> Parser:
    """An outline as plain text."""
    folder = ROOT / "tests/formats/curricula/drafts/outlines"
    seeds = [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")]
    words = (*_LINES, b"# ", b"- ", b"* ", b"1. ", b"Week 1: ", b"(10 min)", b"9:00-9:15 ", b"|", b"|---|", b"____\n")
    return _parser("outline", read_outline_text, seeds, words, ["formats/curricula/drafts/outline_text.py"])


def word() -> Parser:
    """An outline as a Word file: a zip of XML."""
    document = Document()
    document.add_heading("Week 1: Arriving", 1)
    document.add_paragraph("Hello (10 min)", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("Time", "What", "10 min", "Talk")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("A line\nand another")
    made = io.BytesIO()
    document.save(made)
    words = (
        b"<w:p/>", b"<w:p><w:r><w:t>Week 2 (5 min)</w:t></w:r></w:p>", b"<w:r><w:t>x</w:t></w:r>", b"<w:br/>",
        b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", b'<w:gridSpan w:val="99999"/>', b"<w:tab/>", b"<w:tc/>",
        b'<w:vMerge w:val="continue"/>', b"<w:txbxContent><w:p/></w:txbxContent>", b'<w:pStyle w:val="Heading1"/>',
        b"<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>", b'<w:numPr><w:ilvl w:val="99"/></w:numPr>', b"&b;",
        b'<w:numId w:val="-7"/>', b"<w:ins><w:r><w:t>y</w:t></w:r></w:ins>", b"1e999",
    )  # fmt: skip
    modules = ["formats/curricula/drafts/outline_docx.py"]
    return _parser(
        "word", read_outline_docx, [made.getvalue()], words, modules, inside="word/document.xml", piece=_ELEMENT
    )


def backup() -> Parser:
    """A backup: a zip with a manifest, keys and an encrypted book."""
    with tempfile.TemporaryDirectory() as place:
        home = make_practice_home(Path(place) / "home")
        with open_book(home, None) as book:
            made = back_up(home, book, Path(place) / "it.backup", now=NOW).path
        seed = made.read_bytes()
    words = (
        *_LINES, *_NUMBERS, b'"', b"{", b"}", b"[", b",", b'"format": 2', b'"schema": ', b'"db_bytes": ', b"PK\x01\x02",
        b"PK\x05\x06", b"PK\x06\x06", b"book.keys", b"practice.passphrase", b"2027-03-01T00:00:00", b'"slots": [',
    )  # fmt: skip
    return _parser(
        "backup", _unpacked, [seed], words, ["storage/backups/copies.py"], inside="manifest.json", piece=_MEMBER
    )


def _unpacked(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place, patch("os.fsync"):
        path, into = Path(place) / "it.backup", Home(Path(place) / "into")
        into.folder.mkdir()
        path.write_bytes(data)
        unpack(path, into)


def keys() -> Parser:
    """The key slots beside a book."""
    with tempfile.TemporaryDirectory() as place:
        seed = make_practice_home(Path(place)).keys.read_bytes()
    words = (
        *_NUMBERS,
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"head": null',
        b'"slots"',
        b'"kind": "recovery"',
        b"\\u0000",
    )
    return _parser(
        "keys", partial(parse_key_file, name="book.keys"), [seed], words, ["storage/keys/slots.py"], piece=_MEMBER
    )


PARSERS: dict[str, Callable[[], Parser]] = {
    each.__name__: each for each in (roster, word, backup, calendar, curriculum, outline, keys)
}


def keep_seeds(name: str, inputs: Sequence[bytes]) -> None:
    """Add inputs to the seeds of a reader, if they are small."""
    lines = [base64.b64encode(each).decode() for each in inputs if len(each) <= _LARGEST_SEED]
    if lines:
        with (SEEDS / f"{name}.txt").open("a", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in lines)


def _parser(
    name: str,
    read: Callable[[bytes], object],
    seeds: list[bytes],
    words: tuple[bytes, ...],
    modules: list[str],
    *,
    inside: str = "",
    piece: re.Pattern[bytes] = _LINE,
) -> Parser:
    found = SEEDS / f"{name}.txt"
    more = [base64.b64decode(line) for line in found.read_text("ascii").split()] if found.exists() else []
    return Parser(name, read, [*seeds, *more], words, modules, inside, piece)
