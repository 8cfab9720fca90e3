import shlex
import sys

import pytest

from facilitator.cli.main import run
from facilitator.home import Home, practice_home
from facilitator.services.book.open_book import open_book
from facilitator.services.scheduling.see_groups import list_groups
from tests.books import make_home
from tests.cli.book.test_book import on_terminal

SMALL = ["--people", "12", "--groups", "3", "--weeks", "2"]


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    monkeypatch.delenv("FACILITATOR_PASSPHRASE_FILE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("FACILITATOR_HOME", str(tmp_path / "real"))


def next_commands(said):
    return [shlex.split(line) for line in said.partition("Try next:")[2].splitlines() if line]


def test_without_a_home_it_uses_the_practice_folder_and_never_the_one_of_the_environment(tmp_path, capsys):
    assert run(["demo", *SMALL]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == f"Made a practice book in {practice_home().folder}"
    assert practice_home().book.exists()
    assert not (tmp_path / "real").exists()
    assert run(["demo", *SMALL]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"Made a new practice book in {practice_home().folder}"


def test_its_three_next_commands_work_as_they_are_printed(tmp_path, capsys):
    assert run(["--home", str(tmp_path / "with blank"), "demo", "--no-open", *SMALL, "--seed", "7"]) == 0
    said = capsys.readouterr()
    assert "12  people" in said.out
    assert "3  groups" in said.out
    assert said.err == ""
    commands = next_commands(said.out)
    assert [words[:3] for words in commands] == [["facilitator", "--home", str(tmp_path / "with blank")]] * 3
    for words in commands:
        assert run(words[1:]) == 0, words
        assert "Eight steady steps" in capsys.readouterr().out


def test_a_real_book_is_refused_with_what_to_do(tmp_path, capsys):
    home = make_home(tmp_path)
    before = home.book.read_bytes()
    assert run(["demo", "--home", str(home.folder), *SMALL]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "real program" in said.err
    assert "--home DIR" in said.err
    assert home.book.read_bytes() == before


def test_numbers_out_of_bounds_are_bad_input(tmp_path, capsys):
    assert run(["demo", "--home", str(tmp_path / "home"), "--people", "0"]) == 2
    assert "from 1 to" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_the_seed_and_the_scale_reach_the_book(tmp_path):
    titles = {}
    for seed in ("1", "2"):
        home = Home(tmp_path / seed)
        line = ["demo", "--home", str(home.folder), "--people", "4", "--groups", "18", "--weeks", "1", "--seed", seed]
        assert run(line) == 0
        with open_book(home, None) as book:
            titles[seed] = [each.title for each in list_groups(book)]
    assert (len(titles["1"]), len(titles["2"])) == (18, 18)
    assert titles["1"] != titles["2"]


def test_on_a_terminal_a_practice_book_says_that_it_is_one(tmp_path, capsys):
    home = str(tmp_path / "home")
    assert run(["demo", "--home", home, *SMALL]) == 0
    capsys.readouterr()
    screen, code = on_terminal([sys.executable, "-m", "facilitator", "--home", home, "room", "list"], [])
    assert code == 0
    assert "Practice book: its people are invented." in screen
    assert run(["--home", home, "room", "list"]) == 0
    assert capsys.readouterr().err == ""
