import os
import stat

import pytest

from tests.formats.papers import pages, paper_inches, words

STEPS = "eight-steady-steps"


def fill(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "weekly", "--curriculum", STEPS)


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def test_an_agenda_is_a_private_file_and_the_same_twice(steady, tmp_path):
    path = tmp_path / "agenda.pdf"
    said = steady("print", "agenda", "Steady@2027-03-04", "-o", path)
    assert (said.out, said.err) == (f"The agenda written to {path}\n", "")
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_bytes()
    steady.now = steady.now.replace(hour=20)
    steady("print", "agenda", "Steady@2027-03-04", "-o", path)
    assert path.read_bytes() == first
    assert "Where stress lands" in words(first)
    steady("print", "agenda", "Steady@2027-03-04", "--brief", "--paper", "a4", "-o", path)
    assert (len(pages(path.read_bytes())), paper_inches(path.read_bytes())) == (1, (8.3, 11.7))


def test_lessons_and_handouts_need_no_book(cli, tmp_path):
    home, path = tmp_path / "nowhere", tmp_path / "paper.pdf"
    cli.bare("--home", home, "print", "lesson", STEPS, "--lesson", "rest-that-fits", "-o", path)
    assert "Rest that fits" in words(path.read_bytes())
    said = cli.bare("--home", home, "print", "handout", STEPS, "--large", "--name", "Harbor House", "-o", path)
    assert said.out == f"8 handouts written to {path}\n"
    assert words(path.read_bytes()).count("Harbor House") == 8
    said = cli.bare("--home", home, "print", "handout", STEPS, "--lesson", "1", "-o", path)
    assert said.out == f"1 handout written to {path}\n"
    assert not home.exists()


def test_where_there_is_nothing_to_print_the_answer_is_no(cli, tmp_path):
    path = tmp_path / "paper.pdf"
    assert cli("print", "handout", "wrap-frame", "-o", path, code=1).err.startswith("Frame for a WRAP group has no")
    assert cli("print", "handout", STEPS, "--lesson", "9", "-o", path, code=2).err.startswith("there is no lesson 9\n")
    assert "no curriculum 'none'" in cli("print", "lesson", "none", "--lesson", "1", "-o", path, code=2).err
    assert "--paper" in cli("print", "lesson", STEPS, "--lesson", "1", "--paper", "a5", "-o", path, code=2).err
    assert not path.exists()
    missing = tmp_path / "no folder" / "paper.pdf"
    assert "cannot write" in cli("print", "lesson", STEPS, "--lesson", "1", "-o", missing, code=2).err


def test_a_text_that_cannot_be_printed_says_which_sign(cli, tmp_path):
    cli("group", "add", "So \ue000", "--start", "2027-03-04 18:30", "--repeat", "weekly, 2 times", "--minutes", "60")
    said = cli("print", "agenda", "So \ue000@2027-03-04", "-o", tmp_path / "a.pdf", code=2)
    assert said.err == "U+E000 cannot be printed: it has no picture of its own\nTake it out of the text.\n"


def test_the_schedule_on_paper(steady, tmp_path):
    steady("group", "change", "Steady", "--public")
    for line, what in (
        (("sign-in", "Steady@2027-03-04", "--rows", "12"), "The sheet"),
        (("door", "Steady@2027-03-04"), "The sign"),
        (("card", "Steady", "--titles", "title"), "The cards"),
        (("flyer", "Steady", "--large"), "The flyer"),
        (("month", "2027-03", "--list"), "The month"),
    ):
        path = tmp_path / f"{line[0]}.pdf"
        assert steady("print", *line, "-o", path).out == f"{what} written to {path}\n"
        assert words(path.read_bytes())
    assert steady("print", "month", "march", "-o", path, code=2).err == "'march' is no month\nWrite it like 2027-01.\n"
