from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.meetings import instant
from facilitator.domain.scheduling.plan import plan_sessions
from facilitator.domain.scheduling.series.edits import (
    EditWish,
    Meeting,
    Misfit,
    Pattern,
    first_to_come,
    move_one,
    plan_edit,
)
from facilitator.domain.scheduling.series.put_off import put_off
from facilitator.errors import BadInput, Refused
from facilitator.words import ClosurePolicy, SessionStatus
from facilitator.zones import zone

NEW_YORK = "America/New_York"
START = datetime(2026, 3, 5, 18, 30)
HORIZON = date(2027, 9, 1)


def pattern_of(rule="FREQ=WEEKLY;BYDAY=TH;COUNT=10", start=START, minutes=60, **more):
    return Pattern(NEW_YORK, start, minutes, parse_rule(rule, start=start, zone=zone(NEW_YORK)), **more)


def stored(pattern, closures=(), lessons=None):
    """The sessions of a pattern as scheduling stores them."""
    made = plan_sessions(
        start=pattern.start_local,
        zone=zone(pattern.zone),
        rule=pattern.rule,
        minutes=pattern.minutes,
        closures=closures,
        on_closure=pattern.on_closure,
        lessons=lessons,
        until=HORIZON if pattern.endless else None,
    )
    meetings = [
        Meeting(
            id=at,
            uid=f"uid-{at}",
            original_local=each.original_local,
            planned_local=each.start_local if each.shifted else None,
            start_local=each.start_local,
            starts_at=each.starts_at_utc,
            minutes=each.minutes,
            lesson=each.lesson,
            room_id=pattern.room_id,
            leader_ids=pattern.leader_ids,
        )
        for at, each in enumerate(made.sessions, 1)
    ]
    return sorted(meetings, key=lambda each: each.original_local)


def edited(pattern, meetings, wish, at=0, **more):
    return plan_edit(pattern, meetings, wish, at=at, horizon=HORIZON, **more)


def moved(meeting, to):
    return move_one(meeting, to, NEW_YORK).after


def at(day, hour=18, minute=30, month=3):
    return datetime(2026, month, day, hour, minute)


def starts(plan):
    """All sessions of the series that goes on, by start."""
    after = [*(each.after for each in plan.changed), *plan.added]
    return [each.start_local for each in sorted(after, key=lambda each: each.starts_at)]


def with_(meetings, position, **values):
    return [replace(each, **values) if at == position else each for at, each in enumerate(meetings)]


def test_count_of_ten_split_at_the_fourth_is_three_and_seven():
    pattern = pattern_of()
    plan = edited(pattern, stored(pattern), EditWish(room=(7,)), at=3)
    assert plan.ends is not None
    assert plan.ends.value() == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260319T223000Z"
    assert plan.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=TH;COUNT=7"
    assert (plan.pattern.start_local, plan.pattern.room_id) == (at(26), 7)
    assert [each.id for each in plan.kept] == [1, 2, 3]
    assert [each.after for each in plan.changed] == [replace(each, room_id=7) for each in stored(pattern)[3:]]
    assert (plan.added, plan.removed, plan.unfit) == ((), (), ())


def test_following_from_the_first_is_all_and_leaves_no_empty_series():
    pattern = pattern_of()
    plan = edited(pattern, stored(pattern), EditWish(start=time(19)), at=0)
    assert plan.ends is None
    assert plan.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=TH;COUNT=10"
    assert len(plan.changed) == 10
    assert {each.after.original_local.time() for each in plan.changed} == {time(19)}


def test_all_to_another_time_takes_exceptions_along_by_place():
    pattern = pattern_of()
    meetings = stored(pattern)
    meetings[2] = moved(meetings[2], at(20, 19, 0))
    meetings[4] = replace(meetings[4], status=SessionStatus.CANCELLED, reason="snow")
    plan = edited(pattern, meetings, EditWish(start=time(19)))
    after = {each.after.id: each.after for each in plan.changed}
    assert (after[3].original_local, after[3].start_local) == (at(19, 19, 0), at(20, 19, 0))
    assert (after[5].original_local, after[5].start_local) == (at(2, 19, 0, 4), at(2, 19, 0, 4))
    assert after[5].status is SessionStatus.CANCELLED
    # its place is another, what people see is not
    (third,) = [each for each in plan.changed if each.before.id == 3]
    assert not third.visible


def test_thursday_to_friday_moves_exceptions_by_ordinal():
    pattern = pattern_of()
    meetings = stored(pattern)
    meetings[2] = moved(meetings[2], at(21, 10, 0))
    plan = edited(pattern, meetings, EditWish(start=at(6)))
    assert plan.pattern.rule.value() == "FREQ=WEEKLY;BYDAY=FR;COUNT=10"
    after = {each.after.id: each.after for each in plan.changed}
    assert (after[3].original_local, after[3].start_local) == (at(20), at(21, 10, 0))
    assert starts(plan)[:3] == [at(6), at(13), at(21, 10, 0)]


