from datetime import date

import pytest

from facilitator.domain.agency import ended_on, not_over, with_days
from facilitator.domain.views import LeaderAway


def days(*spans):
    return tuple(
        LeaderAway(date(2027, 3, first), date(2027, 3, last) if last is not None else None) for first, last in spans
    )


@pytest.mark.parametrize(
    ("known", "new", "all_of_them"),
    [
        ([], (5, 9), [(5, 9)]),
        ([(1, 2)], (5, 9), [(1, 2), (5, 9)]),
        ([(20, 22)], (5, 9), [(5, 9), (20, 22)]),
        ([(1, 4)], (5, 9), [(1, 9)]),
        ([(1, 6), (8, 12)], (5, 9), [(1, 12)]),
        ([(1, 30)], (5, 9), [(1, 30)]),
        ([(7, None)], (5, 9), [(5, None)]),
        ([(1, 6)], (5, None), [(1, None)]),
        ([(20, 22)], (5, None), [(5, None)]),
    ],
)
def test_what_touches_is_one_absence(known, new, all_of_them):
    assert with_days(days(*known), *days(new)) == days(*all_of_them)


@pytest.mark.parametrize(
    ("last", "left"),
    [
        (7, [(1, 2), (5, 7), (20, None)]),
        (5, [(1, 2), (5, 5), (20, None)]),
        (4, [(1, 2), (20, None)]),  # they do not go, after all
        (9, [(1, 2), (5, 9), (20, None)]),
        (15, [(1, 2), (5, 9)]),
        (25, [(1, 2), (5, 9), (20, 25)]),
    ],
)
def test_an_absence_ends_and_the_others_stay(last, left):
    assert ended_on(days((1, 2), (5, 9), (20, None)), date(2027, 3, last)) == days(*left)


def test_nobody_comes_back_who_was_not_away():
    assert ended_on(days((1, 2)), date(2027, 3, 3)) is None
    assert not_over(days((1, 2), (5, 9), (20, None)), date(2027, 3, 9)) == days((5, 9), (20, None))
