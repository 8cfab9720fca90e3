from datetime import date, datetime, time

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import BadInput, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.scheduling.call_off_day import Instead, day_off
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import Mode, SessionStatus

DAY = date(2027, 3, 11)
ALL = date(2000, 1, 1), date(2100, 1, 1)


@pytest.fixture
def thursday(program):
    """Three groups at North and one at South, all on Thursday the eleventh."""
    for site, room in (("North", "Blue"), ("South", "Red")):
        keep_places.add_site(program.book, name=site, address="", now=program.now)
        keep_places.add_room(program.book, site=site, name=room, capacity=None, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam Ortega", now=program.now)
    program.group("Morning", "2027-03-04 09:00", room="Blue", facilitators=("Sam Ortega",))
    program.group("Noon", "2027-03-04 12:00", room="Blue")
    program.group("Evening", "2027-03-04 18:30", room="Blue")
    program.group("Elsewhere", "2027-03-04 18:30", room="Red")
    program.people("Ana", "Ben", group="Morning")
    program.people("Cara", group="Evening")
    program.group("Both", "2027-03-11 15:00", repeat="once", room="Blue")
    from facilitator.services.people.enrol import enrol

    enrol(program.book, "Both", "Ana", now=program.now)
    return program


def off(program, **more):
    return day_off(program.book, "North", DAY, **{"reason": "snow", "now": program.now, **more})


def that_day(program):
    return {each.title: each for each in list_sessions(program.book, DAY, DAY)}


def test_everything_at_the_site_is_cancelled_and_each_person_is_told_once(thursday):
    done = off(thursday)
    now = that_day(thursday)
    assert {title for title, each in now.items() if each.status is SessionStatus.CANCELLED} == {
        "Morning", "Noon", "Evening", "Both",
    }  # fmt: skip
    assert {(each.reason, each.sequence) for title, each in now.items() if title != "Elsewhere"} == {("snow", 1)}
    assert [(each.session.title, len(each.people)) for each in done.affected] == [
        ("Morning", 2), ("Noon", 0), ("Both", 1), ("Evening", 1),
    ]  # fmt: skip
    assert sorted(each.name for each in done.people) == ["Ana", "Ben", "Cara"]
    assert thursday.acts()[-2:] == ["session.cancel", "site.day-off"]


def test_held_and_marked_sessions_are_left_alone(thursday):
    thursday.mark("Morning@2027-03-11", Ana="excused")
    thursday.end("Noon@2027-03-11")
    done = off(thursday)
    assert [each.title for each in done.left] == ["Morning", "Noon"]
    assert that_day(thursday)["Morning"].status is SessionStatus.SCHEDULED


def test_only_some_hours(thursday):
    done = off(thursday, after=time(12, 30), before=time(18, 0))
    assert [each.session.title for each in done.affected] == ["Noon", "Both"]


def test_online_frees_the_room_and_keeps_the_session(thursday):
    off(thursday, instead=Instead.ONLINE)
    each = that_day(thursday)["Morning"]
    assert (each.status, each.mode, each.room, each.sequence) == (SessionStatus.SCHEDULED, Mode.ONLINE, None, 1)
    assert that_day(thursday)["Elsewhere"].mode is Mode.IN_PERSON
    thursday.group("Guests", "2027-03-11 09:00", repeat="once", room="Blue")


def test_put_off_ends_later(thursday):
    done = off(thursday, instead=Instead.PUSH)
    assert datetime(2027, 4, 1, 18, 30) in [each.start_local for each in done.added]
    days = [each.start_local.day for each in list_sessions(thursday.book, *ALL, group="Evening")]
    assert days == [4, 11, 18, 25, 1]
    assert that_day(thursday)["Evening"].status is SessionStatus.CANCELLED


def test_a_new_last_session_is_not_in_its_own_way_and_others_are(thursday):
    thursday.group("Guests", "2027-04-01 12:00", repeat="once", room="Blue")
    done = off(thursday, instead=Instead.PUSH)
    assert [(each.kind.value, each.who_or_where, each.with_title) for each in done.clashes] == [
        ("room", "Blue", "Guests")
    ]


def test_put_off_goes_on_through_the_series_that_follows(thursday):
    change = GroupChange(start=time(17))
    change_group(thursday.book, "Evening", change, now=thursday.now, from_session="Evening@2027-03-18")
    done = off(thursday, instead=Instead.PUSH, after=time(18))
    assert [each.start_local for each in done.added] == [datetime(2027, 4, 1, 17, 0)]
    assert done.clashes == ()
    found = [
        (each.start_local.day, each.start_local.hour) for each in list_sessions(thursday.book, *ALL, group="Evening")
    ]
    assert found == [(4, 18), (11, 18), (18, 17), (25, 17), (1, 17)]


def test_a_preview_writes_nothing(thursday):
    acts, before = thursday.acts(), that_day(thursday)
    seen = off(thursday, preview=True)
    assert (len(seen.affected), seen.written) == (4, False)
    assert (thursday.acts(), that_day(thursday)) == (acts, before)


def test_a_day_with_nothing_on_it_and_no_reason(thursday):
    with pytest.raises(Refused, match="nothing is scheduled at North then"):
        day_off(thursday.book, "North", date(2027, 3, 10), reason="snow", now=thursday.now)
    with pytest.raises(BadInput, match="why is it cancelled"):
        off(thursday, reason=" ")
