"""The pattern after an edit: the rule follows its start, keeps its end, and counts off what was held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.domain.scheduling.series.edit_pattern import edited_pattern, follow_start
from facilitator.domain.scheduling.series.edits import EditWish
from facilitator.words import ClosurePolicy, SessionStatus
from facilitator.zones import zone
from tests.domain.scheduling.series.test_edits import HORIZON, NEW_YORK, START, at, edited, pattern_of, stored, with_


def test_all_with_an_early_start_begins_behind_what_stays():
    pattern = pattern_of()
    meetings = with_(stored(pattern), 0, status=SessionStatus.HELD)
    plan = edited(pattern, meetings, EditWish(start=at(6)), at=1)
    assert plan.pattern.start_local == at(6)
    early = edited(pattern, meetings, EditWish(start=at(4)), at=1)
    assert early.pattern.start_local == at(11)
    assert early.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=WE;COUNT=9"


@pytest.mark.parametrize(
    ("rule", "first", "to", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=4", at(5), at(6), "FREQ=WEEKLY;BYDAY=FR;COUNT=4"),
        ("FREQ=WEEKLY;COUNT=4", at(5), at(6), "FREQ=WEEKLY;COUNT=4"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", at(5), at(6), "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=4", at(5), at(13), "FREQ=MONTHLY;BYDAY=2FR;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=4", at(26), at(27), "FREQ=MONTHLY;BYDAY=-1FR;COUNT=4"),
        # the last of a month stays the last, also where the day before or after it lies in another week or month
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=4", at(26), at(23), "FREQ=MONTHLY;BYDAY=-1MO;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=4", at(26), datetime(2026, 4, 1, 18, 30), "FREQ=MONTHLY;BYDAY=-1WE;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=-2TH;COUNT=4", at(19), at(20), "FREQ=MONTHLY;BYDAY=-2FR;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=4", at(26), at(19), "FREQ=MONTHLY;BYDAY=-2TH;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=4", at(26), datetime(2026, 5, 1, 18, 30), "FREQ=MONTHLY;BYDAY=1FR;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=4", at(5), at(30), "FREQ=MONTHLY;BYDAY=-1MO;COUNT=4"),
        ("FREQ=MONTHLY;BYMONTHDAY=5;COUNT=4", at(5), at(7), "FREQ=MONTHLY;BYMONTHDAY=7;COUNT=4"),
        # as many sessions on another day of the week
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260326T223000Z", at(5), at(6), "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260328T035959Z"),
        # and the same last day for a start some weeks on
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260326T223000Z", at(5), at(19), "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260327T035959Z"),
    ],
)
def test_the_rule_follows_the_start(rule, first, to, expected):
    pattern = pattern_of(rule, first)
    plan = edited(pattern, stored(pattern), EditWish(start=to))
    assert plan.pattern.rule.value() == expected


def test_a_rule_in_words_keeps_the_end_unless_it_names_one():
    pattern = pattern_of()
    meetings = stored(pattern)
    plan = edited(pattern, meetings, EditWish(repeat="every friday"), at=3)
    assert plan.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=FR;COUNT=7"
    assert plan.warnings[0] == "The rule names no end, so the series ends as it did before."
    literal = edited(pattern, meetings, EditWish(repeat="FREQ=WEEKLY;BYDAY=FR"), at=3)
    assert literal.pattern.endless
    assert literal.pattern.stored_until == HORIZON
    assert literal.changed[-1].after.id == 10
    assert literal.added[-1].start_local.date() <= HORIZON < (literal.added[-1].start_local + timedelta(7)).date()


def test_another_zone_keeps_the_wall_time_of_all_but_what_was_held():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    meetings = with_(stored(pattern), 0, status=SessionStatus.HELD)
    plan = edited(pattern, meetings, EditWish(zone="America/Chicago"), at=1)
    assert [each.after.start_local for each in plan.changed] == [at(12), at(19)]
    assert [each.after.starts_at for each in plan.changed] == [
        datetime(2026, 3, day, 23, 30, tzinfo=UTC) for day in (12, 19)
    ]
    assert plan.kept == (meetings[0],)


def test_what_is_not_wished_for_stays():
    old = pattern_of(room_id=4, leader_ids=(1,))
    same, notes = edited_pattern(old, EditWish(), first=START, consumed=0, last_kept=None)
    assert (same, notes) == (old, ())
    wish = EditWish(room=(None,), leaders=(), minutes=90, on_closure=ClosurePolicy.PUSH)
    changed, _ = edited_pattern(old, wish, first=START, consumed=0, last_kept=None)
    assert changed == replace(old, room_id=None, leader_ids=(), minutes=90, on_closure=ClosurePolicy.PUSH)


@pytest.mark.parametrize(("consumed", "count"), [(0, 10), (3, 7), (9, 1), (10, 1), (12, 1)])
def test_what_was_held_is_counted_off_and_one_is_always_left(consumed, count):
    after, _ = edited_pattern(pattern_of(), EditWish(), first=START, consumed=consumed, last_kept=None)
    assert after.rule.count == count


def test_a_literal_rule_says_itself_how_it_ends():
    words, told = edited_pattern(pattern_of(), EditWish(repeat="weekly"), first=START, consumed=2, last_kept=None)
    value, untold = edited_pattern(
        pattern_of(), EditWish(repeat="FREQ=WEEKLY"), first=START, consumed=2, last_kept=None
    )
    assert (words.rule.count, len(told)) == (8, 1)
    assert (value.rule.count, untold) == (None, ())


def test_words_that_name_an_end_have_it_and_an_endless_series_stays_so():
    ended, told = edited_pattern(
        pattern_of(), EditWish(repeat="every friday, 3 times"), first=START, consumed=0, last_kept=None
    )
    assert (ended.rule.count, told) == (3, ())
    endless = pattern_of("FREQ=WEEKLY;BYDAY=TH")
    after, told = edited_pattern(endless, EditWish(repeat="every friday"), first=START, consumed=0, last_kept=None)
    assert (after.rule.endless, told) == (True, ())


def test_a_start_behind_what_stays_is_the_start_that_was_wished_for():
    twice = pattern_of("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4")
    after, _ = edited_pattern(twice, EditWish(start=at(6)), first=START, consumed=0, last_kept=at(5))
    assert after.start_local == at(6)
    moved_on, _ = edited_pattern(twice, EditWish(start=at(5)), first=START, consumed=0, last_kept=at(5))
    assert moved_on.start_local == at(10)


def follow(rule, old, new):
    read = parse_rule(rule, start=old, zone=zone(NEW_YORK))
    return follow_start(read, old, new, old_zone=NEW_YORK, new_zone=NEW_YORK).value()


@pytest.mark.parametrize(
    ("rule", "to", "expected"),
    [
        ("FREQ=DAILY;BYHOUR=9,18;COUNT=4", at(5, 19), "FREQ=DAILY;BYHOUR=9,18;COUNT=4"),
        ("FREQ=DAILY;BYHOUR=18;BYMINUTE=30;COUNT=4", at(5, 19, 0), "FREQ=DAILY;BYHOUR=19;BYMINUTE=0;COUNT=4"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5", at(7, month=4), "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=7"),
        ("FREQ=MONTHLY;BYMONTHDAY=5,20", at(7), "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        ("FREQ=MONTHLY;BYDAY=2TH;COUNT=4", at(6), "FREQ=MONTHLY;BYDAY=2TH;COUNT=4"),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=4", at(6), "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=TH;BYMONTHDAY=5", at(6), "FREQ=MONTHLY;BYMONTHDAY=5;BYDAY=TH"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1TH", at(13), "FREQ=YEARLY;BYMONTH=3;BYDAY=1TH"),
        # a fifth weekday is the last one of its month
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=4", at(29), "FREQ=MONTHLY;BYDAY=-1SU;COUNT=4"),
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=4", at(28), "FREQ=MONTHLY;BYDAY=4SA;COUNT=4"),
    ],
)
def test_what_a_rule_takes_along(rule, to, expected):
    assert follow(rule, START, to) == expected


def test_another_zone_keeps_the_last_day_on_its_wall():
    rule = parse_rule("every thursday until 2026-03-26", start=START, zone=zone(NEW_YORK))
    followed = follow_start(rule, START, START, old_zone=NEW_YORK, new_zone="America/Los_Angeles")
    assert followed.until == datetime(2026, 3, 27, 6, 59, 59, tzinfo=UTC)


@given(st.sampled_from(["FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=1TH"]), st.integers(-6, 6))
def test_a_start_within_the_week_keeps_the_number_of_sessions(rule, days):
    until = ";UNTIL=20260702T223000Z"
    to = START + timedelta(days=days)
    before = parse_rule(rule + until, start=START, zone=zone(NEW_YORK))
    after = parse_rule(follow(rule + until, START, to), start=to, zone=zone(NEW_YORK))
    weekly = rule.startswith("FREQ=WEEKLY")
    begun = [list(local_starts(each, start, zone=zone(NEW_YORK))) for each, start in ((before, START), (after, to))]
    assert not weekly or len(begun[0]) == len(begun[1])
    assert begun[1][0] == to
