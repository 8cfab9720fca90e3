"""The field's words: what counts as having come, what refuses, and that stored values stay what they are."""

import inspect
from enum import StrEnum

import pytest

from facilitator import words
from facilitator.words import AttendanceStatus, ClashKind

KINDS = [
    kind for _, kind in inspect.getmembers(words, inspect.isclass) if issubclass(kind, StrEnum) and kind != StrEnum
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_is_its_name_in_plain_letters(kind: type[StrEnum]) -> None:
    """Files and books hold the values: a name that is changed must not change one."""
    assert [each.value for each in kind] == [each.name.lower().replace("_", "-") for each in kind]


def test_who_came_for_some_of_the_session() -> None:
    assert [each.value for each in AttendanceStatus if each.attended] == ["present", "late", "left-early"]


def test_a_letter_tells_each_status_from_the_others() -> None:
    assert [each.letter for each in AttendanceStatus] == ["P", "L", "E", "K", "M"]


def test_nobody_is_in_two_places_and_what_is_not_known_yet_only_warns() -> None:
    assert [each.value for each in ClashKind if each.refuses] == ["room", "facilitator", "travel", "closed"]
    assert [each.value for each in ClashKind if not each.refuses] == ["away", "credential", "capacity", "ratio"]


def test_the_gravest_clash_comes_first() -> None:
    refuses = [each.refuses for each in ClashKind]
    assert refuses == sorted(refuses, reverse=True)
