"""``session lesson`` and ``session minutes`` on the command line."""

import pytest

from tests.formats.papers import words as text_of

S = "Steady@2027-03-11"


def fill(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday",
        "--curriculum", "eight-steady-steps")  # fmt: skip
    cli("group", "add", "Tea", "--start", "2027-03-05 10:00", "--repeat", "weekly, 2 times", "--minutes", "60")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def lessons(cli):
    found = cli.json("session", "list", "--from", "2000-01-01", "--to", "2100-01-01", "--group", "Steady")
    return [each["lesson"] for each in found]


def test_without_a_choice_it_shows_the_lesson_its_agenda_and_all_lessons(steady):
    lines = steady("session", "lesson", S).out.splitlines()
    assert lines[:3] == [
        "Steady, Thu 11 Mar 2027 18:30: topic 2 of 8, Rest that fits",
        "    5 min  Welcome and agreements",
        "   15 min  Check-in",
    ]
    assert lines[7:10] == [
        "Eight steady steps:",
        "   1  Where stress lands  Thu 04 Mar (scheduled)",
        "   2  Rest that fits  Thu 11 Mar (scheduled)",
    ]
    seen = steady.json("session", "lesson", S)
    assert (seen["lesson"], seen["last_lesson"], seen["part"], seen["parts"], seen["lessons"]) == (
        2,
        None,
        None,
        None,
        8,
    )
    assert (seen["curriculum"], len(seen["agenda"]), len(seen["of_the_group"])) == ("Eight steady steps", 6, 8)
    assert seen["of_the_group"][1]["sessions"] == [{"id": seen["id"], "status": "scheduled"}]
    assert "Tea has no curriculum" in steady("session", "lesson", "Tea@2027-03-05", code=1).err


def test_take_and_swap_say_what_moves(steady):
    said = steady("session", "lesson", S, "move a")
    assert said.out.splitlines() == [
        "Thu 11 Mar 2027, 6:30 pm: topic 3, Move a little",
        "Thu 18 Mar 2027, 6:30 pm: topic 2, Rest that fits",
        "Steady: changed.",
    ]
    assert lessons(steady) == [1, 3, 2, 4, 5, 6, 7, 8]
    steady("session", "lesson", S, "--swap", "Steady@2027-03-18")
    assert lessons(steady) == [1, 2, 3, 4, 5, 6, 7, 8]
    shown = steady("session", "show", S).out
    assert "topic 2 of 8: Rest that fits" in shown


def test_the_shape_of_a_choice(steady):
    done = steady.json("session", "lesson", S, "--join", "--preview")
    assert (done["written"], lessons(steady)) == (False, [1, 2, 3, 4, 5, 6, 7, 8])
    first = done["changed"][0]
    assert {**first, "id": ""} == {
        "id": "",
        "start": "2027-03-11T18:30:00",
        "lesson": 2,
        "last_lesson": 3,
        "part": None,
        "parts": None,
        "lesson_title": "Rest that fits + Move a little",
        "by_hand": True,
        "was": 2,
    }
    assert sum(each["minutes"] for each in done["agenda"]) == 60
    assert {key: value for key, value in done.items() if key not in ("changed", "agenda", "shrank")} == {
        "id": first["id"],
        "written": False,
        "added": [],
        "lost": [],
        "back": [],
        "notes": [],
        "clashes": [],
        "warnings": [],
    }
    assert done["shrank"][0].startswith("Check-in 15 -> ")


