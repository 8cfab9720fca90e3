"""One session more: the next open date of the rule, and the rule that ends there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import local_starts
from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.meetings import instant
from facilitator.domain.scheduling.series.one_more import one_more
from facilitator.errors import Refused
from facilitator.words import ClosurePolicy
from facilitator.zones import zone
from tests.domain.scheduling.series.test_edits import NEW_YORK, at, moved, pattern_of, stored

TWICE = "FREQ=WEEKLY;BYDAY=TH;COUNT=2"


def test_the_session_is_the_next_date_with_the_usual_room_and_leaders_and_no_lesson():
    pattern = pattern_of(TWICE, minutes=45, room_id=3, leader_ids=(1, 2))
    rule, made = one_more(pattern, stored(pattern, lessons=2))
    assert rule.value() == "FREQ=WEEKLY;BYDAY=TH;COUNT=3"
    assert (made.id, made.start_local, made.original_local, made.planned_local) == (0, at(19), at(19), None)
    assert (made.minutes, made.room_id, made.leader_ids, made.lesson) == (45, 3, (1, 2), None)
    assert made.starts_at == instant(at(19), NEW_YORK)


@pytest.mark.parametrize(("policy", "count"), [("skip", 4), ("shift", 4), ("push", 3)])
def test_a_closed_day_is_left_out_and_counted_where_the_count_is_of_dates(policy, count):
    pattern = pattern_of(TWICE, on_closure=ClosurePolicy(policy))
    rule, made = one_more(pattern, stored(pattern), [closed_day(date(2026, 3, 19), "Paint")])
    assert (made.start_local, rule.count) == (at(26), count)


def test_a_time_at_which_the_group_meets_already_is_left_out():
    pattern = pattern_of(TWICE)
    first, second = stored(pattern)
    rule, made = one_more(pattern, [moved(first, at(19)), second])
    assert (made.start_local, rule.count) == (at(26), 4)


def test_a_last_day_moves_to_the_new_session_and_never_back():
    early = pattern_of("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260312T223000Z")
    rule, made = one_more(early, stored(early))
    assert rule.until == made.starts_at == datetime(2026, 3, 19, 22, 30, tzinfo=UTC)
    late = pattern_of("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260312T223000Z")
    late = replace(late, rule=replace(late.rule, until=datetime(2027, 1, 1, tzinfo=UTC)))
    assert one_more(late, stored(early))[0].until == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_rule_that_ends_with_its_lessons_stays_as_it_is():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=2)
    rule, made = one_more(pattern, stored(pattern, lessons=2))
    assert rule == pattern.rule
    assert made.start_local == at(19)


def test_where_all_is_closed_it_is_refused():
    pattern = pattern_of(TWICE)
    with pytest.raises(Refused, match="no open date left"):
        one_more(pattern, stored(pattern), [closed_day(date(2026, 3, 13), "Flood", until=date(2040, 1, 1))])


@given(
    st.sampled_from(
        ["FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=1TH", "FREQ=DAILY"]
    ),
    st.integers(1, 6),
    st.lists(st.dates(date(2026, 3, 5), date(2026, 6, 1)), max_size=5),
)
def test_the_longer_rule_makes_the_new_session_its_last(rule, count, days):
    pattern = pattern_of(f"{rule};COUNT={count}")
    closures = [closed_day(day, "closed") for day in days]
    longer, made = one_more(pattern, stored(pattern), closures)
    dates = list(local_starts(longer, pattern.start_local, zone=zone(NEW_YORK)))
    assert dates[-1] == made.original_local
    assert made.original_local > stored(pattern)[-1].original_local
    assert made.start_local.date() not in days
    assert made.ends_at - made.starts_at == timedelta(minutes=60)
