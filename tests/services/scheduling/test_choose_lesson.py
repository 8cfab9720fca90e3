"""Choosing a lesson, in the book: one write, seen first, undone row by row, and kept by every later edit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.curricula.see_lessons import see_lessons
from facilitator.services.history.undo import recent_edits, redo, undo
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.answer_closures import answer
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.change_minutes import change_minutes
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonLost, LessonWish, WhenLost, choose_lesson
from facilitator.services.scheduling.extend_horizon import extend_horizon
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.run_session import lesson_of, see_session, start
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import ClosureAnswer, ClosurePolicy
from tests.services.scheduling.test_schedule_group import CURRICULUM

ALL = date(2000, 1, 1), date(2100, 1, 1)
FIRST, SECOND, THIRD = (f"Steady@2027-03-{day}" for day in ("04", "11", "18"))


@pytest.fixture
def steady(program):
    """A closed group of eight lessons on Thursdays from 4 March, without an end but its lessons."""
    program.group(curriculum="eight-steady-steps", repeat="every thursday")
    return program


def sessions(program, group="Steady"):
    return list_sessions(program.book, *ALL, group=group)


def line(program, group="Steady"):
    """Each session's day and lesson: ``04.03. 1+2``, ``11.03. 3/1``."""
    return [f"{each.start_local:%d.%m.} {said(each)}" for each in sessions(program, group)]


def said(each):
    if each.lesson is None:
        return "-"
    return "+".join(map(str, each.lesson_numbers)) + (f"/{each.part}" if each.part else "")


def lessons(program, group="Steady"):
    return " ".join(said(each) for each in sessions(program, group))


def wished(program, session, act, text="", **more):
    wish = LessonWish(LessonAct(act), lesson=text if act == "take" else "", other=text if act == "swap" else "")
    return choose_lesson(program.book, session, wish, now=program.now, **more)


@pytest.mark.parametrize(
    ("act", "text", "then"),
    [
        ("take", "4", "1 4 2 3 5 6 7 8"),
        ("take", "keeping-going", "1 8 2 3 4 5 6 7"),
        ("take", "move a", "1 3 2 4 5 6 7 8"),
        ("swap", THIRD, "1 3 2 4 5 6 7 8"),
    ],
)
def test_where_nothing_is_lost_it_is_written_at_once(steady, act, text, then):
    done = wished(steady, SECOND, act, text)
    assert lessons(steady) == then
    assert (done.written, done.lost, done.added, steady.acts()[-1]) == (True, (), (), "session.lesson")
    assert done.session.lesson_title == done.titles[done.session.uid] == sessions(steady)[1].lesson_title


def test_only_what_calendars_show_differently_is_raised(steady):
    steady.now += timedelta(hours=1)
    wished(steady, SECOND, "take", "2")
    assert {each.sequence for each in sessions(steady)} == {0}
    wished(steady, SECOND, "swap", THIRD)
    assert [each.sequence for each in sessions(steady)] == [0, 1, 1, 0, 0, 0, 0, 0]
    # what is joined or split shows another title, though its number stays
    wished(steady, "Steady@2027-04-08", "split", when_lost=WhenLost.LEAVE_OUT)
    assert [each.sequence for each in sessions(steady)] == [0, 1, 1, 0, 0, 1, 1, 1]


def test_a_joined_lesson_has_one_agenda_and_one_title(steady):
    change_minutes(steady.book, SECOND, 75, now=steady.now)
    wished(steady, SECOND, "join")
    joined = steady.session(SECOND)
    assert (joined.lesson, joined.last_lesson, joined.lesson_title) == (2, 3, "Rest that fits + Move a little")
    assert joined.topic == "topics 2 and 3 of 8"
    assert lesson_of(steady.book, joined).title == joined.lesson_title
    seen = see_session(steady.book, SECOND)
    assert [each.title for each in seen.agenda] == [
        "Welcome and agreements", "Check-in", "More than sleep", "Four corners", "Why a little counts",
        "Pass the move", "Take-away", "Close",
    ]  # fmt: skip
    assert sum(each.minutes for each in seen.agenda) == 75
    assert seen.notes[0].startswith("Shorter than planned: Check-in 15 -> ")
    assert lessons(steady) == "1 2+3 4 5 6 7 8 -"
    running = start(steady.book, SECOND, now=joined.starts_at)
    assert running.agenda[1:] == seen.agenda[1:]


