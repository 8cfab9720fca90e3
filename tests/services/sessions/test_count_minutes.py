from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event, update

from facilitator.errors import BadInput, Refused
from facilitator.services.history.undo import redo, undo
from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark, undo_mark
from facilitator.storage.tables import attendance
from facilitator.words import AttendanceStatus, Unmarked

S = "Steady@2027-03-04"
SECOND = "Second@2027-03-04"
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
P, L, E, X, M = AttendanceStatus


def after(minutes):
    return OPENS + timedelta(minutes=minutes)


def minutes(program, session=S):
    """Minutes present and those that count, by name; of those who attended."""
    return {
        each.person.name: (each.minutes, each.counted_minutes)
        for each in roll_of(program.book, session).marks
        if each.status is not None and each.status.attended
    }


def ran(program, began, ended, session=S, *, said=False, **statuses):
    """Run a session on its clock, with marks made when it began."""
    run_session.start(program.book, session, now=after(began))
    program.now = after(began)
    program.mark(session, **statuses)
    end = after(ended) if said else None
    return run_session.end(program.book, session, now=after(ended), unmarked=Unmarked.MISSED, ended=end)


def from_paper(program, session=S, **statuses):
    program.now = after(24 * 60)
    program.mark(session, **statuses)
    return run_session.end(program.book, session, now=program.now, unmarked=Unmarked.MISSED)


@pytest.fixture
def two(steady):
    """A second group half an hour after the first begins, for the same people."""
    steady.group("Second", start="2027-03-04 19:00")
    return steady


def test_late_and_left_early_of_a_clock_that_was_opened_to_enter_who_came_are_not_known(steady):
    run_session.start(steady.book, S, now=after(54))
    for name, status, more in (("Ana", L, {}), ("Bo", E, {}), ("Cy", L, {"arrived": time(18, 40)})):
        mark(steady.book, S, name, status, now=after(55), **more)
    run_session.end(steady.book, S, now=after(56), unmarked=Unmarked.MISSED)
    assert minutes(steady) == {"Ana": (60, 60), "Bo": (60, 60), "Cy": (50, 50)}
    run_session.reopen(steady.book, S, now=after(56))
    # it ran on, and the times are what they were
    run_session.end(steady.book, S, now=after(64), unmarked=Unmarked.MISSED)
    assert minutes(steady) == {"Ana": (9, 9), "Bo": (1, 1), "Cy": (10, 10)}


def test_a_session_that_ran_short_gives_what_it_ran(steady):
    ran(steady, 4, 32, Ana="present", Bo="present")
    assert minutes(steady) == {"Ana": (28, 28), "Bo": (28, 28)}


def test_what_is_entered_from_paper_has_its_planned_times(steady):
    from_paper(steady, Ana="present", Bo="late")
    assert minutes(steady) == {"Ana": (60, 60), "Bo": (60, 60)}


def test_marks_hold_what_is_known_while_it_runs_and_all_are_measured_at_its_end(steady):
    run_session.start(steady.book, S, now=after(4))
    steady.now = after(10)
    steady.mark(S, Ana="present", Bo="late")
    assert minutes(steady) == {"Ana": (56, None), "Bo": (50, None)}
    run_session.end(steady.book, S, now=after(75), unmarked=Unmarked.MISSED)
    assert minutes(steady) == {"Ana": (71, 71), "Bo": (65, 65)}


def test_a_correction_afterwards_is_measured_by_the_real_times(steady):
    ran(steady, 4, 75, Ana="present")
    mark(steady.book, S, "Bo", L, now=steady.now, arrived=time(19, 40))
    mark(steady.book, S, "Cy", E, now=steady.now, minutes_early=10)
    assert minutes(steady) == {"Ana": (71, 71), "Bo": (5, 5), "Cy": (61, 61)}
    for arrived in (time(19, 45), time(20, 0)):
        with pytest.raises(BadInput) as refused:
            mark(steady.book, S, "Bo", L, now=steady.now, arrived=arrived)
        assert refused.value.hint.startswith("It went from 18:34 to 19:45.")
    with pytest.raises(BadInput, match="which goes from 18:34 to 19:45"):
        mark(steady.book, S, "Bo", L, now=steady.now, arrived=time(21, 0))
    undo_mark(steady.book, S, now=steady.now)
    undo_mark(steady.book, S, now=steady.now)
    assert minutes(steady) == {"Ana": (71, 71)}


