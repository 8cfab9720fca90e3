"""What the documents say can be typed, and where they point there is something."""

import re
import shlex

import pytest

from facilitator.cli.kit.command import Noun
from facilitator.cli.main import cli
from tests.conftest import ROOT

PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("calendars/*.md")]
    if path.is_file()
)
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)")


def lines_of(page):
    """The command lines in a page's code blocks, those that go on after a backslash joined."""
    for block in _FENCE.findall(page.read_text("utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            typed = line.strip().removeprefix("$ ")
            if typed.startswith("facilitator "):
                yield typed


LINES = [(page.name, line) for page in PAGES for line in lines_of(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    targets = [target for target in _LINK.findall(page.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_each_line_of_the_documents_can_be_typed():
    wrong = [f"{page}: {line} ({why})" for page, line in LINES if (why := why_not(line))]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("facilitator group list --json", ""),
        ("facilitator --home X group preview --start 'a b' --repeat=R  # so", ""),
        ("facilitator group lists", "no command lists"),
        ("facilitator group list --jsn", "no option --jsn"),
        ("facilitator report group --from today -o FILE | head", ""),
    ],
)
def test_a_line_that_cannot_be_typed_is_found(line, why):
    assert why_not(line) == why


def why_not(line):
    """Why a line cannot be typed: an unknown command or option; empty where it can."""
    words = shlex.split(line.split(" | ")[0].split(" > ")[0], comments=True)[1:]
    here, options = cli, {name for each in cli.params for name in each.opts}
    for word in words:
        name = word.split("=")[0]
        if name.startswith("-") and name not in options:
            return f"no option {name}"
        if isinstance(here, Noun) and not name.startswith("-") and name.islower() and name.replace("-", "").isalpha():
            found = here.get_command(None, name)
            if found is None:
                return f"no command {name}"
            here = found
            options |= {"--help"} | {name for each in here.params for name in (*each.opts, *each.secondary_opts)}
    return ""


def test_each_requirement_in_the_security_page_names_tests_that_exist():
    rows = [line for line in (ROOT / "docs" / "security.md").read_text("utf-8").splitlines() if "`tests/" in line]
    assert len(rows) >= 20
    named = {path for row in rows for path in re.findall(r"`(tests/[^`]+)`", row)}
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []
