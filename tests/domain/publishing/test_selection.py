from datetime import date

from facilitator.domain.publishing.selection import Selection, usual_span


def test_ninety_days_back_and_eighteen_months_ahead() -> None:
    assert usual_span(date(2027, 3, 1)) == (date(2026, 12, 1), date(2028, 8, 30))


def test_nothing_said_narrows_nothing() -> None:
    assert Selection() == Selection(False, None, None, None, None, None, None)
