from datetime import UTC, datetime

from facilitator.domain.curricula.curriculum import AgendaItem, FrameNotice, Lesson, Note
from facilitator.domain.curricula.frames import FrameAnswer, with_pages

LESSON = Lesson(
    "one",
    "Session 1",
    30,
    "The first.",
    items=(
        AgendaItem("Arrival", 10, 10),
        AgendaItem("Block", 10, 10, (Note("Pages in your manual: ____"),)),
        AgendaItem("Close", 10, 10, (Note("Light the candle."),)),
    ),
)


def words(lesson):
    return [[block.text for block in item.blocks] for item in lesson.items]


def test_references_fill_the_blank_or_stand_below():
    shown = with_pages(LESSON, {1: "p. 3", 2: "pp. 12-18", 3: "p. 90", 9: "nowhere"})
    assert words(shown) == [
        ["Pages in your manual: p. 3"],
        ["Pages in your manual: pp. 12-18"],
        ["Light the candle.", "Pages in your manual: p. 90"],
    ]
    assert with_pages(LESSON, {2: "5"}).items[0] is LESSON.items[0]
    assert with_pages(LESSON, {}) is LESSON


def test_a_blank_keeps_its_own_label():
    item = AgendaItem("Block", 30, 30, (Note("____"),))
    lesson = Lesson("one", "One", 30, "", items=(item,))
    assert words(with_pages(lesson, {1: "p. 1"})) == [["Pages in your manual: p. 1"]]
    named = Lesson("one", "One", 30, "", items=(AgendaItem("Block", 30, 30, (Note("Guide: ___"),)),))
    assert words(with_pages(named, {1: "p. 1"})) == [["Guide: p. 1"]]


def test_an_answer_is_about_the_credential_that_was_asked_for():
    frame = FrameNotice("Vale Press", "A mark", True, "a certificate", True)
    answer = FrameAnswer("tea", "a certificate", datetime(2027, 1, 1, tzinfo=UTC), "pat")
    assert answer.covers(frame)
    assert not answer.covers(FrameNotice("Vale Press", "A mark", True, "two certificates", True))
