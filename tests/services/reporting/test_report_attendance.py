from datetime import date, time, timedelta
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.reporting.measures import DEFINITIONS
from facilitator.domain.reporting.still_open import StillOpen
from facilitator.errors import BadInput, NotFound
from facilitator.services.people.enrol import unenrol
from facilitator.services.reporting.report_attendance import report_groups, report_people
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions.count_people import expect, keep_headcount
from facilitator.services.sessions.take_attendance import mark
from facilitator.words import AttendanceStatus, EnrolmentKind
from tests.services.sessions.test_count_people import CIRCLE

MARCH = date(2027, 3, 1), date(2027, 3, 31)
SHARES = ("delivery", "attendance_rate", "missed_rate", "occupancy")
COUNTS = (
    "sessions_held",
    "sessions_cancelled",
    "sessions_open",
    "attendances",
    "walk_ins",
    "headcount",
    "expected",
    "unmarked",
)


@pytest.fixture
def march(program):
    """Three groups in March: closed with four on its roster, open with walk-ins, and one that counts heads.

    Steady, capacity 5, expects Ana, Bo, Cy, Di: the fourth of March Ana and Bo present, Cy excused, Di missed, Walt
    walks in; the eleventh Ana late (45 of 60 minutes), the others missed; the 18th cancelled; the 25th not held yet.
    """
    program.group(capacity=5)
    program.people("Ana", "Bo", "Cy", "Di", group="Steady")
    program.people("Walt")
    program.mark("Steady@2027-03-04", Ana="present", Bo="present", Cy="excused", Walt="present")
    program.end("Steady@2027-03-04", "missed")
    mark(program.book, "Steady@2027-03-11", "Ana", AttendanceStatus.LATE, now=program.now, arrived=time(18, 45))
    program.end("Steady@2027-03-11", "missed")
    edit_sessions.cancel(program.book, "Steady@2027-03-18", reason="snow", now=program.now)
    program.group("Open", "2027-03-05 10:00", repeat="every friday", enrolment=EnrolmentKind.OPEN)
    expect(program.book, "Open@2027-03-05", "Bo", now=program.now)
    expect(program.book, "Open@2027-03-05", "Di", now=program.now)
    program.mark("Open@2027-03-05", Bo="left-early", Di="excused", Ana="present", Walt="present")
    program.end("Open@2027-03-05")
    (program.home.curricula).mkdir()
    (program.home.curricula / "circle.md").write_text(CIRCLE, "utf-8")
    program.group("Round", "2027-03-02 12:00", repeat="every tuesday, 3 times", curriculum="circle", capacity=10)
    for day, heads in ((2, 7), (9, 9)):
        keep_headcount(program.book, f"Round@2027-03-{day:02}", heads, now=program.now)
        program.end(f"Round@2027-03-{day:02}")
    return program


def test_the_figures_of_groups_by_hand(march):
    made = report_groups(march.book, *MARCH, now=march.now)
    rows = {row["title"]: row for row in made.rows}
    nothing = dict.fromkeys(SHARES)
    assert list(rows) == ["Open", "Round", "Steady"]
    assert rows["Steady"] == {
        "group": march.session("Steady@2027-03-04").group_uid,
        "title": "Steady",
        "sessions_held": 2,
        "sessions_cancelled": 1,
        "sessions_open": 0,
        "delivery": Fraction(2, 3),
        "unduplicated_served": 3,  # Ana, Bo, Walt
        "attendances": 4,
        "walk_ins": 1,
        "headcount": 0,
        "expected": 8,
        "unmarked": 0,
        "attendance_rate": Fraction(3, 7),  # 3 of 8 - 1: Walt was not expected, Cy let us know
        "missed_rate": Fraction(1, 2),  # Di, then Bo, Cy and Di
        "occupancy": Fraction(2, 5),  # 4 of 2 x 5
        "person_hours": Fraction(15, 4),  # 3 hours and 45 minutes
        "times_not_known": 0,
    }
    assert rows["Open"] == rows["Open"] | {
        "sessions_held": 1,
        "delivery": 1.0,
        "unduplicated_served": 3,
        "attendances": 3,
        "walk_ins": 2,
        "expected": 2,
        "attendance_rate": 1.0,  # Bo; Di let us know
        "missed_rate": 0.0,
        "occupancy": None,
        "person_hours": 3.0,
    }
    assert rows["Round"] == rows["Round"] | nothing | {
        "sessions_held": 2,
        "delivery": 1.0,
        "unduplicated_served": 0,
        "attendances": 0,
        "headcount": 16,
        "expected": 0,
        "occupancy": Fraction(4, 5),  # 16 of 2 x 10
        "person_hours": 0.0,
    }
    assert made.totals == {
        "sessions_held": 5,
        "sessions_cancelled": 1,
        "sessions_open": 0,
        "delivery": Fraction(5, 6),
        "unduplicated_served": 3,  # the same three people
        "attendances": 7,
        "walk_ins": 3,
        "headcount": 16,
        "expected": 10,
        "unmarked": 0,
        "attendance_rate": Fraction(1, 2),  # 4 of 10 - 2
        "missed_rate": Fraction(2, 5),
        "occupancy": Fraction(2, 3),  # 4 + 16 of 30; Open has no seats, so nobody there took one
        "person_hours": Fraction(27, 4),
        "times_not_known": 1,  # Bo left early
    }
    assert list(made.definitions) == list(made.totals)
    assert made.definitions.items() <= DEFINITIONS.items()


