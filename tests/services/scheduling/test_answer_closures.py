from dataclasses import replace
from datetime import date, datetime, time

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.domain.scheduling.series.edits import Misfit
from facilitator.errors import Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.history.undo import recent_edits, redo, undo
from facilitator.services.people import enrol
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.answer_closures import answer, sessions_hit
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.keep_closures import add_closed_days, list_closures, remove_closure
from facilitator.services.sessions import count_people
from facilitator.storage.queries.scheduling import closures
from facilitator.storage.queries.sessions import sessions
from facilitator.words import ClosureAnswer, ClosurePolicy, SessionStatus

SKIP, SHIFT, KEEP = ClosureAnswer.SKIP, ClosureAnswer.SHIFT, ClosureAnswer.KEEP


@pytest.fixture
def steady(program):
    """Four Thursdays in the blue room, led by Dana."""
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    keep_staff.add_facilitator(program.book, name="Dana R.", now=program.now)
    program.group(room="Blue", facilitators=("Dana R.",))
    return program


def close(program, first, last=None, **more):
    begin = date.fromisoformat(first)
    end = date.fromisoformat(last) if last else begin
    return add_closed_days(program.book, begin, end, **{"reason": "Paint", "now": program.now, **more})


def waiting(program):
    return [
        (f"{each.session.start_local:%m-%d}", each.reason, each.next_open and f"{each.next_open:%m-%d %H:%M}")
        for each in sessions_hit(program.book, now=program.now)
    ]


def test_what_waits_for_an_answer(steady):
    close(steady, "2027-03-11", "2027-03-12")
    close(steady, "2027-03-13", reason="Dust", room="Blue")
    assert waiting(steady) == [("03-11", "Paint", "03-14 18:30")]
    close(steady, "2027-03-14", "2027-06-30", reason="Move")
    assert waiting(steady) == [("03-11", "Paint", None), ("03-18", "Move", None), ("03-25", "Move", None)]


def test_skip_cancels_with_the_reason_and_stays_published(steady):
    close(steady, "2027-03-11")
    before = steady.session("Steady@2027-03-11")
    done = answer(steady.book, "Steady@2027-03-11", SKIP, now=steady.now)
    after = steady.session("Steady@2027-03-11")
    assert done.done == (after,)
    assert (after.status, after.reason, after.sequence) == (SessionStatus.CANCELLED, "Paint", before.sequence + 1)
    assert after.start_local == before.start_local
    assert waiting(steady) == []
    assert steady.acts()[-1] == "session.cancel"
    exported = export_calendar(steady.book, now=steady.now)
    assert (exported.sessions, exported.data.count(b"STATUS:CANCELLED")) == (4, 1)


def test_shift_moves_to_the_next_open_day_and_keeps_the_original(steady):
    close(steady, "2027-03-11", "2027-03-12")
    done = answer(steady.book, "Steady@2027-03-11", SHIFT, now=steady.now)
    (moved,) = done.done
    assert (moved.start_local, moved.original_local) == (datetime(2027, 3, 13, 18, 30), datetime(2027, 3, 11, 18, 30))
    # Saturday evening is before the clocks go forward
    assert moved.starts_at.isoformat() == "2027-03-13T23:30:00+00:00"
    assert (done.left, done.notes, waiting(steady)) == ((), (), [])


def test_shifts_keep_their_order(steady):
    close(steady, "2027-03-11", "2027-03-19")
    assert [each.session.start_local.day for each in sessions_hit(steady.book, now=steady.now)] == [11, 18]
    done = answer(steady.book, "all", SHIFT, now=steady.now)
    assert [f"{each.original_local:%m-%d} {each.start_local:%m-%d}" for each in done.done] == [
        "03-11 03-20",
        "03-18 03-21",
    ]
    # in the order they were meant for, so that there is nothing to tell
    assert done.notes == ()


def test_a_shift_beyond_another_session_is_told(steady):
    close(steady, "2027-03-11", "2027-03-17")
    steady.group("Closer", "2027-03-11 18:00", repeat="every thu and fri, 4 times")
    close(steady, "2027-03-18", reason="Exam")
    done = answer(steady.book, "Closer@2027-03-18", SHIFT, now=steady.now)
    assert [f"{each.start_local:%m-%d}" for each in done.done] == ["03-20"]
    assert done.notes == ("Closer moves to Sat 20 Mar 2027, 6:00 pm, beyond its session on Fri 19 Mar 2027, 6:00 pm.",)


