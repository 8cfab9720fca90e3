"""The first use of a frame asks, once; page references stay in the book, shown where a lesson is read and run."""

import pytest

from facilitator.domain.curricula.curriculum import Note
from facilitator.domain.curricula.frames import FrameAnswer
from facilitator.errors import BadInput, NotFound
from facilitator.home import bundled
from facilitator.services.curricula import frames
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.publishing import export_calendar
from facilitator.services.scheduling import start_next_cycle as next_cycle
from facilitator.services.scheduling.schedule_group import GroupWish, ManualNotHeld, preview_group, schedule_group
from facilitator.services.sessions import run_session

WRAP = "wrap-frame"


def wish(program, **more):
    start = program.now.replace(tzinfo=None, day=4, hour=18, minute=30)
    return GroupWish(
        **{"title": "Room", "start": start, "repeat": "every thursday, 2 times", "curriculum": WRAP, **more}
    )


def add(program, **more):
    return schedule_group(program.book, program.home, wish(program, **more), now=program.now)


def asks(program, **more):
    return preview_group(program.book, program.home, wish(program, **more), now=program.now).asks_for_manual


def credential(program):
    return find_curriculum(program.home, WRAP).curriculum.frame.credential


def test_the_first_use_asks_and_the_answer_is_kept(program):
    assert asks(program)
    with pytest.raises(ManualNotHeld) as refused:
        add(program)
    assert refused.value.exit_code == 1
    assert "a manual of Advocates for Human Potential" in refused.value.title
    assert "--we-hold-the-manual" in refused.value.hint
    assert frames.frame_answer(program.book, WRAP) is None
    add(program, holds_manual=True)
    assert frames.frame_answer(program.book, WRAP) == FrameAnswer(WRAP, credential(program), program.now, "pat")
    assert program.acts()[-2:] == ["frame.answer", "group.add"]
    assert not asks(program)
    add(program, title="Again")
    assert program.acts()[-1] == "group.add"
    assert program.acts().count("frame.answer") == 1


def test_nothing_is_kept_of_a_group_that_could_not_be_scheduled(program):
    with pytest.raises(BadInput):
        add(program, holds_manual=True, repeat="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert frames.frame_answer(program.book, WRAP) is None


def test_a_full_curriculum_asks_nothing(program):
    assert not asks(program, curriculum="eight-steady-steps")
    add(program, curriculum="eight-steady-steps", holds_manual=True)
    assert "frame.answer" not in program.acts()


def test_a_frame_that_asks_for_another_credential_is_asked_about_anew(program):
    frames.keep_frame_answer(program.book, program.home, WRAP, now=program.now)
    assert not asks(program)
    text = (bundled("curricula") / "wrap-frame.md").read_text("utf-8")
    program.home.curricula.mkdir()
    (program.home.curricula / "mine.md").write_text(text.replace("credential: ", "credential: New! ", 1), "utf-8")
    assert asks(program)
    add(program, holds_manual=True)
    assert frames.frame_answer(program.book, WRAP).credential == credential(program)
    assert not asks(program)


def test_the_next_cycle_of_a_group_asks_for_nothing(program):
    """A group that was scheduled before answers were kept goes on."""
    uid = add(program, holds_manual=True).uid
    with program.book.write(now=program.now) as change:
        change.db.exec_driver_sql("DELETE FROM frame_answer")
        change.record("test.forget", "")
    made = next_cycle.next_cycle(
        program.book, program.home, uid, wish(program).start.replace(month=6, day=3), now=program.now
    )
    assert made.scheduled.plan.sessions
    assert run_session.see_session(program.book, f"{uid}@2027-03-04").agenda


def test_only_a_frame_has_an_answer(program):
    with pytest.raises(BadInput):
        frames.keep_frame_answer(program.book, program.home, "eight-steady-steps", now=program.now)
    with pytest.raises(NotFound):
        frames.keep_frame_answer(program.book, program.home, "none", now=program.now)


# page references


def pages(program, lesson, kept):
    return frames.keep_pages(program.book, program.home, WRAP, lesson, kept, now=program.now)


def test_references_are_kept_changed_and_forgotten(program):
    lesson = pages(program, "2", {3: " pp. 12-18 ", 5: "p. 20"})
    assert frames.pages_of(program.book, WRAP) == {lesson.key: {3: "pp. 12-18", 5: "p. 20"}}
    pages(program, lesson.key, {3: "", 5: "p. 21"})
    pages(program, lesson.title.upper(), {1: "p. 1"})
    assert frames.pages_of(program.book, WRAP) == {lesson.key: {1: "p. 1", 5: "p. 21"}}
    assert program.acts()[-1] == "frame.pages"
    with program.book.read() as db:
        row = db.exec_driver_sql("SELECT payload FROM audit ORDER BY seq DESC LIMIT 1").scalar()
    assert "p. 1" not in row


@pytest.mark.parametrize(
    ("lesson", "kept", "error"),
    [
        ("99", {1: "p. 1"}, NotFound),
        ("1", {99: "p. 1"}, BadInput),
        ("1", {0: "p. 1"}, BadInput),
        ("1", {1: "w" * 61}, BadInput),
    ],
)
def test_what_is_no_reference(program, lesson, kept, error):
    with pytest.raises(error):
        pages(program, lesson, {2: "p. 2", **kept})
    assert frames.pages_of(program.book, WRAP) == {}
    with pytest.raises(BadInput):
        frames.keep_pages(program.book, program.home, "eight-steady-steps", "1", {1: "p. 1"}, now=program.now)


def test_they_are_shown_where_the_lesson_is_run_and_in_no_calendar(program):
    uid = add(program, holds_manual=True).uid
    pages(program, "1", {3: "pp. 12-18"})
    first, second = (
        run_session.lesson_of(program.book, program.session(f"{uid}@{day}")) for day in ("2027-03-04", "2027-03-11")
    )
    assert Note("Pages in your manual: pp. 12-18") in first.items[2].blocks
    assert "12-18" not in repr(second)
    assert "12-18" not in repr(export_calendar.export_calendar(program.book, now=program.now))