def test_a_group_alone_and_days_at_the_edge(march):
    made = report_groups(march.book, date(2027, 3, 4), date(2027, 3, 4), now=march.now, group="steady")
    (row,) = made.rows
    assert (row["attendances"], row["expected"], row["attendance_rate"]) == (3, 4, Fraction(2, 3))
    assert made.totals == {name: row[name] for name in made.totals}
    assert report_groups(march.book, date(2027, 3, 3), date(2027, 3, 3), now=march.now).rows == ()
    empty = report_groups(march.book, date(2026, 3, 3), date(2026, 3, 3), now=march.now).totals
    assert [empty[name] for name in SHARES] == [None] * 4


def test_people_by_code_or_by_name_and_the_look_is_audited(march):
    made = report_people(march.book, *MARCH, now=march.now, names=True)
    assert made.columns == (
        "person", "code", "sessions_expected", "sessions_attended", "walk_ins", "sessions_excused", "sessions_missed",
        "unmarked", "minutes", "times_not_known",
    )  # fmt: skip
    assert {row["person"]: list(row.values())[2:] for row in made.rows} == {
        "Ana": [2, 3, 1, 0, 0, 0, 165, 0],
        "Bo": [3, 2, 0, 0, 1, 0, 120, 1],
        "Cy": [2, 0, 0, 1, 1, 0, 0, 0],
        "Di": [3, 0, 0, 1, 2, 0, 0, 0],
        "Walt": [0, 2, 2, 0, 0, 0, 120, 0],
    }
    assert list(made.totals.values()) == [10, 7, 3, 2, 4, 0, 405, 1]
    coded = report_people(march.book, *MARCH, now=march.now, names=False, group="Open")
    assert [row["person"] == row["code"] for row in coded.rows] == [True] * 4
    assert march.acts()[-2:] == ["report.person"] * 2


def test_somebody_whose_mark_was_cleared_is_in_no_report(march):
    march.mark("Steady@2027-03-04", Walt=None)
    made = report_people(march.book, date(2027, 3, 4), date(2027, 3, 4), now=march.now, names=True)
    assert [row["person"] for row in made.rows] == ["Ana", "Bo", "Cy", "Di"]


def test_a_session_that_is_not_over_counts_for_nothing(march):
    march.mark("Steady@2027-03-25", Ana="present", Bo="missed")
    keep_headcount(march.book, "Round@2027-03-16", 12, now=march.now)
    made = report_groups(march.book, *MARCH, now=march.now)
    assert (made.open, made.totals["sessions_open"], made.totals["attendances"]) == (StillOpen(), 0, 7)


def test_what_is_over_and_not_closed_is_told_and_keeps_delivery_below_all(march):
    """The 25th of Steady has two of four marked, Open has three Fridays left, and a headcount was not taken."""
    march.mark("Steady@2027-03-25", Ana="present", Bo="missed")
    march.now = march.session("Steady@2027-03-25").ends_at + timedelta(days=2)
    made = report_groups(march.book, *MARCH, now=march.now)
    rows = {row["title"]: row for row in made.rows}
    assert made.open == StillOpen(
        sessions=5, people=2, headcounts=1, first=date(2027, 3, 12), first_session=march.session("Open@2027-03-12").uid
    )
    opened = {title: (row["sessions_held"], row["sessions_open"], row["delivery"]) for title, row in rows.items()}
    assert opened == {
        "Open": (1, 3, Fraction(1, 4)),
        "Round": (2, 1, Fraction(2, 3)),
        "Steady": (2, 1, Fraction(2, 4)),  # one was cancelled
    }
    assert (made.totals["sessions_open"], made.totals["delivery"]) == (5, Fraction(5, 11))
    assert rows["Steady"]["attendances"] == 4  # marks of a session that is not closed wait for its end
    people = report_people(march.book, *MARCH, now=march.now, names=True, group="Steady")
    assert (people.open.sessions, people.open.people, people.open.headcounts) == (1, 2, 0)
    assert people.totals["unmarked"] == 0


