"""Ten times as much takes ten times the work, in every reader and for what each finds hardest; deeper is refused.

Work is counted, not timed. What has a bound is refused beyond it with less work than just below it.
"""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import nsdecls

from facilitator import zones
from facilitator.domain.curricula.draft import draft_of
from facilitator.errors import BadInput
from facilitator.formats import careful_yaml
from facilitator.formats.curricula import curriculum_file
from facilitator.formats.curricula import front_matter as fm
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.drafts import outline_docx, outline_text
from facilitator.formats.curricula.drafts.draft_text import write_draft
from facilitator.formats.curricula.drafts.outline_docx import read_outline_docx
from facilitator.formats.curricula.drafts.outline_text import read_outline_text
from facilitator.formats.people import roster_text
from facilitator.formats.people.roster_csv import read_roster
from facilitator.formats.scheduling import ics_events, ics_read, ics_zones
from facilitator.formats.scheduling.ics_read import read_closures
from tests.formats.tea import GOOD
from tests.formats.work import work_of

NEW_YORK = zones.zone("America/New_York")
FOLD = 14
"""Ten would be in proportion; a hundred is what grows with the square."""


def outline(text: str) -> None:
    read = read_outline_text(text.encode())
    write_draft(draft_of(read, title=None, name="Any"), key="any", source="any.md", today=date(2027, 3, 1))


def word_file(text: str) -> None:
    read_outline_docx(packed(text))


def curriculum(text: str) -> None:
    read_curriculum(f"{GOOD}\n{text}".encode(), name="any.md", warn=True)


def front_matter(text: str) -> None:
    read_curriculum(f"---\n{text}\n---\n\n# A\n".encode(), name="any.md")


def roster(text: str) -> None:
    read_roster(f"name,phone,email\n{text}".encode(), name="any.csv")


def calendar(text: str) -> None:
    data = f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode()
    read_closures(data, name="any.ics", zone=NEW_YORK, first=date(2027, 1, 1), last=date(2031, 12, 31))


