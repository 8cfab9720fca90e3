from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.search import FoundIn, search
from tests.library import library

LIBRARY = list(library().values())


def told(words):
    return [(each.curriculum.key, each.lesson, each.where) for each in search(LIBRARY, words)]


def test_a_title_comes_first_whatever_its_case():
    first = told("LIVING  stress")[0]
    assert first == ("living-with-stress", None, FoundIn.TITLE)


def test_a_skill_is_found_before_a_word_in_a_text():
    found = told("self-advocacy")
    places = [where for _, _, where in found]
    assert places == sorted(places)
    assert ("managing-my-care", None, FoundIn.SKILLS) in told("self advocacy")


def test_every_word_must_stand_there():
    both = {each[:2] for each in told("bus driver")}
    assert both == {each[:2] for each in told("bus")} & {each[:2] for each in told("driver")}
    assert told("") == told("   ") == told("zxqv bus") == []


def test_an_excerpt_shows_the_word():
    found = next(each for each in search(LIBRARY, "smoke alarm") if each.where is FoundIn.TEXT)
    assert "smoke" in found.excerpt.lower() or "alarm" in found.excerpt.lower()
    assert len(found.excerpt) < 140


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered(words):
    assert all(each.lesson is None or each.lesson >= 1 for each in search(LIBRARY[:2], words))
