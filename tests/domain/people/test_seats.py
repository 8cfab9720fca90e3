from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.people.seats import RosterPlace, first_free, given_seats, new_place, peak, waiting
from facilitator.domain.views import Person

TODAY = date(2027, 3, 10)


def who(number):
    return Person(number, f"u{number}", f"C{number}", f"Person {number}", "", "", "")


def seat(number, first, last=None):
    return RosterPlace(number, who(number), day(first), None if last is None else day(last))


def waits(number, first, since, last=None):
    ends_on = None if last is None else day(last)
    return RosterPlace(number, who(number), day(first), ends_on, waitlisted=True, waiting_since=day(since))


def day(number):
    return date(2027, 3, number)


def test_the_most_seats_of_a_day_are_counted():
    places = [seat(1, 1, 9), seat(2, 10), seat(3, 5, 12), waits(4, 1, 1)]
    assert [peak(places, day(1)), peak(places, day(10)), peak(places, day(13)), peak(places, day(1), day(4))] == [
        2,
        2,
        1,
        1,
    ]


def test_the_first_day_with_a_seat():
    places = [seat(1, 1, 19), seat(2, 25)]
    assert first_free(1, places, TODAY) is None
    assert first_free(2, places, TODAY) == TODAY
    assert first_free(1, places, TODAY, until=day(24)) == day(20)
    assert first_free(1, places[:1], TODAY) == day(20)
    assert first_free(None, places, TODAY) == TODAY


def test_a_seat_that_is_left_is_given_when_it_is_free_and_not_before():
    places = [seat(1, 1, 11), waits(2, 1, 1)]
    assert given_seats(1, places, TODAY) == []
    assert given_seats(1, places, day(12)) == [
        replace(places[1], waitlisted=False, starts_on=day(12), seated_on=day(12))
    ]


def test_who_waits_longest_comes_first_and_nobody_overtakes():
    early, late, leaving = waits(3, 1, 2), waits(2, 1, 3), waits(1, 1, 4, last=12)
    assert waiting([late, leaving, early], TODAY) == [early, late, leaving]
    assert [each.id for each in given_seats(2, [late, leaving, early], TODAY)] == [3, 2]
    # the first in line finds no seat for as long as they would stay; the last one would
    assert given_seats(1, [seat(9, 20), early, leaving], TODAY) == []
    assert [each.starts_on for each in given_seats(1, [waits(1, 15, 2)], TODAY)] == [day(15)]
    assert given_seats(None, [early, late], TODAY)[1].id == 2


def test_a_new_place_is_a_seat_or_the_end_of_the_line():
    assert new_place(1, [], who(7), starts_on=day(3), today=TODAY) == RosterPlace(0, who(7), day(3))
    # last month's list: the seat was another's until the ninth
    assert new_place(1, [seat(1, 1, 9)], who(7), starts_on=day(3), today=TODAY).starts_on == TODAY
    full = new_place(1, [seat(1, 1, 20)], who(7), starts_on=TODAY, today=TODAY)
    assert (full.waitlisted, full.waiting_since, full.starts_on) == (True, TODAY, TODAY)
    assert not new_place(1, [seat(1, 1, 20)], who(7), starts_on=day(21), today=TODAY).waitlisted
    # somebody waits, so everybody does
    assert new_place(2, [seat(1, 1), waits(2, 1, 1)], who(7), starts_on=day(3), today=TODAY).waiting_since == day(3)


acts = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "capacity", "wait"]),
        st.integers(0, 11),
        st.integers(-6, 12),
    ),
    max_size=25,
)


@given(acts)
def test_no_seat_stays_free_while_somebody_waits_and_nobody_overtakes(done):
    places: list[RosterPlace] = []
    today, capacity, lowered = TODAY, 2, 0
    for act, which, number in done:
        if act == "join":
            place = new_place(capacity, places, who(which), starts_on=today + timedelta(days=number), today=today)
            assert place.waitlisted or not waiting(places, today)
            places.append(replace(place, id=len(places) + 1))
        elif act == "leave" and which < len(places):
            ends_on = today + timedelta(days=number)
            before = places.pop(which)
            if ends_on >= before.starts_on and (before.ends_on is None or ends_on <= before.ends_on):
                places.insert(which, replace(before, ends_on=ends_on))
            else:
                places.insert(which, replace(before, ends_on=before.ends_on))
        elif act == "capacity":
            capacity = which % 4
            lowered = max(lowered, peak(places, today))
        else:
            today += timedelta(days=max(0, number))
        line = waiting(places, today)
        seated = given_seats(capacity, places, today)
        assert [each.id for each in seated] == [each.id for each in line[: len(seated)]]
        by_id = {each.id: each for each in seated}
        places = [by_id.get(each.id, each) for each in places]
        left = waiting(places, today)
        if left:
            wanted = max(today, left[0].starts_on)
            assert first_free(capacity, places, wanted, left[0].ends_on) != wanted
        assert peak(places, today) <= max(capacity, lowered)
