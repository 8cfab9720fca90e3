import json
import os
import pty
import re
import select
import subprocess
import sys

import pytest

from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.storage.book import SCHEMA
from tests.books import NOW, PASSPHRASE, make_home, make_practice_home, tamper

# a new session has no terminal until it takes one, and passphrases are asked for on it
TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
PROGRAM = [sys.executable, "-m", "facilitator"]


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    monkeypatch.delenv("FACILITATOR_HOME", raising=False)
    monkeypatch.delenv("FACILITATOR_PASSPHRASE_FILE", raising=False)


def call(home, *line, passphrase=None, handles=()):
    """Run a line as a script would: no terminal, the passphrase on a descriptor; ``handles`` are the caller's."""
    theirs = handles
    if passphrase is not None:
        reading, writing = os.pipe()
        os.write(writing, passphrase.encode() + b"\n")
        os.close(writing)
        handles = (*handles, reading)
        line = (*line, "--passphrase-fd", str(reading))
    done = subprocess.run(
        [*PROGRAM, "--home", str(home.folder), *line],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        pass_fds=handles,
        timeout=60,
    )
    for handle in set(handles) - set(theirs):
        os.close(handle)
    assert "Traceback" not in done.stderr
    assert passphrase is None or passphrase not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def init(home, *more, passphrase=PASSPHRASE):
    return call(home, "init", "--name", "Harbor Street", "--zone", "America/New_York", *more, passphrase=passphrase)


def test_init_without_a_terminal_writes_the_recovery_code_into_a_private_file(tmp_path):
    home, place = Home(tmp_path / "home"), tmp_path / "code"
    code, said, beside = init(home, "--recovery-file", str(place))
    assert (code, said) == (0, "")
    assert place.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}\n", place.read_text())
    assert place.read_text().strip() not in beside
    open_book(home, place.read_text()).close()


@pytest.mark.parametrize(
    ("more", "passphrase", "said"),
    [
        ((), PASSPHRASE, "--recovery-file"),
        (("--recovery-file", "{new}"), None, "--passphrase-fd"),
        (("--recovery-file", "{new}"), "tiny ox", "at least 8"),
        (("--recovery-file", "{old}"), PASSPHRASE, "exists already"),
        (("--recovery-file", "{folder}/none/code"), PASSPHRASE, "cannot write"),
        (("--recovery-file", "{new}", "--zone", "Mars/Base"), PASSPHRASE, "unknown time zone"),
    ],
)
def test_an_init_that_cannot_be_done_leaves_nothing(tmp_path, more, passphrase, said):
    old = tmp_path / "old"
    old.write_text("precious")
    places = {"new": tmp_path / "new", "old": old, "folder": tmp_path}
    code, _, beside = init(Home(tmp_path / "home"), *(part.format(**places) for part in more), passphrase=passphrase)
    assert code == 2
    assert said in beside
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert old.read_text() == "precious"


def test_init_over_a_book_is_refused_before_anything_is_asked(tmp_path):
    home = make_practice_home(tmp_path)
    code, _, beside = init(home, "--recovery-file", str(tmp_path / "code"), passphrase=None)
    assert code == 1
    assert "there is a book" in beside
    assert not (tmp_path / "code").exists()


def on_terminal(line, answers):
    """Run a line on a terminal, answering each question; what the screen showed, and the exit code."""
    handle, terminal = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", TAKE_TERMINAL, *line],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    screen, waiting = "", list(answers)
    while True:
        if not select.select([handle], [], [], 30)[0]:
            break
        try:
            data = os.read(handle, 4096)
        except OSError:
            break
        if not data:
            break
        screen += data.decode()
        if waiting and screen.endswith(waiting[0][0]):
            answer = waiting.pop(0)[1]
            os.write(handle, (answer(screen) if callable(answer) else answer).encode() + b"\n")
    os.close(handle)
    return screen, child.wait(30)


def test_init_on_a_terminal_asks_twice_shows_the_code_and_has_it_typed_back(tmp_path):
    home = Home(tmp_path / "home")
    line = [*PROGRAM, "--home", str(home.folder), "init", "--name", "Harbor Street", "--zone", "UTC"]
    shown = re.compile(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}")
    screen, code = on_terminal(
        line,
        [
            ("Passphrase: ", PASSPHRASE),
            ("again: ", PASSPHRASE),
            ("back: ", "not it"),
            ("back: ", lambda screen: shown.findall(screen)[0].lower()),
        ],
    )
    assert code == 0
    assert "not the same" in screen
    assert PASSPHRASE not in screen
    assert len(shown.findall(screen)) == 1
    open_book(home, shown.findall(screen)[0]).close()


