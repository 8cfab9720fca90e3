"""What calendars get wrong about closed days: counts, shifts, lessons, whole days, exceptions."""

from datetime import date, datetime, time

import pytest

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.scheduling.closures import ClosedSpan, closed_day, closed_hours
from facilitator.domain.scheduling.plan import Plan, plan_sessions
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.words import ClosurePolicy
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
SKIP, SHIFT, PUSH = ClosurePolicy.SKIP, ClosurePolicy.SHIFT, ClosurePolicy.PUSH
THANKSGIVING = closed_day(date(2026, 11, 26), "Thanksgiving Day")


def plan(start: str, rule: str, closed: list[ClosedSpan], on_closure: ClosurePolicy, **terms: object) -> Plan:
    first = datetime.fromisoformat(f"{start} 18:30")
    read = parse_rule(rule, start=first, zone=NEW_YORK)
    return plan_sessions(
        start=first, zone=NEW_YORK, rule=read, minutes=90, closures=closed, on_closure=on_closure, **terms
    )  # type: ignore[arg-type]


def days(found: Plan) -> list[str]:
    return [f"{each.start_local:%m-%d}" for each in found.sessions]


def lessons(found: Plan) -> list[tuple[str, int | None]]:
    return [(f"{each.start_local:%m-%d}", each.lesson) for each in found.sessions]


def test_case_5_a_skipped_date_counts() -> None:
    found = plan("2026-03-05", "FREQ=WEEKLY;BYDAY=TH;COUNT=4", [closed_day(date(2026, 3, 12), "Paint")], SKIP)
    assert days(found) == ["03-05", "03-19", "03-26"]
    assert [(f"{each.date:%m-%d}", each.reason) for each in found.skipped] == [("03-12", "Paint")]


@pytest.mark.parametrize(
    ("policy", "expected"), [(SKIP, ["11-19", "12-03"]), (SHIFT, ["11-19", "11-27", "12-03"])], ids=["skip", "shift"]
)
def test_case_6_thanksgiving(policy: ClosurePolicy, expected: list[str]) -> None:
    found = plan("2026-11-19", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", [THANKSGIVING], policy)
    assert days(found) == expected
    assert [f"{each.original_local:%m-%d %H:%M}" for each in found.sessions if each.shifted] == (
        ["11-26 18:30"] if policy is SHIFT else []
    )


def test_case_7_a_shift_over_a_weekend() -> None:
    closed = [closed_day(date(2026, 12, 24), "Christmas", date(2026, 12, 25))]
    found = plan("2026-12-24", "FREQ=WEEKLY;COUNT=1", closed, SHIFT, open_weekdays=frozenset(range(5)))
    assert [each.start_local for each in found.sessions] == [datetime(2026, 12, 28, 18, 30)]
    assert found.sessions[0].original_local == datetime(2026, 12, 24, 18, 30)


def test_case_8_a_shift_never_lands_on_another_session_and_is_reported() -> None:
    found = plan("2026-03-02", "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4", [closed_day(date(2026, 3, 9), "Paint")], SHIFT)
    assert days(found) == ["03-02", "03-03", "03-10", "03-11"]
    assert len({each.starts_at_utc for each in found.sessions}) == 4
    assert found.warnings == (
        "The session of Mon 9 Mar 2026 moves to Wed 11 Mar 2026, beyond the session on Tue 10 Mar 2026, 6:30 pm.",
    )


WEEK_3 = [closed_day(date(2026, 3, 19), "Paint")]
DATES = ["03-05", "03-12", "03-19", "03-26", "04-02", "04-09", "04-16", "04-23", "04-30"]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=TH;COUNT=8", "FREQ=WEEKLY;BYDAY=TH"], ids=["counted", "endless"])
def test_case_9_push_keeps_every_lesson_in_order(rule: str) -> None:
    found = plan("2026-03-05", rule, WEEK_3, PUSH, lessons=8)
    assert lessons(found) == list(zip([*DATES[:2], *DATES[3:]], range(1, 9), strict=True))


def test_case_9_skip_loses_the_lesson_and_says_so() -> None:
    found = plan("2026-03-05", "FREQ=WEEKLY;BYDAY=TH;COUNT=8", WEEK_3, SKIP, lessons=8)
    assert lessons(found) == [("03-05", 1), ("03-12", 2), *zip(DATES[3:8], range(4, 9), strict=True)]
    assert found.warnings == ("Lesson 3 falls on a lost date and will not be held.",)


def test_case_9_shift_holds_every_lesson_in_its_week() -> None:
    found = plan("2026-03-05", "FREQ=WEEKLY;BYDAY=TH;COUNT=8", WEEK_3, SHIFT, lessons=8)
    assert lessons(found) == list(zip([*DATES[:2], "03-20", *DATES[3:8]], range(1, 9), strict=True))


def read(
    event: str, first: date = date(2026, 1, 1), last: date = date(2026, 12, 31)
) -> list[tuple[datetime, datetime]]:
    data = f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n".encode()
    found = read_closures(data, name="closed.ics", zone=NEW_YORK, first=first, last=last)
    assert found.problems == ()
    return [(span.starts, span.ends) for span in found.spans]


def test_case_14_two_days_are_two_days() -> None:
    spans = read("DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260503\nSUMMARY:Break")
    assert spans == [(datetime(2026, 5, 1), datetime(2026, 5, 3))]
    closed = [ClosedSpan(*spans[0], "Break")]
    assert days(plan("2026-04-30", "FREQ=DAILY;COUNT=5", closed, SKIP)) == ["04-30", "05-03", "05-04"]


def test_case_15_an_exception_in_utc_takes_away_the_local_start() -> None:
    weekly = "DTSTART;TZID=America/New_York:20260305T180000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=3\n"
    # 6 pm is 23:00Z on the 5th, and 22:00Z once the clocks have gone forward
    assert [f"{starts:%m-%d}" for starts, _ in read(weekly + "EXDATE:20260312T220000Z")] == ["03-05", "03-19"]
    assert len(read(weekly + "EXDATE:20260312T230000Z")) == 3


def test_case_16_an_endless_closure_is_read_for_the_years_asked_for() -> None:
    weekly = "DTSTART;VALUE=DATE:20260102\nRRULE:FREQ=WEEKLY"
    assert [f"{starts:%Y-%m-%d}" for starts, _ in read(weekly, date(2040, 1, 1), date(2040, 1, 14))] == [
        "2040-01-06",
        "2040-01-13",
    ]


def test_hours_close_what_shares_a_minute_with_them() -> None:
    def held(begins: str, ends: str) -> bool:
        span = closed_hours(date(2026, 3, 5), time.fromisoformat(begins), time.fromisoformat(ends), "Fire drill")
        return len(plan("2026-03-05", "once", [span], SKIP, limit=1).sessions) == 1

    # the session is from 18:30 to 20:00
    assert held("12:00", "18:30")
    assert held("20:00", "22:00")
    assert not held("12:00", "18:31")
    assert not held("19:59", "22:00")
    assert not held("19:00", "19:30")
