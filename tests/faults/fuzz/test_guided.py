"""Fuzzing that is led by coverage: a few hundred inputs for each reader here, minutes of it in the long form."""

import re

import pytest

from facilitator.errors import BadInput
from tests.conftest import ROOT
from tests.faults.fuzz.guided import Parser, fuzz
from tests.faults.fuzz.parsers import PARSERS

pytestmark = pytest.mark.slow

INPUTS = {"roster": 400, "word": 500, "backup": 200, "calendar": 200, "curriculum": 120, "outline": 300, "keys": 2000}
LINES = {"roster": 0.8, "word": 0.7, "backup": 0.3, "calendar": 0.5, "curriculum": 0.5, "outline": 0.8, "keys": 0.1}
"""The share of its reader's lines that each reaches at least: fewer, and the seeds have come to lie beside it."""


@pytest.mark.parametrize("name", PARSERS)
def test_every_input_is_read_or_refused(name):
    parser = PARSERS[name]()
    found = fuzz(parser, inputs=INPUTS[name] + len(parser.seeds))
    assert found.inputs == INPUTS[name] + len(parser.seeds)
    assert found.kept
    assert found.lines / found.lines_there > LINES[name]


def test_the_same_seed_gives_the_same_inputs():
    first, second = (fuzz(PARSERS["keys"](), inputs=80, seed=7).kept for _ in range(2))
    assert first == second


def test_the_control_finds_what_lies_behind_three_steps():
    """Each step is kept and gone on from: all three at once would take a hundred times as many tries."""
    parser = _control(_hidden)
    with pytest.raises(AssertionError, match="control: ZeroDivisionError"):
        fuzz(parser, inputs=40_000)


def test_the_control_that_does_not_end_is_ended():
    with pytest.raises(AssertionError, match="more than 3,000,000 steps"):
        fuzz(_control(_endless), inputs=3)


def _control(read) -> Parser:
    return Parser("control", read, [b"name,alias"], [b"Z", b"Q", b"7"], [], "", re.compile(b"[^,]+"))


def _compiled(text: str, name: str):
    """A reader that counts as one of the package's."""
    made: dict[str, object] = {"BadInput": BadInput}
    exec(compile(text, str(ROOT / "facilitator" / "control.py"), "exec"), made)
    return made[name]


_hidden = _compiled(
    """
def read(data):
    if data[:1] != b"Z":
        raise BadInput("no", "no")
    if data[1:2] != b"Q":
        raise BadInput("no", "no")
    if data[2:3] == b"7":
        1 / 0
""",
    "read",
)
_endless = _compiled(
    """
def read(data):
    while True:
        pass
""",
    "read",
)
