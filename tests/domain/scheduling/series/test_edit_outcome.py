"""What becomes of each session of an edited series: exceptions, sessions without a date, and those in the way."""

from dataclasses import replace
from datetime import date, time

import pytest

from facilitator.domain.scheduling.closures import Closures, closed_day
from facilitator.domain.scheduling.meetings import instant
from facilitator.domain.scheduling.series.edit_outcome import Outcome, carried, closed_on
from facilitator.domain.scheduling.series.edit_plan import Place
from facilitator.domain.scheduling.series.edits import EditWish, Misfit
from facilitator.errors import Refused
from facilitator.words import ClosurePolicy, Mode, SessionStatus
from tests.domain.scheduling.series.test_edits import NEW_YORK, at, edited, moved, pattern_of, starts, stored, with_


def test_an_exception_that_lands_on_its_new_place_is_none_any_more():
    pattern = pattern_of()
    meetings = stored(pattern)
    meetings[2] = moved(meetings[2], at(20))
    plan = edited(pattern, meetings, EditWish(start=at(6)))
    after = {each.after.id: each.after for each in plan.changed}
    assert not after[3].moved


@pytest.mark.parametrize(
    ("answer", "kept", "removed"), [(None, [], []), (Misfit.DROP, [], [7, 8, 9, 10]), (Misfit.KEEP, [8], [7, 9, 10])]
)
def test_what_no_longer_fits_is_asked_about(answer, kept, removed):
    pattern = pattern_of()
    meetings = stored(pattern)
    meetings[7] = moved(meetings[7], at(25, month=4))
    plan = edited(pattern, meetings, EditWish(repeat="every thursday, 6 times"), misfits=answer)
    assert [each.meeting.id for each in plan.unfit] == ([8] if answer is None else [])
    assert [each.id for each in plan.kept if each.id > 6] == kept
    if answer is not None:
        assert sorted(each.id for each in plan.removed) == removed
    # whoever stays keeps the old series; then it must not be empty
    assert (plan.ends is not None) == (answer is Misfit.KEEP)


def test_an_exception_in_the_way_of_a_new_date_goes_back_or_the_edit_is_refused():
    pattern = pattern_of()
    meetings = stored(pattern)
    meetings[2] = moved(meetings[2], at(27))  # where the fourth Friday will be
    asked = edited(pattern, meetings, EditWish(start=at(6)))
    assert [(each.meeting.id, each.why) for each in asked.unfit] == [
        (3, "another session of the group is at that time now")
    ]
    dropped = edited(pattern, meetings, EditWish(start=at(6)), misfits=Misfit.DROP)
    assert starts(dropped)[:4] == [at(6), at(13), at(20), at(27)]
    with pytest.raises(Refused, match="cannot stay"):
        edited(pattern, meetings, EditWish(start=at(6)), misfits=Misfit.KEEP)


def test_cancelled_sessions_without_a_date_stay_as_history():
    pattern = pattern_of()
    meetings = with_(stored(pattern), 8, status=SessionStatus.CANCELLED, reason="snow")
    plan = edited(pattern, meetings, EditWish(repeat="every thursday, 6 times"))
    assert [each.id for each in plan.kept if each.cancelled] == [9]
    assert sorted(each.id for each in plan.removed) == [7, 8, 10]


def test_a_session_that_people_count_on_is_called_off_and_not_taken_away():
    pattern = pattern_of()
    meetings = with_(stored(pattern), 9, awaited=True)
    plan = edited(pattern, meetings, EditWish(repeat="every thursday, 9 times"))
    (off,) = plan.called_off
    assert (off.after.id, off.after.status, off.after.reason) == (
        10, SessionStatus.CANCELLED, "the schedule has changed",
    )  # fmt: skip
    assert plan.removed == ()


def test_a_session_kept_on_a_closed_day_is_not_dropped_silently():
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=4")
    closures = [closed_day(date(2026, 3, 19), "Staff day")]
    plan = edited(pattern, stored(pattern), EditWish(start=time(19)), closures=closures)
    assert [(each.meeting.id, each.why) for each in plan.unfit] == [
        (3, "its day is closed, and it was to meet all the same")
    ]


def outcome(pattern, *, taken=(), misfits=None):
    return Outcome(pattern, pattern, lessons={0: 3}, taken=taken, closures=Closures(()), misfits=misfits)


def test_a_date_at_which_the_group_meets_already_is_left_out_and_told():
    pattern = pattern_of()
    first, second = stored(pattern)[:2]
    found = outcome(pattern, taken=[first.starts_at])
    found.add_new([Place(0, first.original_local, first.start_local), Place(1, second.original_local, at(13))])
    assert [(each.start_local, each.planned_local, each.lesson) for each in found.added] == [(at(13), at(13), None)]
    assert found.warnings == ["On Thu 5 Mar 2026, 6:30 pm the group meets already; that date is left out."]