def test_a_joined_lesson_that_does_not_fit_says_how_many_minutes_it_needs(steady):
    before = line(steady)
    change_minutes(steady.book, SECOND, 45, now=steady.now)
    with pytest.raises(Refused) as refused:
        wished(steady, SECOND, "join")
    assert refused.value.title == (
        "Rest that fits + Move a little needs at least 59 minutes, and the session on Thu 11 Mar 2027 has 45"
    )
    assert refused.value.hint == "Give it more: facilitator session minutes SESSION 59"
    assert line(steady) == before


def test_a_split_lesson_asks_about_the_last_one(steady):
    before = line(steady)
    with pytest.raises(LessonLost) as refused:
        wished(steady, SECOND, "split")
    assert refused.value.title == "lesson 8: Keeping going would have no session any more; nothing was changed"
    assert (line(steady), steady.acts()[-1]) == (before, "group.add")
    seen = wished(steady, SECOND, "split", preview=True)
    assert (seen.lost, seen.written, line(steady)) == (("8: Keeping going",), False, before)
    wished(steady, SECOND, "split", when_lost=WhenLost.LEAVE_OUT)
    assert lessons(steady) == "1 2/1 2/2 3 4 5 6 7"
    parts = [each.lesson_title for each in sessions(steady)[1:3]]
    assert parts == ["Rest that fits (part 1 of 2)", "Rest that fits (part 2 of 2)"]
    assert sessions(steady)[1].topic == "topic 2 of 8"
    assert [item.title for item in lesson_of(steady.book, sessions(steady)[1]).items] == [
        "Welcome and agreements", "Check-in", "More than sleep", "Take-away", "Close",
    ]  # fmt: skip


HOLIDAYS = (date(2027, 3, 18), date(2027, 4, 8))
"""Two Thursdays that are closed: the third date and the sixth."""


