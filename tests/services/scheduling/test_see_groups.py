from datetime import date, datetime, timedelta

import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.see_groups import glance_at_groups, list_groups, see_group
from facilitator.services.sessions.see_sessions import list_sessions


def test_groups_by_title_with_who_leads_them(program):
    from facilitator.services.agency.keep_staff import add_facilitator

    for name in ("Sam Ortega", "Lee Novak"):
        add_facilitator(program.book, name=name, now=program.now)
    program.group("Steady", facilitators=("Sam Ortega", "Lee Novak"))
    program.group("Again")
    assert [(each.title, each.facilitators) for each in list_groups(program.book)] == [
        ("Again", ()),
        ("Steady", ("Sam Ortega", "Lee Novak")),
    ]


def test_a_group_with_its_series_roster_and_next_sessions(program):
    uid = program.group(repeat="every thursday, 14 times")
    program.people("Bo", "Ana", group="Steady")
    seen = see_group(program.book, "Steady", now=program.now + timedelta(days=7))
    assert (seen.group.uid, seen.group.title, seen.group.program) == (uid, "Steady", "wellness")
    (series,) = seen.series
    assert (series.zone, series.start_local, series.minutes) == ("America/New_York", datetime(2027, 3, 4, 18, 30), 60)
    assert [each.person.name for each in seen.roster] == ["Ana", "Bo"]
    days = [each.start_local.date() for each in seen.next_sessions]
    assert days == [date(2027, 3, 11) + timedelta(weeks=week) for week in range(10)]


def test_sessions_between_two_days_both_included(program):
    program.group(repeat="every thursday, 4 times")
    program.group("Fridays", start="2027-03-05 10:00", repeat="every friday, 2 times")
    found = list_sessions(program.book, date(2027, 3, 5), date(2027, 3, 18))
    assert [(each.title, each.start_local.day) for each in found] == [
        ("Fridays", 5),
        ("Steady", 11),
        ("Fridays", 12),
        ("Steady", 18),
    ]
    mine = list_sessions(program.book, date(2027, 3, 5), date(2027, 3, 18), group="steady")
    assert [each.start_local.day for each in mine] == [11, 18]


def test_days_in_the_wrong_order_and_unknown_groups_are_refused(program):
    with pytest.raises(BadInput, match="is before --from"):
        list_sessions(program.book, date(2027, 3, 5), date(2027, 3, 4))
    with pytest.raises(NotFound):
        list_sessions(program.book, date(2027, 3, 5), date(2027, 3, 5), group="none")


def test_groups_at_a_glance(program):
    """Seats and people waiting, and the next session that was not cancelled, in the group's own time."""
    uid = program.group("Steady", capacity=2)
    program.people("Ana", "Bo", "Zoë", group=uid)
    program.group("Away", "2027-03-02 09:00", zone="Asia/Tokyo", repeat="once")
    program.group("Empty", repeat="once")
    edit_sessions.cancel(program.book, f"{uid}@2027-03-04", reason="snow", now=program.now)
    edit_sessions.cancel(program.book, "Empty@2027-03-04", reason="snow", now=program.now)

    def glance(now):
        found = glance_at_groups(program.book, now=now)
        return [(each.group.title, each.enrolled, each.waiting, each.next_start) for each in found]

    assert glance(program.now) == [
        ("Away", 0, 0, datetime(2027, 3, 2, 9)),
        ("Empty", 0, 0, None),
        ("Steady", 2, 1, datetime(2027, 3, 11, 18, 30)),
    ]
    during, after = datetime.fromisoformat("2027-03-11T23:45:00Z"), datetime.fromisoformat("2027-03-12T00:30:00Z")
    assert glance(during)[2][3] == datetime(2027, 3, 11, 18, 30)
    assert glance(after + timedelta(minutes=1))[2][3] == datetime(2027, 3, 18, 18, 30)
    assert glance(after)[0][3] is None
