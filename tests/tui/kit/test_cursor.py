"""The terminal's own cursor: after any key it stands on what has the focus, in the row of its cursor."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList

from facilitator.tui.kit.cursor import cursor_of
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.scheduling.group_tables import RosterTable, SessionsTable
from facilitator.tui.sessions.roll_table import RollTable
from tests.books import NOW
from tests.conftest import Program
from tests.tui.kit.bare import bare
from tests.tui.screens import opened, played, text_of, until

KEYS = (
    *("down", "down", "down", "up", "tab", "tab", "shift+tab", "enter", "enter", "escape", "escape", "escape"),
    *("1", "2", "3", "4", "5", "6", "7", "slash", "pagedown", "home", "end", "space", "backspace", "question_mark"),
    *("a", "c", "d", "e", "g", "h", "i", "l", "m", "n", "o", "p", "r", "t", "u", "v", "w", "ctrl+r", "ctrl+t"),
)
"""Every key that leads somewhere but those that lock, quit, or write files."""


@pytest.fixture
def book(program: Program) -> Program:
    """Two groups, one of them tonight, and people on its roster."""
    uid = program.group("Steady", curriculum="eight-steady-steps")
    program.people("Ana", "Bo", "Zoë", group=uid)
    program.group("Choir", f"{NOW:%Y-%m-%d} 21:00", repeat="daily, 30 times")
    return program


def row_of(widget: Widget) -> str:
    """What the row of a list begins with, by its data; empty where it has no rows."""
    if isinstance(widget, Table):
        return widget.rows[widget.cursor].cells[0] if widget.rows else ""
    if isinstance(widget, DataTable) and widget.row_count and not widget.scroll_offset.x:
        return str(widget.get_row_at(widget.cursor_row)[0]).strip()
    if isinstance(widget, OptionList) and widget.highlighted_option is not None:
        return str(widget.highlighted_option.prompt).strip().splitlines()[0].strip()
    return ""


def name_and_state(widget: Widget) -> tuple[str, str] | tuple[()]:
    """What a braille line of 40 cells must tell of a row of people or sessions."""
    if isinstance(widget, RollTable) and widget.row_count:
        mark, name = (str(cell) for cell in widget.get_row_at(widget.cursor_row))
        return mark.strip(), name[:12]
    if isinstance(widget, SessionsTable | RosterTable) and widget.rows:
        name, state = widget.rows[widget.cursor].cells[:2]
        return name[:12], state[:12]
    return ()


def looked_at(app: App[Any], trail: list[str]) -> None:
    """The cursor is in sight of the focused widget, and on its row."""
    focused, cursor = app.screen.focused, app.cursor_position
    if focused is None:
        return
    seen = app.screen.find_widget(focused).visible_region
    where = f"{trail[-8:]}: {cursor} for {focused!r} in {seen}\n{text_of(app)}"
    assert not seen or seen.contains_point(cursor), where
    row, line = row_of(focused), text_of(app).splitlines()[cursor.y][cursor.x :]
    assert not seen or row[:12].split("  ")[0] in line, where
    for told in name_and_state(focused) if seen else ():
        assert told in line[:40], where


def walk(program: Program, keys: Iterator[str], size: tuple[int, int]) -> None:
    """Press keys, and look after each of them."""

    async def story() -> None:
        async with opened(program.home, NOW, size) as (app, pilot):
            trail: list[str] = []
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
                trail.append(key)
                looked_at(app, trail)

    played(story())


def keys_at_random(number: int, seed: int) -> Iterator[str]:
    """So many keys, the same ones each time."""
    chance = random.Random(seed)
    return iter(chance.choices(KEYS, k=number))


@pytest.mark.slow
def test_sixty_keys(book: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short walk through rooms and dialogs."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    walk(book, keys_at_random(60, seed=11), (80, 24))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40), (60, 20)])
def test_thousand_keys(book: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    """A long one, in three sizes."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    walk(book, keys_at_random(1000, seed=size[0]), size)


def test_in_the_open_rows_of_a_choice_it_stands_on_the_chosen_one() -> None:
    """They are a list of Textual's own, and a row may take two lines."""

    async def story() -> None:
        rows = [(f"{word} {'and so on ' * 6}", word) for word in ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")]
        async with bare(Select(rows, id="tree", value="Ash"), size=(40, 12)) as (app, pilot):
            await pilot.press("enter", "down", "down", "down", "down")
            await until(pilot, lambda: "Elm and" in text_of(app).splitlines()[cursor_of(app.screen).y])

    played(story())


def test_in_a_field_it_stands_where_the_next_letter_goes(book: Program) -> None:
    """At the first column of an empty field, behind what was typed, and back with the arrow."""

    async def story() -> None:
        async with opened(book.home, NOW) as (app, pilot):
            await pilot.press("4", "slash")
            await pilot.pause()
            line = app.screen.query_one(Input)
            begin = line.content_region.offset
            assert app.cursor_position == begin
            await pilot.press("a", "n")
            await pilot.pause()
            assert app.cursor_position == begin + Offset(2, 0)
            await pilot.press("left")
            await pilot.pause()
            assert app.cursor_position == begin + Offset(1, 0)

    played(story())
