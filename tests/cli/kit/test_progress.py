import sys

from facilitator.cli.kit.progress import bar, progress

LONG = 10 * 1024 * 1024


def test_nothing_is_said_where_nobody_watches(capsys):
    assert progress("Copying") is None


def test_a_long_copy_is_told_from_the_first_step(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = progress("Copying")
    tell(10, 1_000)
    assert capsys.readouterr().err == ""
    tell(LONG // 2, LONG)
    tell(LONG, LONG)
    assert capsys.readouterr().err == "\rCopying 50 %\rCopying 100 %\n"


def test_what_nobody_asked_for_is_told_once_one_waits_for_it(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    quick, slow = progress("Making", silent_seconds=1_000), progress("Making", silent_seconds=0)
    quick(LONG, LONG)
    assert capsys.readouterr().err == ""
    slow(1, 2)
    slow(2, 2)
    assert capsys.readouterr().err == "\rMaking 50 %\rMaking 100 %\n"


def test_a_bar_is_for_a_terminal(capsys, monkeypatch):
    with bar("Reading") as nothing:
        assert nothing is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with bar("Reading") as tell:
        tell(0.5)
        tell(1.0)
    assert "Reading" in capsys.readouterr().err