def test_back_up_restore_check_and_verify(tmp_path):
    home = make_home(tmp_path)
    code, said, _ = call(home, "backup", str(tmp_path / "it.backup"), "--json", passphrase=PASSPHRASE)
    made = json.loads(said)
    assert code == 0
    assert made == {
        "file": str(tmp_path / "it.backup"),
        "bytes": (tmp_path / "it.backup").stat().st_size,
        "audit_rows": 1,
    }
    assert call(home, "check", passphrase=PASSPHRASE)[:2] == (0, "The book is whole.\n")
    code, said, _ = call(home, "restore", made["file"], "--json", passphrase=PASSPHRASE)
    done = json.loads(said)
    assert (code, done["made_at"][:4], done["audit_rows"]) == (0, "20" + done["made_at"][2:4], 2)
    assert done["before"].endswith("-before-restore.backup")
    code, said, _ = call(home, "audit", "verify", "--json", passphrase=PASSPHRASE)
    report = json.loads(said)
    assert code == 0
    assert {**report, "noted_at": ""} == {
        "rows": 2, "broken_at": None, "cut": False, "noted_row": 2, "noted_at": "", "told": [], "whole": True,
    }  # fmt: skip
    code, said, _ = call(home, "doctor", "--json", passphrase=PASSPHRASE)
    assert {"name": "schema", "value": f"{SCHEMA} of {SCHEMA}", "to_do": "", "can_wait": False} in json.loads(said)


def test_a_restore_that_cannot_be_done_says_why(tmp_path):
    home = make_home(tmp_path)
    assert call(home, "backup", str(tmp_path / "it.backup"), passphrase=PASSPHRASE)[0] == 0
    code, _, beside = call(home, "restore", str(tmp_path / "it.backup"))
    assert (code, beside.splitlines()[0]) == (2, "this book needs its passphrase")
    code, _, beside = call(home, "restore", str(tmp_path / "it.backup"), passphrase="another one entirely")
    assert (code, beside.splitlines()[0]) == (2, "that does not open this book")
    code, _, beside = call(home, "restore", str(tmp_path / "missing"))
    assert code == 2
    assert "cannot read" in beside


def test_damage_and_a_broken_chain_end_with_one(tmp_path):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book, book.raw() as raw:
        tamper(raw, "UPDATE audit SET actor = 'another' WHERE seq = 1")
    code, said, _ = call(home, "check", "--json")
    assert (code, json.loads(said)) == (
        1,
        {"problems": ["the audit chain is broken at row 1"], "vouched_since": None},
    )
    code, said, _ = call(home, "audit", "verify")
    assert code == 1
    assert said.startswith("Row 1 was changed")
    damaged = bytearray(home.book.read_bytes())
    damaged[5000] ^= 1
    home.book.write_bytes(damaged)
    code, said, _ = call(home, "check")
    assert code == 1
    assert "page 2" in said


def test_a_passphrase_file_must_be_private(tmp_path, monkeypatch):
    home, secret = make_home(tmp_path), tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n")
    monkeypatch.setenv("FACILITATOR_PASSPHRASE_FILE", str(secret))
    secret.chmod(0o644)
    code, _, beside = call(home, "check")
    assert code == 2
    assert "chmod 600" in beside
    secret.chmod(0o600)
    assert call(home, "check")[0] == 0


def test_doctor_works_without_a_book_and_says_what_to_do(tmp_path):
    code, said, _ = call(Home(tmp_path / "none"), "doctor")
    assert code == 1
    assert "facilitator init" in said


def test_a_passphrase_is_taken_in_no_argument(tmp_path):
    code, _, beside = call(make_home(tmp_path), "check", "--passphrase", PASSPHRASE)
    assert code == 2
    assert "No such option" in beside


def test_help_imports_neither_the_database_nor_cryptography():
    script = (
        "import sys; from facilitator.cli.main import run; run(['--help']); run(['init', '--help']);"
        "print([name for name in ('sqlalchemy', 'alembic', 'cryptography', 'sqlcipher3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_audit_row_of_a_book_is_of_the_moment_it_was_made(tmp_path):
    home = make_practice_home(tmp_path)
    code, said, _ = call(home, "audit", "verify")
    assert (code, said) == (0, f"1 rows hold.\nA cut would show up to row 1, written at {NOW.isoformat()}.\n")