@cache
def _empty() -> bytes:
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def packed(body: str) -> bytes:
    """A Word file with this body."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_empty())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode()
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    return made.getvalue()


def day(at: int) -> str:
    return f"2027{at % 12 + 1:02}{at % 28 + 1:02}"


def clock(at: int) -> str:
    return f"{day(at)}T{at % 24:02}{at % 60:02}{at * 7 % 60:02}Z"


def event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT\n"))


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
ALWAYS = event("UID:a", f"DTSTART;VALUE=DATE:{day(0)}", "RRULE:FREQ=WEEKLY")

GROWING: dict[str, tuple[Callable[[str], None], Callable[[int], str]]] = {
    "outline, headings": (outline, lambda n: "".join(f"# A {at}\n" for at in range(n))),
    "outline, dashes": (outline, lambda n: "".join(f"- a {at} (5 min)\n" for at in range(n))),
    "outline, nothing but labels": (outline, lambda n: "- Materials:\n" * n),
    "outline, lists under labels": (outline, lambda n: "".join(f"Goals:\n- a {at}\n" for at in range(n // 2))),
    "outline, weeks of sessions": (outline, lambda n: "".join(f"# Week {at}\n## Session 1\n" for at in range(n // 2))),
    "outline, rows": (outline, lambda n: "".join(f"| 5 min | a {at} |\n" for at in range(n))),
    "outline, deeper and deeper": (outline, lambda n: "".join(" " * (at % 200) + f"- a {at}\n" for at in range(n))),
    "outline, one line of lengths": (outline, lambda n: "- " + "5 min " * n),
    "Word file, paragraphs": (word_file, lambda n: "".join(P.format(at) for at in range(n))),
    "Word file, runs": (word_file, lambda n: "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * n + "</w:p>"),
    "Word file, boxes": (word_file, lambda n: f"<w:p>{f'<w:txbxContent>{P}</w:txbxContent>' * n}</w:p>"),
    "Word file, cells": (word_file, lambda n: f"<w:tbl>{f'<w:tr><w:tc>{P}</w:tc></w:tr>' * n}</w:tbl>"),
    "curriculum, items": (curriculum, lambda n: "".join(f"### A {at} (1 min)\n\nA note.\n\n" for at in range(n))),
    "curriculum, lessons": (
        curriculum,
        lambda n: "".join(f"## A {at} (1 min)\n\n### B (1 min)\n\n" for at in range(n)),
    ),
    "curriculum, words to say": (curriculum, lambda n: "> Hello.\n" * n),
    "front matter, keys": (front_matter, lambda n: "".join(f"k{at}: 1\n" for at in range(n // 8))),
    "front matter, a list": (front_matter, lambda n: "skills:\n" + "".join(f"- s{at}\n" for at in range(n // 8))),
    "roster, people": (
        roster,
        lambda n: "".join(f"A {at},555 01{at % 90 + 10},a{at}@example.org\n" for at in range(n)),
    ),
    "roster, the same person": (roster, lambda n: "Ana Lee,,\n" * n),
    "roster, empty lines": (roster, lambda n: ",,\n" * n),
    "roster, lines": (roster, lambda n: '"Ana\nLee",,\n' * n),
    "calendar, days": (
        calendar,
        lambda n: "".join(event(f"UID:{at}", f"DTSTART;VALUE=DATE:{day(at)}", f"SUMMARY:{at}") for at in range(n)),
    ),
    "calendar, exceptions": (
        calendar,
        lambda n: event(f"DTSTART;VALUE=DATE:{day(0)}", *(f"EXDATE:{clock(at)}" for at in range(n))),
    ),
    "calendar, one day again and again": (calendar, lambda n: event(f"DTSTART;VALUE=DATE:{day(0)}") * n),
    "calendar, changes from a date on": (
        calendar,
        lambda n: (
            ALWAYS
            + "".join(
                event("UID:a", f"RECURRENCE-ID;RANGE=THISANDFUTURE:{clock(at)}", f"DTSTART;VALUE=DATE:{day(0)}")
                for at in range(n)
            )
        ),
    ),
    "calendar, names": (
        calendar,
        lambda n: event(f"DTSTART;VALUE=DATE:{day(0)}", *(f"SUMMARY:{at}" for at in range(n))),
    ),
    "calendar, parts of a zone": (
        calendar,
        lambda n: (
            "BEGIN:VTIMEZONE\nTZID:Ours\n"
            + "".join(
                f"BEGIN:STANDARD\nDTSTART:2027{at % 12 + 1:02}01T000000\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE\n"
                "TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:STANDARD\n"
                for at in range(n)
            )
            + "END:VTIMEZONE\n"
            + event(f"DTSTART;TZID=Ours:{day(0)}T000000", "DURATION:PT1H")
        ),
    ),
}


def grown(name: str, few: int) -> tuple[int, int]:
    read, text = GROWING[name]
    work_of(lambda: read(text(10)))  # what is imported and made once
    some, more = text(few), text(10 * few)
    return work_of(lambda: read(some)), work_of(lambda: read(more))


@pytest.mark.parametrize("name", GROWING)
def test_a_thousand_take_ten_times_the_work_of_a_hundred(name):
    some, more = grown(name, 100)
    assert more < FOLD * some


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_ten_thousand_take_ten_times_the_work_of_a_thousand_or_are_refused(name):
    some, more = grown(name, 1_000)
    assert more < FOLD * some


def boxes(depth: int) -> str:
    return "<w:p><w:r><w:t>a</w:t></w:r><w:txbxContent>" * depth + "</w:txbxContent></w:p>" * depth


def tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


DEEP: dict[str, tuple[Callable[[str], None], Callable[[int], str]]] = {
    "text boxes": (word_file, boxes),
    "tables": (word_file, tables),
    "quotes": (curriculum, lambda depth: "> " * depth + "a"),
    "lists": (curriculum, lambda depth: "\n".join(" " * at * 2 + "- a" for at in range(depth))),
    "brackets": (curriculum, lambda depth: "[" * depth),
    "front matter": (front_matter, lambda depth: "a: " + "[" * depth),
    "dashes": (outline, lambda depth: "\n".join(" " * at + "- a" for at in range(depth))),
    "components": (calendar, lambda depth: "BEGIN:VEVENT\n" + "BEGIN:VALARM\n" * depth),
    "zones": (calendar, lambda depth: "BEGIN:VTIMEZONE\n" * depth),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_lies_twice_as_deep_takes_twice_the_work_or_is_refused(name):
    """Half a document's depth is read; a thousand is not, and says so at once."""
    read, text = DEEP[name]
    work_of(lambda: read(text(3)))
    some, more, most = (work_of(partial(read, text(depth))) for depth in (20, 40, 1_000))
    assert more < 5 * some
    assert most < 80 * some


