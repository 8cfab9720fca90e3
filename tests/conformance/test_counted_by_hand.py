"""Four weeks of five groups and eight people, counted by hand before the program was asked.

It is every figure of every report. The counts stand in the comments where they come from, so that somebody can
count them again.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import CommandLine

NEW_YORK = ZoneInfo("America/New_York")
PEOPLE = ("Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal")
PERIOD = ("--from", "2026-10-12", "--to", "2026-11-08")


def fill(cli: CommandLine) -> None:
    """The four weeks, each fact on the day on which it was entered."""

    def on(moment: str) -> None:
        cli.now = datetime.fromisoformat(moment).replace(tzinfo=NEW_YORK)

    on("2026-10-12 10:00")
    for name in ("Dana", "Jo", "Kim"):
        cli("staff", "add", name)
    thursdays = ("--minutes", 60, "--enrolment", "closed")
    cli("group", "add", "Steady", "--start", "2026-10-15 18:30", "--repeat", "every thursday, 4 times", *thursdays,
        "--capacity", 3, "--facilitator", "Dana")  # fmt: skip
    cli("group", "add", "Open table", "--start", "2026-10-13 12:00", "--repeat", "every tuesday, 4 times",
        "--minutes", 60, "--enrolment", "open")  # fmt: skip
    cli("group", "add", "Walk", "--start", "2026-10-17 09:00", "--repeat", "every saturday, 4 times", "--minutes", 60,
        "--curriculum", "twelve-step-space-frame", "--we-hold-the-manual",
        "--enrolment", "drop-in", "--capacity", 10)  # fmt: skip
    cli("group", "add", "Evening", "--start", "2026-10-22 19:00", "--repeat", "every thursday, 2 times", *thursdays,
        "--facilitator", "Jo")  # fmt: skip
    # 12:30 at night for two hours; the clock goes back at 2:00, so it ends at what is 1:30 for the second time
    cli("group", "add", "Night", "--start", "2026-11-01 00:30", "--repeat", "once", "--minutes", 120,
        "--enrolment", "closed")  # fmt: skip
    for name in PEOPLE:
        cli("person", "add", name)
    for name in ("Ana", "Bo", "Cy", "Dee", "Eli"):  # three seats: Dee and Eli wait
        cli("enrol", "Steady", name)
    for name in ("Ana", "Fay"):
        cli("enrol", "Evening", name)
    for name in ("Fay", "Gus"):
        cli("enrol", "Night", name)
    cli("attendance", "expect", "Open table@2026-10-13", "Gus")

    on("2026-10-13 13:15")  # Gus said he would come, Hal walks in: 60 minutes each
    cli("attendance", "mark", "Open table@2026-10-13", "Gus", "present")
    cli("attendance", "mark", "Open table@2026-10-13", "Hal", "present")
    cli("session", "end", "Open table@2026-10-13")

    on("2026-10-15 18:34")  # it begins late and is over early: 28 minutes, for Cy 18
    cli("session", "start", "Steady@2026-10-15")
    cli("attendance", "mark", "Steady@2026-10-15", "Ana", "present")
    cli("attendance", "mark", "Steady@2026-10-15", "Bo", "present")
    on("2026-10-15 18:44")
    cli("attendance", "mark", "Steady@2026-10-15", "Cy", "late")
    on("2026-10-15 19:02")
    cli("session", "end", "Steady@2026-10-15")

    on("2026-10-17 10:15")
    cli("attendance", "headcount", "Walk@2026-10-17", 6)
    cli("session", "end", "Walk@2026-10-17")

    on("2026-10-20 13:30")  # nobody was expected: two walk-ins; when Gus left, nobody knows
    cli("attendance", "mark", "Open table@2026-10-20", "Hal", "present")
    cli("attendance", "mark", "Open table@2026-10-20", "Gus", "left-early")
    cli("session", "end", "Open table@2026-10-20")

    on("2026-10-22 21:00")  # Ana is at both from 7:00 to 7:30: counted once, at the one that began first
    cli("attendance", "mark", "Steady@2026-10-22", "Ana", "present")
    cli("attendance", "mark", "Steady@2026-10-22", "Bo", "excused")
    cli("attendance", "mark", "Steady@2026-10-22", "Cy", "missed")
    cli("session", "end", "Steady@2026-10-22")
    cli("attendance", "mark", "Evening@2026-10-22", "Ana", "present")
    cli("attendance", "mark", "Evening@2026-10-22", "Fay", "present")
    cli("session", "end", "Evening@2026-10-22")

    on("2026-10-24 10:15")  # nobody counted
    cli("session", "end", "Walk@2026-10-24")

    on("2026-10-26 09:00")  # Bo goes over to the evening cohort; his seat goes to Dee
    cli("unenrol", "Steady", "Bo")
    cli("enrol", "Evening", "Bo")
    on("2026-10-27 09:00")
    cli("session", "cancel", "Open table@2026-10-27", "--reason", "a burst pipe")
    on("2026-10-28 09:00")  # Hal joins for the last evening
    cli("enrol", "Evening", "Hal")
    cli("session", "substitute", "Evening@2026-10-29", "--facilitator", "Kim", "--for", "Jo")

    on("2026-10-29 21:00")  # when Dee came, nobody noted
    cli("attendance", "mark", "Steady@2026-10-29", "Ana", "present")
    cli("attendance", "mark", "Steady@2026-10-29", "Dee", "late")
    cli("attendance", "mark", "Evening@2026-10-29", "Ana", "excused")
    cli("attendance", "mark", "Evening@2026-10-29", "Fay", "present")
    cli("attendance", "mark", "Evening@2026-10-29", "Bo", "present")
    cli("session", "end", "Evening@2026-10-29", "--unmarked", "leave")

    on("2026-10-31 12:00")  # Cy had left on the 27th: not expected on the 29th; the seat goes to Eli from today on
    cli("unenrol", "Steady", "Cy", "--on", "2026-10-27")
    cli("session", "end", "Steady@2026-10-29")
    cli("session", "cancel", "Walk@2026-10-31", "--reason", "rain")

    on("2026-11-01 10:00")  # 1:15 happened twice: the second time is 105 minutes after 12:30, 15 before the end
    cli("attendance", "mark", "Night@2026-11-01", "Fay", "late", "--arrived", "01:15", code=2)
    cli("attendance", "mark", "Night@2026-11-01", "Fay", "late", "--arrived", "01:15 second")
    cli("attendance", "mark", "Night@2026-11-01", "Gus", "present")
    cli("session", "end", "Night@2026-11-01")

    on("2026-11-03 12:00")
    cli("session", "start", "Open table@2026-11-03")
    on("2026-11-03 12:25")
    cli("session", "did-not-meet", "Open table@2026-11-03", "--reason", "nobody came")

    on("2026-11-05 21:00")  # not closed: Dee and Eli have no mark
    cli("attendance", "mark", "Steady@2026-11-05", "Ana", "present")

    on("2026-11-07 10:15")
    cli("attendance", "headcount", "Walk@2026-11-07", 4)
    cli("session", "end", "Walk@2026-11-07")
    on("2026-11-09 09:00")


@pytest.fixture
def weeks(cli: CommandLine) -> CommandLine:
    filled = cli.filled(fill)
    filled.now = datetime(2026, 11, 9, 9, 0, tzinfo=NEW_YORK)
    return filled


BY_GROUP = {
    # three evenings held of the four that are over
    "Steady": {
        "sessions_held": 3, "sessions_cancelled": 0, "delivery": 0.75, "unduplicated_served": 4,  # Ana Bo Cy Dee
        "attendances": 6,  # 3 + 1 + 2
        "walk_ins": 0, "unmarked": 0, "headcount": 0,
        "expected": 8,  # 3 + 3 + 2
        "attendance_rate": 0.8571,  # 6 of 8 - 1 who let us know
        "missed_rate": 0.125,  # 1 of 8
        "occupancy": 0.6667,  # 6 of 3 x 3 seats
        "person_hours": 4.23,  # 28 + 28 + 18, then 60, then 60 + 60: 254 minutes
        "times_not_known": 1,  # Dee
    },
    "Open table": {
        "sessions_held": 2, "sessions_cancelled": 2, "delivery": 0.5, "unduplicated_served": 2,  # Gus Hal
        "attendances": 4, "walk_ins": 3, "unmarked": 0, "headcount": 0, "expected": 1,
        "attendance_rate": 1.0, "missed_rate": 0.0, "occupancy": None, "person_hours": 4.0, "times_not_known": 1,
    },
    "Walk": {
        "sessions_held": 3, "sessions_cancelled": 1, "delivery": 0.75, "unduplicated_served": 0, "attendances": 0,
        "walk_ins": 0, "unmarked": 0, "headcount": 10, "expected": 0, "attendance_rate": None, "missed_rate": None,
        "occupancy": 0.5,  # 6 + 4 of 10 x 2: of the third nobody knows
        "person_hours": 0.0, "times_not_known": 0,
    },
    "Evening": {
        "sessions_held": 2, "sessions_cancelled": 0, "delivery": 1.0, "unduplicated_served": 3,  # Ana Fay Bo
        "attendances": 4, "walk_ins": 0, "unmarked": 1,  # Hal
        "headcount": 0,
        "expected": 6,  # Ana Fay, then Ana Fay Bo Hal
        "attendance_rate": 0.8,  # 4 of 6 - 1
        "missed_rate": 0.0, "occupancy": None,
        "person_hours": 3.5,  # Ana 30 and Fay 60, then Fay 60 and Bo 60
        "times_not_known": 0,
    },
    "Night": {
        "sessions_held": 1, "sessions_cancelled": 0, "delivery": 1.0, "unduplicated_served": 2, "attendances": 2,
        "walk_ins": 0, "unmarked": 0, "headcount": 0, "expected": 2, "attendance_rate": 1.0, "missed_rate": 0.0,
        "occupancy": None, "person_hours": 2.25,  # 15 + 120
        "times_not_known": 0,
    },
}  # fmt: skip
TOGETHER = {
    "sessions_held": 11, "sessions_cancelled": 3,
    "delivery": 0.7333,  # 11 of 15 that are over
    "unduplicated_served": 7,  # all but Eli; the rows add up to 11
    "attendances": 16, "walk_ins": 3, "unmarked": 1, "headcount": 10, "expected": 17,
    "attendance_rate": 0.8667,  # 6 + 1 + 4 + 2 of 17 - 2
    "missed_rate": 0.0588,  # 1 of 17
    "occupancy": 0.5517,  # 6 + 10 of 9 + 20
    "person_hours": 13.98,  # 254 + 240 + 210 + 135 = 839 minutes
    "times_not_known": 2,
}  # fmt: skip
OPEN = {"sessions": 1, "people": 3, "headcounts": 1, "first": "2026-10-24"}  # Dee and Eli on the 5th, Hal on the 29th

# expected, attended, let us know, missed, walk-ins, unmarked, minutes, times not known
BY_PERSON = {
    "Ana": (5, 4, 1, 0, 0, 0, 178, 0),  # 28 + 60 + 60, and 30 that no other session counts
    "Bo": (3, 2, 1, 0, 0, 0, 88, 0),
    "Cy": (2, 1, 0, 1, 0, 0, 18, 0),
    "Dee": (1, 1, 0, 0, 0, 0, 60, 1),
    "Fay": (3, 3, 0, 0, 0, 0, 135, 0),
    "Gus": (2, 3, 0, 0, 1, 0, 240, 1),
    "Hal": (1, 2, 0, 0, 2, 1, 120, 0),
}
PERSON_MEASURES = (
    "sessions_expected", "sessions_attended", "sessions_excused", "sessions_missed", "walk_ins", "unmarked", "minutes",
    "times_not_known",
)  # fmt: skip


def test_the_report_by_group(weeks):
    made = weeks.json("report", "group", *PERIOD)
    found = {row["title"]: {name: row[name] for name in BY_GROUP[row["title"]]} for row in made["rows"]}
    assert found == BY_GROUP
    assert {name: made["totals"][name] for name in TOGETHER} == TOGETHER
    assert made["open"] == OPEN
    assert made["as_of"] == "2026-11-09T09:00:00-05:00"


@pytest.mark.parametrize("title", BY_GROUP)
def test_one_group_alone_has_the_figures_of_its_row(weeks, title):
    made = weeks.json("report", "group", *PERIOD, "--group", title)
    (row,) = made["rows"]
    assert {name: row[name] for name in BY_GROUP[title]} == BY_GROUP[title]
    assert {name: made["totals"][name] for name in BY_GROUP[title]} == BY_GROUP[title]


def test_the_report_by_person(weeks):
    made = weeks.json("report", "person", *PERIOD, "--show-names")
    found = {row["person"]: tuple(row[name] for name in PERSON_MEASURES) for row in made["rows"]}
    assert found == BY_PERSON
    sums = tuple(sum(each) for each in zip(*BY_PERSON.values(), strict=True))
    assert tuple(made["totals"][name] for name in PERSON_MEASURES) == sums
    assert made["open"] == OPEN


def test_both_reports_tell_the_same(weeks):
    person = weeks.json("report", "person", *PERIOD)["totals"]
    group = weeks.json("report", "group", *PERIOD)["totals"]
    assert person["sessions_attended"] == group["attendances"] == 16
    assert person["sessions_expected"] == group["expected"] == 17
    assert person["minutes"] == 839
    assert group["person_hours"] == round(839 / 60, 2)
    for name in ("walk_ins", "unmarked", "times_not_known"):
        assert person[name] == group[name]


def test_who_led_is_credited(weeks):
    """Dana: 28 + 60 + 60 minutes; Jo one evening; Kim one in his place."""
    rows = {row["facilitator"]: row for row in weeks.json("report", "staff", *PERIOD)["rows"]}
    measures = ("sessions_led", "sessions_co_led", "sessions_stood_in", "direct_hours")
    assert {name: tuple(row[each] for each in measures) for name, row in rows.items()} == {
        "Dana": (3, 0, 0, 2.47),
        "Jo": (1, 0, 0, 1.0),
        "Kim": (0, 0, 1, 1.0),
    }


def test_the_roster_as_it_came_to_be(weeks):
    """Ana stayed; Dee got Bo's seat on the 26th and Eli got Cy's on the 31st, in the order in which they waited."""
    shown = weeks.json("attendance", "show", "Steady@2026-11-05", "--show-names")["people"]
    assert {each["person"] for each in shown if each["expected"]} == {"Ana", "Dee", "Eli"}
