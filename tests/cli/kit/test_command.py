import json
import os

import pytest

from facilitator.cli import main
from tests.books import PASSPHRASE, make_home


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


LISTS = [
    ("group", "list"), ("session", "list"), ("person", "list"), ("site", "list"), ("room", "list"), ("staff", "list"),
    ("curriculum", "list"), ("closures", "list"), ("report", "group", "--from", "today", "--to", "today"),
    ("report", "person", "--from", "today", "--to", "today"), ("audit", "list"), ("history",),
    ("consent", "list"), ("disclosure", "list"), ("backups", "list"), ("login", "list"), ("slot", "list"),
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
