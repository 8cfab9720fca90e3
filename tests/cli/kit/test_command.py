import json
import os
import subprocess
import sys

import pytest

from facilitator import __version__
from facilitator.cli import main
from facilitator.cli.people import person
from facilitator.services.book.open_book import open_book
from facilitator.services.scheduling.see_groups import list_groups
from tests.books import PASSPHRASE, make_home
from tests.conftest import ROOT

ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday", "--minutes", "60")


def test_the_home_is_named_before_or_after_the_command_or_in_the_environment(cli, monkeypatch):
    cli("site", "add", "North")
    for line in (
        ("--home", cli.home.folder, "site", "list", "--json"),
        ("site", "list", "--json", "--home", cli.home.folder),
        ("site", "list", f"--home={cli.home.folder}", "--json"),
        ("--home", "/nowhere", "site", "list", "--json", "--home", cli.home.folder),
    ):
        assert [each["name"] for each in cli.bare(*line).json] == ["North"]
    monkeypatch.setenv("FACILITATOR_HOME", str(cli.home.folder))
    assert [each["name"] for each in cli.bare("site", "list", "--json").json] == ["North"]


def test_without_a_book_it_says_how_to_make_one(cli, tmp_path):
    refused = cli.bare("--home", tmp_path / "none", "group", "list", code=2)
    assert refused.err == (
        f"there is no book in {tmp_path / 'none'}\n"
        "Make one with: facilitator init --name NAME --zone ZONE. Just looking? Try: facilitator demo\n"
    )


def test_the_passphrase_comes_from_a_descriptor_and_a_wrong_one_opens_nothing(cli, tmp_path):
    home = make_home(tmp_path / "locked")

    def listed(secret, code):
        reading, writing = os.pipe()
        os.write(writing, secret.encode() + b"\n")
        os.close(writing)
        try:
            return cli.bare("--home", home.folder, "group", "list", "--json", "--passphrase-fd", reading, code=code)
        finally:
            os.close(reading)

    assert listed(PASSPHRASE, 0).json == []
    assert listed("another one entirely", 2).err.splitlines()[0] == "that does not open this book"
    assert cli.bare("--home", home.folder, "group", "list", code=2).err.splitlines() == [
        "this book needs its passphrase",
        "Use --passphrase-fd N, or name a private file in FACILITATOR_PASSPHRASE_FILE.",
    ]
    assert cli.bare("--home", home.folder, "group", "list", "--passphrase-fd", "99", code=2).err == (
        "no passphrase can be read from descriptor 99\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("group", "nonsense"), "No such command 'nonsense'"),
        (("group", "list", "--nonsense"), "No such option"),
        (("group", "show"), "Missing argument 'GROUP'"),
        (("person", "add", "Zanzibar", "Quill"), "1 word too many: put what has blanks in quotes"),
        (("person", "add", "Zanzibar", "Quill", "Junior"), "2 words too many"),
    ],
)
def test_a_line_that_is_wrong_ends_with_two_and_shows_where_help_is(cli, line, said):
    refused = cli(*line, code=2)
    assert refused.out == ""
    assert said in refused.err.splitlines()[0]
    assert refused.err.splitlines()[1].startswith("See: facilitator")
    assert "Quill" not in refused.err


def test_version_and_help(cli):
    assert cli.bare("--version").out == f"facilitator {__version__}\n"
    assert "Commands:" in cli.bare("--help").out
    assert "--start" in cli.bare("group", "add", "--help").out


def test_what_nobody_expected_is_told_without_values(cli, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("Zanzibar Quill")

    monkeypatch.setattr(person, "list_people", broken)
    refused = cli("person", "list", code=70)
    assert refused.err.startswith("internal error RuntimeError in ")
    assert "Zanzibar" not in refused.err


def test_a_reader_that_has_enough_is_no_error(cli, tmp_path):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every day", "--minutes", "60")
    line = [sys.executable, "-m", "facilitator", "--home", str(cli.home.folder), "session", "list", "--json"]
    ended = subprocess.Popen(
        [*line, "--from", "2027-01-01", "--to", "2029-01-01"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with ended:
        ended.stdout.close()
        assert ended.stderr.read() == b""
    assert ended.returncode == 0


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
from facilitator.cli.main import main
main()
"""


def on_a_full_disk(cli, *line):
    """Run a line where no file grows beyond 64 KiB."""
    return subprocess.run(
        [sys.executable, "-c", FULL, "--home", str(cli.home.folder), *map(str, line)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_on_a_full_disk_nothing_is_saved_and_nothing_lost(cli):
    cli("group", "add", "Steady", *ADD)
    refused = on_a_full_disk(cli, "group", "add", "Too much", *ADD, "--repeat", "every day")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "NOT saved" in refused.stderr.splitlines()[0]
    assert len(refused.stderr.splitlines()) == 2
    with open_book(cli.home, None) as book:
        assert [group.title for group in list_groups(book)] == ["Steady"]
        assert book.verify_audit().whole
    assert cli("check").out == "The book is whole.\n"
    cli("group", "add", "After", *ADD)


def test_on_a_full_disk_the_old_file_stays(cli, tmp_path):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every day", "--minutes", "60")
    path = tmp_path / "feed.ics"
    path.write_text("old")
    refused = on_a_full_disk(cli, "calendar", "export", "--from", "2027-01-01", "--to", "2028-12-31", "-o", path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"cannot write {path}: ")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if "feed" in each.name] == ["feed.ics"]


def test_in_another_process_it_is_the_same(cli, shell):
    cli("site", "add", "Nørth 🌊")
    said = shell("--home", cli.home.folder, "site", "list", "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert [each["name"] for each in said.json] == ["Nørth 🌊"]
    assert said.err == ""
    assert shell("--home", cli.home.folder, "site", "edit", "none", "--name", "x", code=2).out == ""


LISTS = [
    ("group", "list"), ("session", "list"), ("person", "list"), ("site", "list"), ("room", "list"), ("staff", "list"),
    ("curriculum", "list"), ("closures", "list"), ("report", "group", "--from", "today", "--to", "today"),
    ("report", "person", "--from", "today", "--to", "today"), ("audit", "list"), ("history",),
    ("consent", "list"), ("disclosure", "list"), ("backups", "list"),
    ("report", "coverage", "--from", "today", "--to", "today"),
]  # fmt: skip


@pytest.mark.parametrize("line", LISTS, ids=" ".join)
def test_every_list_and_report_takes_json(cli, line):
    said = cli(*line, "--json")
    json.loads(said.out)
    assert said.err == ""


def test_the_list_of_lists_is_whole():
    nouns = {name: noun.lines for name, noun in main.COMMANDS.items() if hasattr(noun, "lines")}
    assert {(name, "list") for name, lines in nouns.items() if "list" in lines} <= set(LISTS)
