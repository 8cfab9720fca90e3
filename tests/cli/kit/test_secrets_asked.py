import stat

import click
import pytest

from facilitator.cli.kit.secrets_asked import ask_new_passphrase, have_code_noted, write_code
from facilitator.errors import BadInput
from tests.books import RECOVERY_CODE


def test_a_code_goes_into_a_new_private_file_and_over_none(tmp_path):
    path = tmp_path / "code.txt"
    write_code(path, RECOVERY_CODE)
    assert path.read_text() == f"{RECOVERY_CODE}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(BadInput, match="exists already"):
        write_code(path, "OTHER")
    assert path.read_text() == f"{RECOVERY_CODE}\n"
    with pytest.raises(BadInput, match="cannot write"):
        write_code(tmp_path / "none" / "code.txt", RECOVERY_CODE)


def test_a_passphrase_is_asked_for_at_a_terminal_only():
    with pytest.raises(BadInput, match="needs a passphrase") as refused:
        ask_new_passphrase()
    assert "FACILITATOR_PASSPHRASE_FILE" in refused.value.hint


def test_a_code_is_typed_back_until_it_is_the_same(monkeypatch, capsys):
    typed = iter(["ABCD", RECOVERY_CODE.lower()])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))
    have_code_noted(RECOVERY_CODE)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count(RECOVERY_CODE) == 1
    assert said.err.endswith("That is not the same. Look again.\n")
    assert next(typed, None) is None
