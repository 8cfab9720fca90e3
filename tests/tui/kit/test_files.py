"""Files that somebody names on a screen."""

from pathlib import Path

import pytest

from facilitator.errors import BadInput
from facilitator.tui.kit.files import path_named, read_named


def test_quotes_and_home_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file manager drops it, or as somebody types it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_named(" '/a folder/roster.csv' ") == Path("/a folder/roster.csv")
    assert path_named("~/roster.csv") == tmp_path / "roster.csv"


@pytest.mark.parametrize("words", ["", "  ", "''", "~nobody-here-at-all/roster.csv"])
def test_what_names_no_file_is_said(words: str) -> None:
    """With what to do next."""
    with pytest.raises(BadInput) as error:
        path_named(words)
    assert error.value.hint


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Its bytes; else why not, in the system's words, a name with a zero byte among them."""
    (tmp_path / "roster.csv").write_bytes(b"name\n")
    assert read_named(tmp_path / "roster.csv") == b"name\n"
    with pytest.raises(BadInput, match="No such file"):
        read_named(tmp_path / "other.csv")
    with pytest.raises(BadInput, match="that is no name of a file"):
        read_named(Path("a\0b"))
