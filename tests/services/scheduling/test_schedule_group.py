import json
from datetime import date, datetime

import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.schedule_group import (
    Clashed,
    GroupWish,
    WishProblem,
    preview_group,
    schedule_group,
)
from facilitator.services.scheduling.see_groups import list_groups, see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import ClosurePolicy, EnrolmentKind, SessionStatus

ALL = date(2000, 1, 1), date(2100, 1, 1)
EVE = GroupWish("Eve", datetime(2027, 3, 4, 18), "weekly", curriculum="eight-steady-steps")

CURRICULUM = """---
key: {key}
title: Three talks
version: 1.0.0
language: en
program: talking
kind: full
enrolment: {enrolment}
order: {order}
minutes: 60
people: 3-10
facilitators: 2
attendance: names
licence: CC-BY-4.0
author: tests
---

# Three talks

About three things.

## Rain

It rains.

### Welcome (20 min, at least 10)

> Hello.

### Talk (40 min)

Go around.

## Wind

It blows.

### Talk (60 min, at least 30)

## Sun

It shines.

### Talk (60 min)
"""


@pytest.fixture
def talks(program):
    """A curriculum of three lessons: ``talks(order="any", enrolment="open")``; its key."""

    def write(order="fixed", enrolment="closed", key="talks"):
        program.home.curricula.mkdir(exist_ok=True)
        text = CURRICULUM.format(order=order, enrolment=enrolment, key=key)
        (program.home.curricula / f"{key}.md").write_text(text, "utf-8")
        return key

    return write


@pytest.fixture
def places(program):
    """A site with two rooms, and two facilitators."""
    book, now = program.book, program.now
    keep_places.add_site(book, name="North", address="", now=now)
    for name in ("Blue", "Green"):
        keep_places.add_room(book, site="North", name=name, capacity=12, now=now)
    for name in ("Sam Ortega", "Lee Novak"):
        keep_staff.add_facilitator(book, name=name, now=now)


def made(program, /, **wish):
    wanted = GroupWish(**{"title": "Steady", "start": datetime(2027, 3, 4, 18, 30), "minutes": 60, **wish})
    return schedule_group(program.book, program.home, wanted, now=program.now)


def lessons(program):
    return [(each.lesson, each.lesson_title) for each in list_sessions(program.book, *ALL)]


