"""Lessons that wait: each is given once and in order, or they go round and none is forgotten."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.scheduling.series.lesson_queue import LessonQueue, from_lesson


def given_out(queue, number):
    return [queue.next() for _ in range(number)]


@pytest.mark.parametrize(
    ("lesson", "cycles", "wanted"),
    [
        (1, False, [1, 2, 3, None, None]),
        (3, False, [3, None, None, None, None]),
        (4, False, [None, None, None, None, None]),
        (0, False, [None, 1, 2, 3, None]),
        (-1, False, [None, None, 1, 2, 3]),
        (1, True, [1, 2, 3, 1, 2]),
        (3, True, [3, 1, 2, 3, 1]),
        (5, True, [2, 3, 1, 2, 3]),
    ],
)
def test_from_a_lesson_on(lesson, cycles, wanted):
    assert given_out(from_lesson(lesson, 3, cycles=cycles), 5) == wanted


def test_a_place_without_a_lesson_is_not_listed_and_holds_its_place():
    queue = LessonQueue([None, 2, None, 3], cycles=False)
    assert (list(queue), len(queue)) == ([2, 3], 4)
    assert given_out(queue, 5) == [None, 2, None, 3, None]


def test_what_is_given_elsewhere_waits_no_longer():
    queue = from_lesson(1, 4, cycles=False)
    queue.take([3, 9])
    assert given_out(queue, 4) == [1, 2, 4, None]
    round_ = from_lesson(1, 4, cycles=True)
    round_.take([2])
    assert given_out(round_, 5) == [1, 3, 4, 2, 1]


def test_reaching_a_lesson_says_which_nobody_was_given():
    queue = LessonQueue([1, None, 2, 3, 4], cycles=False)
    assert queue.reach(3) == [1, 2]
    assert list(queue) == [3, 4]
    assert queue.reach(1) == []
    assert list(queue) == [1, 3, 4]


def test_lessons_that_go_round_are_passed_and_come_again():
    queue = from_lesson(1, 4, cycles=True)
    assert queue.reach(3) == [1, 2]
    assert list(queue) == [3, 4, 1, 2]


def test_a_copy_is_another_queue():
    queue = from_lesson(1, 3, cycles=True)
    other = queue.copy()
    assert (given_out(other, 2), list(queue), other.cycles) == ([1, 2], [1, 2, 3], True)


@given(
    st.integers(1, 8),
    st.integers(1, 8),
    st.lists(st.tuples(st.sampled_from(["next", "take", "reach"]), st.integers(1, 8)), max_size=20),
)
def test_lessons_that_go_round_are_always_all_there(lesson, lessons, acts):
    queue = from_lesson(min(lesson, lessons), lessons, cycles=True)
    for act, number in acts:
        if act == "next":
            queue.next()
        elif act == "take":
            queue.take([number])
        elif number <= lessons:
            queue.reach(number)
            assert next(iter(queue)) == number
        assert sorted(queue) == list(range(1, lessons + 1))
    assert sorted(islice(iter(queue.next, None), lessons)) == list(range(1, lessons + 1))
