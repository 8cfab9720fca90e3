from datetime import date, datetime, time, timedelta

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.domain.scheduling.series.edits import Misfit
from facilitator.errors import BadInput, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.people.enrol import enrol
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.change_group import ChangeRefused, change_group
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import ClosurePolicy, Mode, SessionStatus

ALL = date(2000, 1, 1), date(2100, 1, 1)


@pytest.fixture
def steady(program):
    """Ten Thursdays in a room with a facilitator; another group has the same room on Fridays at 20:00."""
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    for name in ("Blue", "Green"):
        keep_places.add_room(program.book, site="North", name=name, capacity=None, now=program.now)
    for name in ("Sam Ortega", "Lee Novak"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group(repeat="every thursday, 10 times", room="Blue", facilitators=("Sam Ortega",))
    program.group("Fridays", "2027-03-05 20:00", repeat="every friday, 10 times", room="Blue")
    program.now += timedelta(hours=1)
    return program


def changed(program, change, group="Steady", **more):
    return change_group(program.book, group, change, now=program.now, **more)


def sessions(program, group="Steady"):
    return list_sessions(program.book, *ALL, group=group)


def series(program, group="Steady"):
    return see_group(program.book, group, now=program.now).series


def rows(program, *tables):
    with program.book.raw() as raw:
        return {table: raw.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2').fetchall() for table in tables}


EVERYTHING = ("group", "group_facilitator", "series", "series_facilitator", "session", "session_facilitator", "audit")


def test_all_to_another_day_and_time(steady):
    before = sessions(steady)
    steady.now += timedelta(hours=1)
    done = changed(steady, GroupChange(start=datetime(2027, 3, 5, 18, 0)))
    after = sessions(steady)
    assert [each.uid for each in after] == [each.uid for each in before]
    assert [each.start_local for each in after] == [
        each.start_local + timedelta(days=1, minutes=-30) for each in before
    ]
    assert {(each.sequence, each.updated_at) for each in after} == {(1, steady.now)}
    assert {each.original_local == each.start_local for each in after} == {True}
    assert (done.written, done.words, len(done.changed)) == (True, ("every Friday, 10 times",), 10)
    (one,) = series(steady)
    assert (one.rule, one.start_local) == ("FREQ=WEEKLY;BYDAY=FR;COUNT=10", datetime(2027, 3, 5, 18, 0))
    assert steady.acts()[-1] == "group.change"


def test_this_and_following_in_another_room_with_others(steady):
    before = sessions(steady)
    done = changed(
        steady,
        GroupChange(room="North/Green", facilitators=("Lee Novak", "Sam Ortega"), minutes=90),
        from_session="2027-03-25",
    )
    after = sessions(steady)
    assert [each.uid for each in after] == [each.uid for each in before]
    assert after[:3] == before[:3]
    assert {(each.room, each.minutes, each.facilitators, each.sequence) for each in after[3:]} == {
        ("Green", 90, ("Lee Novak", "Sam Ortega"), 1)
    }
    old, new = series(steady)
    assert (old.rule, new.rule) == ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270318T223000Z", "FREQ=WEEKLY;BYDAY=TH;COUNT=7")
    assert old.uid != new.uid
    assert see_group(steady.book, "Steady", now=steady.now).group.facilitators == ("Lee Novak", "Sam Ortega")
    assert len(done.changed) == 7


def test_from_the_first_session_on_is_all(steady):
    (before,) = series(steady)
    changed(steady, GroupChange(start=time(19)), from_session="Steady@2027-03-04")
    (after,) = series(steady)
    assert (after.uid, after.start_local) == (before.uid, datetime(2027, 3, 4, 19, 0))


def test_a_preview_writes_nothing_and_says_what_the_change_does(steady):
    before = rows(steady, *EVERYTHING)
    wish = GroupChange(start=datetime(2027, 3, 5, 20, 30), repeat="every friday, 8 times", title="Steadier")
    seen = changed(steady, wish, preview=True)
    assert rows(steady, *EVERYTHING) == before
    assert (seen.written, len(seen.changed), len(seen.removed), len(seen.clashes)) == (False, 8, 2, 8)
    done = changed(steady, wish, force=True)
    assert [each.after for each in done.changed] == [each.after for each in seen.changed]
    assert [each.start_local for each in sessions(steady, "Steadier")] == [
        each.after.start_local for each in seen.changed
    ]


def test_a_clash_refuses_unless_forced_and_own_sessions_are_none(steady):
    before = rows(steady, *EVERYTHING)
    with pytest.raises(ChangeRefused, match="10 of the times clash") as refused:
        changed(steady, GroupChange(start=datetime(2027, 3, 5, 20, 30)))
    assert {each.with_title for each in refused.value.plan.clashes} == {"Fridays"}
    assert rows(steady, *EVERYTHING) == before
    # a quarter of an hour later each overlaps what it was
    assert changed(steady, GroupChange(start=time(18, 45))).clashes == ()
    assert changed(steady, GroupChange(start=datetime(2027, 3, 5, 20, 30)), force=True).written


def test_held_sessions_and_marks_are_never_touched(steady):
    steady.end("Steady@2027-03-04")
    steady.people("Ana", group="Steady")
    steady.mark("Steady@2027-03-18", Ana="excused")
    steady.now = datetime(2027, 3, 5, 12, 0, tzinfo=steady.now.tzinfo)
    held = [rows(steady, "session")["session"][at] for at in (0, 2)]
    changed(steady, GroupChange(start=time(17), room="Green", minutes=45))
    after = rows(steady, "session")["session"]
    assert [after[0], after[2]] == held
    assert {each.room for each in sessions(steady)} == {"Blue", "Green"}
    old, new = series(steady)
    assert old.rule == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270304T233000Z"
    assert new.rule == "FREQ=WEEKLY;BYDAY=TH;COUNT=9"
    for name, why in (("2027-03-04", "has been held"), ("2027-03-18", "were marked")):
        with pytest.raises(Refused, match=why):
            changed(steady, GroupChange(room="Blue"), from_session=name)


def test_a_session_of_last_week_that_nobody_closed_stays_where_it_was(steady):
    steady.now = datetime(2027, 3, 12, 12, 0, tzinfo=steady.now.tzinfo)
    before = sessions(steady)
    changed(steady, GroupChange(start=time(17)))
    assert sessions(steady)[:2] == before[:2]
    assert {each.start_local.hour for each in sessions(steady)[2:]} == {17}


def test_exceptions_that_no_longer_fit_are_asked_about(steady):
    edit_sessions.move(steady.book, "Steady@2027-05-06", datetime(2027, 5, 8, 10, 0), now=steady.now)
    wish = GroupChange(repeat="every thursday, 6 times")
    assert [each.meeting.start_local.day for each in changed(steady, wish, preview=True).unfit] == [8]
    with pytest.raises(ChangeRefused, match="1 session that was changed alone no longer fits"):
        changed(steady, wish)
    assert len(sessions(steady)) == 10
    changed(steady, wish, misfits=Misfit.KEEP)
    assert [each.start_local.day for each in sessions(steady)] == [4, 11, 18, 25, 1, 8, 8]


def test_people_who_said_they_come_learn_that_it_is_off(steady):
    from facilitator.services.sessions import count_people

    steady.group("Open", "2027-03-01 12:00", repeat="every monday, 3 times", enrolment="open")
    (ana,) = steady.people("Ana", group="Open")
    count_people.expect(steady.book, "Open@2027-03-15", ana.uid, now=steady.now)
    changed(steady, GroupChange(repeat="every monday, 1 time"), "Open", from_session="2027-03-08")
    found = {each.start_local.day: each.status for each in sessions(steady, "Open")}
    assert found == {1: SessionStatus.SCHEDULED, 8: SessionStatus.SCHEDULED, 15: SessionStatus.CANCELLED}


def test_closed_days_of_the_new_place_count(steady):
    keep_places.add_site(steady.book, name="South", address="", now=steady.now)
    keep_places.add_room(steady.book, site="South", name="Red", capacity=None, now=steady.now)
    day = date(2027, 3, 19)
    keep_closures.add_closed_days(steady.book, day, day, reason="Paint", now=steady.now, site="South")
    done = changed(steady, GroupChange(start=datetime(2027, 3, 5, 9, 0), room="South/Red"))
    assert [(each.date, each.reason) for each in done.skipped] == [(day, "Paint")]
    assert len(sessions(steady)) == 10  # a closed group loses none


def test_what_belongs_to_the_group(steady):
    changed(steady, GroupChange(title=" Calm\x1b ", capacity=9, mode=Mode.HYBRID, public=True))
    seen = see_group(steady.book, "Calm", now=steady.now)
    assert (seen.group.title, seen.group.capacity, seen.group.mode, seen.group.public) == (
        "Calm", 9, Mode.HYBRID, True,
    )  # fmt: skip
    assert {(each.title, each.sequence) for each in sessions(steady, "Calm")} == {("Calm", 1)}
    changed(steady, GroupChange(capacity=0, public=False, room="", facilitators=()), "Calm")
    seen = see_group(steady.book, "Calm", now=steady.now)
    assert (seen.group.capacity, seen.group.public, seen.group.room, seen.group.facilitators) == (None, False, None, ())
    assert {(each.room, each.facilitators) for each in sessions(steady, "Calm")} == {(None, ())}


def test_a_group_of_two_rules_changes_in_one_act_what_both_have(steady):
    changed(steady, GroupChange(start=datetime(2027, 4, 2, 9, 0)), from_session="2027-04-01")
    assert len(series(steady)) == 2
    done = changed(steady, GroupChange(minutes=75, start=time(10)))
    assert (len(done.plans), {each.minutes for each in sessions(steady)}) == (2, {75})
    assert {each.start_local.hour for each in sessions(steady)} == {10}
    with pytest.raises(BadInput, match="meets by 2 rules"):
        changed(steady, GroupChange(repeat="every monday"))
    apart = changed(steady, GroupChange(start=time(11)), from_session="2027-03-11")
    assert apart.warnings == ("From Fri 02 Apr 2027 on the group meets by another rule, which stays.",)


def test_an_endless_group_goes_on_to_the_horizon(steady):
    steady.group("Open", "2027-03-08 12:00", repeat="every monday")
    changed(steady, GroupChange(start=datetime(2027, 3, 2, 12, 0), repeat="every other tuesday"), "Open")
    found = sessions(steady, "Open")
    assert found[0].start_local == datetime(2027, 3, 2, 12, 0)
    assert date(2028, 8, 14) <= found[-1].start_local.date() <= date(2028, 8, 31)
    assert {each.start_local.weekday() for each in found} == {1}
    assert rows(steady, "series")["series"][-1].count("2028-08-31") == 1


@pytest.mark.parametrize(
    ("wish", "more", "why"),
    [
        (GroupChange(), {}, "what shall change"),
        (GroupChange(title=" \t"), {}, "needs a title"),
        (GroupChange(capacity=-1), {}, "capacity of -1"),
        (GroupChange(title="X"), {"from_session": "2027-03-11"}, "title belongs to the whole group"),
        (GroupChange(room="Red"), {}, "no room 'Red'"),
        (GroupChange(minutes=3), {}, "cannot last 3 minutes"),
        (GroupChange(repeat="every 13 o'clock"), {}, "understood 'every'"),
        (GroupChange(zone="Mars/Base"), {}, "unknown time zone"),
        (GroupChange(room="Green"), {"from_session": "Fridays@2027-03-05"}, "belongs to Fridays"),
        (GroupChange(room="Green"), {"from_session": "2027-03-12"}, "no session"),
    ],
)
def test_a_change_that_cannot_be_understood_writes_nothing(steady, wish, more, why):
    before = rows(steady, *EVERYTHING)
    with pytest.raises(Exception, match=why):
        changed(steady, wish, **more)
    assert rows(steady, *EVERYTHING) == before


def test_a_group_that_has_ended_or_is_over(steady):
    steady.now = datetime(2027, 9, 1, 12, 0, tzinfo=steady.now.tzinfo)
    with pytest.raises(Refused, match="no session to come"):
        changed(steady, GroupChange(minutes=45))
    edit_sessions.end_group(steady.book, "Steady", on=None, now=steady.now)
    with pytest.raises(Refused, match="has ended"):
        changed(steady, GroupChange(minutes=45))


def test_the_policy_for_closed_days_can_change(steady):
    day = date(2027, 3, 18)
    done = changed(steady, GroupChange(on_closure=ClosurePolicy.SHIFT))
    assert (done.changed, done.written) == ((), True)
    keep_closures.add_closed_days(steady.book, day, day, reason="Paint", now=steady.now)
    seen = changed(steady, GroupChange(start=time(18)), preview=True)
    assert [each.after.start_local.day for each in seen.changed][2] == 19


def test_it_is_told_how_many_of_the_roster_are_in_two_places_then(program):
    program.group()
    program.group("Art", "2027-03-05 18:30", repeat="every friday, 4 times")
    ana, _ = program.people("Ana", "Ben", group="Steady")
    enrol(program.book, "Art", ana.uid, now=program.now)
    wish = GroupChange(start=datetime(2027, 3, 5, 19, 0))
    planned = change_group(program.book, "Steady", wish, now=program.now, preview=True)
    assert planned.warnings[-1] == "1 person of the roster is then expected in another group in the same hours."
    earlier = GroupChange(start=time(17, 0))
    assert change_group(program.book, "Steady", earlier, now=program.now).warnings == ()
