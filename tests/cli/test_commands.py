"""The page of all commands is true without importing them."""

import importlib

import pytest

from facilitator.cli.commands import COMMANDS
from facilitator.cli.kit.command import Later, Line, Noun


def walk(lines, path=()):
    for name, each in lines.items():
        if isinstance(each, Noun):
            yield from walk(each.lines, (*path, name))
        else:
            yield (*path, name), each


EVERY = list(walk(COMMANDS))


def command(later: Later):
    module, attribute = later.where.split(":")
    return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize(("path", "later"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_each_command_is_there_and_says_what_the_page_says(path, later):
    found = command(later)
    assert isinstance(found, Line)
    assert found.name == path[-1]
    assert found.get_short_help_str(1000) == later.help
    assert later.help.endswith(".")


@pytest.mark.parametrize("path", [path for path, _ in EVERY], ids=" ".join)
def test_each_command_has_help(cli, path):
    said = cli.bare(*path, "--help")
    assert said.out.startswith(f"Usage: facilitator {' '.join(path)}")
    assert said.err == ""


def test_the_page_lists_every_command(cli):
    out = cli.bare("--help").out
    for name in COMMANDS:
        assert f"\n  {name} " in out
    for option in ("--home", "--passphrase-fd", "--show-names", "--version"):
        assert option in out
    for name, noun in COMMANDS.items():
        if isinstance(noun, Noun):
            assert all(f"\n  {line} " in cli.bare(name, "--help").out for line in noun.lines)
