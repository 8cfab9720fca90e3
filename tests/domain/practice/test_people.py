from random import Random

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.practice.people import invent_names
from facilitator.domain.spelling import fold, tidy
from facilitator.formats.people.roster_rows import LONGEST_NAME


@given(st.integers(), st.integers(0, 400))
def test_names_are_unique_tidy_and_the_first_ones_stay(seed, number):
    names = invent_names(Random(seed), number)
    assert len(names) == number
    assert len({fold(each.name) for each in names}) == number
    for each in names:
        assert tidy(each.name) == each.name
        assert tidy(each.alias) == each.alias
        assert 1 <= len(each.name) <= LONGEST_NAME
    assert invent_names(Random(seed), number // 2) == names[: number // 2]


def test_there_are_names_for_everybody():
    names = invent_names(Random(1), 30_000)
    assert len({fold(each.name) for each in names}) == 30_000
