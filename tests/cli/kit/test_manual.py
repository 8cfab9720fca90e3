import subprocess

import click

from facilitator.cli.commands import COMMANDS
from facilitator.cli.kit.command import Noun
from facilitator.cli.kit.manual import manual
from facilitator.cli.main import cli


def test_every_command_stands_in_it_with_its_options():
    page = manual(cli, "1.2.3")
    assert page.startswith('.TH FACILITATOR 1 "" "facilitator 1.2.3"')
    for name, each in COMMANDS.items():
        for path in [f"{name} {line}" for line in each.lines] if isinstance(each, Noun) else [name]:
            assert f"\n.SS facilitator {path}".replace("-", "\\-") in page
    assert "\n.B \\-\\-unmarked" in page


def test_nothing_that_a_command_says_is_taken_for_a_request():
    command = click.Command("odd", help=".SH is no heading here\n\n'and neither is this: a\\b")
    noun = Noun("facilitator", {}, help="x")
    noun.lines = {"odd": command}
    page = manual(noun, "1")
    assert "\n\\&.SH is no heading here\n" in page
    assert "\n\\&'and neither is this: a\\\\b\n" in page


def test_groff_reads_it_without_a_warning():
    groff = ["groff", "-man", "-ww", "-Tutf8", "-P-cbou"]
    done = subprocess.run(groff, input=manual(cli, "1"), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "did-not-meet" in done.stdout
