"""The words to say, one item after the other."""

from facilitator.domain.curricula.curriculum import AgendaItem, Note, Part, PartKind, Say
from facilitator.tui.curricula.script import Script, script_text
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import lesson
from tests.tui.screens import played

(KIND, *_) = PartKind


def test_words_to_say_are_quotes_and_notes_are_not() -> None:
    """Marked parts come last; an item without any words says so."""
    item = AgendaItem("Talk", 45, 30, (Say("Hello.\nSit down."), Note("Wait.")), (Part(KIND, "mats"),))
    assert script_text(item) == f"> Hello.\n> Sit down.\n\nWait.\n\n**{KIND.value}:** mats"
    cued = AgendaItem("Talk", 45, 30, (Note("Wait."),), (Part(PartKind.CUE, "How we wait."),))
    assert script_text(cued) == "Wait."
    assert script_text(AgendaItem("Talk", 45, 30)) == "Nothing is written for this item."
    before = "**Before anybody shares:**\n\n> I tell \\*where\\* I must.\n> Ask me."
    assert script_text(item, "I tell *where* I must.\nAsk me.").endswith(f"mats\n\n{before}")
    assert script_text(None, "Ask me.") == "No curriculum, so no words here.\n\n**Before anybody shares:**\n\n> Ask me."


def test_the_arrows_turn_pages_and_stop_at_both_ends(program: Program) -> None:
    """It opens at the item that runs."""
    items = (AgendaItem("Check-in", 15, 10, (Say("Hello."),)), AgendaItem("Talk", 45, 30, (Say("Now."),)))

    async def story() -> None:
        async with on_bench(program, Script(lesson(items=items), 1, "Ask me before you share.")) as bench:
            await bench.shows("Talk (45 min)", "Now.")
            await bench.press("right")
            await bench.shows("Talk (45 min)")
            assert "before you share" not in bench.text
            await bench.press("left", "left")
            await bench.shows("Check-in (15 min)", "Hello.", "Ask me before you share.")
            await bench.press("escape")
            assert await bench.answer() is None

    played(story())


def test_a_lesson_without_items_has_nothing_to_turn(program: Program) -> None:
    """It opens all the same."""

    async def story() -> None:
        async with on_bench(program, Script(lesson(items=()), 0)) as bench:
            await bench.press("right")
            assert "Esc closes" in bench.text

    played(story())
