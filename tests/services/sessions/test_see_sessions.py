from datetime import date

import pytest

from facilitator.errors import BadInput
from facilitator.services.sessions.see_sessions import list_sessions, see_day


def test_sessions_of_a_group_on_days_both_included(program):
    program.group()
    program.group("Other", repeat="once")
    days = date(2027, 3, 4), date(2027, 3, 11)
    assert [(each.title, each.start_local.day) for each in list_sessions(program.book, *days, group="Steady")] == [
        ("Steady", 4),
        ("Steady", 11),
    ]
    assert len(list_sessions(program.book, *days)) == 3
    with pytest.raises(BadInput, match="--to 2027-03-04 is before --from 2027-03-11"):
        list_sessions(program.book, *reversed(days))


def test_a_day_is_seen_a_screenful_at_a_time(program):
    program.group("Evening", "2027-03-04 19:00")
    for number in range(6):
        program.group(f"Morning {number}", f"2027-03-04 {10 - number:02}:00", repeat="once")
    day = date(2027, 3, 4)
    whole = list_sessions(program.book, day, day)
    assert [each.start_local.hour for each in whole] == [5, 6, 7, 8, 9, 10, 19]
    assert see_day(program.book, day) == whole
    assert see_day(program.book, day, limit=3) == whole[:3]
    assert see_day(program.book, day, limit=3, skip=3) == whole[3:6]
    assert see_day(program.book, day, limit=3, skip=6) == whole[6:]
    assert see_day(program.book, day, skip=7) == see_day(program.book, date(2027, 3, 5)) == []
