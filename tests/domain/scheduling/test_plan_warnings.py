"""What a coordinator is told of a plan before saving it."""

from datetime import date, datetime, timedelta

import pytest

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.dates.rule import Freq, Rule
from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.plan_warnings import warn
from facilitator.domain.scheduling.planned import PlanEnd, PlannedSession, PlanTerms, SkippedDate
from facilitator.words import ClosurePolicy, GapPolicy
from tests.domain.scheduling.test_plan import NEW_YORK, PUSH, dates, lessons, plan

START = datetime(2026, 3, 5, 18, 30)


def terms(rule=None, *, on_closure=ClosurePolicy.SKIP, lessons=None):
    rule = rule or Rule(Freq.WEEKLY, count=8)
    return PlanTerms(
        START,
        NEW_YORK,
        rule,
        60,
        on_closure,
        lessons,
        None,
        None,
        GapPolicy.FORWARD,
        frozenset(range(7)),
        lambda _ordinal, _lost: False,
    )


def session(week, lesson=None):
    starts = START + timedelta(weeks=week)
    placed = starts.replace(tzinfo=NEW_YORK)
    return PlannedSession(starts, starts, placed, placed + timedelta(hours=1), 60, lesson)


def lost(week, lesson=None):
    return SkippedDate((START + timedelta(weeks=week)).date(), "closed"), lesson


def test_a_plan_that_is_well_has_no_warning():
    assert warn(terms(lessons=2), START, [session(0, 1), session(1, 2)], [], PlanEnd.RULE) == []


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([3], "Lesson 3 falls on a lost date and will not be held."),
        ([3, 4], "Lessons 3 and 4 fall on a lost date and will not be held."),
        ([3, 4, 5], "Lessons 3 to 5 fall on a lost date and will not be held."),
        ([3, 4, 6], "Lessons 3, 4 and 6 fall on a lost date and will not be held."),
    ],
)
def test_lost_lessons_are_named(numbers, told):
    gone = [lost(number, number) for number in numbers]
    assert warn(terms(lessons=8), START, [session(8, 8)], gone, PlanEnd.RULE) == [told]


def test_a_window_is_no_end_for_lessons():
    assert warn(terms(lessons=8), START, [session(0, 1)], [], PlanEnd.WINDOW) == []
    assert warn(terms(lessons=8), START, [session(0, 1)], [], PlanEnd.RULE) == [
        "Lessons 2 to 8 do not fit before the series ends."
    ]


def test_what_could_not_be_made_up_is_told_where_the_last_day_stands():
    dated = Rule(Freq.WEEKLY, until=START.replace(tzinfo=NEW_YORK) + timedelta(weeks=3))
    gone = [lost(1), lost(2)]
    pushed = terms(dated, on_closure=PUSH)
    assert warn(pushed, START, [session(0)], gone, PlanEnd.RULE) == [
        "The series ends before 2 lost sessions could be made up."
    ]
    for other in (terms(dated), terms(on_closure=PUSH)):
        assert warn(other, START, [session(0)], gone, PlanEnd.RULE) == []
    assert warn(pushed, START, [session(0)], gone, PlanEnd.WINDOW) == []


def test_a_series_that_cannot_be_held_says_how_far_was_looked():
    assert warn(terms(), START, [], [lost(0), lost(1)], PlanEnd.RULE) == [
        "No session can be held: every date up to Thu 12 Mar 2026 is lost. Check the closed days."
    ]


def placed(original, start, *, late=timedelta(0)):
    starts_at = start.replace(tzinfo=NEW_YORK) + late
    return PlannedSession(original, start, starts_at, starts_at + timedelta(hours=1), 60)


def on(day, hour=18):
    return datetime(2026, 3, day, hour, 30)


@pytest.mark.parametrize(
    ("to", "other", "told"),
    [
        (on(11), placed(on(10), on(10)), "beyond the session on Tue 10 Mar 2026, 6:30 pm."),
        (on(10), placed(on(10, 21), on(10, 21)), "on the day of the session on Tue 10 Mar 2026, 9:30 pm."),
        # one that is still to come, and one that was meant for an earlier day
        (on(10), placed(on(11), on(11)), None),
        (on(11), placed(on(8), on(10)), None),
    ],
)
def test_a_session_that_is_shifted_past_or_onto_another_is_told(to, other, told):
    warnings = warn(
        terms(), START, sorted([placed(on(9), to), other], key=lambda each: each.starts_at), [], PlanEnd.RULE
    )
    assert warnings == ([f"The session of Mon 9 Mar 2026 moves to {say_date(to.date())}, {told}"] if told else [])


