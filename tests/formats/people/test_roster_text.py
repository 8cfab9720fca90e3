"""Bytes as programs write them become text, or it is said what they are."""

import pytest

from facilitator.errors import BadInput
from facilitator.formats.people.roster_text import NONE, WINDOWS, read_text, separators, split

TEXT = "name;alias\nJosé;Pepe\n"


def records(data):
    file = read_text(data, "people.csv")
    (separator,) = {file.separator or ";"}
    return list(split(file, separator, "people.csv"))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("cp1252"),
    ],
    ids=range(11),
)
def test_one_text_in_many_writings(data):
    assert [cells for _, cells in records(data)] == [["name", "alias"], ["José", "Pepe"]]


def test_a_guess_about_letters_is_said():
    assert read_text(TEXT.encode(), "r").note == ""
    assert read_text(TEXT.encode("cp1252"), "r").note == WINDOWS


@pytest.mark.parametrize("first", ["sep=;\n", "\ufeffsep=;\r\n", '"sep=;"\n', "SEP=;\n".lower()])
def test_a_line_that_names_the_separator_is_none_of_the_list(first):
    assert records((first + TEXT).encode()) == [(2, ["name", "alias"]), (3, ["José", "Pepe"])]
    assert separators(read_text((first + TEXT).encode(), "r")) == (";",)


def test_what_may_stand_between_cells():
    assert separators(read_text(b"a,b;c\n", "r")) == (NONE, ",", ";")
    assert separators(read_text(b"a\n", "r")) == (NONE,)


def test_a_record_knows_the_line_at_which_it_begins():
    assert [line for line, _ in records(b'name\n"Bo\nCole"\n\nCy\n')] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"PK\x03\x04 and more", "r is a workbook, not a CSV file"),
        (b"name\nAna\x00\n", "r:2: a zero byte; this is not a CSV file"),
        (b"name\nAna\nJos\x81\n", "r:3: this is not UTF-8 text"),
        (b" " * 10_000_001, "r is larger than 10 MB"),
    ],
)
def test_what_is_no_text_is_refused(data, title):
    with pytest.raises(BadInput) as refused:
        read_text(data, "r")
    assert refused.value.title == title
