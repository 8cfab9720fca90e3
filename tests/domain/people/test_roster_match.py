"""Whom the rows of a roster mean: never two people as one, never one as two, and what cannot be told is asked."""

from dataclasses import replace
from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.people.roster import KnownPerson, RosterAnswers, RosterRow
from facilitator.domain.people.roster_match import match_roster
from facilitator.domain.people.same_person import Particulars, email_key, name_key
from facilitator.domain.spelling import fold
from facilitator.domain.views import Person


def rows_of(text):
    """Rows as ``name/alias/phone/email/rest``, from line 2 on."""
    rows = []
    for line, each in enumerate(text.split("; "), 2):
        name, alias, phone, email, rest = (each.split("/") + [""] * 4)[:5]
        rows.append(RosterRow(line, name, alias, phone, email, phone, (rest,)))
    return rows


def known_of(text):
    """People of the book in the same way, with ids from 1 on."""
    return [known(number, row) for number, row in enumerate(rows_of(text), 1)] if text else []


def known(number, row):
    person = Person(number, f"u{number}", f"CODE{number}", row.name, row.alias, row.phone, row.email)
    return of_book(person)


def of_book(person):
    particulars = Particulars(fold(person.alias), person.phone, email_key(person.email))
    return KnownPerson(person, name_key(person.name), particulars)


def told(rows, book="", **answers):
    """Each line in a word or two, problems with a star."""
    done = match_roster(rows_of(rows), known_of(book), RosterAnswers(**answers))
    words = [_word(each) for each in done.lines]
    return [*words, *(f"*{each.line}" for each in done.problems)]


def _word(each):
    if each.what == "asked":
        return f"asked {','.join([*(p.code for p in each.may_be), *map(str, each.may_be_lines)])}"
    if each.changes and each.person:
        return f"{each.person.code} " + ",".join(f"{c.field}:{c.before}>{c.after}" for c in each.changes)
    if each.person:
        return each.person.code
    return f"as {each.like_line}" if each.like_line else each.what.value


FILE_ALONE = [
    ("Ann Lee Smith; Ann Marie Smith", ["new", "new"]),
    ("Ann; Ann", ["new", "as 2"]),
    ("Ann//1; ANN//1; Ann//1", ["new", "as 2", "as 2"]),
    ("Ann//1; Ann", ["new", "asked 2"]),
    ("Ann; Ann//1", ["new", "asked 2"]),
    ("Ann//1; Ann//2", ["new", "new"]),
    ("Ann/Red; Ann/Blue", ["new", "new"]),
    ("Ann/Red; Ann", ["new", "asked 2"]),
    ("Ann//1; Ann//2; Ann", ["new", "new", "asked 2,3"]),
    ("Ann//1; Ann//1/a@x", ["new", "asked 2"]),
    ("Ann//1; Ann///a@x", ["new", "asked 2"]),
    ("Ann////5; Ann////6", ["new", "asked 2"]),
    ("Ann//1//5; Ann//2//5", ["new", "new"]),
    ("Bell, Ann; Ann Bell", ["new", "as 2"]),
]


@pytest.mark.parametrize(("rows", "words"), FILE_ALONE, ids=[rows for rows, _ in FILE_ALONE])
def test_rows_of_one_name_in_one_file(rows, words):
    assert told(rows) == words


