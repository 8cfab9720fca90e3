from datetime import date

from facilitator.domain.people.merge import merged_places
from tests.domain.people.test_seats import TODAY, day, seat, waits


def merged(*places):
    done = merged_places(places, TODAY, stays=1)
    return [(each.id, each.starts_on, each.ends_on, each.waitlisted) for each in done.stay], done.go


def test_times_that_meet_are_one_from_the_earlier_day():
    assert merged(seat(2, 5), seat(1, 1, 9)) == ([(1, day(1), None, False)], (2,))
    assert merged(seat(1, 1, 3), seat(2, 4, 9)) == ([(1, day(1), day(9), False)], (2,))
    assert merged(seat(1, 1, 3), seat(2, 5)) == ([(1, day(1), day(3), False), (2, day(5), None, False)], ())


def test_a_seat_is_worth_more_than_waiting():
    assert merged(waits(1, 1, 1), seat(2, 5)) == ([(1, day(5), None, False)], (2,))
    assert merged(seat(1, 1, 12), waits(2, 13, 5)) == ([(1, day(1), day(12), False), (2, day(13), None, True)], ())


def test_of_two_who_wait_the_longer_time_counts():
    (stay,) = merged_places([waits(1, 2, 6), waits(2, 4, 3)], TODAY, stays=1).stay
    assert (stay.id, stay.waiting_since, stay.starts_on) == (1, day(3), day(2))
    # who waited once and left had no seat then, and it stays so
    assert merged(waits(1, 1, 1, last=5), waits(2, 4, 3))[1] == ()
    assert date(2027, 3, 5) < TODAY
