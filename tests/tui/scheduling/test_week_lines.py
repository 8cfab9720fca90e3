"""Days with their sessions: closed hours stand in the day that they fall into, also past midnight."""

from datetime import date, datetime, timedelta

import pytest
from rich.text import Text
from textual.widgets.option_list import Option

from facilitator.domain.views import Closure
from facilitator.tui.scheduling.week_lines import closure_line, day_options, touches
from tests.tui.rows import session

DAY = date(2027, 3, 4)


def _closed(begins: datetime, ends: datetime, **more: object) -> Closure:
    values = {"reason": "floor work", "source": "", "site": None, "all_day": False, **more}
    return Closure(1, "closed", begins, ends, **values)  # type: ignore[arg-type]


NIGHT = _closed(datetime(2027, 3, 4, 21), datetime(2027, 3, 5, 7), site="Library")
WHOLE = _closed(datetime(2027, 3, 4), datetime(2027, 3, 5), all_day=True)


def _plain(options: list[Option]) -> list[str]:
    return [each.prompt.plain for each in options if isinstance(each.prompt, Text)]


def test_a_day_without_anything_says_so() -> None:
    """Sessions and closed days of other days are no part of it."""
    other = session(datetime(2027, 3, 5, 18, 30))
    assert _plain(day_options(DAY, [other], [], today=date(2027, 3, 1), sites=True)) == ["Thu 04 Mar   nothing planned"]


def test_a_day_has_its_closed_hours_before_its_sessions() -> None:
    """Only a session can be chosen; the site is named where all sites are shown."""
    each = session(room="Blue room", site="Harbor House")
    options = day_options(DAY, [each], [NIGHT], today=DAY, sites=True)
    assert _plain(options) == [
        "Thu 04 Mar  today",
        " # closed 9:00 pm to 12:00 am: floor work (Library)",
        "   18:30  Steady   nobody on the roster yet   Blue room, Harbor House",
    ]
    assert [(row.id, row.disabled) for row in options] == [(None, True), (None, True), (each.uid, False)]
    assert "Harbor" not in _plain(day_options(DAY, [each], [], today=DAY, sites=False))[-1]


def test_hours_are_those_of_the_day() -> None:
    """A closed night is told twice, each time with the part that falls into the day; a whole day has no hours."""
    assert closure_line(NIGHT, date(2027, 3, 5)).plain == " # closed 12:00 am to 7:00 am: floor work (Library)"
    assert closure_line(WHOLE, DAY).plain == " # closed: floor work"


@pytest.mark.parametrize(
    ("closure", "days"),
    [(NIGHT, [4, 5]), (WHOLE, [4])],
    ids=["a night", "to the next midnight"],
)
def test_a_closure_touches_the_days_of_which_it_takes_some(closure: Closure, days: list[int]) -> None:
    """One that ends at midnight takes nothing of the day that begins then."""
    march = [date(2027, 3, 1) + timedelta(days=at) for at in range(8)]
    assert [day.day for day in march if touches(closure, day)] == days