def test_a_group_with_its_series_and_sessions(program, places):
    done = made(
        program,
        title=" Steady\x1b  steps ",
        repeat="every thursday, 3 times",
        room="North/Blue",
        facilitators=("Lee Novak", "Sam Ortega", "lee novak"),
        capacity=8,
        program=" talking ",
        public=True,
    )
    group = list_groups(program.book)[0]
    assert (group.uid, group.title, group.program, group.room, group.site, group.capacity, group.public) == (
        done.uid, "Steady steps", "talking", "Blue", "North", 8, True,
    )  # fmt: skip
    assert group.facilitators == ("Lee Novak", "Sam Ortega")
    (series,) = see_group(program.book, done.uid, now=program.now).series
    assert (series.zone, series.rule, series.minutes) == ("America/New_York", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", 60)
    found = list_sessions(program.book, *ALL)
    assert [each.start_local for each in found] == [datetime(2027, 3, day, 18, 30) for day in (4, 11, 18)]
    # the clocks go forward on the fourteenth: the wall time stays
    assert [each.starts_at.hour for each in found] == [23, 23, 22]
    assert {(each.status, each.room, each.sequence, each.present) for each in found} == {
        (SessionStatus.SCHEDULED, "Blue", 0, None)
    }
    assert {each.facilitators for each in found} == {("Lee Novak", "Sam Ortega")}
    assert program.acts()[-1] == "group.add"


def test_dates_go_around_the_closed_days_of_the_book(program):
    keep_closures.add_closed_days(
        program.book, date(2027, 3, 11), date(2027, 3, 12), reason="Staff days", now=program.now
    )
    for policy, days in (
        (ClosurePolicy.SKIP, [4, 18, 25]),
        (ClosurePolicy.SHIFT, [4, 13, 18, 25]),
        (ClosurePolicy.PUSH, [4, 18, 25, 1]),
    ):
        done = made(program, title=policy.value, repeat="every thursday, 4 times", on_closure=policy)
        assert [each.start_local.day for each in done.plan.sessions] == days
        stored = list_sessions(program.book, *ALL, group=done.uid)
        assert [each.start_local.day for each in stored] == days
        skipped = [] if policy is ClosurePolicy.SHIFT else [(date(2027, 3, 11), "Staff days")]
        assert [(each.date, each.reason) for each in done.plan.skipped] == skipped


def test_a_closed_day_of_one_site_holds_for_its_rooms_only(program, places):
    keep_places.add_site(program.book, name="South", address="", now=program.now)
    day = date(2027, 3, 11)
    keep_closures.add_closed_days(program.book, day, day, reason="Paint", now=program.now, site="South")
    assert len(made(program, repeat="every thursday, 2 times", room="Blue").plan.sessions) == 2
    keep_closures.add_closed_days(program.book, day, day, reason="Paint", now=program.now, site="North")
    skips = made(program, title="Two", repeat="every thursday, 2 times", room="Green", on_closure=ClosurePolicy.SKIP)
    assert len(skips.plan.sessions) == 1
    assert len(made(program, title="Three", repeat="every thursday, 2 times").plan.sessions) == 2


def test_a_room_and_a_facilitator_cannot_be_in_two_places(program, places):
    made(program, title="First", repeat="every thursday, 2 times", room="Blue", facilitators=("Sam Ortega",))
    before = program.acts()
    with pytest.raises(Clashed) as refused:
        made(
            program,
            start=datetime(2027, 3, 4, 19, 29),
            repeat="every thursday, 3 times",
            room="Blue",
            facilitators=("Lee Novak", "Sam Ortega"),
        )
    assert [(each.kind, each.who_or_where, each.with_title, each.starts_at.day) for each in refused.value.clashes] == [
        ("room", "Blue", "First", 5),
        ("facilitator", "Sam Ortega", "First", 5),
        ("room", "Blue", "First", 12),
        ("facilitator", "Sam Ortega", "First", 12),
    ]
    assert [group.title for group in list_groups(program.book)] == ["First"]
    assert program.acts() == before
    uid = program.group(
        "Forced", "2027-03-04 19:29", repeat="every thursday, 3 times", room="Blue", force=True, minutes=30
    )
    assert [group.uid for group in list_groups(program.book)][1] == uid


@pytest.mark.parametrize(
    ("start", "minutes", "clash"),
    [
        ("17:30", 60, False),  # back to back
        ("19:30", 60, False),
        ("17:30", 61, True),
        ("19:29", 5, True),
        ("18:45", 5, True),
        ("08:00", 720, True),  # the longest there is
        ("06:30", 720, False),
    ],
)
def test_sessions_that_touch_do_not_clash(program, places, start, minutes, clash):
    made(program, title="First", repeat="once", room="Blue")
    hour, minute = map(int, start.split(":"))
    wish = {"start": datetime(2027, 3, 4, hour, minute), "minutes": minutes, "repeat": "once", "room": "Blue"}
    if clash:
        with pytest.raises(Clashed):
            made(program, **wish)
    else:
        made(program, **wish)


def test_a_cancelled_session_holds_no_room_and_no_facilitator(program, places):
    taken = {"repeat": "once", "room": "Blue", "facilitators": ("Sam Ortega",)}
    made(program, title="First", **taken)
    edit_sessions.cancel(program.book, "First@2027-03-04", reason="snow", now=program.now)
    made(program, **taken)


def test_what_was_forced_over_is_in_the_audit_chain(program, places):
    first = program.group("First", room="Blue")
    program.group("Forced", room="Blue", force=True)
    with program.book.read() as db:
        payload = db.exec_driver_sql("SELECT payload FROM audit ORDER BY seq DESC LIMIT 1").scalar()
    starts = ["2027-03-04T23:30Z", "2027-03-11T23:30Z", "2027-03-18T22:30Z", "2027-03-25T22:30Z"]
    assert json.loads(payload) == {"forced_over": {"room": {first: starts}}, "sessions": 4}


def test_a_closed_group_walks_through_its_lessons_and_an_open_one_goes_round(program, talks):
    made(program, repeat="every thursday", curriculum=talks())
    assert lessons(program) == [(1, "Rain"), (2, "Wind"), (3, "Sun")]
    done = made(program, title="Round", repeat="every thursday, 5 times", curriculum=talks("any", "open", "round"))
    rounds = [(each.lesson, each.lesson_title) for each in list_sessions(program.book, *ALL, group=done.uid)]
    assert rounds == [(1, "Rain"), (2, "Wind"), (3, "Sun"), (1, "Rain"), (2, "Wind")]
    assert "Three talks asks for 2 facilitators; 0 named." in done.notes


def test_lessons_go_with_their_dates(program, talks):
    day = date(2027, 3, 11)
    keep_closures.add_closed_days(program.book, day, day, reason="Paint", now=program.now)
    made(program, repeat="every thursday", curriculum=talks(), on_closure=ClosurePolicy.PUSH)
    assert lessons(program) == [(1, "Rain"), (2, "Wind"), (3, "Sun")]
    done = made(program, title="Skips", repeat="every thursday", curriculum=talks(), on_closure=ClosurePolicy.SKIP)
    assert [each.lesson for each in done.plan.sessions] == [1, 3]


def test_a_group_that_meets_on_holidays_is_neither_refused_nor_asked(program, places):
    day = date(2027, 3, 11)
    keep_closures.add_closed_days(program.book, day, day, reason="Paint", now=program.now)
    keep = ClosurePolicy.KEEP
    done = made(program, repeat="every thursday, 3 times", room="Blue", on_closure=keep, enrolment=EnrolmentKind.OPEN)
    assert (len(done.plan.sessions), done.clashes) == (3, ())
    assert done.plan.warnings == ("It meets on Thu 11 Mar 2027 all the same: Paint.",)
    later = date(2027, 3, 18)
    assert keep_closures.add_closed_days(program.book, later, later, reason="Fair", now=program.now).hit == ()
    edit_sessions.move(program.book, "Steady@2027-03-04", datetime(2027, 3, 11, 9), now=program.now)


def test_without_an_end_sessions_are_stored_for_18_months(program):
    done = made(program, repeat="every thursday")
    assert done.plan.sessions[-1].start_local.date() == date(2028, 8, 31)
    assert list_groups(program.book)[0].enrolment is EnrolmentKind.OPEN
    late = made(program, title="Late", start=datetime(2025, 3, 6, 18, 30), repeat="every thursday")
    assert late.plan.sessions[-1].start_local.date() == date(2028, 8, 24)


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ({"repeat": "every thursday, 4 times"}, EnrolmentKind.CLOSED),
        ({"repeat": "every thursday"}, EnrolmentKind.OPEN),
        ({"repeat": "every thursday", "enrolment": EnrolmentKind.DROP_IN}, EnrolmentKind.DROP_IN),
        ({"repeat": "every thursday", "curriculum": "talks"}, EnrolmentKind.CLOSED),
        ({"repeat": "every thursday", "curriculum": "talks", "enrolment": EnrolmentKind.OPEN}, EnrolmentKind.OPEN),
    ],
)
def test_who_may_join(program, talks, wish, kind):
    talks()
    made(program, **wish)
    assert list_groups(program.book)[0].enrolment is kind