def test_a_session_that_the_clocks_move_is_told():
    late = placed(datetime(2026, 3, 8, 2, 30), datetime(2026, 3, 8, 2, 30), late=timedelta(hours=1))
    assert warn(terms(), START, [late], [], PlanEnd.RULE) == [
        "The clocks go forward on Sun 8 Mar 2026: the session at 2:30 am starts at 3:30 am."
    ]


def test_one_is_said_as_one():
    dated = Rule(Freq.WEEKLY, until=START.replace(tzinfo=NEW_YORK) + timedelta(weeks=3))
    assert warn(terms(dated, on_closure=PUSH), START, [session(0)], [lost(1)], PlanEnd.RULE) == [
        "The series ends before a lost session could be made up."
    ]
    assert warn(terms(lessons=2), START, [session(0, 1)], [], PlanEnd.RULE) == [
        "Lesson 2 does not fit before the series ends."
    ]


def test_with_lessons_it_is_the_lessons_that_are_told():
    dated = Rule(Freq.WEEKLY, until=START.replace(tzinfo=NEW_YORK) + timedelta(weeks=3))
    pushed = terms(dated, on_closure=PUSH, lessons=2)
    assert warn(pushed, START, [session(0, 1)], [lost(1)], PlanEnd.RULE) == [
        "Lesson 2 does not fit before the series ends."
    ]
    assert warn(terms(dated, on_closure=PUSH), START, [session(0)], [], PlanEnd.RULE) == []


def test_nothing_held_and_nothing_lost_is_nothing_to_tell():
    assert warn(terms(), START, [], [], PlanEnd.RULE) == []


def test_sessions_beyond_the_last_lesson_have_none() -> None:
    made = plan("2026-03-05T18:30", "every thursday, 4 times", lessons=2)
    assert lessons(made) == [1, 2, None, None]
    assert made.warnings == ("The series goes on after lesson 2: sessions from Thu 19 Mar 2026 on have no lesson.",)


def test_lessons_beyond_the_last_session_are_named() -> None:
    made = plan("2026-03-05T18:30", "every thursday, 2 times", lessons=5)
    assert lessons(made) == [1, 2]
    assert made.warnings == ("Lessons 3 to 5 do not fit before the series ends.",)
    assert plan("2026-03-05T18:30", "every thursday, 2 times", lessons=4).warnings == (
        "Lessons 3 and 4 do not fit before the series ends.",
    )


def test_a_start_off_the_rule_is_said() -> None:
    made = plan("2026-01-07T18:30", "every thursday, 2 times")
    assert dates(made) == ["01-08", "01-15"]
    assert made.warnings == (
        "The start, Wed 7 Jan 2026, 6:30 pm, is not on the rule: the first date is Thu 8 Jan 2026, 6:30 pm.",
    )


def test_sessions_that_overlap_are_said() -> None:
    made = plan("2026-01-05T09:00", "FREQ=DAILY;BYHOUR=9,10;COUNT=2")
    assert made.warnings == ("The session on Mon 5 Jan 2026, 9:00 am still runs when the next one starts at 10:00 am.",)
    assert plan("2026-01-05T09:00", "FREQ=DAILY;BYHOUR=9,10;COUNT=2", minutes=60).warnings == ()


def test_many_warnings_of_a_kind_are_cut_short() -> None:
    made = plan("2026-01-05T09:00", "FREQ=DAILY;BYHOUR=9,10;COUNT=20")
    assert len(made.warnings) == 6
    assert made.warnings[-1] == "And 5 more like this."
    assert len(plan("2026-01-05T09:00", "FREQ=DAILY;BYHOUR=9,10;COUNT=10").warnings) == 5


def test_a_calendar_that_closes_for_good_is_said() -> None:
    always = [closed_day(date(2026, 3, 10), "Closed for good", until=date(2300, 1, 1))]
    made = plan("2026-03-05T18:30", "every thursday", closures=always, on_closure=PUSH, lessons=3)
    assert dates(made) == ["03-05"]
    assert made.warnings[0] == "Lessons 2 and 3 do not fit before the series ends."
    assert made.warnings[1].startswith("No further session can be held: every date up to ")