def test_people_who_are_left_unmarked_have_a_column_of_their_own(march):
    march.mark("Steady@2027-03-25", Ana="present")
    march.end("Steady@2027-03-25", "leave")
    (row,) = report_groups(march.book, *MARCH, now=march.now, group="Steady").rows
    assert (row["expected"], row["unmarked"], row["attendance_rate"]) == (12, 3, Fraction(4, 11))
    people = report_people(march.book, *MARCH, now=march.now, names=True, group="Steady")
    unmarked = {each["person"]: each["unmarked"] for each in people.rows}
    assert unmarked == {"Ana": 0, "Bo": 1, "Cy": 1, "Di": 1, "Walt": 0}
    assert people.totals["unmarked"] == 3
    assert people.open.people == 3
    for each in people.rows:  # each was there, let us know, did not come or waits for a mark
        told = each["sessions_attended"] + each["sessions_excused"] + each["sessions_missed"] + each["unmarked"]
        assert told == each["sessions_expected"] + each["walk_ins"]


def test_a_headcount_that_was_not_taken_is_no_zero(march):
    march.end("Round@2027-03-16")
    (row,) = (made := report_groups(march.book, *MARCH, now=march.now, group="Round")).rows
    assert (row["sessions_held"], row["headcount"], row["occupancy"]) == (3, 16, Fraction(16, 20))
    assert (made.open.headcounts, made.open.first) == (1, date(2027, 3, 16))
    alone = report_groups(march.book, date(2027, 3, 16), date(2027, 3, 16), now=march.now)
    assert (alone.rows[0]["headcount"], alone.rows[0]["occupancy"], alone.totals["headcount"]) == (None, None, None)


def test_as_of_is_the_moment_in_the_zone_of_the_book(march):
    made = report_groups(march.book, *MARCH, now=march.now)
    assert made.as_of.isoformat() == "2027-03-01T13:15:00-05:00"


def test_days_in_the_wrong_order_and_unknown_groups(march):
    for make in (partial(report_groups, now=march.now), partial(report_people, now=march.now, names=False)):
        with pytest.raises(BadInput, match="--to 2027-03-01 is before --from 2027-03-31"):
            make(march.book, *reversed(MARCH))
        with pytest.raises(NotFound):
            make(march.book, *MARCH, group="none")


def test_leaving_afterwards_changes_no_figure(march):
    before = report_groups(march.book, *MARCH, now=march.now)
    unenrol(march.book, "Steady", "Ana", now=march.now)
    assert report_groups(march.book, *MARCH, now=march.now) == before


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_rates_are_shares_and_totals_are_the_sums_of_their_rows(tmp_path_factory, data):
    from facilitator.services.book.open_book import open_book
    from tests.books import make_practice_home
    from tests.conftest import Program

    home = make_practice_home(tmp_path_factory.mktemp("report"))
    with open_book(home, None, actor="pat") as book:
        program = Program(home, book)
        kinds = st.sampled_from([EnrolmentKind.OPEN, EnrolmentKind.CLOSED])
        for title in ("One", "Two"):
            program.group(title, enrolment=data.draw(kinds), capacity=data.draw(st.sampled_from([None, 4])))
        people = program.people("Ana", "Bo", "Cy", group="One")
        for title in ("One", "Two"):
            for day in (4, 11):
                for each in people:
                    status = data.draw(st.sampled_from([*AttendanceStatus, None]))
                    program.mark(f"{title}@2027-03-{day:02}", **{each.name: status and status.value})
                program.end(f"{title}@2027-03-{day:02}", data.draw(st.sampled_from(["missed", "excused", "leave"])))
        made = report_groups(book, *MARCH, now=program.now)
    for measures in (*made.rows, made.totals):
        assert all(measures[name] is None or 0 <= measures[name] <= 1 for name in SHARES)
    for name in COUNTS:
        assert made.totals[name] == sum(row[name] for row in made.rows)
    assert made.totals["person_hours"] == sum(row["person_hours"] for row in made.rows)
    served = [row["unduplicated_served"] for row in made.rows]
    assert max(served) <= made.totals["unduplicated_served"] <= sum(served)


def test_heads_that_nobody_counted_yet_are_no_zero(program):
    (program.home.curricula).mkdir()
    (program.home.curricula / "circle.md").write_text(CIRCLE, "utf-8")
    program.group("Round", "2027-03-02 12:00", repeat="every tuesday, 3 times", curriculum="circle", capacity=10)
    program.now += timedelta(days=14)
    made = report_groups(program.book, *MARCH, now=program.now)
    for row in (made.rows[0], made.totals):
        assert (row["sessions_held"], row["headcount"], row["occupancy"]) == (0, None, None)
    keep_headcount(program.book, "Round@2027-03-02", 7, now=program.now)
    program.end("Round@2027-03-02")
    assert report_groups(program.book, *MARCH, now=program.now).totals["headcount"] == 7
