from datetime import date

from facilitator.domain.people.away import Away, is_away, joined


def test_days_away_are_both_included_and_may_be_open():
    week, open_end = Away(1, date(2027, 3, 1), date(2027, 3, 7)), Away(2, date(2027, 4, 1), None)
    days = [date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 7), date(2027, 3, 8), date(2028, 4, 1)]
    assert [is_away([week, open_end], each) for each in days] == [False, True, True, False, True]
    assert not is_away([], days[1])


def test_days_that_meet_are_one_time():
    def march(number, first, last):
        return Away(number, date(2027, 3, first), last and date(2027, 3, last))

    apart = [march(1, 1, 3), march(2, 4, 5)]
    assert joined(reversed(apart)) == apart
    assert joined([march(2, 1, 9), march(1, 1, 3), march(3, 9, 12)]) == [march(1, 1, 12)]
    assert joined([march(1, 1, None), march(2, 5, 6)]) == [march(1, 1, None)]
