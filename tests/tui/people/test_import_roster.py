"""A roster file is looked at before it is written."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from facilitator.home import Home
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.book.open_book import open_book
from facilitator.services.people.keep_people import add_person, list_people
from facilitator.services.people.see_people import see_person
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.people.import_roster import ImportRoster
from tests.books import NOW, PASSPHRASE
from tests.conftest import Program
from tests.tui.locked import names, unlocked
from tests.tui.screens import opened, played, text_of, until


@pytest.mark.slow
def test_a_roster_file_is_looked_at_before_it_is_written(program: Program, tmp_path: Path) -> None:
    """Problems come with their lines and keep everything out; a good file waits for a yes."""
    group = program.group("Steady")
    program.people("Ana")
    file = tmp_path / "our roster.csv"
    file.write_text("name,phone,shoe\nZed,no digits!,44\nAna,555 0100,\n", "utf-8")

    async def bring_in() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            await pilot.press("4", "i")
            await pilot.press(*"nowhere.csv", "enter")
            await pilot.pause()
            assert "Cannot read nowhere.csv" in text_of(app)
            app.screen.query_one("#path", Input).value = f"'{file}'"
            await pilot.press("enter")
            await until(pilot, lambda: "the phone has no digits" in text_of(app))
            assert "1 line to mend in the file" in text_of(app)
            assert "Zed" not in text_of(app)
            await pilot.click("#import")
            assert [each.name for each in list_people(program.book)] == ["Ana"]
            file.write_text("name,phone,shoe\nZed,,44\nAna,555 0100,\n", "utf-8")
            await pilot.click("#group")
            await until(pilot, lambda: bool(app.screen.query("ChooseGroup #groups")))
            await until(pilot, lambda: app.screen.query_one("#groups", RowList).option_count == 2)
            await pilot.press("down", "enter")
            await until(pilot, lambda: "Onto the roster of: Steady" in text_of(app))
            await pilot.click("#look")
            await until(pilot, lambda: "2 lines: 1 new, 1 changed" in text_of(app))
            assert "Columns left alone: shoe." in text_of(app)
            assert [each.name for each in list_people(program.book)] == ["Ana"]
            await pilot.press("enter")
            await until(pilot, lambda: "Imported. 2 lines" in text_of(app))

    played(bring_in())
    assert [(each.name, each.phone) for each in list_people(program.book)] == [("Ana", "555 0100"), ("Zed", "")]
    assert [each.group_uid for each in see_person(program.book, "Zed", now=program.now).groups] == [group]


def test_lines_that_nobody_can_tell_are_answered_one_by_one(program: Program, tmp_path: Path) -> None:
    """By key and by mouse; only then can it be saved, and the book has what was answered."""
    ana = add_person(program.book, name="Ana", phone="804 555-0100", now=NOW)
    file = tmp_path / "r.csv"
    file.write_text("Kunde,Tel\nAna,804 555-0199\nBo,804 555-0101\nBo,\nCy,\n", "utf-8")

    async def answer() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.push_screen(ImportRoster())
            await until(pilot, lambda: bool(app.screen.query("#path")))
            app.screen.query_one("#path", Input).value = str(file)
            await pilot.press("enter")
            await until(pilot, lambda: "Which column holds the names?" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "2 lines may mean more than one person" in text_of(app))
            assert app.screen.query_one("#import", Button).disabled
            await pilot.press("enter")
            await until(pilot, lambda: "Who is line 2, Ana?" in text_of(app))
            assert "phone ending in 0100" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: "1 line may mean more than one person" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "Who is line 4, Bo?" in text_of(app))
            await pilot.click("#choices", offset=(4, 1))
            await until(pilot, lambda: not app.screen.query_one("#import", Button).disabled)
            assert "4 lines: 3 new, 1 changed" in text_of(app)
            await pilot.click("#import")
            await until(pilot, lambda: not isinstance(app.screen, ImportRoster))

    played(answer())
    assert sorted((each.name, each.phone) for each in list_people(program.book)) == [
        ("Ana", "804 555-0199"),
        ("Bo", ""),
        ("Bo", "804 555-0101"),
        ("Cy", ""),
    ]
    assert list_people(program.book)[0].uid == ana.uid


@pytest.mark.slow
def test_a_roster_is_imported_after_a_backup(home: Home, tmp_path: Path) -> None:
    """Many records are written at once."""
    roster = tmp_path / "r.csv"
    roster.write_text("name\nAna\n")
    with open_book(home, PASSPHRASE) as book:
        back_up_today(home, book, now=NOW)
        add_person(book, name="Zed", now=NOW)

    async def story() -> None:
        async with unlocked(home) as (app, pilot):
            app.push_screen(ImportRoster())
            await until(pilot, lambda: bool(app.screen.query("#path")))
            app.screen.query_one("#path", Input).value = str(roster)
            app.screen.query_one("#path").focus()
            await pilot.press("enter")
            await until(pilot, lambda: not app.screen.query_one("#import", Button).disabled)
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, ImportRoster))

    played(story())
    stem = "facilitator-20270301-181500"
    assert names(home) == [f"{stem}-before-import.backup", f"{stem}-daily.backup"]
