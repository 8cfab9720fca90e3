from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.scheduling.edit_sessions import cancel, end_group, move, restore
from facilitator.services.sessions import run_session
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.words import GroupStatus, SessionStatus

S = "Steady@2027-03-11"
THEN = datetime(2027, 3, 11, 18, 30)
FRIDAY = datetime(2027, 3, 12, 19, 0)


@pytest.fixture
def steady(program):
    """A group in a room with a facilitator, and another in the same room an hour later on Fridays."""
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam Ortega", now=program.now)
    program.group(room="Blue", facilitators=("Sam Ortega",))
    program.group("Fridays", "2027-03-05 20:00", repeat="every friday, 4 times", room="Blue")
    program.people("Ana", group="Steady")
    program.now += timedelta(hours=1)
    return program


def test_a_moved_session_keeps_its_id_and_its_place_in_the_series(steady):
    before = steady.session(S)
    moved, met = move(steady.book, S, FRIDAY, now=steady.now)
    assert (moved.uid, moved.original_local, moved.start_local, moved.sequence) == (before.uid, THEN, FRIDAY, 1)
    assert (moved.starts_at, moved.ends_at) == (datetime(2027, 3, 13, tzinfo=UTC), datetime(2027, 3, 13, 1, tzinfo=UTC))
    assert (moved.updated_at, moved.created_at, met) == (steady.now, before.created_at, [])
    assert steady.session("Steady@2027-03-12") == moved
    back, _ = move(steady.book, moved.uid, THEN, now=steady.now)
    assert (back.original_local, back.start_local, back.sequence) == (THEN, THEN, 2)
    assert steady.acts()[-2:] == ["session.move"] * 2


def test_a_move_onto_another_session_is_refused_unless_forced(steady):
    late = datetime(2027, 3, 12, 19, 30)
    with pytest.raises(Refused) as refused:
        move(steady.book, S, late, now=steady.now)
    assert refused.value.title == "Blue is taken then by Fridays"
    assert steady.session(S).sequence == 0
    moved, met = move(steady.book, S, late, now=steady.now, force=True)
    assert (moved.start_local, [each.with_title for each in met]) == (late, ["Fridays"])


def test_the_facilitator_moves_along(steady):
    move(steady.book, S, FRIDAY, now=steady.now)
    steady.group("At the old time", "2027-03-11 18:30", repeat="once", facilitators=("Sam Ortega",))
    with pytest.raises(Refused):
        steady.group("At the new time", "2027-03-12 19:30", repeat="once", facilitators=("Sam Ortega",))


def test_a_session_does_not_clash_with_itself(steady):
    moved, _ = move(steady.book, S, datetime(2027, 3, 11, 18, 45), now=steady.now)
    assert moved.start_local.minute == 45


def test_cancel_and_restore(steady):
    done = cancel(steady.book, S, reason=" snow\n day ", now=steady.now)
    assert (done.status, done.reason, done.sequence, done.expected) == (SessionStatus.CANCELLED, "snow day", 1, 0)
    for refused in (
        lambda: cancel(steady.book, S, reason="again", now=steady.now),
        lambda: move(steady.book, S, FRIDAY, now=steady.now),
    ):
        with pytest.raises(Refused, match="is cancelled"):
            refused()
    back = restore(steady.book, S, now=steady.now)
    assert (back.status, back.reason, back.sequence, back.expected) == (SessionStatus.SCHEDULED, "", 2, 1)
    with pytest.raises(Refused, match="is not cancelled"):
        restore(steady.book, S, now=steady.now)
    assert steady.acts()[-2:] == ["session.cancel", "session.restore"]


def test_a_session_is_not_restored_into_a_room_that_is_taken(steady):
    cancel(steady.book, S, reason="snow", now=steady.now)
    steady.group("Guests", "2027-03-11 18:30", repeat="once", room="Blue")
    with pytest.raises(Refused, match="Blue is taken then by Guests"):
        restore(steady.book, S, now=steady.now)
    assert steady.session(S).status is SessionStatus.CANCELLED


def test_what_happened_stays_as_it_was(steady):
    edits = (
        lambda: move(steady.book, S, FRIDAY, now=steady.now),
        lambda: cancel(steady.book, S, reason="snow", now=steady.now),
    )

    def refuse(why):
        for edit in edits:
            with pytest.raises(Refused, match=why):
                edit()
        assert (steady.session(S).sequence, steady.session(S).start_local) == (0, THEN)

    steady.mark(S, Ana="present")
    refuse("were marked or counted")
    steady.mark(S, Ana=None)
    keep_headcount(steady.book, S, 5, now=steady.now)
    refuse("were marked or counted")
    run_session.start(steady.book, S, now=steady.now)
    refuse("held or is running")
    steady.end(S, "missed")
    refuse("held or is running")


def test_a_reason_is_asked_for(steady):
    with pytest.raises(BadInput, match="why is it cancelled"):
        cancel(steady.book, S, reason=" \t", now=steady.now)


def test_moving_to_the_same_time_is_refused(steady):
    with pytest.raises(Refused, match="at that time already"):
        move(steady.book, S, THEN, now=steady.now)


def test_ending_a_group_cancels_what_comes_later_and_keeps_what_was(steady):
    steady.mark("Steady@2027-03-25", Ana="excused")
    group, cancelled = end_group(steady.book, "Steady", on=date(2027, 3, 11), now=steady.now)
    assert (group.title, cancelled) == ("Steady", 1)
    statuses = {day: steady.session(f"Steady@2027-03-{day:02}").status.value for day in (4, 11, 18, 25)}
    assert statuses == {4: "scheduled", 11: "scheduled", 18: "cancelled", 25: "scheduled"}
    assert steady.session("Steady@2027-03-18").reason == "the group has ended"
    assert steady.session("Fridays@2027-03-19").status is SessionStatus.SCHEDULED
    with steady.book.read() as db:
        from facilitator.services.find import find_group

        ended = find_group(db, "Steady")
    assert (ended.status, ended.ended_on) == (GroupStatus.ENDED, date(2027, 3, 11))
    assert steady.acts()[-2:] == ["session.cancel", "group.end"]


def test_a_group_ends_today_unless_told(steady):
    steady.now = datetime(2027, 3, 12, 3, 0, tzinfo=UTC)  # still the eleventh in New York
    _, cancelled = end_group(steady.book, "Steady", on=None, now=steady.now)
    assert cancelled == 2
    assert steady.session(S).status is SessionStatus.SCHEDULED
