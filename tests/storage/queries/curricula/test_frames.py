from datetime import timedelta

from facilitator.domain.curricula.frames import FrameAnswer
from facilitator.storage.queries.curricula import frames
from tests.books import NOW


def test_an_answer_takes_the_place_of_an_earlier_one(db):
    later = NOW + timedelta(days=1)
    frames.put_answer(db, "wrap", "WRAP facilitator", at=NOW, actor="pat")
    frames.put_answer(db, "other", "CPRS", at=NOW, actor="pat")
    frames.put_answer(db, "wrap", "Advanced WRAP", at=later, actor="sam")
    assert frames.answer(db, "wrap") == FrameAnswer("wrap", "Advanced WRAP", later, "sam")
    assert frames.answer(db, "other") == FrameAnswer("other", "CPRS", NOW, "pat")
    assert frames.answer(db, "none") is None


def test_pages_are_kept_by_lesson_and_place(db):
    for lesson, place, pages in (("one", 2, "14-17"), ("one", 1, "12"), ("two", 1, "20"), ("one", 2, "14-18")):
        frames.put_pages(db, "wrap", lesson, place, pages)
    frames.put_pages(db, "other", "one", 1, "3")
    assert frames.pages_of_lesson(db, "wrap", "one") == {1: "12", 2: "14-18"}
    assert frames.pages_of_frame(db, "wrap") == {"one": {1: "12", 2: "14-18"}, "two": {1: "20"}}


def test_empty_pages_are_forgotten(db):
    frames.put_pages(db, "wrap", "one", 1, "12")
    frames.put_pages(db, "wrap", "one", 2, "13")
    frames.put_pages(db, "wrap", "one", 1, "")
    assert frames.pages_of_frame(db, "wrap") == {"one": {2: "13"}}
    assert frames.pages_of_frame(db, "none") == {}
