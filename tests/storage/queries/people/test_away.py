from datetime import date

from facilitator.domain.people.away import Away, is_away
from facilitator.storage.queries.people import away

FIRST, LAST = date(2027, 3, 10), date(2027, 3, 20)


def test_days_away_are_kept_changed_and_taken_back(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    one, two = away.add_away(db, ana, FIRST, LAST), away.add_away(db, ana, date(2027, 3, 1), date(2027, 3, 2))
    assert away.away_days(db, [ana, ben]) == {
        ana: [Away(two, date(2027, 3, 1), date(2027, 3, 2)), Away(one, FIRST, LAST)]
    }
    away.change_away(db, one, FIRST, None)
    away.forget_away(db, two)
    found = away.away_days(db, [ana])[ana]
    assert found == [Away(one, FIRST, None)]
    assert (is_away(found, date(2027, 3, 9)), is_away(found, date(2028, 1, 1))) == (False, True)
    assert away.away_days(db, []) == {}
