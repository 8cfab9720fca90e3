from dataclasses import replace
from datetime import date, datetime

import pytest

from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.series.put_off import put_off
from facilitator.errors import Refused
from facilitator.words import ClosurePolicy, SessionStatus
from tests.domain.scheduling.series.test_edits import pattern_of, stored


def off(pattern, meetings, at, **more):
    return put_off(pattern, meetings, at, reason="snow", **more)


def test_lessons_move_on_and_the_series_ends_a_week_later():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=4)
    plan = off(pattern, stored(pattern, lessons=4), 1)
    first = plan.changed[0].after
    assert (first.id, first.status, first.reason, first.lesson) == (2, SessionStatus.CANCELLED, "snow", None)
    assert [(each.after.id, each.after.lesson) for each in plan.changed[1:]] == [(3, 2), (4, 3)]
    (last,) = plan.added
    assert (last.start_local, last.lesson) == (datetime(2026, 4, 2, 18, 30), 4)


@pytest.mark.parametrize(
    ("rule", "policy", "closed", "then"),
    [
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=4", ClosurePolicy.SKIP, [], "FREQ=WEEKLY;BYDAY=TH;COUNT=5"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=4", ClosurePolicy.SKIP, [date(2026, 4, 2)], "FREQ=WEEKLY;BYDAY=TH;COUNT=6"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=4", ClosurePolicy.PUSH, [date(2026, 4, 2)], "FREQ=WEEKLY;BYDAY=TH;COUNT=5"),
        (
            "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260327T000000Z", ClosurePolicy.SKIP, [],
            "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260402T223000Z",
        ),
    ],
)  # fmt: skip
def test_the_rule_ends_where_the_sessions_do(rule, policy, closed, then):
    pattern = pattern_of(rule, on_closure=policy)
    plan = off(pattern, stored(pattern), 0, closures=[closed_day(day, "Paint") for day in closed])
    assert plan.pattern.rule.value() == then
    assert [each.start_local.day for each in plan.added] == [9 if closed else 2]


def test_lessons_move_on_into_the_series_that_follows_and_only_that_one_grows():
    before, after = (
        pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=2", lessons=4),
        pattern_of("FREQ=WEEKLY;BYDAY=FR;COUNT=2", datetime(2026, 3, 20, 17, 0), lessons=4),
    )
    end = [replace(each, id=each.id + 2, lesson=each.id + 2) for each in stored(after)]
    plan = off(after, [*stored(before, lessons=4), *end], 0, end=end)
    assert [(each.after.id, each.after.lesson) for each in plan.changed] == [(1, None), (2, 1), (3, 2), (4, 3)]
    assert [(each.start_local, each.lesson) for each in plan.added] == [(datetime(2026, 4, 3, 17, 0), 4)]
    assert plan.pattern == replace(after, rule=plan.pattern.rule)
    assert plan.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=FR;COUNT=3"


def test_a_series_without_end_goes_on_anyway():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=3, cycles=True)
    meetings = [replace(each, lesson=at % 3 + 1) for at, each in enumerate(stored(pattern))]
    plan = off(pattern, meetings, 1)
    assert plan.added == ()
    assert [each.after.lesson for each in plan.changed[:4]] == [None, 2, 3, 1]


def test_what_was_held_is_not_put_off_and_marked_ones_keep_their_lesson():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=4)
    meetings = stored(pattern, lessons=4)
    meetings[2] = replace(meetings[2], marked=True)
    plan = off(pattern, meetings, 1)
    assert [(each.after.id, each.after.lesson) for each in plan.changed] == [(2, None), (4, 2)]
    with pytest.raises(Refused):
        off(pattern, meetings, 2)
    with pytest.raises(Refused, match="cancelled already"):
        off(pattern, [replace(each, status=SessionStatus.CANCELLED) for each in meetings], 0)


def test_no_open_date_is_left():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=4")
    with pytest.raises(Refused, match="no open date"):
        off(pattern, stored(pattern), 0, closures=[closed_day(date(2026, 4, 1), "Move", date(2200, 1, 1))])
