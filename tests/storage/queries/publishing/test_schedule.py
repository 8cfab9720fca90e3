import ast
from datetime import date, datetime
from pathlib import Path

import pytest

from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.services.agency import keep_sites, keep_staff
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.substitute import substitute
from facilitator.services.sessions.did_not_meet import did_not_meet
from facilitator.storage.queries.agency import sites
from facilitator.storage.queries.agency.staff import staff
from facilitator.storage.queries.publishing import schedule
from facilitator.storage.queries.scheduling.groups import groups
from facilitator.words import Mode

MARCH = DayWindow(date(2027, 3, 1), date(2027, 3, 31))


@pytest.fixture
def steady(program):
    keep_sites.add_site(program.book, name="North", address="12 Main St\nRichmond", now=program.now)
    keep_sites.add_room(
        program.book, site="North", name="Blue", capacity=None, features=("projector",), now=program.now
    )
    keep_staff.add_facilitator(program.book, name="Marisol", public_name=True, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam", now=program.now)
    program.group(room="Blue", facilitators=("Sam", "Marisol"), public=True, curriculum="eight-steady-steps")
    program.group("Other", "2027-03-05 10:00", repeat="every friday, 2 times", program="Recovery", mode=Mode.ONLINE)
    with program.book.raw() as raw:
        raw.execute("UPDATE \"group\" SET language = 'es', link = 'https://example.org' WHERE title = 'Other'")
        raw.execute("UPDATE site SET access = 'ramp', bus = 'line 5', latitude = 37.5, longitude = -77.4")
    return program


def found(steady, **wanted):
    with steady.book.read() as db:
        return [f"{each.day:%d} {each.topic[:5]}".strip() for each in schedule.meetings(db, Selection(**wanted), MARCH)]


def test_each_way_to_choose_sessions(steady):
    with steady.book.read() as db:
        (room,), (site,) = sites.rooms(db), sites.sites(db)
        marisol = next(each for each in staff(db) if each.name == "Marisol")
        other = next(each for each in groups(db) if each.title == "Other")
    led = ["04 Where", "11 What", "18 Bread", "25 Who w"]
    assert len(found(steady)) == 6
    for wanted in ({"public": True}, {"site": site.id}, {"room": room.id}, {"leader": marisol.id}):
        assert [each[:2] for each in found(steady, **wanted)] == [each[:2] for each in led], wanted
    for wanted in ({"groups": (other.id,)}, {"program": "Recovery"}, {"language": "es"}):
        assert found(steady, **wanted) == ["05", "12"]
    assert found(steady, language="es", public=True) == []


def test_who_is_stood_in_for_does_not_lead(steady):
    with steady.book.read() as db:
        people = {each.name: each.id for each in staff(db)}
    keep_staff.add_facilitator(steady.book, name="Lee", public_name=True, now=steady.now)
    substitute(steady.book, "Steady@2027-03-11", facilitator="Lee", instead_of="Marisol", now=steady.now)
    assert [each[:2] for each in found(steady, leader=people["Marisol"])] == ["04", "18", "25"]
    with steady.book.read() as db:
        leaders = schedule.named_leaders(db, MARCH.first, date(2027, 3, 12))
    by_day = [leaders.get(steady.session(f"Steady@2027-03-{day}").uid) for day in ("04", "11", "18")]
    assert by_day == [("Marisol",), ("Lee",), None]


def test_a_session_is_off_where_others_could_know(steady):
    edit_sessions.cancel(steady.book, "Steady@2027-03-04", reason="snow", now=steady.now)
    did_not_meet(steady.book, "Steady@2027-03-11", reason="snow", now=steady.now)
    steady.now = datetime(2027, 3, 19, 12, tzinfo=steady.now.tzinfo)
    did_not_meet(steady.book, "Steady@2027-03-18", reason="nobody came", now=steady.now)
    with steady.book.read() as db:
        off = {each.day.day: each.cancelled for each in schedule.meetings(db, Selection(public=True), MARCH)}
    assert off == {4: 1, 11: 1, 18: 0, 25: 0}


def test_sessions_by_their_uids_whatever_their_day(steady):
    edit_sessions.move(steady.book, "Steady@2027-03-25", datetime(2027, 4, 2, 9), now=steady.now)
    uid = steady.session("Steady@2027-04-02").uid
    with steady.book.read() as db:
        other = next(each for each in groups(db) if each.title == "Other")
        assert uid not in {each.uid for each in schedule.meetings(db, Selection(), MARCH)}
        assert [each.day.month for each in schedule.meetings_with_uids(db, Selection(), [uid, "none"])] == [4]
        assert schedule.meetings_with_uids(db, Selection(groups=(other.id,)), [uid]) == []


def test_what_may_be_told_of_groups_and_places(steady):
    with steady.book.read() as db:
        offers = {each.title: each for each in schedule.offers(db).values()}
        (place,) = schedule.places(db).values()
    assert (offers["Other"].language, offers["Other"].link, offers["Other"].mode) == (
        "es", "https://example.org", Mode.ONLINE,
    )  # fmt: skip
    assert (place.room, place.site, place.address) == ("Blue", "North", "12 Main St Richmond")
    assert (place.access, place.bus, place.point, place.notes) == ("ramp", "line 5", (37.5, -77.4), ("projector",))


def test_no_table_that_has_people_in_it_is_read():
    source = Path(schedule.__file__).read_text("utf-8")
    imported = {
        each.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "facilitator.storage.tables"
        for each in node.names
    }
    assert imported == {"facilitator", "group", "room", "series", "session", "session_facilitator", "site"}


def test_what_a_page_needs_of_the_same_sessions_and_of_groups(steady):
    edit_sessions.move(steady.book, "Steady@2027-03-11", datetime(2027, 3, 12, 9), now=steady.now)
    with steady.book.read() as db:
        by_title = {each.title: each for each in groups(db)}
        public = schedule.dated_sessions(db, Selection(public=True), MARCH)
        same = schedule.dated_sessions(db, Selection(groups=(by_title["Steady"].id,)), MARCH)
        told = schedule.meetings(db, Selection(public=True), MARCH)
        facts = schedule.group_facts(db)
    assert public == same
    assert [each.uid for each in public] == [each.uid for each in told]
    assert public[1].meant == datetime(2027, 3, 11, 18, 30)
    assert {each.zone for each in public} == {told[0].zone}
    other = facts[by_title["Other"].id]
    assert (other.uid, other.program, other.curriculum_id) == (by_title["Other"].uid, "Recovery", None)
    assert facts[by_title["Steady"].id].curriculum_id is not None
