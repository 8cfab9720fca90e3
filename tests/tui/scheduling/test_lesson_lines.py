"""A lesson in a list, and what a choice would move, in lines."""

from datetime import datetime, timedelta

from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.scheduling.series.edit_plan import SessionChange
from facilitator.domain.views import Session
from facilitator.services.curricula.see_lessons import LessonAtAGlance, SeenLessons
from facilitator.services.scheduling.choose_lesson import LessonChosen
from facilitator.tui.scheduling.lesson_lines import MOST_MOVES, choice_lines, choice_words, lesson_line, session_now
from facilitator.words import SessionStatus
from facilitator.zones import zone
from tests.tui.rows import NEW_YORK, THURSDAY, lesson, session


def _line(*sessions: Session, uid: str = "") -> str:
    return lesson_line(LessonAtAGlance(2, lesson(), sessions), uid).plain


def test_a_lesson_says_when_it_was_given_or_is_planned() -> None:
    """What was given stands before what is planned, and the session that is asked about before both."""
    held = session(status=SessionStatus.HELD)
    coming = session(datetime(2027, 3, 18, 18, 30))
    title = f" 2  {'Rest that fits':34}  "
    assert _line() == f"{title}no session"
    assert _line(coming) == f"{title}Thu 18 Mar"
    assert _line(coming, held) == f"{title}given Thu 04 Mar"
    assert _line(coming, held, uid=coming.uid) == f"{title}this session"


def test_what_the_session_has_now() -> None:
    """Its place and title, or how many there are to choose from."""
    each = session(lesson=2, lessons=8, lesson_title="Rest that fits")
    assert session_now(SeenLessons(each, "Steady steps", (), (), rotates=False)) == "Now: topic 2 of 8, Rest that fits."
    lessons = (LessonAtAGlance(1, lesson(), ()),)
    assert session_now(SeenLessons(session(), "Steady steps", lessons, (), rotates=False)) == (
        "Now it has no lesson. There are 1 in Steady steps."
    )


def _meeting(at: int) -> Meeting:
    start = THURSDAY + timedelta(weeks=at)
    return Meeting(at, f"uid-{at}", start, None, start, start.replace(tzinfo=zone(NEW_YORK)), 60)


def _chosen(moved: int, **more: object) -> LessonChosen:
    """The third session gets another lesson, and so do the ones before and after it."""
    changes = tuple(SessionChange(_meeting(at), _meeting(at)) for at in range(moved))
    titles = {f"uid-{at}": "" if at == 1 else f"Lesson {at}" for at in range(moved)}
    return LessonChosen(session(id=2, lesson_title="Rest"), changes, titles, None, **more)  # type: ignore[arg-type]


def test_its_own_change_comes_first_and_a_long_list_is_cut() -> None:
    """Then what is new, what comes back, what is lost, and what is to be thought of."""
    done = _chosen(
        MOST_MOVES + 2,
        added=(_meeting(9),),
        added_titles=("Keeping going",),
        back=("4: Move",),
        lost=("8: Keeping going",),
        warnings=("It is long.",),
    )
    assert choice_lines(done) == [
        "Thu 18 Mar  Lesson 2",
        "Thu 04 Mar  Lesson 0",
        "Thu 11 Mar  no lesson",
        "Thu 25 Mar  Lesson 3",
        "... and 2 more move.",
        "Thu 06 May  Keeping going, new at the end",
        "Lesson 4: Move has a session again.",
        "Lesson 8: Keeping going would have no session any more.",
        "It is long.",
    ]
    assert choice_lines(_chosen(0)) == ["It has this lesson already."]


def test_what_was_chosen_leaves_room_for_how_to_take_it_back() -> None:
    """A long title is cut, and then how many more moved is left out."""
    assert choice_words(_chosen(1)) == "Thu 04 Mar: Rest."
    assert choice_words(_chosen(3)) == "Thu 04 Mar: Rest. 2 more moved."
    long = _chosen(3)
    long = LessonChosen(session(id=2, lesson_title="Rest " * 20), long.changed, long.titles, None)
    assert choice_words(long).endswith("….")
    assert len(choice_words(long)) < 60