def test_a_place_is_given_once():
    pattern = pattern_of()
    first, second = stored(pattern)[:2]
    found = outcome(pattern)
    found.settle(first, Place(0, at(6), at(6)))
    found.settle(second, Place(1, at(6), at(6)))
    found.answer()
    assert [each.after.start_local for each in found.changed] == [at(6)]
    assert [(each.meeting.id, each.why) for each in found.unfit] == [(2, "the group meets at its new time already")]


def test_what_was_decided_for_one_session_is_carried_along():
    old = pattern_of(room_id=1, leader_ids=(1, 2))
    new = replace(old, minutes=90, room_id=2, leader_ids=(3,))
    each = stored(old)[0]
    place = Place(0, at(6), at(6))
    plain = carried(each, place, 1, old, new)
    assert (plain.minutes, plain.room_id, plain.leader_ids, plain.lesson) == (90, 2, (3,), 1)
    own = carried(replace(each, minutes=45, room_id=9, leader_ids=(7,)), place, 1, old, new)
    assert (own.minutes, own.room_id, own.leader_ids) == (45, 9, (7,))
    online = carried(replace(each, room_id=None, mode=Mode.ONLINE), place, 1, old, new)
    assert online.room_id is None


def test_only_a_session_that_is_to_meet_is_on_a_closed_day():
    closures = Closures([closed_day(date(2026, 3, 5), "Paint")])
    each = stored(pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=1"))[0]
    assert closed_on(each, closures)
    assert not closed_on(replace(each, status=SessionStatus.CANCELLED), closures)
    assert not closed_on(moved(each, at(6)), closures)


def test_a_cancelled_session_at_a_time_that_is_taken_is_asked_about():
    pattern = pattern_of()
    off = replace(stored(pattern)[0], status=SessionStatus.CANCELLED)
    found = outcome(pattern, taken=[off.starts_at])
    found.settle(off, None)
    found.settle_moved()
    found.answer()
    assert found.kept == []
    assert [each.why for each in found.unfit] == [
        "it was cancelled, and another session of the group is at that time now"
    ]


def test_a_session_given_back_to_its_place_goes_where_that_is_planned_now():
    pattern = pattern_of()
    shifted = replace(stored(pattern)[0], planned_local=at(6))
    away = moved(shifted, at(13))
    found = outcome(pattern, taken=[away.starts_at], misfits=Misfit.DROP)
    found.settle(away, Place(0, at(5), at(7)))
    found.settle_moved()
    found.answer()
    assert [(each.after.start_local, each.after.planned_local) for each in found.changed] == [(at(7), at(7))]


def test_a_place_knows_where_a_closed_day_shifted_it():
    pattern = pattern_of()
    each = stored(pattern)[0]
    assert carried(each, Place(0, at(5), at(6)), 1, pattern, pattern).planned_local == at(6)
    assert carried(each, Place(0, at(6), at(6)), 1, pattern, pattern).planned_local is None


def test_an_instant_is_kept_while_clock_and_zone_stay():
    pattern = pattern_of()
    odd = replace(stored(pattern)[0], starts_at=instant(at(5, 19), NEW_YORK))
    place = Place(0, at(5), at(5))
    assert carried(odd, place, 1, pattern, pattern).starts_at == odd.starts_at
    away = replace(pattern, zone="America/Chicago")
    assert carried(odd, place, 1, pattern, away).starts_at == instant(at(5), "America/Chicago")


def test_a_session_with_a_mode_of_its_own_keeps_its_room():
    old = pattern_of(room_id=1)
    hybrid = replace(stored(old)[0], mode=Mode.HYBRID)
    assert carried(hybrid, Place(0, at(5), at(5)), 1, old, replace(old, room_id=2)).room_id == 1


def test_where_closed_days_shift_a_moved_session_keeps_the_day_that_it_was_shifted_to():
    closures = [closed_day(date(2026, 3, 12), "Staff day")]
    pattern = pattern_of("FREQ=WEEKLY;BYDAY=TH;COUNT=3", on_closure=ClosurePolicy.SHIFT)
    meetings = stored(pattern, closures)
    meetings[1] = moved(meetings[1], at(14))
    plan = edited(pattern, meetings, EditWish(start=time(19)), closures=closures)
    (second,) = [each.after for each in plan.changed if each.after.id == 2]
    assert (second.original_local, second.planned_local, second.start_local) == (at(12, 19, 0), at(13, 19, 0), at(14))