def test_opened_again_nothing_counts_until_it_ends_anew(steady):
    ran(steady, 4, 32, Ana="present", Bo="late")
    mark(steady.book, S, "Cy", P, now=after(33))  # corrected: it stays when it is opened again
    run_session.reopen(steady.book, S, now=after(34))
    assert minutes(steady) == {"Ana": (56, None), "Bo": (56, None), "Cy": (56, None)}
    run_session.end(steady.book, S, now=after(64), unmarked=Unmarked.MISSED)
    assert minutes(steady) == {"Ana": (60, 60), "Bo": (60, 60), "Cy": (60, 60)}


def test_undo_and_redo_of_an_end_take_the_minutes_with_them(steady):
    ran(steady, 4, 32, Ana="present")
    undo(steady.book, now=after(33))
    assert minutes(steady) == {"Ana": (56, None)}
    redo(steady.book, now=after(34))
    assert minutes(steady) == {"Ana": (28, 28)}


@pytest.mark.parametrize("order", [(S, SECOND), (SECOND, S)])
def test_sessions_that_overlap_count_once_in_whatever_order_they_are_entered(two, order):
    for each in order:
        from_paper(two, each, Ana="present", Bo="present" if each == S else None)
    assert minutes(two) == {"Ana": (60, 60), "Bo": (60, 60)}
    assert minutes(two, SECOND) == {"Ana": (60, 30)}


def test_what_the_other_session_takes_changes_with_its_marks_and_times(two):
    from_paper(two, S, Ana="present")
    from_paper(two, SECOND, Ana="present")
    mark(two.book, S, "Ana", E, now=two.now, left=time(19, 10))
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (40, 40)}, {"Ana": (60, 50)})
    two.mark(S, Ana="missed")
    assert minutes(two, SECOND) == {"Ana": (60, 60)}
    undo_mark(two.book, S, now=two.now)
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (40, 40)}, {"Ana": (60, 50)})
    run_session.reopen(two.book, S, now=two.now)
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (40, None)}, {"Ana": (60, 60)})
    undo(two.book, now=two.now)
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (40, 40)}, {"Ana": (60, 50)})


def test_undo_is_not_refused_for_what_another_session_took(two):
    from_paper(two, SECOND, Ana="present")
    steps = two.acts().count("session.end")
    two.book.window = "one"
    from_paper(two, S, Ana="present")
    two.book.window = "other"
    assert minutes(two, SECOND) == {"Ana": (60, 30)}
    two.book.window = ""
    undo(two.book, now=two.now)
    assert minutes(two, SECOND) == {"Ana": (60, 60)}
    assert two.acts().count("session.end") == steps + 1


def test_an_undone_end_gives_its_share_back_although_the_other_closed_since(two):
    two.book.window = "one"
    from_paper(two, S, Ana="present")
    two.book.window = "other"
    from_paper(two, SECOND, Ana="present")
    two.book.window = "one"
    undo(two.book, now=two.now)
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (60, None)}, {"Ana": (60, 60)})
    redo(two.book, now=two.now)
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (60, 60)}, {"Ana": (60, 30)})


def test_a_chain_of_three_counts_each_minute_once(two):
    two.group("Third", start="2027-03-04 19:45")
    third = "Third@2027-03-04"
    for each in (third, S, SECOND):
        from_paper(two, each, Ana="present")
    assert [minutes(two, each)["Ana"] for each in (S, SECOND, third)] == [(60, 60), (60, 30), (60, 45)]
    two.mark(SECOND, Ana="missed")
    assert [minutes(two, each)["Ana"] for each in (S, third)] == [(60, 60), (60, 60)]


def test_a_session_that_is_not_over_takes_nothing_away(two):
    from_paper(two, SECOND, Ana="present")
    two.mark(S, Ana="present")
    assert minutes(two, SECOND) == {"Ana": (60, 60)}