def test_held_and_marked_sessions_stay_as_they_are():
    pattern = pattern_of()
    meetings = stored(pattern)
    for position in (0, 1):
        meetings[position] = replace(meetings[position], status=SessionStatus.HELD)
    meetings[4] = replace(meetings[4], marked=True)
    begin = first_to_come(meetings, instant(at(12), NEW_YORK))
    assert begin == 2
    plan = edited(pattern, meetings, EditWish(start=at(20)), at=begin)
    assert [each.id for each in plan.kept] == [1, 2, 5]
    assert list(plan.kept) == [meetings[0], meetings[1], meetings[4]]
    assert plan.ends is not None
    assert plan.ends.until == instant(at(12), NEW_YORK)
    # the fifth has its place still: nobody else is put there
    assert starts(plan)[:3] == [at(20), at(27), at(10, month=4)]
    assert "1 session that has marks stay" in " ".join(plan.warnings)


def test_closed_days_are_respected_under_the_policy_of_the_series():
    closures = [closed_day(date(2026, 3, 27), "Move")]
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=5")
    meetings = stored(pattern)
    skipped = edited(pattern, meetings, EditWish(start=at(6)), closures=closures)
    assert starts(skipped) == [at(6), at(13), at(20), at(3, month=4)]
    assert [each.id for each in skipped.removed] == [4]
    assert [(each.date, each.reason) for each in skipped.skipped] == [(date(2026, 3, 27), "Move")]
    shifted = edited(pattern, meetings, EditWish(start=at(6), on_closure=ClosurePolicy.SHIFT), closures=closures)
    assert starts(shifted)[3] == at(28)
    assert [each.after.planned_local for each in shifted.changed if each.after.id == 4] == [at(28)]
    pushed = edited(pattern, meetings, EditWish(start=at(6), on_closure=ClosurePolicy.PUSH), closures=closures)
    assert starts(pushed) == [at(6), at(13), at(20), at(3, month=4), at(10, month=4)]
    assert pushed.removed == pushed.added == ()


@pytest.mark.parametrize(
    ("policy", "wished"),
    [
        (ClosurePolicy.PUSH, EditWish(start=time(19))),
        (ClosurePolicy.SKIP, EditWish(start=time(19))),
        (ClosurePolicy.PUSH, EditWish(start=time(19), on_closure=ClosurePolicy.SKIP)),
        (ClosurePolicy.SKIP, EditWish(start=time(19), on_closure=ClosurePolicy.PUSH)),
    ],
)
@pytest.mark.parametrize("what", ["moved", "cancelled", "marked"])
def test_a_day_closed_later_takes_nothing_from_a_session_that_does_not_meet_there(what, policy, wished):
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=5", on_closure=policy)
    meetings = stored(pattern)
    meetings[1] = {
        "moved": moved(meetings[1], at(13)),
        "cancelled": replace(meetings[1], status=SessionStatus.CANCELLED),
        "marked": replace(meetings[1], marked=True),
    }[what]
    plan = edited(pattern, meetings, wished, closures=[closed_day(date(2026, 3, 12), "Staff day")])
    after = {each.after.id: (each.after.original_local, each.after.start_local) for each in plan.changed}
    days = {1: at(5, 19, 0), 3: at(19, 19, 0), 4: at(26, 19, 0), 5: at(2, 19, 0, 4)}
    place = {"moved": {2: (at(12, 19, 0), at(13))}, "cancelled": {2: (at(12, 19, 0),) * 2}, "marked": {}}[what]
    assert after == {key: (day, day) for key, day in days.items()} | place
    assert (plan.added, plan.removed, plan.unfit, plan.skipped) == ((), (), (), ())


def test_dates_lost_before_a_moved_session_are_still_lost_and_it_never_goes_back_to_a_closed_one():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=4", on_closure=ClosurePolicy.PUSH)
    closures = [closed_day(date(2026, 3, 12), "Paint")]
    meetings = stored(pattern, closures)
    meetings[1] = moved(meetings[1], at(20, 19, 0))
    plan = edited(pattern, meetings, EditWish(start=time(19)), closures=closures)
    assert [each.after.original_local.day for each in plan.changed] == [5, 19, 26, 2]
    closures.append(closed_day(date(2026, 3, 19), "Snow"))
    meetings[1] = moved(meetings[1], at(26, 19, 0))
    dropped = edited(pattern, meetings, EditWish(start=time(19)), closures=closures, misfits=Misfit.DROP)
    assert starts(dropped) == [at(5, 19, 0), at(26, 19, 0), at(2, 19, 0, 4)]
    assert [each.id for each in dropped.removed] == [2]


