"""Adding a person, and the card of one."""

from facilitator.services.people.keep_people import list_people
from facilitator.services.people.see_people import see_person
from facilitator.tui.people.person import AddPerson, PersonCard
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_only_the_name_is_needed(program: Program) -> None:
    """What is wrong is said in the words of the form, and what was typed stays."""
    program.people("Zed")

    async def story() -> None:
        async with on_bench(program, AddPerson()) as bench:
            bench.line("#phone").value = "555 0100"
            await bench.press("enter")
            assert "The name is missing." in bench.text
            bench.line("#name").value = "Zed"
            await bench.press("enter")
            assert "Somebody of that name or alias is in the book" in bench.text
            assert "--new" not in bench.text
            await bench.press("enter")  # Enter alone changes nothing
            assert len(list_people(program.book)) == 1
            await bench.press("enter")
            await bench.click("#yes")
            added = await bench.answer()
            assert (added.name, added.phone) == ("Zed", "555 0100")
            assert len(list_people(program.book)) == 2

    played(story())
    assert [each.name for each in list_people(program.book)] == ["Zed", "Zed"]


def test_a_card_asks_for_a_roster_and_hides_a_name(program: Program) -> None:
    """Enter puts the person on a roster; with names hidden the code stands in."""
    (who,) = program.people("Xochitl", group=program.group("Steady"))

    async def story() -> None:
        seen = see_person(program.book, who.uid, now=program.now)
        async with on_bench(program, PersonCard(seen, names=False)) as bench:
            assert who.code in bench.text
            assert "Steady" in bench.text
            assert "Xochitl" not in bench.text
            await bench.press("enter")
            assert await bench.answer() == "enrol"

    played(story())


def test_a_card_has_a_key_for_each_act(program: Program) -> None:
    (who,) = program.people("Xochitl")

    async def story() -> None:
        for key, what in (("e", "edit"), ("w", "away"), ("s", "same")):
            seen = see_person(program.book, who.uid, now=program.now)
            async with on_bench(program, PersonCard(seen, names=True)) as bench:
                await bench.press(key)
                assert await bench.answer() == what

    played(story())
