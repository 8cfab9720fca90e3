def test_without_a_terminal_it_says_what_else_can_be_done(cli):
    for line in (("open",), ()):
        said = cli(*line, code=2)
        assert (said.out, said.err.splitlines()) == (
            "",
            ["the screens need a terminal", "See what else can be done: facilitator --help"],
        )


def test_who_works_is_not_said_to_the_screens_in_vain(cli):
    assert cli("open", "--as", "dana", code=2).err.startswith("the screens do not take --as\n")
