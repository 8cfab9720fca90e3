import subprocess
import sys

import pytest


@pytest.fixture
def data(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("SHELL", "/usr/bin/bash")
    return tmp_path / "share"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        (None, "bash-completion/completions/facilitator"),
        ("bash", "bash-completion/completions/facilitator"),
        ("zsh", "zsh/site-functions/_facilitator"),
        ("fish", "fish/vendor_completions.d/facilitator.fish"),
    ],
)
def test_completion_and_manual_are_written_where_they_are_looked_for(cli, data, name, file):
    said = cli.bare("shell", *([name] if name else []))
    assert str(data / file) in said.out
    assert "_FACILITATOR_COMPLETE" in (data / file).read_text("utf-8")
    assert (data / "man/man1/facilitator.1").read_text("utf-8").startswith(".TH FACILITATOR 1")
    assert (data / file).stat().st_mode & 0o777 == 0o644


def test_printed_it_is_written_nowhere(cli, data):
    assert "complete" in cli.bare("shell", "bash", "--print").out
    assert not data.exists()


def test_a_shell_that_is_not_known_is_asked_for(cli, monkeypatch):
    monkeypatch.setenv("SHELL", "/bin/dash")
    assert "Name it: facilitator shell bash|zsh|fish" in cli.bare("shell", code=2).err


def test_bash_itself_completes_commands(cli, data, shell, tmp_path):
    """The script is taken in by a real bash, and Tab is asked for; ``facilitator`` is this checkout."""
    script = cli.bare("shell", "bash", "--print").out
    program = tmp_path / "facilitator"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m facilitator "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = f"{script}\nCOMP_WORDS=({program} session did); COMP_CWORD=2\n"
    asked += f'_facilitator_completion {program}\necho "${{COMPREPLY[*]}}"'
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["did-not-meet"]
