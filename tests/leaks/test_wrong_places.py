"""A name where something else is asked for: whatever is typed in each place of each command, no error repeats it."""

import contextlib
import importlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import time_machine

from facilitator.cli.commands import COMMANDS
from facilitator.cli.main import run
from facilitator.home import Home
from tests.books import NOW, make_practice_home
from tests.cli.kit.test_terminal import HOSTILE, unseen_in
from tests.leaks.process import walk
from tests.leaks.sentinels import CORPUS, WRONG, Kind, found_in

pytestmark = pytest.mark.slow

S = "Steady@2027-03-04"
NAMES = [each for each in CORPUS if each.kind is Kind.NAME]

SET_UP: tuple[tuple[object, ...], ...] = (
    ("site", "add", "Hall"),
    ("site", "add", "Annex"),
    ("room", "add", "Hall", "Blue"),
    ("staff", "add", "Lee"),
    ("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times",
     "--curriculum", "eight-steady-steps"),
    ("person", "add", WRONG, "--alias", "Zanzi"),
    ("person", "add", "Ben"),
    ("enrol", "Steady", "Ben"),
    ("consent", "add", "Ben", "--recipient", "City", "--purpose", "care", "--what", "x", "--covers", "name",
     "--signed", "2027-02-01", "--signature", "p", "--told-of-revoking", "--expires", "2027-12-31"),
    ("closures", "add", "2027-05-01", "--reason", "off"),
)  # fmt: skip

ARGUMENTS = {
    "session": S, "person": "Ben", "group": "Steady", "site": "Hall", "other": "Annex", "room": "Blue", "who": "Lee",
    "key": "eight-steady-steps", "consent": "City", "closure": "off", "first": "2027-04-01", "to": "2027-03-06 10:00",
    "people": "3", "minutes": "60", "status": "present", "how": "keep", "answer": "off", "name": "New", "title": "New",
    "region": "US", "words": "stress",
}  # fmt: skip
"""What stands in the places beside the wrong one; others are left out."""

OPTIONS = {
    "--start": "2027-06-01 18:30", "--repeat": "every thursday", "--minutes": "60", "--zone": "UTC", "--reason": "snow",
    "--from": "2027-03-01", "--to": "2027-03-31", "--recipient": "City", "--purpose": "care", "--what": "x",
    "--covers": "name", "--signed": "2027-02-01", "--signature": "p", "--how": "letter", "--affiliation": "x",
    "--nature": "x", "--basis": "consent", "--lesson": "1", "--year": "2027", "--name": "X", "--weeks": "3",
}  # fmt: skip

CALLED_SO = {
    ("group", "change", "title"),
    ("site", "add", "name"),
    ("room", "add", "name"),
    ("staff", "add", "name"),
    ("closures", "add", "reason"),
    ("calendar", "feed", "add", "name"),
    ("group", "find-time", "credential"),
}
"""Where a text becomes what something is called, and is told back when that was done."""

Place = tuple[str, ...]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A practice book with somebody who is called so."""
    home = make_practice_home(tmp_path_factory.mktemp("template"))
    for words in SET_UP:
        assert _said(home, *words)[0] == 0, words
    return home


def _said(home: Home, *words: object) -> tuple[int, bytes]:
    """The exit code of a line, and all that it says."""
    out, err = io.StringIO(), io.StringIO()
    travel = time_machine.travel(NOW, tick=False)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), travel:
        code = run(["--home", str(home.folder), *map(str, words)])
    return code, f"{out.getvalue()}\n{err.getvalue()}".encode()


def _places() -> Iterator[tuple[Place, list[str]]]:
    """Each place of each command, and a line with the name in it."""
    for words, later in walk(COMMANDS):
        module, attribute = later.where.split(":")
        command = getattr(importlib.import_module(module), attribute)
        if words in (("open",), ("demo",), ("serve",)):  # none of them ends; the day has serve's wrong places
            continue
        for place in command.params:
            flag = isinstance(place, click.Option) and (place.is_flag or place.opts[0] in ("--home", "--passphrase-fd"))
            # a file is called as its owner calls it
            if not flag and not isinstance(place.type, click.Path):
                yield (*words, place.name), [*words, *filled(command, place, words)]


def filled(command: click.Command, wrong: click.Parameter | None, words: Place) -> Iterator[str]:
    """The words for each place that must be filled, with the name in the wrong one."""
    for place in command.params:
        if isinstance(place, click.Option):
            named = next(name for name in place.opts if name.startswith("--"))
            if place is wrong or place.required:
                yield from (named, WRONG if place is wrong else OPTIONS.get(named, "x"))
        elif place is wrong:
            yield WRONG
        elif words == ("report",):
            yield "group"
        elif place.name in ARGUMENTS:
            yield ARGUMENTS[place.name]


def test_no_place_of_any_command_repeats_a_name(
    template: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days, numbers, choices, titles, ids: 250 places in a book that knows the name."""
    monkeypatch.chdir(tmp_path)
    leaks, seen = {}, set()
    for place, line in _places():
        home = Home(tmp_path / "home")
        shutil.rmtree(home.folder, ignore_errors=True)
        shutil.copytree(template.folder, home.folder)
        code, said = _said(home, *line)
        seen.add(place)
        assert code in (0, 1, 2), (line, said)
        if found_in(said, NAMES) and place not in CALLED_SO:
            leaks[" ".join(line)] = said.decode()
    assert leaks == {}
    assert len(seen) > 200
    assert seen >= CALLED_SO


@pytest.mark.parametrize(
    "words",
    [
        ("session", "show", "Zanzi@2027-03-04"),
        ("group", "add", "Other", "--start", "2027-03-05 10:00", "--repeat", "every friday", "--minutes", "60",
         "--room", "Zanzi"),
        ("staff", "edit", "zanzi", "--name", "x"),
        ("site", "edit", f"Hall {WRONG.split()[0].upper()}", "--name", "x"),
        ("Zanzi",),
        ("person", WRONG),
        ("person", "show", "--basis=Zanzi"),
    ],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_an_alias_or_half_a_name_is_repeated_neither(template: Home, words: tuple[str, ...]) -> None:
    """In small letters and in capitals, in quotes of both kinds, as a command."""
    code, said = _said(template, *words)
    assert code == 2
    assert found_in(said, NAMES) == []
    assert b"zanzi" not in said.lower()


def test_what_is_nobodys_name_is_repeated(template: Home) -> None:
    """An error says what it could not read."""
    for words, told in (
        (("session", "move", S, "someday"), "'someday'"),
        (("group", "find-time", "--minutes", "60", "--weeks", "4", "--facilitator", "Kim"), "'Kim'"),
        (("attendance", "mark", S, "Ben", "present", "--mode", "radio"), "'radio'"),
    ):
        assert told in _said(template, *words)[1].decode()


def test_no_place_of_any_command_tells_back_what_steers_a_terminal(
    template: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each C0 but NUL, each C1, each of category Cf: in 250 places, in errors and in what was done."""
    monkeypatch.chdir(tmp_path)
    through = {}
    for place, line in _places():
        home = Home(tmp_path / "home")
        shutil.rmtree(home.folder, ignore_errors=True)
        shutil.copytree(template.folder, home.folder)
        code, said = _said(home, *(HOSTILE if word == WRONG else word for word in line))
        assert code in (0, 1, 2), (place, code)
        if left := unseen_in(said.decode()):
            through[place] = sorted(map(hex, map(ord, left)))[:3]
    assert through == {}