def test_minutes_and_program_come_from_the_curriculum_unless_given(program, talks):
    done = made(program, repeat="every thursday", minutes=None, curriculum=talks())
    assert (done.plan.sessions[0].minutes, list_groups(program.book)[0].program) == (60, "talking")
    assert made(program, title="Longer", repeat="every thursday", minutes=75, curriculum="talks").plan.sessions
    made(program, title="Kept", repeat="every thursday", curriculum=talks())
    assert sum(each.curriculum_title == "Three talks" for each in list_groups(program.book)) == 3


def test_a_changed_file_leaves_a_group_with_the_curriculum_it_began_with(program, talks):
    from facilitator.services.sessions.run_session import see_session

    made(program, repeat="every thursday", curriculum=talks())
    path = program.home.curricula / "talks.md"
    path.write_text(path.read_text("utf-8").replace("Welcome (20 min", "Greeting (20 min"), "utf-8")
    assert see_session(program.book, "Steady@2027-03-04").agenda[0].title == "Welcome"
    made(program, title="New", repeat="every thursday", curriculum="talks")
    assert see_session(program.book, "New@2027-03-04").agenda[0].title == "Greeting"


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ({"title": " \x00 "}, "the group needs a title"),
        ({"capacity": 0}, "a capacity of 0 leaves no seat"),
        ({"minutes": None}, "how long is a session?"),
        ({"minutes": 4}, "a session cannot last 4 minutes"),
        ({"minutes": 721}, "a session cannot last 721 minutes"),
        ({"zone": "Mars/Base"}, "unknown time zone 'Mars/Base'"),
        ({"room": "Blue"}, "no room 'Blue'"),
        ({"facilitators": ("Sam",)}, "no facilitator 'Sam'"),
        ({"curriculum": "none"}, "no curriculum 'none'"),
        (
            {"curriculum": "talks", "minutes": 45},
            "lesson 1 of the curriculum: this lesson does not fit into 45 minutes",
        ),
        ({"repeat": "every day until 2060-01-01"}, "this rule makes more than 2000 sessions"),
    ],
)
def test_a_wish_that_cannot_be_met_writes_nothing(program, talks, wish, title):
    talks()
    before = program.acts()
    with pytest.raises((BadInput, NotFound)) as refused:
        made(program, **{"repeat": "every thursday, 4 times", **wish})
    assert refused.value.title == title
    assert (list_groups(program.book), program.acts()) == ([], before)


