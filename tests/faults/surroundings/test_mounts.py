"""A home on a disk that can only be read, and one on a network share: every command says so in one message, or works.

Root mounts them for a process of its own; where somebody else may not, these are left out.
"""

import hashlib
import importlib
import os
import shutil
from pathlib import Path

import pytest

from facilitator.cli.commands import COMMANDS
from facilitator.home import Home
from facilitator.services.backups.back_up import back_up
from facilitator.services.book.open_book import open_book
from tests.books import NOW, make_practice_home
from tests.faults.surroundings.mounts import may_mount, mounted
from tests.leaks.process import walk
from tests.leaks.test_wrong_places import filled

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not may_mount(), reason="only root may mount here")]

NEED_NO_BOOK = {("help",), ("curriculum", "list"), ("backups", "list"), ("key", "show"), ("curriculum", "show")}
ANSWER_WITH_NO = {("doctor",), ("init",), ("curriculum", "check")}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    home = make_practice_home(tmp_path_factory.mktemp("template"))
    with open_book(home, None) as book:
        back_up(home, book, home.folder / "it.backup", now=NOW)
    return home


def _every_line(home: Home) -> dict[tuple[str, ...], list[str]]:
    """A line of each command."""
    found = {}
    for words, later in walk(COMMANDS):
        module, attribute = later.where.split(":")
        command = getattr(importlib.import_module(module), attribute)
        # two have a home of their own, or none; one goes on until it is stopped
        if words not in (("demo",), ("shell",), ("serve",)):
            found[words] = ["--home", str(home.folder), *words, *filled(command, None, words)]
    return found


def _digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_home_that_can_only_be_read(template):
    lines = _every_line(template)
    before = _digest(template.folder)
    answers = dict(zip(lines, mounted("read_only", template.folder, list(lines.values())), strict=True))
    assert _digest(template.folder) == before
    told = set()
    for words, (code, out, err) in answers.items():
        assert code in (0, 1, 2), (words, out, err)
        assert "Traceback" not in out + err
        if code == 2:
            assert 1 <= len(err.splitlines()) <= 2, (words, err)
            assert out == "", (words, out)
        if "That disk can only be read. Copy the folder to another one" in err:
            told.add(words)
    assert {words for words, (code, *_) in answers.items() if code == 0} >= NEED_NO_BOOK
    assert {words for words, (code, *_) in answers.items() if code == 1} <= ANSWER_WITH_NO
    assert "can only be read" in answers[("doctor",)][1]
    assert len(told) > 70
    for words in (("check",), ("person", "list"), ("session", "list"), ("attendance", "mark"), ("lock",), ("backup",)):
        assert words in told, answers[words]


@pytest.mark.skipif(not os.access("/dev/fuse", os.W_OK) or not shutil.which("sshfs"), reason="sshfs cannot run here")
def test_a_home_on_a_network_share(template, tmp_path):
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    for path in template.folder.iterdir():
        if path.is_file():
            (home.folder / path.name).write_bytes(path.read_bytes())
    local = Home(tmp_path / "local")
    here, there = ("--home", home.folder), ("--home", local.folder)
    refused = [
        (*here, "person", "list"),
        (*here, "check"),
        (*here, "attendance", "show", "x@2027-03-04"),
        ("--home", home.folder / "new", "init", "--name", "Harbor Street", "--zone", "UTC"),
        ("--home", home.folder / "new", "demo", "--no-open", "--people", "2", "--groups", "1", "--weeks", "1"),
        ("--home", home.folder / "new", "restore", template.folder / "it.backup"),
    ]
    fine = [
        (*here, "doctor"),
        (*there, "restore", template.folder / "it.backup"),
        (*there, "person", "list"),
        (*there, "backup", home.folder / "elsewhere.backup"),
    ]
    answers = mounted("share", home.folder, [*refused, *fine])
    for line, (code, out, err) in zip(refused, answers, strict=False):
        assert (code, out) == (2, ""), (line, out, err)
        assert "lies on a network share (fuse.sshfs), where a book can be damaged" in err, (line, err)
        assert "PostgreSQL" in err
        assert len(err.splitlines()) == 2
    doctor, restored, listed, backup = answers[len(refused) :]
    assert "network share (fuse.sshfs)" in doctor[1]
    assert (restored[0], listed[0]) == (0, 0), (restored, listed)
    assert backup[0] == 0, backup  # a copy may lie there: it is one file, and checked
