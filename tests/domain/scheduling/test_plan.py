"""Plans: closed days, lessons, clock changes, windows, and what a coordinator is told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.dates.recurrence import Rule, parse_rule
from facilitator.domain.scheduling.closures import ClosedSpan, closed_day
from facilitator.domain.scheduling.plan import Plan, PlannedSession, SkippedDate, plan_sessions
from facilitator.errors import BadInput
from facilitator.words import ClosurePolicy, GapPolicy
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
WEEKDAYS_ONLY = frozenset(range(5))
SKIP, SHIFT, PUSH = ClosurePolicy.SKIP, ClosurePolicy.SHIFT, ClosurePolicy.PUSH


def plan(start: str, rule: str, *closed: str, **terms: Any) -> Plan:
    first, place = datetime.fromisoformat(start), terms.pop("zone", NEW_YORK)
    spans = terms.pop("closures", [closed_day(date.fromisoformat(day), f"closed {day}") for day in closed])
    read = parse_rule(rule, start=first, zone=place)
    return plan_sessions(start=first, zone=place, rule=read, minutes=terms.pop("minutes", 90), closures=spans, **terms)


def dates(made: Plan) -> list[str]:
    return [f"{session.starts_at:%m-%d}" for session in made.sessions]


def instants(made: Plan) -> list[str]:
    return [f"{session.starts_at_utc:%m-%dT%H:%MZ}" for session in made.sessions]


def lessons(made: Plan) -> list[int | None]:
    return [session.lesson for session in made.sessions]


def lost(made: Plan) -> list[tuple[str, str]]:
    return [(f"{skipped.date:%m-%d}", skipped.reason) for skipped in made.skipped]


# What a plan is


def test_a_plan_is_sessions_in_their_zone() -> None:
    made = plan("2026-03-05T18:30", "every thursday, 2 times", zone=zone("US/Eastern"), lessons=2)
    first, second = datetime(2026, 3, 5, 18, 30), datetime(2026, 3, 12, 18, 30)
    ends = timedelta(minutes=90)
    assert made == Plan(
        "America/New_York",
        (
            PlannedSession(
                first, first, first.replace(tzinfo=NEW_YORK), (first + ends).replace(tzinfo=NEW_YORK), 90, lesson=1
            ),
            PlannedSession(
                second, second, second.replace(tzinfo=NEW_YORK), (second + ends).replace(tzinfo=NEW_YORK), 90, lesson=2
            ),
        ),
        (),
        (),
    )
    assert made.sessions[1].starts_at_utc == datetime(2026, 3, 12, 22, 30, tzinfo=UTC)
    assert made.sessions[1].ends_at_utc == datetime(2026, 3, 13, 0, 0, tzinfo=UTC)
    assert not made.sessions[0].shifted


# Clock changes


def test_a_session_in_a_gap_moves_and_is_reported() -> None:
    made = plan("2026-03-07T02:30", "FREQ=DAILY;COUNT=3")
    assert instants(made) == ["03-07T07:30Z", "03-08T07:30Z", "03-09T06:30Z"]
    assert [session.moved_by_gap for session in made.sessions] == [False, True, False]
    assert made.sessions[1].start_local == datetime(2026, 3, 8, 2, 30)
    assert made.warnings == ("The clocks go forward on Sun 8 Mar 2026: the session at 2:30 am starts at 3:30 am.",)


def test_a_session_in_a_gap_is_lost_when_asked_for() -> None:
    made = plan("2026-03-07T02:30", "FREQ=DAILY;COUNT=3", gap=GapPolicy.SKIP)
    assert instants(made) == ["03-07T07:30Z", "03-09T06:30Z"]
    assert lost(made) == [("03-08", "the clocks go forward and leave out 2:30 am")]


def test_a_time_that_happens_twice_is_its_first_instance() -> None:
    assert instants(plan("2026-10-25T01:30", "FREQ=WEEKLY;COUNT=2")) == ["10-25T05:30Z", "11-01T05:30Z"]


def test_ninety_minutes_over_a_gap_end_at_four() -> None:
    (session,) = plan("2026-03-08T01:30", "once").sessions
    assert session.ends_at.isoformat() == "2026-03-08T04:00:00-04:00"


def test_vancouver_no_longer_falls_back() -> None:
    made = plan("2026-10-29T18:30", "weekly, 2 times", zone=zone("America/Vancouver"))
    assert instants(made) == ["10-30T01:30Z", "11-06T01:30Z"]


def test_a_session_moved_onto_another_is_lost() -> None:
    made = plan("2026-03-08T02:30", "FREQ=DAILY;BYHOUR=2,3;COUNT=2", minutes=30)
    assert instants(made) == ["03-08T07:30Z"]
    assert lost(made) == [("03-08", "another session already starts at 3:30 am")]


# Closed days: skip


def test_skip_counts_the_lost_week() -> None:
    made = plan("2026-03-05T18:30", "every thursday, 4 times", "2026-03-12")
    assert dates(made) == ["03-05", "03-19", "03-26"]
    assert made.skipped == (SkippedDate(date(2026, 3, 12), "closed 2026-03-12"),)
    assert made.warnings == ()


def test_skip_loses_thanksgiving() -> None:
    assert dates(plan("2026-11-19T18:30", "every thursday, 3 times", "2026-11-26")) == ["11-19", "12-03"]


def test_skip_loses_the_lesson_of_that_week() -> None:
    made = plan("2026-03-05T18:30", "every thursday", "2026-03-19", lessons=8)
    assert dates(made) == ["03-05", "03-12", "03-26", "04-02", "04-09", "04-16", "04-23"]
    assert lessons(made) == [1, 2, 4, 5, 6, 7, 8]
    assert made.warnings == ("Lesson 3 falls on a lost date and will not be held.",)


def test_a_closure_of_some_hours_takes_only_sessions_in_it() -> None:
    noon = datetime(2026, 3, 12, 12, 0)
    closed = [ClosedSpan(noon, noon + timedelta(hours=2), "Staff meeting", all_day=False)]
    assert dates(plan("2026-03-12T14:00", "once", closures=closed)) == ["03-12"]
    assert lost(plan("2026-03-12T13:00", "once", closures=closed)) == [("03-12", "Staff meeting")]
    assert lost(plan("2026-03-12T11:00", "once", closures=closed)) == [("03-12", "Staff meeting")]


# Closed days: shift


def test_shift_moves_to_the_next_day_and_keeps_the_original() -> None:
    made = plan("2026-11-19T18:30", "every thursday, 3 times", "2026-11-26", on_closure=SHIFT, lessons=3)
    assert dates(made) == ["11-19", "11-27", "12-03"]
    assert lessons(made) == [1, 2, 3]
    assert made.sessions[1].original_local == datetime(2026, 11, 26, 18, 30)
    assert [session.shifted for session in made.sessions] == [False, True, False]
    assert (made.skipped, made.warnings) == ((), ())


def test_shift_lands_on_open_weekdays_only() -> None:
    made = plan("2026-12-24T18:30", "once", "2026-12-24", "2026-12-25", on_closure=SHIFT, open_weekdays=WEEKDAYS_ONLY)
    assert dates(made) == ["12-28"]


def test_shift_onto_a_day_of_the_group_goes_past_it_and_is_reported() -> None:
    made = plan("2026-03-09T18:30", "every mon and tue, 4 times", "2026-03-09", on_closure=SHIFT)
    assert dates(made) == ["03-10", "03-11", "03-16", "03-17"]
    assert made.sessions[1].original_local == datetime(2026, 3, 9, 18, 30)
    assert made.warnings == (
        "The session of Mon 9 Mar 2026 moves to Wed 11 Mar 2026, beyond the session on Tue 10 Mar 2026, 6:30 pm.",
    )


def test_shift_onto_the_day_of_another_session_is_reported() -> None:
    # Monday at 9 and Tuesday at 3
    rule = "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9,15;BYSETPOS=1,4;COUNT=2"
    made = plan("2026-03-09T09:00", rule, "2026-03-09", on_closure=SHIFT)
    assert [f"{session.starts_at:%m-%d %H}" for session in made.sessions] == ["03-10 09", "03-10 15"]
    assert made.warnings == (
        "The session of Mon 9 Mar 2026 moves to Tue 10 Mar 2026, on the day of the session on "
        "Tue 10 Mar 2026, 3:00 pm.",
    )


def test_two_closed_sessions_shift_to_two_days() -> None:
    made = plan("2026-03-09T18:30", "every mon and tue, 2 times", "2026-03-09", "2026-03-10", on_closure=SHIFT)
    assert dates(made) == ["03-11", "03-12"]
    assert [session.original_local.day for session in made.sessions] == [9, 10]


def test_shift_gives_up_after_sixty_days() -> None:
    closed = closed_day(date(2026, 3, 5), "Flood", until=date(2026, 5, 4))
    made = plan("2026-03-05T18:30", "once", closures=[closed], on_closure=SHIFT)
    assert lost(made) == [("03-05", "Flood; no open day in the 60 days after it")]
    shorter = closed_day(date(2026, 3, 5), "Flood", until=date(2026, 5, 3))
    assert dates(plan("2026-03-05T18:30", "once", closures=[shorter], on_closure=SHIFT)) == ["05-04"]


def test_shift_does_not_land_in_a_gap_when_gaps_are_skipped() -> None:
    made = plan("2026-03-07T02:30", "once", "2026-03-07", on_closure=SHIFT, gap=GapPolicy.SKIP)
    assert dates(made) == ["03-09"]


def test_a_limit_counts_shifted_sessions_where_they_land() -> None:
    made = plan("2026-03-09T18:30", "every mon and tue", "2026-03-09", on_closure=SHIFT, limit=1, lessons=9)
    assert dates(made) == ["03-10"]
    assert lessons(made) == [2]
    assert made.warnings == ()


# Closed days: push


def test_push_moves_the_curriculum_on_and_ends_later() -> None:
    made = plan("2026-03-05T18:30", "every thursday", "2026-03-19", on_closure=PUSH, lessons=8)
    assert dates(made) == ["03-05", "03-12", "03-26", "04-02", "04-09", "04-16", "04-23", "04-30"]
    assert lessons(made) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (lost(made), made.warnings) == ([("03-19", "closed 2026-03-19")], ())


def test_push_holds_as_many_as_the_count() -> None:
    made = plan("2026-03-05T18:30", "every thursday, 4 times", "2026-03-12", on_closure=PUSH)
    assert dates(made) == ["03-05", "03-19", "03-26", "04-02"]


def test_push_does_not_go_beyond_until() -> None:
    rule = "every thursday until 2026-03-26"
    made = plan("2026-03-05T18:30", rule, "2026-03-12", on_closure=PUSH, lessons=4)
    assert dates(made) == ["03-05", "03-19", "03-26"]
    assert lessons(made) == [1, 2, 3]
    assert made.warnings == ("Lesson 4 does not fit before the series ends.",)
    without_lessons = plan("2026-03-05T18:30", rule, "2026-03-12", on_closure=PUSH)
    assert without_lessons.warnings == ("The series ends before a lost session could be made up.",)


# Lessons


def test_a_window_does_not_take_lessons_away() -> None:
    made = plan("2026-03-05T18:30", "every thursday", lessons=8, limit=3)
    assert (lessons(made), made.warnings) == ([1, 2, 3], ())


# Windows


def test_a_limit_bounds_the_sessions_held() -> None:
    made = plan("2026-03-05T18:30", "every thursday", "2026-03-12", limit=3)
    assert dates(made) == ["03-05", "03-19", "03-26"]


def test_the_horizon_is_a_day_of_the_rule_and_included() -> None:
    assert dates(plan("2026-03-05T18:30", "every thursday", until=date(2026, 3, 19))) == ["03-05", "03-12", "03-19"]
    assert dates(plan("2026-03-05T18:30", "every thursday", until=date(2026, 3, 18))) == ["03-05", "03-12"]
    assert plan("2026-03-05T18:30", "every thursday", until=date(2026, 3, 4)).sessions == ()


def test_a_later_horizon_continues_the_same_plan() -> None:
    near = plan("2026-03-05T18:30", "every thursday", "2026-03-12", until=date(2026, 3, 31), on_closure=PUSH, lessons=8)
    far = plan("2026-03-05T18:30", "every thursday", "2026-03-12", until=date(2026, 12, 31), on_closure=PUSH, lessons=8)
    assert far.sessions[: len(near.sessions)] == near.sessions
    assert len(far.sessions) == 8


def test_a_group_that_meets_all_the_same_says_on_which_days() -> None:
    made = plan("2026-11-19T18:30", "every thursday, 3 times", "2026-11-26", on_closure=ClosurePolicy.KEEP)
    assert (dates(made), made.skipped) == (["11-19", "11-26", "12-03"], ())
    assert made.warnings == ("It meets on Thu 26 Nov 2026 all the same: closed 2026-11-26.",)


# Warnings


@pytest.mark.parametrize("policy", [SKIP, SHIFT, PUSH])
@pytest.mark.parametrize("ends", [{"lessons": 8}, {"limit": 12}])
def test_a_calendar_that_is_always_closed_comes_to_an_end(policy: ClosurePolicy, ends: dict[str, int]) -> None:
    always = [closed_day(date(2000, 1, 1), "Closed for good", until=date(2300, 1, 1))]
    made = plan("2026-03-05T18:30", "every thursday", closures=always, on_closure=policy, **ends)
    assert made.sessions == ()
    assert 0 < len(made.skipped) <= 400
    assert made.warnings[-1].startswith("No session can be held: every date up to ")


# Refusals


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"minutes": 4, "limit": 1}, "a session cannot last 4 minutes"),
        ({"minutes": 721, "limit": 1}, "a session cannot last 721 minutes"),
        ({}, "the rule never ends"),
        ({"limit": 0}, "the limit cannot be 0"),
        ({"lessons": 0}, "lessons cannot be 0"),
        ({"limit": 1, "open_weekdays": frozenset()}, "there is no open weekday"),
        ({"limit": 1, "open_weekdays": frozenset({7})}, "there is no open weekday"),
    ],
)
def test_terms_that_cannot_be_met_are_refused(terms: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message) as refused:
        plan("2026-03-05T18:30", "every thursday", **terms)
    assert refused.value.hint


@pytest.mark.parametrize("start", ["1969-12-31T18:30", "2201-01-01T18:30"])
def test_a_start_in_another_age_is_refused(start: str) -> None:
    with pytest.raises(BadInput, match="the start is in the year"):
        plan(start, "FREQ=WEEKLY", limit=1)


@pytest.mark.parametrize("start", ["1970-01-01T18:30", "2200-12-31T18:30"])
def test_the_first_and_the_last_start(start: str) -> None:
    assert len(plan(start, "FREQ=WEEKLY", limit=1).sessions) == 1


def test_a_start_with_an_offset_is_refused() -> None:
    with pytest.raises(BadInput, match="comes with an offset"):
        plan("2026-03-05T18:30Z", "FREQ=WEEKLY", limit=1)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;UNTIL=20260101", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8", "FREQ=DAILY;INTERVAL=14;BYDAY=MO;COUNT=3"],
)
def test_a_rule_without_a_date_is_refused(rule: str) -> None:
    with pytest.raises(BadInput, match="gives no date from Thu 5 Mar 2026, 6:30 pm on"):
        plan("2026-03-05T18:30", rule, limit=3)


@pytest.mark.parametrize("minutes", [5, 720])
def test_the_shortest_and_the_longest_session(minutes: int) -> None:
    assert plan("2026-03-05T18:30", "once", minutes=minutes).sessions[0].minutes == minutes


# Whatever is asked for

RULES = [
    "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU",
    "FREQ=MONTHLY;BYDAY=1TH,3TH",
]
spans = st.builds(
    lambda start, hours: ClosedSpan(start, start + timedelta(hours=hours), "closed"),
    st.datetimes(datetime(2026, 2, 25), datetime(2026, 4, 5)),
    st.integers(1, 100),
)


@given(
    rule=st.sampled_from(RULES),
    end=st.sampled_from(["", ";COUNT=1", ";COUNT=9", ";UNTIL=20260401"]),
    closures=st.lists(spans, max_size=6),
    policy=st.sampled_from(ClosurePolicy),
    gap=st.sampled_from(GapPolicy),
    lessons=st.none() | st.integers(1, 12),
    limit=st.integers(1, 15),
    open_weekdays=st.sampled_from([frozenset(range(7)), WEEKDAYS_ONLY]),
    hour=st.integers(0, 23),
)
def test_whatever_is_asked_for(
    rule: str,
    end: str,
    closures: list[ClosedSpan],
    policy: ClosurePolicy,
    gap: GapPolicy,
    lessons: int | None,
    limit: int,
    open_weekdays: frozenset[int],
    hour: int,
) -> None:
    start = datetime(2026, 3, 5, hour, 30)
    read: Rule = parse_rule(rule + end, start=start, zone=NEW_YORK)
    made = plan_sessions(
        start=start,
        zone=NEW_YORK,
        rule=read,
        minutes=60,
        closures=closures,
        on_closure=policy,
        lessons=lessons,
        limit=limit,
        gap=gap,
        open_weekdays=open_weekdays,
    )
    begun = [session.starts_at_utc for session in made.sessions]
    assert begun == sorted(set(begun))
    assert len(made.sessions) <= limit
    numbers = [session.lesson for session in made.sessions if session.lesson is not None]
    assert len(numbers) == len(set(numbers))
    assert all(lessons is not None and 1 <= number <= lessons for number in numbers)
    for session in made.sessions:
        assert session.ends_at_utc - session.starts_at_utc == timedelta(minutes=60)
        wall = session.starts_at.replace(tzinfo=None)
        closed = any(span.starts < wall + timedelta(minutes=60) and span.ends > wall for span in closures)
        assert not closed or policy is ClosurePolicy.KEEP
        assert session.start_local.time() == session.original_local.time()
        if session.shifted:
            assert policy is SHIFT
            assert session.start_local.weekday() in open_weekdays
    if policy is PUSH:
        assert numbers == list(range(1, len(numbers) + 1))
    originals = [session.original_local for session in made.sessions]
    assert len(originals) == len(set(originals))
