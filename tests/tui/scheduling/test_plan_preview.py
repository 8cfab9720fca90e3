"""What a plan would make, in lines: refusals before warnings, dates in order, and long lists cut with what is left."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from facilitator.domain.scheduling.planned import Plan, PlannedSession, SkippedDate
from facilitator.domain.views import Clash
from facilitator.services.scheduling.schedule_group import Preview
from facilitator.tui.scheduling.plan_preview import MOST_CLASHES, MOST_DATES, clash_words, preview_lines
from facilitator.words import ClashKind, EnrolmentKind
from facilitator.zones import zone
from tests.tui.rows import NEW_YORK, THURSDAY


def _planned(start: datetime, original: datetime | None = None) -> PlannedSession:
    at = start.replace(tzinfo=zone(NEW_YORK))
    return PlannedSession(original or start, start, at, at + timedelta(minutes=60), 60)


def _clash(kind: ClashKind, words: str, sessions: int = 1) -> Clash:
    at = THURSDAY.replace(tzinfo=zone(NEW_YORK))
    return Clash(kind, "", at, NEW_YORK, "", None, words, sessions=sessions)


def _preview(*sessions: PlannedSession, **more: object) -> Preview:
    plan = Plan(NEW_YORK, sessions, (SkippedDate(date(2027, 3, 11), "spring day"),), ("The clocks change.",))
    made = Preview(plan, (), (), "weekly (Thursday)", ("",) * len(sessions), 60, EnrolmentKind.CLOSED)
    return replace(made, **more)  # type: ignore[arg-type]


def _plain(preview: Preview) -> list[str]:
    return [line.plain for line in preview_lines(preview)]


def test_dates_stand_in_order_with_what_is_left_out() -> None:
    """A date that was shifted says from where; lessons have their titles; notes come before the dates."""
    moved = _planned(datetime(2027, 3, 19, 18, 30), datetime(2027, 3, 18, 18, 30))
    made = _preview(_planned(THURSDAY), moved, lesson_titles=("Rest", ""), notes=("It has no room.",))
    assert _plain(made) == [
        "Weekly (Thursday): 2 sessions of 60 minutes",
        "Thu 4 Mar 2027 to Fri 19 Mar 2027, America/New York time",
        "* It has no room.",
        "* The clocks change.",
        "",
        "  1  Thu 4 Mar 2027  6:30 pm  Rest",
        "  -  Thu 11 Mar 2027  left out: spring day",
        "  2  Fri 19 Mar 2027  6:30 pm  instead of Thu 18 Mar 2027",
    ]


def test_one_session_is_one() -> None:
    """One day is no span."""
    assert _plain(_preview(_planned(THURSDAY)))[:2] == [
        "Weekly (Thursday): 1 session of 60 minutes",
        "Thu 4 Mar 2027, America/New York time",
    ]


def test_what_refuses_comes_before_what_warns() -> None:
    """Each list is cut, and says how many more there are."""
    rooms = [_clash(ClashKind.ROOM, f"room {at}") for at in range(MOST_CLASHES + 2)]
    seats = [_clash(ClashKind.CAPACITY, f"seats {at}") for at in range(MOST_CLASHES + 1)]
    lines = _plain(_preview(_planned(THURSDAY), clashes=(*seats, *rooms)))[2:-4]
    assert lines == [
        "! 8 times cannot be kept:",
        *(f"! Thu 4 Mar 2027: room {at}" for at in range(MOST_CLASHES)),
        "! and 2 more",
        *(f"* Thu 4 Mar 2027: seats {at}" for at in range(MOST_CLASHES)),
        "* and 1 more to look at",
    ]
    assert _plain(_preview(_planned(THURSDAY), clashes=(rooms[0],)))[2] == "! 1 time cannot be kept:"


def test_a_clash_of_many_sessions_is_one_line() -> None:
    """From its first day on."""
    assert clash_words(_clash(ClashKind.ROOM, "in use", sessions=4)) == "Thu 4 Mar 2027 and 3 more: in use"


def test_a_long_plan_says_where_it_ends() -> None:
    """The last date is named though it is not shown."""
    many = [_planned(THURSDAY + timedelta(weeks=at)) for at in range(MOST_DATES + 1)]
    lines = _plain(_preview(*many))
    assert lines[-1] == "     and 2 more dates, to Thu 14 Sep 2028"
    assert len([line for line in lines if "6:30 pm" in line]) == MOST_DATES - 1
