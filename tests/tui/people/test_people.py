"""People: found by a few letters, hidden with one key, put on rosters, brought in from a file."""

from functools import partial

import pytest
from textual.app import App

from facilitator.services.people.import_roster import import_roster
from facilitator.services.people.keep_people import list_people
from facilitator.services.people.see_people import see_person
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.messages import GoToPerson
from facilitator.tui.people.people import MOST, PeopleScreen
from facilitator.tui.people.person import PersonCard
from tests.conftest import Program
from tests.tui.screens import WIDE, opened, played, text_of, until

LONG = "Guadalupe " * 8
NAMES = ("Amélie G.", "مريم ع.", "[red]Bo[/red] 🌊", LONG.strip()[:80])


@pytest.mark.slow
def test_a_few_letters_find_people_and_one_key_hides_their_names(program: Program) -> None:
    """Accents do not matter to a search; hidden means gone from the list, the pane and the card."""
    people = program.people(*NAMES)

    async def look() -> None:
        async with opened(program.home, program.now, WIDE) as (app, pilot):
            await pilot.press("4", "slash", *"amelie")
            await pilot.pause()
            assert "1 of 4" in text_of(app)
            assert "Amélie G." in text_of(app)
            await pilot.press("escape")
            await pilot.pause()
            assert "[red]Bo[/red] 🌊" in text_of(app)
            assert all(each.code in text_of(app) for each in people[:3])
            await pilot.press("h")
            for _ in people:
                await pilot.press("down", "enter")
                await pilot.pause()
                assert isinstance(app.screen, PersonCard)
                shown = text_of(app)
                assert not any(word in shown for word in ("Amélie", "مريم", "Bo", "Guadalupe"))
                await pilot.press("escape")
                shown = text_of(app)
                assert not any(word in shown for word in ("Amélie", "مريم", "Bo", "Guadalupe"))

    played(look())


@pytest.mark.slow
def test_adding_and_enrolling_by_keyboard(program: Program) -> None:
    """Somebody new goes on a roster; who comes when it is full waits, and that is said."""
    group = program.group("Steady", capacity=1)
    program.people("Ana", group=group)

    async def add() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("4", "a")
            await pilot.press("enter")
            await pilot.pause()
            assert "The name is missing." in text_of(app)
            await pilot.press(*"Zed", "enter")
            await pilot.pause()
            assert "Added Zed." in text_of(app)
            await pilot.press("e")
            await until(pilot, lambda: "On which roster shall Zed go?" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "Steady is full: Zed waits for a seat." in text_of(app))
            seen = see_person(program.book, "Zed", now=program.now)
            assert [(each.group_title, each.waitlisted) for each in seen.groups] == [("Steady", True)]
            await pilot.press("enter")
            await pilot.pause()
            assert "Steady, waiting for a seat" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: "On which roster shall Zed go?" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "is on the roster of Steady already" in text_of(app))

    played(add())


@pytest.mark.slow
def test_the_palette_s_person_is_under_the_cursor(program: Program) -> None:
    """Also where there are more people than rows."""
    rows = "".join(f"\nPerson {number:04}" for number in range(MOST + 5))
    import_roster(program.book, f"name{rows}".encode(), name="many.csv", group=None, now=program.now)
    last = list_people(program.book)[-1]

    async def go() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("4")
            await pilot.pause()
            assert f"{MOST + 5} people, the first {MOST} here" in text_of(app)
            for wanted in (list_people(program.book)[7], last):
                await pilot.press("1")
                app.post_message(GoToPerson(wanted.uid))
                await until(pilot, partial(_cursor_on, app, wanted.uid))
                await pilot.pause()
                assert wanted.name in text_of(app)

    played(go())


def _cursor_on(app: App[int], uid: str) -> bool:
    screen = app.screen
    return isinstance(screen, PeopleScreen) and screen.query_one("#people", RowList).current == uid
