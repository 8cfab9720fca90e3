"""What calendars get wrong about rules: clock changes, counts, starts off the rule, windows far away, zones."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.domain.scheduling.plan import Plan, plan_sessions
from facilitator.errors import BadInput
from facilitator.words import GapPolicy
from facilitator.zones import canonical, zone


def plan(start: str, rule: str, *, place: str = "America/New_York", minutes: int = 60, **terms: object) -> Plan:
    tz, first = zone(place), datetime.fromisoformat(start)
    return plan_sessions(start=first, zone=tz, rule=parse_rule(rule, start=first, zone=tz), minutes=minutes, **terms)  # type: ignore[arg-type]


def utc(found: Plan) -> list[str]:
    return [f"{each.starts_at_utc:%m-%dT%H:%M}Z" for each in found.sessions]


def test_case_1_a_time_that_the_clocks_leave_out() -> None:
    found = plan("2026-03-07 02:30", "FREQ=DAILY;COUNT=3")
    assert utc(found) == ["03-07T07:30Z", "03-08T07:30Z", "03-09T06:30Z"]
    assert found.sessions[1].starts_at.isoformat() == "2026-03-08T03:30:00-04:00"
    assert any("clocks go forward" in warning for warning in found.warnings)
    skipped = plan("2026-03-07 02:30", "FREQ=DAILY;COUNT=3", gap=GapPolicy.SKIP)
    assert utc(skipped) == ["03-07T07:30Z", "03-09T06:30Z"]
    assert [each.date.isoformat() for each in skipped.skipped] == ["2026-03-08"]


def test_case_2_a_time_that_comes_twice() -> None:
    assert utc(plan("2026-10-25 01:30", "FREQ=WEEKLY;COUNT=2")) == ["10-25T05:30Z", "11-01T05:30Z"]


def test_case_3_length_is_elapsed_time() -> None:
    (session,) = plan("2026-03-08 01:30", "FREQ=DAILY;COUNT=1", minutes=90).sessions
    assert session.starts_at_utc.isoformat() == "2026-03-08T06:30:00+00:00"
    assert session.ends_at_utc.isoformat() == "2026-03-08T08:00:00+00:00"
    assert session.ends_at.isoformat() == "2026-03-08T04:00:00-04:00"


def test_case_4_a_province_that_stopped_changing_its_clocks() -> None:
    found = plan("2026-10-29 18:30", "FREQ=WEEKLY;COUNT=2", place="America/Vancouver")
    assert utc(found) == ["10-30T01:30Z", "11-06T01:30Z"]


def test_case_13_a_start_that_is_not_on_the_rule() -> None:
    found = plan("2026-02-18 18:30", "FREQ=WEEKLY;BYDAY=TH;COUNT=2")
    assert [each.start_local.isoformat() for each in found.sessions] == ["2026-02-19T18:30:00", "2026-02-26T18:30:00"]
    assert found.warnings == (
        "The start, Wed 18 Feb 2026, 6:30 pm, is not on the rule: the first date is Thu 19 Feb 2026, 6:30 pm.",
    )


def test_case_16_an_endless_rule_far_away() -> None:
    tz, start = zone("America/New_York"), datetime(2026, 2, 19, 18, 30)
    rule = parse_rule("FREQ=WEEKLY;BYDAY=TH", start=start, zone=tz)
    asked = local_starts(rule, start, zone=tz, after=datetime(2040, 1, 1), before=datetime(2040, 1, 20))
    assert [each.isoformat() for each in asked] == [
        "2040-01-05T18:30:00",
        "2040-01-12T18:30:00",
        "2040-01-19T18:30:00",
    ]
    with pytest.raises(BadInput, match="never ends"):
        plan("2026-02-19 18:30", "FREQ=WEEKLY;BYDAY=TH")


def test_case_19_zones() -> None:
    assert canonical("US/Eastern") == "America/New_York"
    assert plan("2026-02-19 18:30", "once", place="US/Eastern").zone == "America/New_York"
    for unknown in ("Mars/Base", "UTC-04:00", "EST", ""):
        with pytest.raises(BadInput):
            zone(unknown)


def test_wall_time_holds_through_a_year_of_clock_changes() -> None:
    found = plan("2026-01-01 18:30", "FREQ=WEEKLY;COUNT=52")
    assert {each.starts_at.strftime("%H:%M") for each in found.sessions} == {"18:30"}
    assert {each.ends_at_utc - each.starts_at_utc for each in found.sessions} == {timedelta(hours=1)}
    assert {each.starts_at_utc.astimezone(UTC).hour for each in found.sessions} == {22, 23}
