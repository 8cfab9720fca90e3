"""Names of participants go to a terminal, or where they are asked for, and nowhere else."""

import os
import pty
import subprocess
import sys

import pytest

from tests.conftest import ROOT

S = "Steady@2027-03-04"
SENTINELS = ("Zanzibar", "Quill", "Zanzi", "Xochitl", "Ypres", "804 555-0199", "zq@example.org")
REPORT = ("--from", "2027-03-01", "--to", "2027-03-31")


def fill(cli):
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30",
        "--repeat", "every thursday, 4 times", "--minutes", "60",
    )  # fmt: skip
    cli("person", "add", "Zanzibar Quill", "--alias", "Zanzi", "--phone", "804 555-0199", "--email", "zq@example.org")
    cli("person", "add", "Xochitl Ypres")
    cli("enrol", "Steady", "Zanzi")
    cli("attendance", "mark", S, "Zanzi", "present", "--yes")
    cli("attendance", "mark", S, "Xochitl Ypres", "present", "--yes")


@pytest.fixture
def steady(cli):
    """A group with two people whose names are found nowhere else."""
    return cli.filled(fill)


def named(text):
    return [name for name in SENTINELS if name in text]


def on_terminal(home, *line):
    """What a line prints to a terminal."""
    reading, writing = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "facilitator", "--home", str(home.folder), *line],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        os.close(writing)
        shown = b""
        while True:
            try:
                data = os.read(reading, 4096)
            except OSError:
                break
            if not data:
                break
            shown += data
        os.close(reading)
        said = child.stderr.read()
    assert (child.returncode, said) == (0, b"")
    return shown.decode()


SHOWING = [
    ("person", "list"),
    ("attendance", "show", S),
    ("group", "show", "Steady"),
    ("report", "person", *REPORT),
]


@pytest.mark.parametrize("line", SHOWING, ids=" ".join)
def test_a_list_names_people_to_a_terminal_and_where_it_is_asked_to(steady, line):
    steady("session", "end", S, "--yes")
    for form in ((), ("--json",)):
        assert named(steady(*line, *form).out) == []
        assert named(steady(*line, *form, "--show-names").out)


def test_a_terminal_shows_names_and_json_follows_the_same_rule(steady):
    for form in ((), ("--json",)):
        assert {"Zanzibar", "Quill", "Zanzi", "Xochitl"} <= set(
            named(on_terminal(steady.home, "person", "list", *form))
        )


def test_a_line_that_writes_names_nobody(steady):
    code = next(each["code"] for each in steady.json("person", "list"))
    for line in (
        ("person", "add", "Quill Ypres", "--alias", "Quilly"),
        ("enrol", "Steady", "Xochitl Ypres"),
        ("unenrol", "Steady", "Xochitl Ypres"),
        ("attendance", "mark", S, code, "late", "--yes"),
        ("attendance", "undo", S),
        ("session", "end", S, "--unmarked", "missed", "--yes"),
        ("report", "group", *REPORT),
        ("session", "show", S),
        ("session", "list"),
    ):
        said = steady(*line)
        assert named(said.out + said.err) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("person", "add", "Zanzibar Quill", "--alias", "ZANZI"), 1),
        (("person", "add", "Zanzibar Quill", "--phone", "Zanzibar"), 2),
        (("person", "add", "Zanzibar", "Quill"), 2),
        (("enrol", "Steady", "Zanzi"), 1),
        (("enrol", "Zanzibar Quill", "Steady"), 2),
        (("unenrol", "Steady", "Xochitl Ypres"), 2),
        (("enrol", "Steady", "Zanzibar Quil"), 2),
        (("attendance", "mark", "Zanzibar Quill", S, "present"), 2),
        (("attendance", "mark", S, "present", "Zanzibar Quill"), 2),
        (("attendance", "mark", S, "Zanzibar", "Quill", "present"), 2),
        (("attendance", "mark", S, "Zanzi", "missed", "--arrived", "18:40"), 2),
        (("attendance", "expect", S, "Zanzi"), 1),
        (("session", "show", "Zanzibar Quill"), 2),
        (("session", "show", "Zanzi@2027-03-04"), 2),
        (("group", "show", "Xochitl Ypres"), 2),
        (("group", "show", "\tXochitl Ypres"), 2),
        (("group", "show", "/Zanzi"), 2),
        (("group", "show", "Hall/Zanzi"), 2),
        (("session", "show", "\u202eZanzi@2027-03-04"), 2),
        (("session", "show", "x\x07Zanzi"), 2),
        (("group", "show", "Xochitl\tYpres\u2069"), 2),
    ],
)
def test_an_error_repeats_no_name(steady, line, code):
    said = steady(*line, code=code)
    assert named(said.out + said.err) == []


def test_namesakes_are_told_apart_by_code(steady):
    steady("person", "add", "Zanzibar Quill", "--alias", "Ypres", "--new")
    said = steady("enrol", "Steady", "Zanzibar Quill", code=2)
    assert named(said.out + said.err) == []
    codes = [each["code"] for each in steady.json("person", "list")]
    assert sum(code in said.err for code in codes) == 2


def test_no_file_of_the_home_holds_a_name(steady):
    steady("session", "end", S, "--yes")
    steady("backup")
    files = [path for path in steady.home.folder.rglob("*") if path.is_file()]
    assert {"book.db", "book.keys"} < {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        assert [name for name in SENTINELS if name.encode() in data or name in path.name] == []
