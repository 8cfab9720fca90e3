import pytest

from facilitator.cli.scheduling.closures_said import answer_of, counted
from facilitator.words import ClosureAnswer


def test_an_answer_is_one_of_the_words_or_none():
    assert (answer_of("skip"), answer_of(None)) == (ClosureAnswer.SKIP, None)


@pytest.mark.parametrize(("number", "words"), [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions")])
def test_how_many_sessions(number, words):
    assert counted(number) == words
