"""A small good curriculum and a small good frame, to be broken in one place; and what the reader must say then."""

from collections.abc import Sequence

from facilitator.formats.curricula.curriculum_file import read_curriculum

Text = str | bytes
Case = tuple[Text, int, int, str]
"""A broken text; the line, the column and the code that are reported."""

FRONT = """\
---
key: tea
title: Tea
version: 1.0.0
language: en
program: wellness
kind: full
enrolment: open
order: any
minutes: 30
people: 3-12
facilitators: 1
attendance: names
skills: [mutuality]
licence: CC-BY-4.0
author: Rosa Lindqvist
informed_by:
  - {title: A guide, rights: public domain, checked: 2026-11-21}
---
"""
BODY = """\

# Tea

About tea.

## Cup

The aim.

### Round (30 min)

> Words.

A note.
"""
GOOD = FRONT + BODY
FRAME = GOOD.replace(
    "kind: full",
    "kind: frame\nrights_holder: Vale Press\nnotice: Steeping is a mark of Vale Press\n"
    "not_affiliated: true\ncredential: a certificate\nrequires_manual: true",
).replace("> Words.\n\nA note.", "Pages: ____")


def changed(old: str, new: str, text: str = GOOD) -> str:
    """A text with one thing changed that is in it once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def ids(cases: Sequence[Case]) -> list[str]:
    """The names of cases in a test's output."""
    return [f"{code}-{line}" for _, line, _, code in cases]


def expect_problem(text: Text, line: int, column: int, code: str) -> None:
    """See that a text has a problem at its place, and that all its problems can be read, in the order of the file."""
    data = text if isinstance(text, bytes) else text.encode()
    problems = read_curriculum(data, name="tea.md").problems
    found = [(problem.line, problem.column, problem.code) for problem in problems]
    assert (line, column, code) in found, found
    assert found == sorted(found)
    for problem in problems:
        assert len(problem.message) > 20
        assert problem.message.isprintable()
