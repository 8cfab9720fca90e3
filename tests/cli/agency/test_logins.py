import getpass

import pytest


@pytest.fixture
def two(cli):
    """A book in which two people work; the computer's user is neither."""
    cli("staff", "add", "Dana R.")
    cli("login", "add", "dana", "--facilitator", "Dana R.")
    cli("login", "add", "sam", "--role", "coordinator")
    return cli


def actors(cli):
    return [each["actor"] for each in cli.json("audit", "list")]


def test_logins_are_added_and_listed(two):
    dana, sam = two.json("login", "list")
    assert dana == {
        "id": dana["id"], "login": "dana", "role": "facilitator", "facilitator": "Dana R.", "ended_on": None,
    }  # fmt: skip
    assert (sam["login"], sam["role"], sam["facilitator"]) == ("sam", "coordinator", None)
    assert [line.split()[:2] for line in two("login", "list").out.splitlines()[2:]] == [
        ["dana", "facilitator"],
        ["sam", "coordinator"],
    ]
    assert two.json("login", "add", "lee").keys() == {"id"}


@pytest.mark.parametrize(
    ("login", "said"),
    [("Dana", "that login is in the book already"), ("two words", "one word"), ("", "one word")],
)
def test_a_login_is_one_word_that_nobody_has(two, login, said):
    assert said in two("login", "add", login, code=2).err
    assert len(two.json("login", "list")) == 2


def test_a_line_is_whose_it_says(two, monkeypatch):
    two("site", "add", "North", "--as", "Sam")
    two("--as", "dana", "site", "add", "South")
    monkeypatch.setenv("FACILITATOR_LOGIN", "sam")
    two("site", "add", "West")
    two("site", "add", "East", "--as", "dana")
    assert actors(two)[:4] == ["dana", "sam", "dana", "sam"]


def test_a_login_that_is_not_in_the_book_is_refused_with_those_that_are(two, monkeypatch):
    said = "nobody works in this book under that login\nUse one of: dana, sam.\n"
    assert two("site", "add", "North", "--as", "lee", code=2).err == said
    monkeypatch.setenv("FACILITATOR_LOGIN", "lee")
    assert two("site", "list", code=2).err == said
    assert two("site", "list", "--as", "sam").code == 0


def test_undo_takes_back_what_the_login_did(two):
    two("site", "add", "North", "--as", "sam")
    two("site", "add", "South", "--as", "dana")
    two("undo", "--as", "sam")
    assert [each["name"] for each in two.json("site", "list")] == ["South"]
    assert "nothing to undo" in two("undo", "--as", "sam", code=1).err


def test_a_book_without_logins_is_the_computer_users(cli, monkeypatch):
    monkeypatch.setenv("FACILITATOR_LOGIN", "lee")
    cli("site", "add", "North")
    assert actors(cli)[0] == getpass.getuser()
    assert "login add LOGIN" in cli("site", "list", "--as", "lee", code=2).err
    assert cli("login", "list").out == "No logins yet: facilitator login add LOGIN\n"


def test_the_only_login_is_meant_where_nobody_says(cli):
    cli("login", "add", "dana")
    cli("site", "add", "North")
    assert actors(cli)[0] == "dana"


PREVIEW = ("group", "preview", "--start", "2027-03-04 18:30", "--repeat", "weekly", "--minutes", "60", "--zone", "UTC")


@pytest.mark.parametrize(
    "line",
    [("lock",), ("check",), ("doctor",), ("curriculum", "list"), ("key", "show"), ("backups", "list"), PREVIEW],
    ids=" ".join,
)
def test_what_is_done_in_nobodys_name_says_that_it_was(two, line):
    """Whether somebody works in the book or not, they did nothing here."""
    said = "Nothing was done in anybody's name here, so --as had no effect."
    assert two(*line, "--as", "dana").err.splitlines()[-1] == said


def test_a_book_that_is_just_being_made_has_nobody_yet(cli, tmp_path):
    """Nothing is made."""
    for line, said in (
        (("init", "--name", "North", "--zone", "UTC"), "a new book has no logins yet"),
        (("demo", "--no-open"), "a practice book is made without logins"),
    ):
        assert said in cli.bare("--home", tmp_path / "new", *line, "--as", "dana", code=2).err
    assert not (tmp_path / "new").exists()


def test_a_restored_book_says_who_restored_it(two, tmp_path):
    """Whoever it does not know restores nothing."""
    copy = tmp_path / "copy.backup"
    two("backup", copy)
    before = two.home.book.read_bytes()
    assert "Use one of: dana, sam." in two("restore", copy, "--as", "lee", code=2).err
    assert two.home.book.read_bytes() == before
    two("restore", copy, "--as", "SAM")
    newest = two.json("audit", "list")[0]
    assert (newest["action"], newest["actor"]) == ("book.restore", "sam")