@pytest.mark.parametrize(
    ("policy", "planned", "repeated", "split"),
    [
        (
            ClosurePolicy.SKIP,
            ["04.03. 1", "11.03. 2", "25.03. 4", "01.04. 5", "15.04. 7", "22.04. 8"],
            ["04.03. 1", "11.03. 1", "25.03. 2", "01.04. 4", "15.04. 5", "22.04. 7", "29.04. 8"],
            ["04.03. 1", "11.03. 2/1", "25.03. 2/2", "01.04. 4", "15.04. 5", "22.04. 7", "29.04. 8"],
        ),
        (
            ClosurePolicy.SHIFT,
            ["04.03. 1", "11.03. 2", "19.03. 3", "25.03. 4", "01.04. 5", "09.04. 6", "15.04. 7", "22.04. 8"],
            ["04.03. 1", "11.03. 1", "19.03. 2", "25.03. 3", "01.04. 4", "09.04. 5", "15.04. 6", "22.04. 7",
             "29.04. 8"],
            ["04.03. 1", "11.03. 2/1", "19.03. 2/2", "25.03. 3", "01.04. 4", "09.04. 5", "15.04. 6", "22.04. 7",
             "29.04. 8"],
        ),
        (
            ClosurePolicy.PUSH,
            ["04.03. 1", "11.03. 2", "25.03. 3", "01.04. 4", "15.04. 5", "22.04. 6", "29.04. 7", "06.05. 8"],
            ["04.03. 1", "11.03. 1", "25.03. 2", "01.04. 3", "15.04. 4", "22.04. 5", "29.04. 6", "06.05. 7",
             "13.05. 8"],
            ["04.03. 1", "11.03. 2/1", "25.03. 2/2", "01.04. 3", "15.04. 4", "22.04. 5", "29.04. 6", "06.05. 7",
             "13.05. 8"],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("repeat", ["every thursday", "COUNT", "UNTIL"])
def test_eight_lessons_around_two_holidays(program, policy, planned, repeated, split, repeat):
    """With its end by its lessons, by a number, or by a day; and with one session more where a lesson needs it."""
    for day in HOLIDAYS:
        keep_closures.add_closed_days(program.book, day, day, reason="Holiday", now=program.now)
    last = datetime.strptime(f"2027.{planned[-1][:5]}", "%Y.%d.%m").replace(hour=23, minute=59, tzinfo=UTC)
    rule = {"COUNT": "FREQ=WEEKLY;COUNT=8", "UNTIL": f"FREQ=WEEKLY;UNTIL={last:%Y%m%dT%H%M%SZ}"}.get(repeat, repeat)
    program.group(curriculum="eight-steady-steps", repeat=rule, on_closure=policy)
    assert line(program) == planned
    wished(program, SECOND, "repeat", when_lost=WhenLost.EXTEND)
    assert line(program) == repeated
    undo(program.book, now=program.now)
    assert line(program) == planned
    wished(program, SECOND, "split", when_lost=WhenLost.EXTEND)
    assert line(program) == split
    # an edit of the time keeps all of it
    change_group(program.book, "Steady", GroupChange(start=time(19)), now=program.now)
    assert line(program) == split


def test_the_rule_ends_where_its_sessions_do(program):
    program.group(curriculum="eight-steady-steps", repeat="every thursday, 8 times")
    wished(program, SECOND, "repeat", when_lost=WhenLost.EXTEND)
    (series,) = see_group(program.book, "Steady", now=program.now).series
    assert series.rule == "FREQ=WEEKLY;BYDAY=TH;COUNT=9"


def test_a_session_at_the_end_that_clashes_is_refused_unless_forced(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group(curriculum="eight-steady-steps", repeat="every thursday", room="Blue")
    program.group("Guests", "2027-04-29 18:00", repeat="weekly, 1 times", room="Blue")
    with pytest.raises(Refused, match="the session at the end, Thu 29 Apr 2027, clashes"):
        wished(program, SECOND, "repeat", when_lost=WhenLost.EXTEND)
    assert len(wished(program, SECOND, "repeat", when_lost=WhenLost.EXTEND, preview=True).clashes) == 1
    done = wished(program, SECOND, "repeat", when_lost=WhenLost.EXTEND, force=True)
    assert (done.added[0].lesson, lessons(program)) == (8, "1 1 2 3 4 5 6 7 8")


def test_the_last_lesson_can_be_split_with_a_session_more(steady):
    last = f"Steady@{sessions(steady)[-1].start_local:%Y-%m-%d}"
    with pytest.raises(Refused, match="no session comes after it"):
        wished(steady, last, "split")
    wished(steady, last, "split", when_lost=WhenLost.EXTEND)
    assert lessons(steady) == "1 2 3 4 5 6 7 8/1 8/2"


def rows(program):
    with program.book.raw() as raw:
        cursor = raw.execute("SELECT * FROM session ORDER BY id")
        names = [each[0] for each in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{name: row[name] for name in row if name not in ("sequence", "updated_at", "version")} for row in found]


def test_undo_and_redo(steady):
    before = rows(steady)
    wished(steady, SECOND, "split", when_lost=WhenLost.EXTEND)
    after = rows(steady)
    (edit, *_) = recent_edits(steady.book)
    assert edit.summary == "Steady on Thu 11 Mar 2027, 6:30 pm: lesson Rest that fits (part 1 of 2)"
    undo(steady.book, now=steady.now)
    assert rows(steady) == before
    redo(steady.book, now=steady.now)
    assert [{**row, "uid": ""} for row in rows(steady)] == [{**row, "uid": ""} for row in after]


def test_every_later_edit_keeps_what_was_chosen(program):
    program.group(curriculum="eight-steady-steps", repeat="every thursday, 9 times")
    wished(program, SECOND, "swap", "Steady@2027-04-01")
    wished(program, "Steady@2027-04-08", "split")
    kept = "1 5 3 4 2 6/1 6/2 7 8"
    assert lessons(program) == kept
    now = program.now
    change_group(program.book, "Steady", GroupChange(start=datetime(2027, 3, 5, 17)), now=now)
    assert lessons(program) == kept
    change_group(program.book, "Steady", GroupChange(start=time(19)), from_session="2027-03-19", now=now)
    assert lessons(program) == kept
    # the new series does not give again what the old one has by hand
    change_group(program.book, "Steady", GroupChange(start=time(18)), from_session="2027-04-16", now=now)
    assert lessons(program) == kept
    # a closed day that comes late cancels a session with its lesson, and no other is moved
    keep_closures.add_closed_days(program.book, date(2027, 3, 26), date(2027, 3, 26), reason="Snow", now=now)
    answer(program.book, "all", ClosureAnswer.SKIP, now=now)
    assert lessons(program) == kept
    # in another series of the group the choice moves lessons too
    wished(program, "Steady@2027-03-05", "take", "7")
    assert lessons(program) == "7 5 1 4 2 6/1 6/2 3 8"


def test_sessions_that_are_over_keep_their_lesson(steady):
    steady.people("Ana", group="Steady")
    steady.end(FIRST, "missed")
    with pytest.raises(Refused, match="has been held"):
        wished(steady, FIRST, "take", "3")
    edit_sessions.cancel(steady.book, THIRD, reason="snow", now=steady.now)
    for act, text in (("take", "4"), ("plan", "")):
        with pytest.raises(Refused, match="is cancelled"):
            wished(steady, THIRD, act, text)
    with pytest.raises(Refused, match="has been held"):
        wished(steady, SECOND, "swap", FIRST)
    wished(steady, SECOND, "repeat", when_lost=WhenLost.LEAVE_OUT)
    assert lessons(steady) == "1 1 3 2 4 5 6 7"


def test_what_was_given_in_fact_can_be_noted_on_the_day_after(steady):
    """A session that has begun keeps its lesson, unless it is the one that is asked about."""
    steady.now = datetime(2027, 3, 20, tzinfo=UTC)
    wished(steady, THIRD, "take", "5")
    assert lessons(steady) == "1 2 5 3 4 6 7 8"
    wished(steady, THIRD, "plan")
    assert lessons(steady) == "1 2 3 4 5 6 7 8"


def test_what_cannot_be_understood(steady):
    program = steady
    for text, error in (("9", NotFound), ("0", NotFound), ("zebra", NotFound), (" ", BadInput)):
        with pytest.raises(error):
            wished(program, SECOND, "take", text)
    program.group("Tea", "2027-03-04 10:00")
    with pytest.raises(Refused, match="Tea has no curriculum"):
        wished(program, "Tea@2027-03-04", "take", "1")
    with pytest.raises(BadInput, match="belongs to Tea"):
        wished(program, SECOND, "swap", "Tea@2027-03-04")


@pytest.fixture
def talk(program):
    """An open group of three lessons that go round, every Tuesday without an end."""
    program.home.curricula.mkdir()
    text = CURRICULUM.format(order="any", enrolment="open", key="talks")
    (program.home.curricula / "talks.md").write_text(text, "utf-8")
    program.group("Talk", "2027-03-02 12:00", repeat="every tuesday", curriculum="talks", minutes=None)
    return program


def test_members_of_an_open_group_choose_what_comes_next(talk):
    assert lessons(talk, "Talk")[:13] == "1 2 3 1 2 3 1"
    wished(talk, "Talk@2027-03-09", "take", "Sun")
    assert lessons(talk, "Talk")[:13] == "1 3 2 1 3 2 1"
    seen = see_lessons(talk.book, "Talk@2027-03-02")
    assert (seen.rotates, seen.next_session.lesson) == (True, 3)
    before = [each.lesson for each in sessions(talk, "Talk")]
    extend_horizon(talk.book, now=talk.now + timedelta(days=60))
    after = [each.lesson for each in sessions(talk, "Talk")]
    assert after[: len(before)] == before
    assert len(after) > len(before)
    again = [1, 3, 2]
    assert after[3:] == [again[at % 3] for at in range(len(after) - 3)]


def test_the_lessons_of_a_group_with_when_they_were_given_and_are_planned(steady):
    steady.end(FIRST)
    wished(steady, THIRD, "swap", SECOND)
    seen = see_lessons(steady.book, SECOND)
    assert (seen.curriculum_title, seen.rotates, len(seen.lessons)) == ("Eight steady steps", False, 8)
    first, second = seen.lessons[0], seen.lessons[1]
    assert (first.given.uid, first.planned) == (steady.session(FIRST).uid, None)
    assert (second.given, second.planned.start_local.day) == (None, 18)
    assert seen.next_session.uid == steady.session(THIRD).uid
    steady.group("Tea", "2027-03-04 10:00")
    with pytest.raises(Refused, match="Tea has no curriculum"):
        see_lessons(steady.book, "Tea@2027-03-04")


def test_a_first_session_makes_room_for_agreements(program):
    program.home.curricula.mkdir()
    text = CURRICULUM.format(order="any", enrolment="open", key="talks")
    text = text.replace("Welcome (20 min, at least 10)", "Welcome (5 min)").replace("(40 min)", "(55 min, at least 30)")
    (program.home.curricula / "talks.md").write_text(text, "utf-8")
    program.group("Talk", "2027-03-02 12:00", repeat="weekly, 4 times", curriculum="talks", minutes=None)
    first, fourth = "Talk@2027-03-02", "Talk@2027-03-23"
    assert [(each.title, each.minutes) for each in see_session(program.book, first).agenda] == [
        ("Welcome", 20),
        ("Talk", 40),
    ]
    assert see_session(program.book, first).notes == (
        "A first session makes its agreements: Welcome 5 -> 20.",
        "Shorter than planned: Talk 55 -> 40.",
    )
    assert see_session(program.book, fourth).notes == ()
    # the one that is held first is the first
    edit_sessions.cancel(program.book, first, reason="snow", now=program.now)
    wished(program, "Talk@2027-03-09", "take", "1")
    assert see_session(program.book, "Talk@2027-03-09").notes != ()
