import os
import subprocess
import sys

import pytest

from facilitator import __version__
from facilitator.cli.main import tell
from facilitator.cli.people import person
from facilitator.errors import BadInput
from facilitator.services.book.open_book import open_book
from facilitator.services.scheduling.see_groups import list_groups
from tests.conftest import ROOT

ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday", "--minutes", "60")
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


def test_in_a_terminal_the_words_that_were_not_understood_are_named(monkeypatch, capsys):
    error = BadInput("not a rule: 'Ana Quill'", "Say it otherwise.")
    tell(error, ["group", "preview", "--repeat", "Ana Quill"])
    assert capsys.readouterr().err == "not a rule: \u2026\nSay it otherwise.\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell(error, ["group", "preview", "--repeat", "Ana Quill"])
    assert capsys.readouterr().err == "not a rule: 'Ana Quill'\nSay it otherwise.\n"


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
    days = ("--from", "2027-01-01", "--to", "2028-12-31")
    cli("calendar", "export", *days, "-o", tmp_path / "first.ics")  # what it tells is in the book now
    path.write_text("old")
    refused = on_a_full_disk(cli, "calendar", "export", *days, "-o", path)
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


@pytest.mark.parametrize("line", [("backup", "/" + "Zanzibar" * 40), ("--home", "/" + "Zanzibar" * 40, "site", "list")])
def test_a_path_that_is_too_long_is_said_to_be_and_not_repeated(cli, line):
    said = cli(*line, code=2)
    assert "too long" in said.err
    assert "Zanzibar" not in said.err
