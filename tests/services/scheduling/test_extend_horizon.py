from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.history.undo import undo
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.extend_horizon import extend_horizon
from facilitator.services.scheduling.keep_up import keep_up
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.storage.queries.scheduling import upkeep as upkeep_of
from tests.services.scheduling.test_schedule_group import CURRICULUM

ALL = date(2000, 1, 1), date(2100, 1, 1)


def starts(program, group="Open"):
    return [each.start_local for each in list_sessions(program.book, *ALL, group=group)]


@pytest.fixture
def endless(program):
    program.group("Open", "2027-03-02 12:00", repeat="every tuesday")
    program.group("Closed", "2027-03-03 12:00", repeat="every wednesday, 3 times")
    return program


def test_nothing_is_done_while_sessions_reach_far_enough(endless):
    acts = endless.acts()
    for days in (0, 1, 30):
        assert extend_horizon(endless.book, now=endless.now + timedelta(days=days)).series == 0
    assert endless.acts() == acts


def test_once_a_month_a_month_is_added_and_nothing_twice(endless):
    before = starts(endless)
    assert before[-1] == datetime(2028, 8, 29, 12, 0)
    later = endless.now + timedelta(days=33)
    done = extend_horizon(endless.book, now=later)
    after = starts(endless)
    assert (done.series, done.sessions, len(after) - len(before)) == (1, 4, 4)
    assert after[-1] == datetime(2028, 9, 26, 12, 0)
    assert after[: len(before)] == before
    assert {(b - a).days for a, b in pairwise(after)} == {7}
    assert extend_horizon(endless.book, now=later).series == 0
    assert starts(endless) == after
    assert endless.acts()[-1] == "horizon.extend"


def test_years_go_by(endless):
    for years in range(1, 12):
        extend_horizon(endless.book, now=endless.now + timedelta(days=365 * years))
    found = starts(endless)
    assert len(found) == len(set(found)) == (found[-1] - found[0]).days // 7 + 1
    assert found[-1].date() > date(2039, 8, 1)
    assert len(starts(endless, "Closed")) == 3


def test_closed_days_and_the_room_are_those_of_the_series(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group("Open", "2027-03-02 12:00", repeat="every tuesday")
    change_group(program.book, "Open", GroupChange(room="Blue"), from_session="2027-06-01", now=program.now)
    day = date(2028, 9, 12)
    keep_closures.add_closed_days(program.book, day, day, reason="Paint", now=program.now)
    program.group("Guests", "2028-09-26 12:30", repeat="once", room="Blue")
    done = extend_horizon(program.book, now=program.now + timedelta(days=40))
    fresh = [
        each for each in list_sessions(program.book, *ALL, group="Open") if each.start_local >= datetime(2028, 9, 1)
    ]
    assert [each.start_local.day for each in fresh[:3]] == [5, 19, 26]
    assert {each.room for each in fresh} == {"Blue"}
    (note,) = done.notes
    assert note.startswith(
        "Open: sessions were added to the schedule, and 1 of them clash, the first on Tue 26 Sep 2028"
    )


def test_lessons_that_go_round_go_on(program):
    program.home.curricula.mkdir()
    text = CURRICULUM.format(order="any", enrolment="open", key="talks")
    (program.home.curricula / "talks.md").write_text(text, "utf-8")
    program.group("Talk", "2027-03-02 12:00", repeat="every tuesday", curriculum="talks", minutes=None)
    found = list_sessions(program.book, *ALL)
    last, lessons = found[-1].lesson, max(each.lesson for each in found)
    extend_horizon(program.book, now=program.now + timedelta(days=40))
    fresh = list_sessions(program.book, *ALL)[len(found) :]
    assert [each.lesson for each in fresh] == [(last + at) % lessons + 1 for at in range(len(fresh))]
    titles = {each.lesson: each.lesson_title for each in found}
    assert all(each.lesson_title == titles[each.lesson] != "" for each in fresh)


def test_a_group_that_has_ended_is_left_alone_until_that_is_undone(endless):
    edit_sessions.end_group(endless.book, "Open", on=date(2027, 3, 30), now=endless.now)
    later = endless.now + timedelta(days=100)
    assert extend_horizon(endless.book, now=later).series == 0
    undo(endless.book, now=later)
    assert extend_horizon(endless.book, now=later).series == 1


def test_an_ended_group_among_others_gets_no_session(endless):
    endless.group("Other", "2027-03-02 13:00", repeat="every tuesday")
    edit_sessions.end_group(endless.book, "Open", on=date(2027, 3, 30), now=endless.now)
    before = starts(endless)
    assert extend_horizon(endless.book, now=endless.now + timedelta(days=100)).series == 1
    assert starts(endless) == before


def test_opening_a_book_keeps_it_up_and_costs_one_probe(endless):
    acts = endless.acts()
    assert keep_up(endless.book, now=endless.now) == ()
    assert endless.acts() == acts
    with endless.book.read() as db:
        asked = str(upkeep_of._upkeep.compile(db.engine))
        plan = str(
            db.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {asked}", ("2028-01-01", "active", "active", "2027-03-01")
            ).fetchall()
        )
    assert "ix_series_stored_until" in plan
    assert not {"SCAN series", "SCAN enrolment"} & set(plan.split("'")), plan
