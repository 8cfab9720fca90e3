"""The form of a local slot: it keeps the lines of words that are said aloud, and says nothing where nothing changed."""

from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.tui.agency.slot_form import SlotForm
from facilitator.words import SlotName
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played

WORDS = "I tell where I must.\nAsk me before you share."


def test_words_that_nobody_touched_keep_their_lines(program: Program) -> None:
    """Another source is kept beside them; the same once more is no change."""
    set_slot(program.book, SlotName.LIMITS_PROTECTED, WORDS, now=program.now)

    async def save(source: str) -> object:
        (kept,) = see_slots(program.book).slots
        async with on_bench(program, SlotForm(SlotName.LIMITS_PROTECTED, kept, site="")) as bench:
            assert bench.line("#ask-text").value == WORDS.replace("\n", " ")
            bench.line("#ask-source").value = source
            await bench.press("enter")
            return await bench.answer()

    async def story() -> None:
        assert str(await save("our lawyer")).startswith("Saved: What we cannot keep to ourselves")
        assert await save("our lawyer") is None

    played(story())
    (kept,) = see_slots(program.book).slots
    assert (kept.text, kept.source) == (WORDS, "our lawyer")
