from dataclasses import replace

import pytest

from facilitator.errors import Ambiguous, BadInput, NotFound
from facilitator.home import bundled
from facilitator.services.curricula.find_lesson import find_lesson
from facilitator.services.curricula.library import read_file


@pytest.fixture(scope="module")
def lessons():
    return read_file(bundled("curricula") / "eight-steady-steps.md").curriculum.lessons


@pytest.mark.parametrize("named", ["2", "rest-that-fits", "Rest-That-Fits", "Rest that fits", " rest THAT  fits ", "r"])
def test_a_lesson_is_found_by_number_key_title_or_the_beginning_of_its_title(named, lessons):
    assert find_lesson(lessons, named) == 2


@pytest.mark.parametrize(
    ("named", "refusal", "said"),
    [
        ("0", NotFound, "there is no lesson 0"),
        ("9", NotFound, "there is no lesson 9"),
        ("-1", NotFound, "no lesson of that key or title"),
        ("²", NotFound, "no lesson of that key or title"),
        ("that fits", NotFound, "no lesson of that key or title"),
        (" ", BadInput, "which lesson?"),
        ("Wh", Ambiguous, "more than one lesson is called so: 1 Where stress lands; 5 What matters to me"),
    ],
)
def test_what_is_no_one_lesson_is_refused_with_those_there_are(named, refusal, said, lessons):
    with pytest.raises(refusal) as refused:
        find_lesson(lessons, named)
    assert (refused.value.title, refused.value.exit_code) == (said, 2)
    assert refused.value.hint


def test_a_whole_title_wins_over_the_beginning_of_a_longer_one(lessons):
    longer = [lessons[0], lessons[1], replace(lessons[1], key="other", title="Rest that fits us all")]
    assert find_lesson(longer, "rest that fits") == 2
    with pytest.raises(Ambiguous, match="2 Rest that fits; 3 Rest that fits us all"):
        find_lesson(longer, "rest that")