def test_lessons_go_on_in_order():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=8)
    closures = [closed_day(date(2026, 3, 19), "Paint")]
    meetings = stored(pattern, closures, lessons=8)
    assert [each.lesson for each in meetings] == [1, 2, 4, 5, 6, 7, 8]
    plan = edited(pattern, meetings, EditWish(start=at(27)), at=2, closures=closures)
    assert [each.after.lesson for each in plan.changed] == [4, 5, 6, 7, 8]
    assert starts(plan)[0] == at(27)
    # a Friday that is closed takes its lesson along, and that is said
    lost = edited(
        pattern, meetings, EditWish(start=at(27)), at=2, closures=[closed_day(date(2026, 4, 3), "Good Friday")]
    )
    assert [each.after.lesson for each in lost.changed] == [4, 6, 7, 8]
    assert "Lesson 5 has no session any more." in lost.warnings


def test_all_brings_a_lost_lesson_back_where_the_new_date_is_open():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=5)
    closures = [closed_day(date(2026, 3, 19), "Paint")]
    meetings = stored(pattern, closures, lessons=5)
    plan = edited(pattern, meetings, EditWish(start=at(6)), closures=closures)
    assert [(each.lesson, each.start_local) for each in plan.added] == [(3, at(20))]
    assert [each.after.lesson for each in plan.changed] == [1, 2, 4, 5]


def test_a_session_moved_beyond_its_neighbour_is_told():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=4)
    meetings = stored(pattern, lessons=4)
    meetings[1] = moved(meetings[1], at(20, 10, 0))
    plan = edited(pattern, meetings, EditWish(start=time(19)))
    assert "Lesson 2 on Fri 20 Mar 2026 comes after lesson 3." in plan.warnings


def test_a_lesson_that_was_put_off_stays_where_it_was_put():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH", lessons=4)
    meetings = stored(pattern, lessons=4)
    plan = put_off(pattern, meetings, 1, reason="snow")
    meetings = [meetings[0], *(each.after for each in plan.changed), replace(plan.added[0], id=5)]
    again = edited(plan.pattern, meetings, EditWish(start=at(6)))
    assert [each.after.lesson for each in again.changed] == [1, None, 2, 3, 4]
    assert (again.removed, again.added) == ((), ())


def test_lessons_go_on_from_one_that_has_marks():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=4", lessons=6)
    meetings = with_(stored(pattern, lessons=6), 1, marked=True, lesson=4)
    plan = edited(pattern, meetings, EditWish(start=time(19)))
    assert [each.after.lesson for each in plan.changed] == [1, 5, 6]


def test_lessons_that_go_round_stay_in_step():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=8", lessons=3, cycles=True)
    meetings = [replace(each, lesson=at % 3 + 1) for at, each in enumerate(stored(pattern))]
    plan = edited(pattern, meetings, EditWish(start=at(20)), at=2)
    assert [each.after.lesson for each in plan.changed] == [3, 1, 2, 3, 1, 2]


def test_the_start_off_the_rule_is_said():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4")
    plan = edited(pattern, stored(pattern), EditWish(start=at(6)))
    assert starts(plan)[0] == at(10)
    assert plan.warnings[0].startswith(
        "The start, Fri 6 Mar 2026, 6:30 pm, is not on the rule: the first date is Tue 10"
    )


def test_what_cannot_be_is_refused():
    pattern = pattern_of()
    meetings = stored(pattern)
    with pytest.raises(BadInput, match="721 minutes"):
        edited(pattern, meetings, EditWish(minutes=721))
    with pytest.raises(BadInput, match="more than 2000"):
        edited(pattern, meetings, EditWish(repeat="FREQ=DAILY;COUNT=2500"))
    with pytest.raises(BadInput, match="leaves no session"):
        edited(
            pattern,
            meetings,
            EditWish(start=time(9)),
            closures=[closed_day(date(2026, 1, 1), "Move", date(2026, 12, 1))],
        )
    with pytest.raises(Refused, match="no session to come"):
        edited(pattern, [replace(each, marked=True) for each in meetings], EditWish(minutes=90))


def test_moving_one_back_leaves_no_exception():
    pattern = pattern_of()
    third = stored(pattern)[2]
    away = moved(moved(third, at(20, 19, 0)), at(21))
    assert (away.original_local, away.moved) == (at(19), True)
    assert moved(away, at(19)) == third
    for what in ({"marked": True}, {"status": SessionStatus.HELD}, {"status": SessionStatus.CANCELLED}):
        with pytest.raises(Refused):
            moved(replace(third, **what), at(20))


