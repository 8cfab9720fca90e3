"""A lesson to read through."""

import pytest

from facilitator.domain.curricula.curriculum import AgendaItem, Handout, Part, PartKind, Say
from facilitator.tui.curricula.lesson import ReadLesson, lesson_text
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import lesson
from tests.tui.screens import played

(KIND, *_) = PartKind


def test_a_lesson_as_markdown() -> None:
    """Aim, marked parts, items with their words, handouts; what it has not leaves no gap."""
    whole = lesson(
        items=(AgendaItem("Talk", 45, 30, (Say("Now."),)),),
        parts=(Part(KIND, "mats"),),
        handouts=(Handout("A page", "Read it."),),
    )
    assert lesson_text(whole).split("\n\n") == [
        "To rest well.",
        f"**{KIND.value}:** mats",
        "## Talk (45 min)",
        "> Now.",
        "## Handout: A page",
        "Read it.",
    ]
    assert lesson_text(lesson(aim="", items=())) == ""


@pytest.mark.parametrize("frame", [True, False])
def test_pages_are_asked_for_in_a_frame_alone(program: Program, frame: bool) -> None:
    """There p is an answer; elsewhere it does nothing."""

    async def story() -> None:
        async with on_bench(program, ReadLesson(lesson(), frame=frame)) as bench:
            await bench.shows("Rest that fits (60 min)", "To rest well.")
            assert ("Pages of your manual" in bench.text) is frame
            await bench.press("p")
            assert bench.answers == ([True] if frame else [])
            if not frame:
                await bench.click("#close")
                assert await bench.answer() is False

    played(story())
