from datetime import date

import pytest

from facilitator.domain.agency.staff import ended_on, not_over, read_credential, with_days
from facilitator.domain.views import LeaderAway
from facilitator.errors import BadInput


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


@pytest.mark.parametrize(
    ("text", "name", "ends"),
    [
        ("CPRS=2027-05-31", "CPRS", date(2027, 5, 31)),
        ("CPRS 2027-05-31", "CPRS", date(2027, 5, 31)),
        ("CPRS, expires on 2027-05-31", "CPRS", date(2027, 5, 31)),
        ("CPRS (until May 31 2027)", "CPRS", date(2027, 5, 31)),
        ("WRAP facilitator until 31 may 2027", "WRAP facilitator", date(2027, 5, 31)),
        ("CPRS 5/31/2027", "CPRS", date(2027, 5, 31)),
        ("Level 3", "Level 3", None),
        (" first aid ", "first aid", None),
        ("CPRS=", "CPRS", None),
    ],
)
def test_a_credential_and_its_day(text, name, ends):
    assert read_credential(text, date(2027, 3, 1)) == (name, ends)


@pytest.mark.parametrize("text", ["CPRS 2027-02-31", "CPRS 2027", "CPRS 31-5", "CPRS in 2027 or so", "2027-05-31"])
def test_no_day_becomes_a_part_of_a_name(text):
    with pytest.raises(BadInput, match="day cannot be read"):
        read_credential(text, date(2027, 3, 1))