def test_a_rule_whose_every_date_is_closed_is_refused(program):
    keep_closures.add_closed_days(program.book, date(2027, 3, 1), date(2027, 4, 30), reason="Move", now=program.now)
    with pytest.raises(BadInput, match="leaves no session"):
        made(program, repeat="every thursday, 4 times", on_closure=ClosurePolicy.SKIP)
    with pytest.raises(BadInput, match="leaves no session"):
        made(program, repeat="once")


def test_the_zone_is_the_books_unless_given(program):
    made(program, repeat="once", zone="US/Pacific")
    (each,) = list_sessions(program.book, *ALL)
    assert (each.zone, each.starts_at.hour) == ("America/Los_Angeles", 2)


def test_a_preview_is_what_would_be_made(program):
    """The same dates, lessons and clashes; and nothing in the book is other than before."""
    keep_places.add_site(program.book, name="Harbor House", address="", now=program.now)
    keep_places.add_room(program.book, site="Harbor House", name="Blue room", capacity=None, now=program.now)
    keep_closures.add_closed_days(
        program.book, date(2027, 3, 11), date(2027, 3, 11), reason="spring day", now=program.now
    )
    program.group("Quilting", "2027-03-18 18:30", repeat="once", room="Blue room")
    wish = GroupWish("Eve", EVE.start, "weekly", curriculum=EVE.curriculum, room="Blue room")
    before = program.acts()
    seen = preview_group(program.book, program.home, wish, now=program.now)
    assert program.acts() == before
    assert (seen.words, seen.minutes, seen.enrolment) == ("weekly (Thursday)", 60, EnrolmentKind.CLOSED)
    assert [each.reason for each in seen.plan.skipped] == ["spring day"]
    assert [each.with_title for each in seen.clashes] == ["Quilting"]
    made = schedule_group(program.book, program.home, wish, now=program.now, force=True)
    assert (made.plan, made.clashes, made.notes) == (seen.plan, seen.clashes, seen.notes)
    stored = list_sessions(program.book, date(2027, 1, 1), date(2028, 1, 1), group="Eve")
    assert tuple(each.lesson_title for each in stored) == seen.lesson_titles


def test_a_curriculum_that_was_read_is_not_read_again(program):
    """The one that is handed in is used, whatever the folder holds by then."""
    chosen = find_curriculum(program.home, "eight-steady-steps")
    wish = GroupWish("Eve", EVE.start, "weekly", curriculum="no-such-key")
    seen = preview_group(program.book, program.home, wish, now=program.now, chosen=chosen)
    assert len(seen.lesson_titles) == 8


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("title", {"title": "  "}),
        ("capacity", {"capacity": 0}),
        ("minutes", {"curriculum": None}),
        ("minutes", {"minutes": 5}),
        ("repeat", {"repeat": "now and then"}),
        ("repeat", {"repeat": "every day, 2001 times", "curriculum": None, "minutes": 60}),
        ("repeat", {"repeat": "every thursday, until 2027-03-01"}),
    ],
)
def test_a_problem_names_its_part(program, part, changed):
    """So that a form can say it where it belongs."""
    values = {"title": "Eve", "start": EVE.start, "repeat": "weekly", "curriculum": EVE.curriculum, **changed}
    with pytest.raises(WishProblem) as refused:
        preview_group(program.book, program.home, GroupWish(**values), now=program.now)
    assert refused.value.part == part
