"""Where a file shall go: checked before anything is written, and nothing is replaced unasked."""

from pathlib import Path

import pytest

from facilitator.domain.privacy.disclosure import Basis
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.privacy.basis import AskBasis
from facilitator.words import DisclosureBasis
from tests.books import make_real
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def _dialog(place: Path, **more: bool) -> SaveFile:
    return SaveFile("Save it", "Where to?", value=place, suffixes=(".csv", ".json"), **more)


def test_a_place_that_cannot_be_is_said(program: Program, tmp_path: Path) -> None:
    """The line stays as it was typed; a name without an ending gets the first one."""

    async def story() -> None:
        async with on_bench(program, _dialog(tmp_path)) as bench:
            line = bench.line()
            assert (line.value, line.cursor_position) == (str(tmp_path), len(str(tmp_path)))
            for place, words in (
                (tmp_path, "is a folder"),
                (tmp_path / "r.pdf", "End it with .csv or .json."),
                (tmp_path / "no such" / "r.csv", "Name one that is there."),
            ):
                line.value = str(place)
                await bench.press("enter")
                assert words in bench.text
                assert line.value == str(place)
            line.value = str(tmp_path / "people")
            await bench.press("enter")
            assert await bench.answer() == WantedFile(tmp_path / "people.csv", names=False)

    played(story())


def test_a_file_that_is_there_is_replaced_on_the_second_enter(program: Program, tmp_path: Path) -> None:
    """Another one that is there is asked about anew."""
    first, second = tmp_path / "a.csv", tmp_path / "b.JSON"
    for path in (first, second):
        path.write_text("mine", "utf-8")

    async def story() -> None:
        async with on_bench(program, _dialog(first)) as bench:
            await bench.press("enter")
            assert "Save once more to replace it." in bench.text
            bench.line().value = str(second)
            await bench.press("enter")
            assert bench.answers == []
            await bench.press("enter")
            assert await bench.answer() == WantedFile(second, names=False)

    played(story())
    assert second.read_text("utf-8") == "mine"


def test_names_in_a_practice_book_need_no_reason(program: Program, tmp_path: Path) -> None:
    """The button says in words how it stands, and turns back."""

    async def story() -> None:
        async with on_bench(program, _dialog(tmp_path / "a.csv", ask_names=True)) as bench:
            for words in ("yes, keep it safe", "no, codes stand in", "yes, keep it safe"):
                await bench.click("#names")
                await bench.shows(f"Names in the file: {words}")
            await bench.click("#ok")
            assert await bench.answer() == WantedFile(tmp_path / "a.csv", names=True)

    played(story())


def test_names_in_a_protected_book_need_one(program: Program, tmp_path: Path) -> None:
    """Without a reason codes stand in; with codes after all, the reason is forgotten."""
    make_real(program.book)

    async def story() -> None:
        async with on_bench(program, _dialog(tmp_path / "a.csv", ask_names=True)) as bench:
            for key, words in (("escape", "no, codes stand in"), ("enter", "yes, keep it safe")):
                await bench.click("#names")
                await until(bench.pilot, lambda: isinstance(bench.app.screen, AskBasis))
                await bench.press(key)
                await bench.shows(f"Names in the file: {words}")
            await bench.click("#ok")
            wanted = await bench.answer()
            assert wanted == WantedFile(tmp_path / "a.csv", names=True, basis=Basis(DisclosureBasis.WITHIN_PROGRAM))

    played(story())


@pytest.mark.parametrize("asks", [True, False])
def test_only_a_file_about_people_asks_for_names(program: Program, tmp_path: Path, asks: bool) -> None:
    """The record that somebody asked for themselves always has theirs."""

    async def story() -> None:
        async with on_bench(program, _dialog(tmp_path, ask_names=asks)) as bench:
            assert bool(bench.app.screen.query("#names")) is asks
            await bench.click("#no")
            assert await bench.answer() is None

    played(story())