HARD = (" ", "a ", "(", "[", "<", "{%", "![](", "\t", " | ", "(5 min)", "(5 min", "5 min ", "9:00 ", "* ", "#", ": ",
        "=", "-", '"', "`", "0.5 h ", "..", "1.1", "~", "hour ", "(x)5 min ", "at least 5 ")  # fmt: skip


@pytest.mark.parametrize("before", ["", "::: a", "- ", "1. ", "# ", "## Session "])
def test_a_long_line_of_anything_is_read(before):
    """A thousand brackets with minutes, or a row of dashes, took hours: a pattern tried every way to part them."""
    for piece in HARD:
        outline(f"{before}{(piece * 2_000)[:2_000]}x (5 min)\n")


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (outline, "a\n" * 5_001, "more than 5,000 lines"),
        (outline, "a" * 20_001, "more than 20,000 characters"),
        (outline, "a" * 1_000_001, "larger than 1 MB"),
        (word_file, P * 5_001, "more than 5,000 paragraphs"),
        (roster, "\n" * 200_001, "at most 200,000 lines"),
        (roster, "," * 1_001, "at most 1,000 columns"),
        (roster, "A B,,\n" * 50_001, "more than 50000 rows"),
        (roster, " " * 10_000_000, "larger than 10 MB"),
        (calendar, " " * 10_000_000, "too big"),
    ],
)
def test_beyond_its_bounds_nothing_is_read(read, text, said):
    with pytest.raises(BadInput, match=said):
        read(text)


ROWS = {
    "an outline as text": (outline_text.MAX_BYTES, outline_text.MAX_LINES, outline_text.MAX_ROW),
    "an outline as a Word file": (
        outline_docx.MAX_BYTES,
        outline_docx.MAX_UNPACKED,
        outline_docx.MAX_PARTS,
        outline_docx.MAX_MARKS,
        outline_docx.MAX_LINES,
        outline_docx.MAX_ROW,
        outline_docx.MAX_DEPTH,
    ),
    "a curriculum": (curriculum_file.MAX_BYTES, curriculum_file.MAX_LINES),
    "its front matter": (fm.MAX_CHARACTERS, fm.MAX_BRACKETS, careful_yaml.MAX_DEPTH),
    "a roster (CSV)": (
        roster_text.LARGEST_FILE,
        roster_text.MOST_ROWS,
        roster_text.MOST_LINES,
        roster_text.MOST_COLUMNS,
    ),
    "a calendar (iCalendar)": (
        ics_events.MOST_BYTES,
        ics_read.MOST_SPANS,
        ics_read.MOST_STEPS,
        ics_zones.MOST_ZONES,
        ics_zones.MOST_CHANGES,
    ),
}


def test_the_table_of_bounds_says_what_the_readers_hold():
    """Whoever changes one reads the other."""
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    for reader, bounds in ROWS.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {reader} |"))
        assert [int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*", row)] == list(bounds)