WITH_BOOK = [
    ("Ann", "Ann", ["CODE1"]),
    ("Ann//1", "Ann", ["CODE1 phone:>1"]),
    ("Ann", "Ann//1", ["CODE1"]),
    ("Ann/Jay/1", "Ann//1", ["CODE1 alias:>Jay"]),
    ("Ann/Jay", "Ann//1", ["CODE1 alias:>Jay"]),
    ("Ann//2", "Ann//1", ["asked CODE1"]),
    ("Ann/Jay/1", "Ann/Red/1", ["asked CODE1"]),
    ("Ann//1/b@x", "Ann//1/a@x", ["asked CODE1"]),
    ("Ann", "Ann//1; Ann//2", ["asked CODE1,CODE2"]),
    ("Ann//2", "Ann//1; Ann//2", ["CODE2"]),
    ("Ann//3", "Ann//1; Ann//2", ["asked CODE1,CODE2"]),
    ("Ann//1; Ann//2", "Ann//1", ["CODE1", "new"]),
    ("Ann//1; Ann//2", "Ann//1; Ann//2", ["CODE1", "CODE2"]),
    ("Ann//1; Ann", "Ann//1; Ann", ["CODE1", "CODE2"]),
    ("Ann", "Ann//1; Ann", ["asked CODE1,CODE2"]),
    ("Ann//1; Ann", "Ann//1", ["CODE1", "asked CODE1,2"]),
    ("Ann; Ann//1", "Ann//1", ["asked CODE1,3", "CODE1"]),
    ("Ann//1; Ann//2", "Ann", ["asked CODE1", "asked CODE1"]),
    ("Ann/Red; Ann/Blue; Ann", "Ann/Red; Ann/Blue", ["CODE1", "CODE2", "asked CODE1,CODE2,2,3"]),
    ("Ann/Red/1; Ann//1", "Ann//1; Ann/Red/1", ["CODE2", "CODE1"]),
    ("Ann////5; Ann////6", "Ann; Ann", ["CODE1", "CODE2"]),
    ("ANN  bell", "Bell, Ann", ["CODE1"]),
    ("Ann; Bo", "Cy", ["new", "new"]),
]


@pytest.mark.parametrize(("rows", "book", "words"), WITH_BOOK, ids=[f"{rows} | {book}" for rows, book, _ in WITH_BOOK])
def test_rows_beside_the_book(rows, book, words):
    assert told(rows, book) == words


ANSWERED = [
    ("Ann//1; Ann", "", {"same_line": {3: 2}}, ["new", "as 2"]),
    ("Ann; Ann//1", "", {"same_line": {3: 2}}, ["new", "as 2"]),
    ("Ann//1; Ann", "", {"new": {3}}, ["new", "new"]),
    ("Ann; Ann", "", {"new": {3}}, ["new", "new"]),
    ("Ann//1; Ann", "Ann//1", {"same_person": {3: 1}}, ["CODE1", "CODE1"]),
    ("Ann//1; Ann//2", "Ann", {"same_person": {2: 1}}, ["CODE1 phone:>1", "new"]),
    ("Ann//1; Ann//2", "Ann", {"new": {2}}, ["new", "CODE1 phone:>2"]),
    ("Ann//2", "Ann//1", {"same_person": {2: 1}}, ["CODE1 phone:1>2"]),
    ("Ann//2", "Ann//1", {"new": {2}}, ["new"]),
    ("Ann Jones//1", "Ann Smith//1", {"same_person": {2: 1}}, ["CODE1 name:Ann Smith>Ann Jones"]),
    ("Ann; Bo", "", {"same_line": {3: 2}}, ["new", "as 2"]),
    ("Ann//1; Bo//2", "", {"same_line": {3: 2}}, ["new", "as 2", "*3"]),
    ("Ann//1; Ann//2", "Ann", {"same_person": {2: 1, 3: 1}}, ["CODE1 phone:>1", "CODE1", "*3"]),
    ("Ann//1; Ann//2; Ann", "", {"same_line": {4: 3}}, ["new", "new", "as 3"]),
    ("Ann; Ann//1", "", {"same_line": {2: 3}}, ["new", "as 2"]),
]


@pytest.mark.parametrize(("rows", "book", "answers", "words"), ANSWERED)
def test_an_answer_settles_it(rows, book, answers, words):
    assert told(rows, book, **{**answers, "new": frozenset(answers.get("new", ()))}) == words