def test_a_late_end_is_asked_and_nothing_is_changed(steady):
    run_session.start(steady.book, S, now=after(4))
    steady.mark(S, Ana="present", Bo="present", Cy="missed")
    before = (steady.roll(S), steady.session(S), steady.acts(), steady.events())
    with pytest.raises(Refused) as refused:
        run_session.end(steady.book, S, now=after(91))
    assert str(refused.value) == (
        "it was to end at 7:30 pm on Thu 4 Mar 2027; when did it end?\n"
        "Nothing was changed. Add --ended HH:MM, --ended planned or --ended now."
    )
    assert (steady.roll(S), steady.session(S), steady.acts(), steady.events()) == before
    run_session.end(steady.book, S, now=after(90))  # half an hour is not asked
    assert minutes(steady) == {"Ana": (86, 86), "Bo": (86, 86)}


@pytest.mark.parametrize(
    ("said", "there"), [("planned", 56), ("now", 296), ("19:40", 66), ("7:40 pm", 66), ("23:00", 266)]
)
def test_somebody_says_when_it_ended(steady, said, there):
    run_session.start(steady.book, S, now=after(4))
    steady.mark(S, Ana="present")
    end = run_session.end_said(steady.session(S), said, after(300))
    run_session.end(steady.book, S, now=after(300), unmarked=Unmarked.MISSED, ended=end)
    assert minutes(steady) == {"Ana": (there, there)}
    mark(steady.book, S, "Bo", P, now=after(400))  # it was asked: a correction takes it as it was said
    assert minutes(steady)["Bo"] == (there, there)


def test_what_cannot_be_its_end(steady):
    def end(ended, now):
        run_session.end(steady.book, S, now=now, unmarked=Unmarked.MISSED, ended=ended)

    with pytest.raises(BadInput, match="nobody started this session on its clock"):
        end(after(50), after(60))
    run_session.start(steady.book, S, now=after(4))
    for ended in (after(4), after(61)):
        with pytest.raises(BadInput, match="it cannot have ended before it began, or later than now"):
            end(ended, after(60))
    with pytest.raises(BadInput, match="a session lasts 24 hours at most"):
        end(after(4 + 24 * 60 + 1), after(9999))
    end(after(30), after(60))
    assert steady.session(S).ended_at == after(30)


def older_than_the_rule(program, *sessions, minutes):
    """The marks of some sessions as a book has them that is older than the rule."""
    with program.book.write(now=program.now) as change:
        for each in sessions:
            of_it = attendance.c.session_id == program.session(each).id, attendance.c.minutes > 0
            values = {"counted_minutes": None, "minutes": minutes}
            change.db.execute(update(attendance).where(*of_it).values(values))
        change.record("tests.older", "")


def test_a_correction_settles_its_own_mark_and_no_older_one(steady):
    ran(steady, 4, 32, Ana="present", Bo="present")
    older_than_the_rule(steady, S, minutes=60)
    mark(steady.book, S, "Cy", P, now=after(40))
    assert minutes(steady) == {"Ana": (60, None), "Bo": (60, None), "Cy": (28, 28)}


def test_an_older_session_that_was_forgotten_gives_no_hours_to_a_correction(steady):
    ran(steady, 4, 600, Ana="present", said=True)
    older_than_the_rule(steady, S, minutes=60)
    mark(steady.book, S, "Cy", P, now=after(700))
    mark(steady.book, S, "Bo", P, now=after(700))
    assert minutes(steady) == {"Ana": (60, None), "Bo": (56, None), "Cy": (56, None)}


def test_older_marks_are_counted_around_and_not_settled(two):
    from_paper(two, S, Ana="present")
    older_than_the_rule(two, S, minutes=60)
    from_paper(two, SECOND, Ana="present")
    assert (minutes(two), minutes(two, SECOND)) == ({"Ana": (60, None)}, {"Ana": (60, 30)})


def test_closing_asks_once_for_all_its_people(steady):
    names = [f"P{number}" for number in range(30)]
    steady.people(*names, group="Steady")
    steady.mark(S, **dict.fromkeys(names, "present"))
    asked = []

    @event.listens_for(steady.book._engine, "before_cursor_execute")
    def note(_db, _cursor, statement, *_more):
        if "counted_minutes" in statement and statement.startswith("SELECT") and "starts_at" in statement:
            asked.append(statement)

    steady.end(S, "missed")
    assert len(asked) == 1
    assert set(minutes(steady).values()) == {(60, 60)}
