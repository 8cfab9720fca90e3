"""A roster file is looked at before it is written."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input

from facilitator.formats.people.roster_csv import RowProblem
from facilitator.home import Home
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.book.open_book import open_book
from facilitator.services.people.import_roster import RosterImport
from facilitator.services.people.keep_people import add_person, list_people
from facilitator.services.people.see_people import see_person
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.people.import_roster import MOST_SHOWN, ImportRoster, import_words, outcome_words
from tests.books import NOW, PASSPHRASE
from tests.conftest import Program
from tests.tui.locked import names, unlocked
from tests.tui.screens import opened, played, text_of, until


def _done(**more: object) -> RosterImport:
    values: dict[str, object] = {"rows": 3, "added": 1, "updated": 1, "skipped": 1, "enrolled": 0, "waitlisted": 0}
    return RosterImport(**{**values, "problems": (), "ignored_columns": (), **more})  # type: ignore[arg-type]


def test_what_an_import_did_in_a_line() -> None:
    """The roster is named where somebody went on it."""
    counted = "3 rows: 1 new, 1 with new phone or email, 1 known already"
    assert import_words(_done()) == f"{counted}."
    assert import_words(_done(enrolled=2, waitlisted=1)) == (
        f"{counted}; 2 put on the roster, 1 of them waiting for a seat."
    )


def test_what_it_would_do_or_what_to_mend_first() -> None:
    """Lines to mend by their numbers, not more of them than can be read; columns that nobody reads are named."""
    many = tuple(RowProblem(at, "the name is missing") for at in range(2, MOST_SHOWN + 4))
    lines = outcome_words(_done(problems=many)).splitlines()
    assert lines[1] == "line 2: the name is missing"
    assert (len(lines), lines[-1]) == (MOST_SHOWN + 2, "and 2 more")
    nothing = _done(added=0, updated=0, skipped=3, ignored_columns=("shoe", "hat"))
    assert outcome_words(nothing).splitlines()[1:] == [
        "Columns left alone: shoe, hat.",
        "There is nothing new in this file.",
    ]


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
            await until(pilot, lambda: "line 2: the phone" in text_of(app))
            assert "Zed" not in text_of(app)
            await pilot.click("#import")
            assert [each.name for each in list_people(program.book)] == ["Ana"]
            file.write_text("name,phone,shoe\nZed,,44\nAna,555 0100,\n", "utf-8")
            await pilot.click("#group")
            await until(pilot, lambda: app.screen.query(RowList).first(RowList).option_count == 2)
            await pilot.press("down", "enter")
            await until(pilot, lambda: "Onto the roster of: Steady" in text_of(app))
            await pilot.click("#look")
            await until(pilot, lambda: "2 rows: 1 new, 1 with new phone" in text_of(app))
            assert "Columns left alone: shoe." in text_of(app)
            assert [each.name for each in list_people(program.book)] == ["Ana"]
            await pilot.press("enter")
            await until(pilot, lambda: "Imported. 2 rows" in text_of(app))

    played(bring_in())
    assert [(each.name, each.phone) for each in list_people(program.book)] == [("Ana", "555 0100"), ("Zed", "")]
    assert [each.group_uid for each in see_person(program.book, "Zed", now=program.now).groups] == [group]


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
