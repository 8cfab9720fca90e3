"""Where the items of a frame's lesson stand in the program's manual."""

from textual.widgets import Input

from facilitator.tui.curricula.pages import WritePages
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import lesson
from tests.tui.screens import played


def test_it_answers_with_what_was_changed(program: Program) -> None:
    """Enter goes on to the next line; an emptied one is an answer, one that stayed is none."""

    async def story() -> None:
        dialog = WritePages(lesson(), {2: "p. 9"})
        async with on_bench(program, dialog) as bench:
            assert [line.value for line in dialog.query(Input)] == ["", "p. 9"]
            bench.line("#item-1").focus()
            await bench.press(*"p1", "enter")
            assert bench.app.focused is bench.line("#item-2")
            bench.line("#item-2").value = ""
            await bench.click("#save")
            assert await bench.answer() == {1: "p1", 2: ""}

    played(story())


def test_blanks_around_are_no_change(program: Program) -> None:
    """Saved as it was, it answers with nothing; each lesson keeps a draft of its own."""

    async def story() -> None:
        dialog = WritePages(lesson(), {2: "p. 9"})
        assert dialog.draft_name == "WritePages:rest"
        async with on_bench(program, dialog) as bench:
            bench.line("#item-2").value = " p. 9 "
            await bench.click("#save")
            assert await bench.answer() == {}

    played(story())