@pytest.mark.parametrize("taken", ["room", "facilitator"])
def test_a_shift_onto_a_taken_room_or_person_is_not_made(steady, taken):
    more = {"room": "Blue"} if taken == "room" else {"facilitators": ("Dana R.",)}
    steady.group("Painting", "2027-03-12 18:00", repeat="once", **more)
    close(steady, "2027-03-11")
    before = steady.session("Steady@2027-03-11")
    acts = steady.acts()
    with pytest.raises(Refused, match=r"on Fri 12 Mar 2027, 6:30 pm, the next open day, .*Painting"):
        answer(steady.book, "Steady@2027-03-11", SHIFT, now=steady.now)
    assert (steady.session("Steady@2027-03-11"), steady.acts()) == (before, acts)
    assert waiting(steady) == [("03-11", "Paint", "03-12 18:30")]


def test_what_is_kept_is_not_told_again_until_another_day_is_closed(steady):
    close(steady, "2027-03-11")
    before = steady.session("Steady@2027-03-11")
    assert answer(steady.book, "Steady@2027-03-11", KEEP, now=steady.now).done == (before,)
    assert steady.acts()[-1] == "closures.keep"
    assert waiting(steady) == []
    with pytest.raises(Refused, match="no closed day waits"):
        answer(steady.book, "Steady@2027-03-11", SKIP, now=steady.now)
    close(steady, "2027-03-11", reason="Flood")
    assert waiting(steady) == [("03-11", "Flood", "03-12 18:30")]
    answer(steady.book, "all", KEEP, now=steady.now)
    assert waiting(steady) == []
    remove_closure(steady.book, "Flood", now=steady.now)
    close(steady, "2027-03-11", reason="Flood")
    assert waiting(steady) == [("03-11", "Flood", "03-12 18:30")]


def test_held_running_marked_and_past_sessions_are_never_touched(steady):
    (ana,) = steady.people("Ana Pell", group="Steady")
    steady.mark("Steady@2027-03-11", **{"Ana Pell": "present"})
    count_people.keep_headcount(steady.book, "Steady@2027-03-18", 4, now=steady.now)
    edit_sessions.cancel(steady.book, "Steady@2027-03-25", reason="snow", now=steady.now)
    assert close(steady, "2027-03-01", "2027-04-30").hit[0].session.start_local == datetime(2027, 3, 4, 18, 30)
    assert [day for day, _, _ in waiting(steady)] == ["03-04"]
    enrol.unenrol(steady.book, "Steady", ana.uid, now=steady.now)
    with pytest.raises(Refused):
        answer(steady.book, "Steady@2027-03-11", SKIP, now=steady.now)
    steady.now = datetime.fromisoformat("2027-03-04T23:31:00+00:00")  # a minute after it began
    assert waiting(steady) == []


def test_a_cleared_mark_holds_nothing(steady):
    steady.people("Ana Pell", group="Steady")
    steady.mark("Steady@2027-03-11", **{"Ana Pell": "present"})
    steady.mark("Steady@2027-03-11", **{"Ana Pell": None})
    close(steady, "2027-03-11")
    assert [day for day, _, _ in waiting(steady)] == ["03-11"]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (SKIP, [("03-11", "cancelled"), ("03-18", "cancelled")]),
        (SHIFT, [("03-13", "scheduled"), ("03-19", "scheduled")]),
        (KEEP, [("03-11", "scheduled"), ("03-18", "scheduled")]),
    ],
    ids=["skip", "shift", "keep"],
)
def test_an_answer_with_the_closed_day_is_one_write(steady, how, expected):
    close(steady, "2027-03-12")
    close(steady, "2027-03-18", reason="Exam", hit=how)
    done = close(steady, "2027-03-11", hit=how)
    assert done.hit == ()
    assert len(done.answers.done) == 1
    with steady.book.read() as db:
        found = sessions.sessions_between(db, date(2027, 3, 5), date(2027, 3, 24))
    assert [(f"{each.start_local:%m-%d}", each.status.value) for each in found] == expected
    assert waiting(steady) == []


def test_of_several_answers_one_that_cannot_be_shifted_is_left(steady):
    steady.group("Painting", "2027-03-12 18:00", repeat="once", room="Blue")
    close(steady, "2027-03-18", reason="Exam")
    done = close(steady, "2027-03-11")
    answers = answer(steady.book, "all", SHIFT, now=steady.now)
    assert len(done.hit) == 1
    assert [each.start_local.day for each in answers.done] == [19]
    assert [each.session.start_local.day for each in answers.left] == [11]
    assert "Painting" in answers.left[0].why
    assert [day for day, _, _ in waiting(steady)] == ["03-11"]


