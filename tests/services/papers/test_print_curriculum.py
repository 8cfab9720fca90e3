import re

import pytest

from facilitator.errors import Ambiguous, BadInput, NotFound, Refused
from facilitator.home import Home, bundled
from facilitator.services.curricula.library import files_in, read_file
from facilitator.services.papers.print_curriculum import paper_size, print_handouts, print_lesson
from facilitator.words import PaperSize
from tests.formats.papers import pages, paper_inches, words

STEPS = "eight-steady-steps"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


def straight(text):
    """Without the difference between quotes."""
    return re.sub("[\"'“”‘’]", "'", text)


_PATHS = [
    pytest.param(path, id=path.stem, marks=() if path.stem == STEPS else pytest.mark.slow)
    for path in files_in(bundled("curricula"))
]


@pytest.mark.parametrize("path", _PATHS)
def test_all_that_comes_with_the_program_prints(path, home):
    """With the fonts of the program: nothing in it needs one of this computer's."""
    curriculum = read_file(path).curriculum
    for at, lesson in enumerate(curriculum.lessons, 1):
        text = words(print_lesson(home, curriculum.key, str(at)))
        assert [item.title for item in lesson.items if straight(item.title) not in straight(text)] == []
    assert len(pages(print_lesson(home, curriculum.key, "1", brief=True))) == 1
    if any(lesson.handouts for lesson in curriculum.lessons):
        assert print_handouts(home, curriculum.key, large=True)[1] >= 1


@pytest.mark.parametrize("named", ["2", "rest-that-fits", " rest THAT "])
def test_a_lesson_is_found_as_anywhere_else(named, home):
    assert words(print_lesson(home, STEPS, named, brief=True)).count("Rest that fits")


def test_a_lesson_that_is_not_there(home):
    with pytest.raises(NotFound, match="there is no lesson 9"):
        print_lesson(home, STEPS, "9")
    with pytest.raises(Ambiguous, match="1 Where stress lands; 5 What matters to me"):
        print_handouts(home, STEPS, lesson="wh")


def test_handouts_of_one_lesson_or_of_all(home):
    data, count = print_handouts(home, STEPS, lesson="2", name=" Harbor House ")
    (page,) = pages(data)
    assert (count, page.split("Ten free")[0]) == (1, "Harbor House My rest menu ")
    data, count = print_handouts(home, STEPS)
    assert count == len(pages(data)) == 8
    assert "Harbor House" not in words(data)


def test_a_curriculum_without_handouts(home):
    with pytest.raises(Refused, match="Frame for a WRAP group has no handouts"):
        print_handouts(home, "wrap-frame")
    with pytest.raises(Refused, match="the lesson Session 1 has no handouts"):
        print_handouts(home, "wrap-frame", lesson="1")


def test_the_paper_is_the_one_that_was_asked_for_then_of_the_settings_then_of_the_country(home):
    assert paper_size(home, None, "US") is PaperSize.LETTER
    assert paper_size(home, None, "DE") is PaperSize.A4
    home.settings.write_text('paper = "a4"', "utf-8")
    assert paper_size(home, None, "US") is PaperSize.A4
    assert paper_size(home, PaperSize.LETTER, "DE") is PaperSize.LETTER
    assert paper_inches(print_lesson(home, STEPS, "1")) == (8.3, 11.7)


@pytest.mark.parametrize("value", ['"A5"', "4", "true"])
def test_a_paper_that_nobody_knows(home, value):
    home.settings.write_text(f"paper = {value}", "utf-8")
    with pytest.raises(BadInput, match="no such paper") as refused:
        paper_size(home, None, "US")
    assert 'paper = "a4"' in refused.value.hint
