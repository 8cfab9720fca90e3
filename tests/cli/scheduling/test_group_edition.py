import shutil

import pytest

from facilitator.cli.scheduling.group_edition import difference_line
from facilitator.domain.curricula.editions import LessonChange, LessonDifference
from facilitator.home import bundled

KEY = "eight-steady-steps"


def fill(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "weekly", "--curriculum", KEY)
    cli.home.curricula.mkdir(exist_ok=True)
    mine = cli.home.curricula / f"{KEY}.md"
    shutil.copy(bundled("curricula") / f"{KEY}.md", mine)
    text = mine.read_text("utf-8")
    mine.write_text(text.replace("## Move a little", "## Move a lot", 1), "utf-8")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def titles(cli):
    found = cli.json("session", "list", "--to", "2027-04-30", "--group", "Steady")
    return [each["lesson_title"] for each in found][:3]


def test_an_edition_is_shown_and_taken_only_where_that_is_said(steady):
    said = steady("group", "edition", "Steady").out
    assert "Move a lot" in said
    assert said.endswith("Nothing was changed. Take it with: --take\n")
    assert titles(steady) == ["Where stress lands", "Rest that fits", "Move a little"]
    done = steady.json("group", "edition", "Steady", "--take")
    assert done["taken"]
    assert [each["lesson_title"] for each in done["sessions"]] == ["Move a lot"]
    assert titles(steady) == ["Where stress lands", "Rest that fits", "Move a lot"]
    assert steady("group", "edition", "Steady", code=1).err.startswith("Steady has the edition at hand")


@pytest.mark.parametrize(
    ("change", "new", "old", "line"),
    [
        (LessonChange.GONE, None, 2, "  -  Rest: gone"),
        (LessonChange.NEW, 3, None, "  3  Rest: new"),
        (LessonChange.SAME, 3, 3, "  3  Rest: as it was"),
        (LessonChange.CHANGED, 3, 2, "  3  Rest: changed, was lesson 2"),
    ],
)
def test_a_lesson_of_both_editions_in_a_line(change, new, old, line):
    assert (
        difference_line(LessonDifference(key="rest", title="Rest", change=change, old_place=old, new_place=new)) == line
    )
