from facilitator.cli import open_line


def test_without_a_terminal_it_says_what_else_can_be_done(cli):
    for line in (("open",), ()):
        said = cli(*line, code=2)
        assert (said.out, said.err.splitlines()) == (
            "",
            ["the screens need a terminal", "See what else can be done: facilitator --help"],
        )


def test_the_screens_are_told_who_works(cli, monkeypatch):
    opened = []
    monkeypatch.setattr(open_line, "on_terminal", lambda: True)
    monkeypatch.setattr(open_line, "open_home", lambda home, login: opened.append((home.folder, login)) or 0)
    for line in (("open", "--as", "dana"), ("--as", "dana"), ("open",)):
        assert cli(*line).err == ""
    assert opened == [(cli.home.folder, login) for login in ("dana", "dana", None)]