# what holds for every edit


@st.composite
def series_with_exceptions(draw):
    rule = draw(
        st.sampled_from(
            [
                "FREQ=WEEKLY;BYDAY=TH;COUNT=10",
                "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=14",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=8",
                "FREQ=MONTHLY;BYDAY=1TH;COUNT=7",
                "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260601T000000Z",
                "FREQ=DAILY;COUNT=20",
            ]
        )
    )
    policy = draw(st.sampled_from(list(ClosurePolicy)))
    pattern = pattern_of(rule, minutes=draw(st.sampled_from([45, 90])), on_closure=policy)
    days = draw(st.lists(st.dates(date(2026, 3, 5), date(2026, 6, 30)), max_size=4))
    closures = [closed_day(day, "closed") for day in days]
    lessons = draw(st.sampled_from([None, 6]))
    meetings = stored(pattern, closures, lessons)
    pattern = replace(pattern, lessons=lessons)
    for position, what in draw(
        st.dictionaries(st.integers(0, len(meetings) - 1), st.sampled_from(["held", "marked", "off", "moved"]))
    ).items():
        each = meetings[position]
        meetings[position] = {
            "held": replace(each, status=SessionStatus.HELD),
            "marked": replace(each, marked=True),
            "off": replace(each, status=SessionStatus.CANCELLED),
            "moved": moved(each, each.start_local + timedelta(hours=draw(st.sampled_from([1, 24, 48, 168])))),
        }[what]
    return pattern, meetings, closures


wishes = st.builds(
    EditWish,
    start=st.none()
    | st.times().map(lambda at: at.replace(second=0, microsecond=0))
    | st.datetimes(datetime(2026, 3, 1), datetime(2026, 5, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    repeat=st.none() | st.sampled_from(["every friday", "every other monday, 5 times", "every day, 12 times"]),
    minutes=st.none() | st.sampled_from([30, 120]),
    on_closure=st.none() | st.sampled_from(list(ClosurePolicy)),
    room=st.none() | st.just((3,)),
)


@settings(max_examples=150, deadline=None)
@given(series_with_exceptions(), wishes, st.integers(0, 9), st.sampled_from(list(Misfit)))
def test_an_edit_touches_nothing_held_loses_nobody_and_gives_no_start_twice(series, wish, at, misfits):
    pattern, meetings, closures = series
    try:
        plan = edited(pattern, meetings, wish, min(at, len(meetings) - 1), closures=closures, misfits=misfits)
    except (BadInput, Refused):
        return
    changed = {each.before.id: each for each in (*plan.changed, *plan.called_off)}
    kept = {each.id: each for each in plan.kept}
    removed = {each.id for each in plan.removed}
    # each session is in one place, and only there
    assert sorted([*changed, *kept, *removed]) == [each.id for each in sorted(meetings, key=lambda each: each.id)]
    before = {each.id: each for each in meetings}
    assert all(before[key] == each for key, each in kept.items())
    assert {each.id for each in meetings if each.pinned} <= set(kept)
    after = [*(each.after for each in changed.values()), *plan.kept, *plan.added]
    if len({each.starts_at for each in meetings}) == len(meetings):
        assert len({each.starts_at for each in after}) == len(after)
    # each place of a series is taken once
    places = [each.after.original_local for each in plan.changed] + [each.original_local for each in plan.added]
    assert len(set(places)) == len(places)
    for each in after:
        # elapsed minutes, whatever the clocks do
        assert each.ends_at - each.starts_at == timedelta(minutes=each.minutes)
    for each in (*(each.after for each in plan.changed), *plan.added):
        assert each.starts_at == instant(each.start_local, plan.pattern.zone)
    assert plan.unfit == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.sampled_from([30, 120]), st.sampled_from([(3,), (None,)]))
def test_following_then_all_is_all_then_following(cut, minutes, room):
    pattern = pattern_of()
    meetings = stored(pattern)
    following, every = EditWish(room=room), EditWish(minutes=minutes)

    def applied(plan, earlier):
        return sorted([*(each.after for each in plan.changed), *earlier], key=lambda each: each.starts_at)

    split = edited(pattern, meetings, following, cut)
    first = edited(replace(pattern, rule=split.ends), meetings[:cut], every)
    second = edited(split.pattern, [each.after for each in split.changed], every)
    one = applied(second, [each.after for each in first.changed])
    whole = edited(pattern, meetings, every)
    two_split = edited(whole.pattern, [each.after for each in whole.changed], following, cut)
    two = applied(two_split, two_split.kept)
    assert one == two
    assert (first.pattern.rule, second.pattern) == (two_split.ends, two_split.pattern)
