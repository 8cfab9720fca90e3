"""What errors leave out of what was typed."""

import sys
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from facilitator.cli.kit.unsaid import name_nobody, tell_near, without_typed
from facilitator.errors import BadInput, NotFound
from facilitator.services.find import find_person
from facilitator.storage.book import Book
from facilitator.storage.tables import audit
from tests.books import NOW, open_practice


@pytest.mark.parametrize(
    ("text", "typed", "said"),
    [
        ("not a date: 'Ana Quill'", ["Ana Quill"], "not a date: …"),
        ("not a rule: 'ana quíll'", ["Ana Quíll"], "not a rule: …"),
        ("no holidays for 'ANA'", ["ana"], "no holidays for …"),
        ("""not a date: "O'Neil" """, ["O'Neil"], "not a date: … "),
        ("'Ana' and 'Bo'", ["Ana,Bo"], "… and …"),
        ("'Ana' is not one of", ["--mode=Ana"], "… is not one of"),
        ("not a date: 'someday'", ["someday"], "not a date: 'someday'"),
        ("not a rule: '2nd & 4th @ 6 pm'", ["2nd & 4th @ 6 pm"], "not a rule: '2nd & 4th @ 6 pm'"),
        ("no session '2027-03-04'", ["2027-03-04"], "no session '2027-03-04'"),
        ("Say it like 'Every thursday'", ["Ana"], "Say it like 'Every thursday'"),
        ("no such option '--Mood'", ["--Mood"], "no such option '--Mood'"),
        ("Missing argument 'GROUP'.", ["group", "GROUP"], "Missing argument 'GROUP'."),
        ("Invalid value for 'N': 'Ana' is no number", ["N", "Ana"], "Invalid value for 'N': … is no number"),
        ("not a date: '\\tAna Quill'", ["\tAna Quill"], "not a date: …"),
        ("not a date: '\\u202eAna'", ["\u202eAna"], "not a date: …"),
        ("not a date: '/Ana'", ["/Ana"], "not a date: …"),
        ("cannot read '/home/Ana/x'", ["/home/Ana/x"], "cannot read '/home/Ana/x'"),
        ("not 'FREQ=SOMETIMES'", ["FREQ=SOMETIMES"], "not 'FREQ=SOMETIMES'"),
        ("Ana isn't there, nor don't", ["Ana"], "Ana isn't there, nor don't"),
    ],
)
def test_typed_words_that_could_be_names_are_left_out(text: str, typed: list[str], said: str) -> None:
    assert without_typed(text, typed) == said


@pytest.fixture
def book(tmp_path):
    from facilitator.services.people.keep_people import add_person

    with open_practice(tmp_path) as opened:
        add_person(opened, name="Zanzibar Quill", alias="Zee", email="zq@example.org", now=NOW)
        yield opened


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("no room 'Zanzibar Quill'", "no room …"),
        ("no room 'quill'", "no room …"),
        ("no room 'Zee@2027-03-04'", "no room …"),
        ("no room 'zq@example.org'", "no room …"),
        ("no room 'Blue'", "no room 'Blue'"),
        ("no room 'Quilling'", "no room 'Quilling'"),
    ],
)
def test_nobody_in_the_book_is_named(book: Book, title: str, said: str) -> None:
    error = BadInput(title, f"Not so: {title}")
    name_nobody(error, book)
    assert (error.title, error.hint) == (said, f"Not so: {said}")
    assert error.names_nobody


@pytest.mark.parametrize("terminal", [True, False])
def test_whom_a_name_is_like_is_told_on_ones_own_terminal_alone(
    book: Book, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    with book.read() as db, pytest.raises(NotFound) as refused:
        find_person(db, "Zanzibar")
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: terminal))
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    tell_near(refused.value, book, now=NOW)
    assert ("Did you mean Zanzibar Quill (" in refused.value.hint) is terminal
    with book.read() as db:
        looks = [each for each in db.execute(select(audit.c.action)).scalars() if each == "read.people"]
    assert len(looks) == terminal
