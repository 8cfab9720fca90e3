from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.errors import BadInput
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.find import find_group
from facilitator.services.people.enrol import roster_of, unenrol
from facilitator.services.scheduling.schedule_group import Clashed
from facilitator.services.scheduling.see_groups import list_groups, see_group
from facilitator.services.scheduling.start_next_cycle import next_cycle
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.storage.queries.people import rosters
from facilitator.words import GroupStatus
from tests.services.scheduling.test_schedule_group import CURRICULUM

ALL = date(2000, 1, 1), date(2100, 1, 1)
AUTUMN = datetime(2027, 9, 3, 18, 0)


@pytest.fixture
def spring(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam Ortega", now=program.now)
    program.group(room="Blue", facilitators=("Sam Ortega",), capacity=2, program="talking", public=True)
    program.people("Ana", "Ben", "Cara", group="Steady")
    return program


def following(program, start=AUTUMN, **more):
    return next_cycle(program.book, program.home, "Steady", start, now=program.now, **more)


def test_the_next_cycle_is_like_the_last(spring):
    done = following(spring)
    old, new = list_groups(spring.book)
    assert (new.uid, done.enrolled, done.ended) == (done.scheduled.uid, 0, False)
    for name in ("title", "program", "enrolment", "attendance", "mode", "room", "site", "capacity", "public"):
        assert getattr(new, name) == getattr(old, name)
    assert new.facilitators == ("Sam Ortega",)
    found = list_sessions(spring.book, *ALL, group=new.uid)
    assert [each.start_local for each in found] == [datetime(2027, 9, day, 18, 0) for day in (3, 10, 17, 24)]
    with spring.book.raw() as raw:
        assert raw.execute('SELECT continues_id FROM "group" ORDER BY id').fetchall() == [(None,), (1,)]
    assert spring.acts()[-1] == "group.next"


def test_the_last_cycle_ends_with_it_where_nothing_is_to_come(spring):
    spring.now = datetime(2027, 4, 1, 12, 0, tzinfo=UTC)
    assert following(spring).ended
    old = next(each for each in list_groups(spring.book) if each.status is GroupStatus.ENDED)
    assert old.ended_on == date(2027, 3, 25)
    # two of one name: the one that goes on is meant
    with spring.book.read() as db:
        assert find_group(db, "Steady").status is GroupStatus.ACTIVE


def test_the_roster_comes_along_only_when_asked(spring):
    alone = following(spring, with_roster=True, preview=True)
    assert (alone.enrolled, alone.waiting, alone.left_waiting) == (2, 0, 1)
    done = following(spring, with_roster=True, with_waitlist=True)
    _, enrolled = roster_of(spring.book, done.scheduled.uid, now=spring.now)
    assert (done.enrolled, done.waiting, done.left_waiting) == (2, 1, 0)
    assert {each.starts_on for each in done.roster} == {AUTUMN.date()}
    # who waited goes on waiting
    assert [(each.person.name, each.waitlisted) for each in enrolled] == [
        ("Ana", False),
        ("Ben", False),
        ("Cara", True),
    ]


def test_who_waited_comes_first_where_there_is_a_seat(spring):
    unenrol(spring.book, "Steady", "Ana", on=date(2027, 3, 4), now=spring.now)
    spring.now += timedelta(days=2)
    spring.people("Dee", group="Steady")
    done = following(spring, with_roster=True, with_waitlist=True)
    with spring.book.read() as db:
        places = rosters.places_in(db, find_group(db, done.scheduled.uid).id)
    assert {each.person.name: each.waiting_since for each in places} == {
        "Ana": None,
        "Ben": None,
        "Cara": date(2027, 3, 1),
        "Dee": date(2027, 3, 3),
    }


def test_another_rule_and_lessons(spring):
    done = following(spring, repeat="every friday, 2 times")
    assert len(done.scheduled.plan.sessions) == 2
    spring.home.curricula.mkdir()
    path = spring.home.curricula / "talks.md"
    path.write_text(CURRICULUM.format(order="fixed", enrolment="closed", key="talks"), "utf-8")
    spring.group("Talks", "2027-03-05 10:00", repeat="every friday", curriculum="talks", minutes=None)
    path.unlink()  # the lessons that the last cycle has pinned are still there
    again = next_cycle(spring.book, spring.home, "Talks", datetime(2027, 9, 6, 10, 0), now=spring.now)
    assert [each.lesson for each in again.scheduled.plan.sessions] == [1, 2, 3]
    assert {each.start_local.weekday() for each in again.scheduled.plan.sessions} == {0}


def test_a_cycle_after_a_split_has_as_many_sessions_as_the_last_one(spring):
    from facilitator.domain.scheduling.group_change import GroupChange
    from facilitator.services.scheduling.change_group import change_group

    change_group(
        spring.book, "Steady", GroupChange(start=datetime(2027, 3, 19, 9, 0)), from_session="2027-03-18", now=spring.now
    )
    done = following(spring)
    assert len(done.scheduled.plan.sessions) == 4
    (series,) = see_group(spring.book, done.scheduled.uid, now=spring.now).series
    assert series.rule == "FREQ=WEEKLY;BYDAY=FR;COUNT=4"


def test_what_goes_on_by_itself_has_no_next_cycle_and_a_clash_refuses(spring):
    spring.group("Open", "2027-03-02 12:00", repeat="every tuesday")
    with pytest.raises(BadInput, match="has no end"):
        next_cycle(spring.book, spring.home, "Open", AUTUMN, now=spring.now)
    spring.group("Guests", "2027-09-10 18:30", repeat="once", room="Blue")
    with pytest.raises(Clashed):
        following(spring)
    assert following(spring, force=True).scheduled.uid


def test_a_preview_is_what_would_be_written_and_writes_nothing(spring):
    before = spring.acts()
    asked = {"with_roster": True, "with_waitlist": True}
    would = following(spring, preview=True, **asked)
    assert (spring.acts(), len(list_groups(spring.book)), would.scheduled.uid) == (before, 1, "")
    done = following(spring, **asked)
    assert would.scheduled.plan == done.scheduled.plan

    def seats(cycle):
        return [(each.person.code, each.starts_on, each.waitlisted) for each in cycle.roster]

    assert (seats(would), would.ended) == (seats(done), done.ended)


def test_a_preview_shows_what_clashes(spring):
    spring.group("Guests", "2027-09-10 18:30", repeat="once", room="Blue")
    assert following(spring, preview=True).scheduled.clashes


def test_who_waits_alone_takes_the_seats_of_the_new_cycle(spring):
    done = following(spring, with_waitlist=True)
    assert [(each.person.name, each.waitlisted, each.starts_on) for each in done.roster] == [
        ("Cara", False, AUTUMN.date())
    ]


def test_a_cycle_that_has_begun_takes_nobody_backwards(spring):
    spring.now = datetime(2027, 3, 13, 12, 0, tzinfo=UTC)
    done = following(spring, datetime(2027, 3, 5, 18, 0), with_roster=True)
    assert {each.starts_on for each in done.roster} == {date(2027, 3, 19)}
