"""Topics and skills that were met, in hours, from sessions that were held."""

from datetime import date, time, timedelta

import pytest

from facilitator.errors import BadInput
from facilitator.services.reporting.report_coverage import report_coverage
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonWish, choose_lesson
from facilitator.services.sessions import run_session
from facilitator.services.sessions.take_attendance import mark
from facilitator.words import AttendanceStatus

MARCH = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture
def steady(program):
    """A closed group on "Eight steady steps": one session from paper, one run on the clock, two to come."""
    program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday, 8 times")
    program.people("Ana", "Bo", group="Steady")
    program.mark("Steady@2027-03-04", Ana="present")
    mark(program.book, "Steady@2027-03-04", "Bo", AttendanceStatus.LATE, now=program.now, arrived=time(19, 0))
    program.end("Steady@2027-03-04")
    return program


def rows(made):
    return {(row["kind"], row["name"]): {key: row[key] for key in made.columns[2:]} for row in made.rows}


def test_a_session_from_paper_counts_its_planned_minutes(steady):
    made = report_coverage(steady.book, *MARCH, now=steady.now)
    found = rows(made)
    whole = {"sessions": 1, "hours": 1.0, "people": 2, "person_hours": 1.5}
    assert found["topic", "Where stress lands"] == whole
    assert {skill for kind, skill in found if kind == "skill"} == {"self-awareness", "coping", "mutuality"}
    assert made.totals == whole
    assert set(made.definitions) == {"sessions", "hours", "people", "person_hours"}


def test_one_person_met_what_they_were_there_for_and_the_look_is_audited(steady):
    made = report_coverage(steady.book, *MARCH, now=steady.now, person="Bo")
    assert made.columns == ("kind", "name", "sessions", "hours")
    assert rows(made)["topic", "Where stress lands"] == {"sessions": 1, "hours": 0.5}
    assert steady.acts()[-1] == "report.coverage"
    assert report_coverage(steady.book, *MARCH, now=steady.now, person="Ana").totals == {"sessions": 1, "hours": 1.0}


def test_a_session_that_was_run_counts_what_each_item_took(steady):
    at = "Steady@2027-03-11"
    session = steady.session(at)
    now = session.starts_at
    run_session.start(steady.book, at, now=now)
    for minutes in (3, 30, 2, 15, 5, 5):  # the topic was cut short, the check-in was long
        now += timedelta(minutes=minutes)
        run_session.next_item(steady.book, at, now=now)
    steady.now = now
    steady.mark(at, Ana="present", Bo="missed")
    steady.end(at)
    lesson = run_session.lesson_of(steady.book, session)
    tagged = {item.title: item.skills for item in lesson.items}
    found = rows(report_coverage(steady.book, date(2027, 3, 11), date(2027, 3, 11), now=steady.now))
    assert found["topic", "Rest that fits"] == {"sessions": 1, "hours": 1.0, "people": 1, "person_hours": 1.0}
    assert any(tagged.values()) or all(each["hours"] == 1.0 for each in found.values())


def test_joined_topics_share_the_session_they_were_held_in(steady):
    choose_lesson(steady.book, "Steady@2027-03-11", LessonWish(LessonAct.JOIN), now=steady.now, preview=True)
    made = report_coverage(steady.book, date(2027, 4, 1), date(2027, 4, 30), now=steady.now, group="Steady")
    assert (made.rows, made.totals["sessions"], made.totals["people"]) == ((), 0, 0)


def test_days_in_the_wrong_order_are_refused(steady):
    with pytest.raises(BadInput, match="before"):
        report_coverage(steady.book, MARCH[1], MARCH[0], now=steady.now)
