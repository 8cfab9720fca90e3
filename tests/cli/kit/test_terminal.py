"""One function speaks to the terminal, and nothing that was typed or read steers it."""

import ast
import json
import sys
import unicodedata
from pathlib import Path

import pytest

import facilitator.cli
from facilitator.cli.kit.terminal import say, visible
from tests.conftest import CommandLine, Program

CLI = Path(facilitator.cli.__file__).parent
UNSEEN = [
    sign
    for sign in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign not in "\t\n"
]
"""Every C0, C1 and format character, those of bidi among them."""
HOSTILE = "a" + "b".join(UNSEEN[1:]) + "\x1b]52;c;aGk=\x07z"
"""All of them but NUL, which no line and no path can hold, and one that writes to the clipboard."""


def unseen_in(text: str) -> set[str]:
    """What a terminal would act on."""
    return set(text.replace("\r\n", "\n")) & set(UNSEEN)


def test_no_control_format_or_bidi_character_comes_through() -> None:
    """Each between letters, at the beginning, at the end; JSON with them reads back as the same value."""
    assert len(UNSEEN) > 220
    for sign in UNSEEN:
        for text in (f"a{sign}b", sign, f"{sign}a", f"a{sign}", f"ن{sign}a"):
            assert unseen_in(visible(text)) == set(), hex(ord(sign))
            assert len(visible(text)) > len(text)
            assert json.loads(visible(json.dumps(text, ensure_ascii=False))) == text
    assert unseen_in(visible(HOSTILE)) == set()


@pytest.mark.parametrize(
    "text", ["Zoë · 李\tx\n", "a\r\nb", "نامه\u200cای", "क्\u200dष", "👩\u200d👧", "\\u202e", "\u00a0"]
)
def test_what_is_seen_and_the_joiners_that_it_needs_stay(text: str) -> None:
    """Letters of every script, blanks, line ends."""
    assert visible(text) == text


def test_what_is_said_is_made_visible(capsys: pytest.CaptureFixture[str]) -> None:
    """On both ways out."""
    say("a\x1b[2Jb")
    say("a\u202eb", err=True)
    assert capsys.readouterr() == ("a\\u001b[2Jb\n", "a\\u202eb\n")


ALLOWED = {"help_page.py": {"echo_via_pager"}, "progress.py": {"progressbar"}, "process.py": {"sys.stderr.write"}}
"""A page of ours, a bar, and the last word of a broken process, which holds no value."""


@pytest.mark.parametrize("path", sorted(CLI.rglob("*.py")), ids=lambda path: path.relative_to(CLI).as_posix())
def test_nobody_else_speaks(path: Path) -> None:
    """No echo, prompt or print around it."""
    if path.name == "terminal.py":
        return
    spoken = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        name = called.removeprefix("click.")
        speaks = name in ("echo", "secho", "prompt", "confirm", "echo_via_pager", "progressbar", "edit", "print")
        if (speaks or called.endswith(("stdout.write", "stderr.write"))) and name not in ALLOWED.get(path.name, ()):
            spoken.append(f"{path.name}:{node.lineno} {called}")
    assert spoken == []


LISTS = (
    "site list",
    "room list",
    "staff list",
    "group list",
    "session list",
    "person list --show-names",
)


def test_no_column_lets_one_through(program: Program, capsys: pytest.CaptureFixture[str]) -> None:
    """Names and titles of an older book, as tables and as JSON, where they stay what they are."""
    cli = CommandLine(program.home, capsys)
    cli("site", "add", "Hall")
    cli("room", "add", "Hall", "Blue")
    cli("staff", "add", "Lee")
    program.group("Steady", facilitators=("Lee",))
    program.people("Ana", group="Steady")
    with program.book.write(now=program.now) as change:
        for of in ("site SET name", "room SET name", "facilitator SET name", "person SET name", '"group" SET title'):
            change.db.exec_driver_sql(f"UPDATE {of} = ?", (HOSTILE,))
        change.record("person.edit", "x")
    for words in LISTS:
        said = cli(*words.split())
        assert unseen_in(said.out + said.err) == set(), words
        told = cli(*words.split(), "--json")
        assert unseen_in(told.out + told.err) == set(), words
        assert any(HOSTILE in map(str, each.values()) for each in told.json), words


def test_no_header_of_a_file_lets_one_through(cli: CommandLine, tmp_path: Path) -> None:
    """A column that nothing knows is told by its name; a file is told by its path."""
    hostile = HOSTILE.replace("\r", "").replace('"', "")
    path = tmp_path / "a\x1b]52;c;aGk=\x07\u202eb.csv"
    for text in (f'"{hostile}",x\nAna,1\n', f'name,"{hostile}"\nAna,1\n', f'name,phone\nAna,"{hostile}"\n'):
        path.write_text(text, "utf-8", newline="")
        for more in ((), ("--json",), ("--dry-run",)):
            said = cli.bare("--home", cli.home.folder, "person", "import", path, *more, code=None)
            assert unseen_in(said.out + said.err) == set(), text[:20]
