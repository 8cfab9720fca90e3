"""Changing a person, and saying when they are away."""

from datetime import date

from facilitator.services.people.edit_person import edit_person
from facilitator.services.people.keep_away import away_of, note_away
from facilitator.services.people.see_people import see_person
from facilitator.tui.people.edit_person import AwayForm, EditPerson
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_a_person_is_changed(program: Program) -> None:
    (who,) = program.people("Xochitl")

    async def story() -> None:
        async with on_bench(program, EditPerson(who)) as bench:
            bench.line("#phone").value = "call me"
            await bench.press("enter")
            await bench.shows("phone")
            bench.line("#phone").value = ""
            bench.line("#alias").value = "Xo"
            await bench.press("enter")
            done = await bench.answer()
            assert (done.changed, done.after.alias) == (("alias",), "Xo")

    played(story())


def test_who_saves_second_sees_what_the_first_changed_and_chooses(program: Program) -> None:
    (who,) = program.people("Xochitl")

    async def story() -> None:
        async with on_bench(program, EditPerson(who)) as bench:
            edit_person(program.book, who.uid, alias="Xo", phone="804 555 0100", now=program.now)
            bench.line("#alias").value = "Chita"
            await bench.press("enter")
            await bench.shows("alias is Xo now")
            await bench.shows("Save keeps yours, Not now leaves theirs")
            assert bench.line("#phone").value == "804 555 0100"  # nobody typed there
            assert see_person(program.book, who.uid, now=program.now).person.alias == "Xo"
            await bench.press("enter")
            after = (await bench.answer()).after
            assert (after.alias, after.phone) == ("Chita", "804 555 0100")

    played(story())


def test_days_away_are_noted_and_taken_back(program: Program) -> None:
    (who,) = program.people("Xochitl")

    async def story() -> None:
        seen = see_person(program.book, who.uid, now=program.now)
        async with on_bench(program, AwayForm(seen, names=True)) as bench:
            bench.line("#first").value = "10 mar"
            bench.line("#last").value = "9 mar"
            await bench.press("enter")
            await bench.shows("before the first")
            bench.line("#last").value = "12 mar"
            await bench.press("enter")
            assert [(each.first, each.last) for each in (await bench.answer()).after] == [
                (date(2027, 3, 10), date(2027, 3, 12))
            ]
        seen = see_person(program.book, who.uid, now=program.now)
        async with on_bench(program, AwayForm(seen, names=True)) as bench:
            await bench.click("#back")
            assert (await bench.answer()).after == ()

    played(story())
    assert away_of(program.book, who.uid).after == ()
    note_away(program.book, who.uid, first=date(2027, 3, 10), now=program.now)
