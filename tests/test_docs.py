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


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_each_file_that_a_page_names_is_there(page):
    missing = paths_missing(page.read_text("utf-8"), page.parent)
    assert not missing, f"{page.name} names what is not there: {', '.join(missing)}"


def test_each_requirement_in_the_security_page_names_its_tests():
    rows = [line for line in (ROOT / "docs" / "security.md").read_text("utf-8").splitlines() if "`tests/" in line]
    assert len(rows) >= 20


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("`facilitator/words.py`, `tests/test_docs.py`, `docs/security.md`, `calendars/closures/`", []),
        ("`words.py` and `domain/views.py`: from the package on", []),
        ("`domain/dates/rule*.py`, `wall_time.py`: beside the one before", []),
        ("`wall_time.py`: beside nothing", ["wall_time.py"]),
        ("`domain/no*.py`, `services/no.py`, `tests/domain/`", ["domain/no*.py", "services/no.py"]),
        ("`faults.md`: beside the page", []),
        ("`no-such-page.md`, `no-such-folder/`", ["no-such-page.md", "no-such-folder/"]),
        ("`America/New_York`, `https://`, `/`, `facilitator.toml`, `group list`, `person.name`", []),
        ("```\ncat services/no_such.py\n```", []),
    ],
)
def test_a_path_that_leads_nowhere_is_found(text, missing):
    assert paths_missing(text, ROOT / "docs") == missing


_TICKED = re.compile(r"`([\w.*-]+(?:/[\w.*-]*)*)`")
_FOLDERS = {path.name for base in (ROOT, ROOT / "facilitator") for path in base.iterdir() if path.is_dir()}


def paths_missing(text, folder):
    """Paths in backticks that lead nowhere: from the checkout, the package, the page, or beside the path named before.

    A path is what begins with a folder of the checkout or the package, ends with a slash, or is called like source.
    """
    missing, before = [], folder
    for name in _TICKED.findall(_FENCE.sub("", text)):
        first, slash, _ = name.partition("/")
        if not ((slash and first in _FOLDERS) or name.endswith(("/", ".py", ".c", ".md"))):
            continue
        bases = (ROOT, ROOT / "facilitator", folder, before)
        found = next((path for base in bases for path in sorted(base.glob(name.rstrip("/")))), None)
        if found is None:
            missing.append(name)
        else:
            before = found.parent
    return missing
