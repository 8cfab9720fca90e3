from datetime import date

from facilitator.domain.people.away import Away, is_away


def test_days_away_are_both_included_and_may_be_open():
    week, open_end = Away(1, date(2027, 3, 1), date(2027, 3, 7)), Away(2, date(2027, 4, 1), None)
    days = [date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 7), date(2027, 3, 8), date(2028, 4, 1)]
    assert [is_away([week, open_end], each) for each in days] == [False, True, True, False, True]
    assert not is_away([], days[1])