def test_an_error_in_the_middle_leaves_nothing(steady, monkeypatch):
    close(steady, "2027-03-18", reason="Exam")
    close(steady, "2027-03-11")
    acts, before = steady.acts(), steady.session("Steady@2027-03-11")
    monkeypatch.setattr(closures, "meetings", _fails_the_fifth_time(closures.meetings))
    with pytest.raises(ZeroDivisionError):
        answer(steady.book, "all", SHIFT, now=steady.now)
    assert (steady.acts(), steady.session("Steady@2027-03-11")) == (acts, before)


def _fails_the_fifth_time(work):
    calls = []

    def once_more(*arguments):
        calls.append(arguments)
        return work(*arguments) if len(calls) < 4 else 1 // 0

    return once_more


def everything(program):
    """What closed days can change, as it is."""
    with program.book.read() as db:
        found = sessions.sessions_between(db, date(2027, 1, 1), date(2027, 12, 31))
        kept = closures.kept_pairs(db, date(2027, 1, 1))
    return list_closures(program.book, date(2027, 1, 1), date(2027, 12, 31)), [published(each) for each in found], kept


def published(session):
    return replace(session, sequence=0, updated_at=session.created_at)


@pytest.mark.parametrize("how", ClosureAnswer)
def test_an_answer_is_undone_and_done_again(steady, how):
    close(steady, "2027-03-11", "2027-03-19")
    before = everything(steady)
    answer(steady.book, "all", how, now=steady.now)
    after = everything(steady)
    assert after != before
    undo(steady.book, now=steady.now)
    assert everything(steady) == before
    redo(steady.book, now=steady.now)
    assert everything(steady) == after


def test_closed_days_are_undone_after_their_answers(steady):
    before = everything(steady)
    close(steady, "2027-03-11", "2027-03-12", begins=time(9), hit=SKIP)
    steps = [(each.action, each.summary) for each in recent_edits(steady.book, 2)]
    assert steps == [
        ("closures.answer", "Steady on Thu 11 Mar 2027, 6:30 pm: skip for a closed day"),
        ("closures.add", "by hand: 2 closed days added"),
    ]
    undo(steady.book, now=steady.now)
    assert len(waiting(steady)) == 1
    undo(steady.book, now=steady.now)
    assert everything(steady) == before


def test_a_closed_day_that_was_opened_is_closed_again_with_what_was_kept(steady):
    close(steady, "2027-03-11", hit=KEEP)
    before = everything(steady)
    remove_closure(steady.book, "Paint", now=steady.now)
    assert everything(steady)[0] == []
    undo(steady.book, now=steady.now)
    assert everything(steady) == before
    assert waiting(steady) == []


def test_an_answer_is_not_undone_over_a_later_mark(steady):
    steady.people("Ana Pell", group="Steady")
    close(steady, "2027-03-11", hit=SHIFT)
    steady.book.actor = "lee"
    steady.mark("Steady@2027-03-12", **{"Ana Pell": "present"})
    steady.book.actor = "pat"
    with pytest.raises(Refused):
        undo(steady.book, now=steady.now)
    assert steady.session("Steady@2027-03-12").start_local == datetime(2027, 3, 12, 18, 30)


@pytest.mark.parametrize("policy", ["skip", "shift", "push"])
def test_a_session_that_was_kept_stays_where_it_is_when_its_group_changes(program, policy):
    """Somebody decided it; on another weekday the closed day means nothing to it."""
    program.group(on_closure=ClosurePolicy(policy))
    close(program, "2027-03-18")
    answer(program.book, "Steady@2027-03-18", KEEP, now=program.now)

    def days():
        with program.book.read() as db:
            found = sessions.sessions_between(db, date(2027, 3, 1), date(2027, 6, 1))
        return [f"{each.start_local:%m-%d %H:%M}" for each in found if each.status is SessionStatus.SCHEDULED]

    change_group(program.book, "Steady", GroupChange(start=time(19)), now=program.now)
    assert days() == [f"03-{day} 19:00" for day in ("04", "11", "18", "25")]
    assert waiting(program) == []
    close(program, "2027-03-19")
    wish = GroupChange(start=datetime(2027, 3, 5, 19))
    change_group(program.book, "Steady", wish, now=program.now, force=True, misfits=Misfit.DROP)
    assert "03-19 19:00" not in days()