def test_a_filled_value_beats_a_blank_in_any_order():
    full = ("Ann//1", "Ann/Jay", "Ann///a@x")
    for order in permutations(full):
        done = match_roster(rows_of("; ".join(order)), [], RosterAnswers(same_line={3: 2, 4: 2}))
        (ann,) = done.people
        assert (ann.alias, ann.phone, ann.email) == ("Jay", "1", "a@x")


def test_a_question_says_what_it_is_about():
    def why(rows, book=""):
        return [
            each.why
            for each in match_roster(rows_of(rows), known_of(book), RosterAnswers()).lines
            if each.may_be or each.may_be_lines
        ]

    assert why("Ann//1; Ann") == ["the same name as line 2, and nothing tells them apart"]
    assert why("Ann//1; Ann//2; Ann") == ["the same name as lines 2, 3, and nothing tells them apart"]
    assert why("Ann////5; Ann////6") == ["the same name as line 2, and only columns that are not kept differ"]
    assert why("Ann//2", "Ann//1") == ["somebody of this name is in the book, with another phone"]
    assert why("Ann", "Ann//1; Ann//2") == ["2 people of this name are in the book"]
    assert why("Ann//1; Ann//2", "Ann") == [
        "somebody of this name is in the book, and this line and line 3 may be them",
        "somebody of this name is in the book, and this line and line 2 may be them",
    ]


_CELL = st.sampled_from(("", "1", "2"))
_ROW = st.builds(
    RosterRow,
    line=st.just(0),
    name=st.sampled_from(("Ann", "Bo")),
    alias=_CELL,
    phone=_CELL,
    email=_CELL,
    rest=st.tuples(_CELL),
)
_ROWS = st.lists(_ROW, max_size=6).map(
    lambda rows: [replace(row, line=line, phone_key=row.phone) for line, row in enumerate(rows, 2)]
)
_BOOK = st.lists(_ROW, max_size=4).map(
    lambda rows: [known(number, replace(row, phone_key=row.phone)) for number, row in enumerate(rows, 1)]
)


@given(_ROWS, _BOOK)
def test_no_row_is_lost_and_nobody_is_two(rows, book):
    done = match_roster(rows, book, RosterAnswers())
    assert [each.line for each in done.lines] == [row.line for row in rows]
    assert sorted(line for each in done.people for line in each.lines) == [row.line for row in rows]
    meant = [each.person.id for each in done.people if each.person]
    assert len(meant) == len(set(meant))
    assert done.problems == ()


@given(_ROWS, _BOOK)
def test_nobody_s_value_becomes_another_without_an_answer(rows, book):
    for each in match_roster(rows, book, RosterAnswers()).lines:
        assert all(not change.before for change in each.changes)


@given(_ROWS, _BOOK)
def test_what_was_written_is_the_same_the_second_time(rows, book):
    """Where every question was answered with somebody new, nobody is new and nothing changes then."""
    answers = RosterAnswers()
    for _ in rows:
        asked = [each.line for each in match_roster(rows, book, answers).lines if each.what == "asked"]
        answers = replace(answers, new=answers.new | {*asked})
    done = match_roster(rows, book, answers)
    ids = count(100)
    after = {each.person.id: each for each in book}
    for each in done.people:
        kept = each.person or Person(next(ids), "u", "CODE", "", "", "", "")
        after[kept.id] = of_book(replace(kept, name=each.name, alias=each.alias, phone=each.phone, email=each.email))
    again = match_roster(rows, after.values(), RosterAnswers())
    assert not any(each.changes and each.person for each in again.lines)
    assert all(each.what != "new" for each in again.lines)


@given(_ROWS, _BOOK)
def test_rows_in_another_order_mean_the_same_people(rows, book):
    """Whoever in the book is certain in one order is certain in the other, with the same values."""
    turned = [replace(row, line=len(rows) + 3 - row.line) for row in reversed(rows)]

    def certain(done):
        return sorted(
            (each.person.id, each.name, each.alias, each.phone, each.email) for each in done.people if each.person
        )

    assert certain(match_roster(rows, book, RosterAnswers())) == certain(match_roster(turned, book, RosterAnswers()))
