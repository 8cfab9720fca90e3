"""Layers hold, the domain has no clock, and what needs no book loads no database."""

import ast
import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = ("textual", "sqlalchemy", "alembic", "sqlcipher3", "cryptography", "icalendar", "starlette")
PREVIEW = [
    "group", "preview", "--start", "2027-03-04 18:30", "--zone", "America/New_York", "--repeat", "every thursday",
    "--minutes", "60",
]  # fmt: skip


def python(script):
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )


def test_the_contracts_of_the_layers_hold():
    done = python("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [(["--help"], "Commands:"), (["group", "--help"], "preview"), (["--version"], "facilitator"), (PREVIEW, "18:30")],
    ids=["help", "group help", "version", "group preview"],
)
def test_what_needs_no_book_loads_nothing_heavy(line, said):
    done = python(
        f"import sys; from facilitator.cli.main import run; code = run({line!r});"
        f"print([name for name in {HEAVY!r} if name in sys.modules]); sys.exit(code)"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr
    assert said in done.stdout


def test_a_preview_with_closed_days_loads_no_database(tmp_path):
    line = [*PREVIEW, "--closures", str(ROOT / "calendars" / "closures" / "us-va.ics")]
    done = python(
        f"import sys; from facilitator.cli.main import run; code = run({line!r});"
        "print([name for name in ('sqlalchemy', 'textual') if name in sys.modules]); sys.exit(code)"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr


READERS = (
    "confusable_homoglyphs",
    "phonenumbers",
    "email_validator",
    "facilitator.formats.curricula",
    "yaml",
    "markdown_it",
    "icalendar",
    "alembic",
    "typst",
    "tomllib",
)
UNDO = ("facilitator.storage.queries.history.journal", "facilitator.services.scheduling.edit_sessions")
RULES = ("dateutil", "facilitator.domain.dates.recurrence", "facilitator.services.scheduling.check_clashes")
DIALECT = ("sqlalchemy.dialects.postgresql",)


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ("person list", (*READERS, *UNDO, *RULES, *DIALECT, "facilitator.storage.queries.sessions")),
        ("session list", (*READERS, *UNDO, *RULES, *DIALECT, "facilitator.domain.curricula.curriculum")),
        ("group list", (*READERS, *UNDO, *RULES, *DIALECT, "facilitator.domain.curricula.curriculum")),
        ("attendance show Steady@2027-03-04", (*READERS, *DIALECT, "facilitator.services.scheduling.edit_sessions")),
        ("report group --from 2027-03-01 --to 2027-03-31", (*READERS, *UNDO, *RULES, *DIALECT)),
        ("calendar export -o {folder}/all.ics", (*READERS, *UNDO, *DIALECT)),
    ],
)
def test_a_command_loads_what_it_uses(program, tmp_path, words, left_out):
    program.group("Steady", "2027-03-04 18:30")
    line = [*words.format(folder=tmp_path).split(), "--home", str(program.home.folder)]
    done = python(
        f"import sys; from facilitator.cli.main import run; code = run({line!r}); left_out = {left_out!r};"
        "within = tuple(f'{each}.' for each in left_out);"
        "print([name for name in sys.modules if name in left_out or name.startswith(within)]); sys.exit(code)"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr


def test_zones_are_read_without_what_unpacks_packages():
    done = python(
        "import sys; from facilitator.zones import country, zone; zone('America/New_York'); country('US/Eastern');"
        "print([name for name in ('importlib.resources', 'zipfile') if name in sys.modules])"
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "facilitator" / "domain").rglob("*.py")), ids=lambda path: path.name)
def test_the_domain_has_no_clock_of_its_own(path):
    tree = ast.parse(path.read_text("utf-8"))
    asked = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("now", "today", "utcnow", "time_ns", "monotonic")
    ]
    assert asked == []