def test_a_lesson_that_would_be_lost_is_asked_about(steady):
    said = steady("session", "lesson", S, "--split", code=1)
    assert "has no session any more: lesson 8: Keeping going" in said.out
    assert said.err.splitlines() == [
        "lesson 8: Keeping going would have no session any more; nothing was changed",
        "Add a session at the end with --extend, or leave it out with --leave-out.",
    ]
    assert steady.json("session", "lesson", S, "--split", code=1)["lost"] == ["8: Keeping going"]
    assert steady.json("session", "lesson", S, "--split", "--preview", code=1)["written"] is False
    assert lessons(steady) == [1, 2, 3, 4, 5, 6, 7, 8]
    said = steady("session", "lesson", S, "--split", "--extend")
    assert "Thu 11 Mar 2027, 6:30 pm: topic 2, Rest that fits (part 1 of 2)" in said.out
    assert "Thu 29 Apr 2027, 6:30 pm, new at the end: topic 8, Keeping going" in said.out
    assert lessons(steady) == [1, 2, 2, 3, 4, 5, 6, 7, 8]
    shown = steady.json("session", "show", S)
    assert (shown["lesson"], shown["part"], shown["parts"]) == (2, 1, 2)
    assert shown["lesson_title"] == "Rest that fits (part 1 of 2)"
    assert steady("undo").out.startswith("Undone: Steady on Thu 11 Mar 2027")
    assert lessons(steady) == [1, 2, 3, 4, 5, 6, 7, 8]
    steady("session", "lesson", S, "--repeat", "--leave-out")
    assert lessons(steady) == [1, 1, 2, 3, 4, 5, 6, 7]
    steady("session", "lesson", S, "--plan")
    assert lessons(steady) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("3", "--join"), "one thing at a time"),
        (("--swap", S, "--repeat"), "one thing at a time"),
        (("--split", "--extend", "--leave-out"), "are two answers"),
        (("99",), "there is no lesson 99"),
        (("zebra",), "no lesson of that key or title"),
    ],
)
def test_what_cannot_be_understood(steady, line, why):
    assert why in steady("session", "lesson", S, *line, code=2).err


def test_a_long_list_is_cut_and_the_list_of_sessions_numbers_lessons(steady):
    steady("curriculum", "new", "talks")
    file = steady.home.curricula / "talks.md"
    text = file.read_text("utf-8").replace("order: fixed", "order: any").replace("enrolment: closed", "enrolment: open")
    second = text[text.index("## ") :].replace("## ", "## Second ", 1)
    file.write_text(f"{text}\n{second}", "utf-8")
    steady("group", "add", "Talk", "--start", "2027-03-02 12:00", "--repeat", "every tuesday", "--curriculum", "talks")
    said = steady("session", "lesson", "Talk@2027-03-09", "1")
    assert len(said.out.splitlines()) <= 15
    assert "later sessions move on, in their order." in said.out
    listed = steady("session", "list", "--group", "Steady").out
    assert "2 of 8: Rest that fits" in listed


def test_minutes(steady):
    said = steady("session", "minutes", S, "50", "--preview").out
    assert said.splitlines() == [
        "Steady, Thu 11 Mar 2027 18:30: would last 50 minutes.",
        "Shorter than planned: Check-in 15 -> 12, More than sleep 10 -> 7, Four corners 20 -> 16.",
    ]
    assert steady.json("session", "show", S)["minutes"] == 60
    done = steady.json("session", "minutes", S, "50")
    assert (done["minutes"], done["written"], done["shrank"][0]) == (50, True, "Check-in 15 -> 12")
    shown = steady.json("session", "show", S)
    assert (shown["end"], sum(each["minutes"] for each in shown["agenda"])) == ("2027-03-11T19:20:00-05:00", 50)
    assert shown["notes"][0].startswith("Shorter than planned")
    assert "at least 42" in steady("session", "minutes", S, "30", code=1).err


@pytest.mark.parametrize("words", ["3", "move-a-little", "MOVE A LITTLE", "move a"])
def test_a_session_and_a_paper_find_the_same_lesson(words, steady, tmp_path):
    steady("session", "lesson", S, words)
    assert steady.json("session", "lesson", S)["lesson"] == 3
    path = tmp_path / "lesson.pdf"
    steady("print", "lesson", "eight-steady-steps", "--lesson", words, "--brief", "-o", path)
    assert "Move a little" in text_of(path.read_bytes())


@pytest.mark.parametrize("words", ["wh", "9", "a little", " "])
def test_a_session_and_a_paper_refuse_the_same_words(words, steady, tmp_path):
    paper = ("print", "lesson", "eight-steady-steps", "--lesson", words, "-o", tmp_path / "lesson.pdf")
    assert steady(*paper, code=2).err == steady("session", "lesson", S, words, code=2).err
