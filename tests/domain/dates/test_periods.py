from datetime import date

import pytest

from facilitator.domain.dates.periods import DaySpan, read_days, read_period
from facilitator.errors import BadInput

TODAY = date(2026, 11, 30)  # a Monday


def said(found: DaySpan | None) -> str | None:
    return f"{found.first} {found.last}" if found else None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("last month", "2026-10-01 2026-10-31"),
        ("this month", "2026-11-01 2026-11-30"),
        ("Last Week", "2026-11-23 2026-11-29"),
        ("this quarter", "2026-10-01 2026-12-31"),
        ("last quarter", "2026-07-01 2026-09-30"),
        ("the last year", "2025-01-01 2025-12-31"),
        ("next month", "2026-12-01 2026-12-31"),
        ("since september", "2026-09-01 2026-11-30"),
        ("since december", "2025-12-01 2026-11-30"),
        ("since 2026-10-05", "2026-10-05 2026-11-30"),
        ("since sep 15", "2026-09-15 2026-11-30"),
        ("since last month", "2026-10-01 2026-11-30"),
        ("last 30 days", "2026-11-01 2026-11-30"),
        ("past three months", "2026-08-31 2026-11-30"),
        ("next 2 weeks", "2026-11-30 2026-12-13"),
        ("year to date", "2026-01-01 2026-11-30"),
        ("ytd", "2026-01-01 2026-11-30"),
        ("so far this month", "2026-11-01 2026-11-30"),
        ("october", "2026-10-01 2026-10-31"),
        ("december", "2025-12-01 2025-12-31"),
        ("nov.", "2026-11-01 2026-11-30"),
        ("january 2027", "2027-01-01 2027-01-31"),
        ("2027-02", "2027-02-01 2027-02-28"),
        ("2025", "2025-01-01 2025-12-31"),
        ("q3", "2026-07-01 2026-09-30"),
        ("Q1 2027", "2027-01-01 2027-03-31"),
        ("first quarter of 2027", "2027-01-01 2027-03-31"),
        ("september through november", "2026-09-01 2026-11-30"),
        ("september to may", "2025-09-01 2026-05-31"),
        ("from oct 5 to oct 9", "2026-10-05 2026-10-09"),
        ("10/5 - 10/9", "2026-10-05 2026-10-09"),
    ],
)
def test_a_period_in_a_report(text: str, days: str) -> None:
    assert said(read_period(text, TODAY, back=True)) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("october", "2027-10-01 2027-10-31"),
        ("november", "2026-11-01 2026-11-30"),
        ("q4", "2026-10-01 2026-12-31"),
        ("q1", "2027-01-01 2027-03-31"),
        ("september through may", "2027-09-01 2028-05-31"),
        ("last month", "2026-10-01 2026-10-31"),
        ("since october", "2026-10-01 2026-11-30"),
    ],
)
def test_a_period_that_is_to_come(text: str, days: str) -> None:
    assert said(read_period(text, TODAY)) == days


@pytest.mark.parametrize(
    "text", ["", "today", "2026-11-02", "10/5", "last thursday", "in 2 weeks", "soon", "last 0 days"]
)
def test_what_is_no_period(text: str) -> None:
    assert read_period(text, TODAY) is None


@pytest.mark.parametrize("text", ["2027-13", "since soon", "since 2027-01-01", "2026-11-09 to 2026-11-02"])
def test_a_period_that_cannot_be(text: str) -> None:
    with pytest.raises(BadInput):
        read_period(text, TODAY, back=True)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("last month", None, "2026-10-01 2026-10-31"),
        (None, "last month", "2026-10-01 2026-10-31"),
        ("last month", "last month", "2026-10-01 2026-10-31"),
        ("september", "october", "2026-09-01 2026-10-31"),
        ("last quarter", "today", "2026-07-01 2026-11-30"),
        ("sep 3", "9/20", "2026-09-03 2026-09-20"),
        ("thu", "sunday", "2026-11-26 2026-11-29"),
        ("since september", None, "2026-09-01 2026-11-30"),
    ],
)
def test_from_and_to(first: str | None, last: str | None, days: str) -> None:
    assert said(read_days(first, last, TODAY, back=True)) == days


def test_what_was_not_said() -> None:
    usual = DaySpan(date(2026, 11, 1), date(2026, 12, 30))
    assert read_days(None, None, TODAY, default=usual) == usual
    assert said(read_days("dec 3", None, TODAY, default=usual)) == "2026-12-03 2026-12-30"
    assert said(read_days(None, "dec 3", TODAY, default=usual)) == "2026-11-01 2026-12-03"
    for first, last, title in (
        (None, None, "from when to when"),
        ("oct 3", None, "until when"),
        (None, "oct 3", "from when"),
        ("soon", None, "not a date or a period: 'soon'"),
    ):
        with pytest.raises(BadInput, match=title):
            read_days(first, last, TODAY, back=True)
