import json

import pytest

from tests.conftest import CommandLine
from tests.services.sessions.test_count_people import CIRCLE


@pytest.fixture
def broken(tmp_path):
    """A folder with a good file, and one whose item has no duration."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "good.md").write_text(CIRCLE, "utf-8")
    path = folder / "broken.md"
    path.write_text(CIRCLE.replace("### Welcome (60 min)", "### Welcome"), "utf-8")
    return path


def line_of(path, text):
    return path.read_text("utf-8").splitlines().index(text) + 1


def test_a_missing_duration_is_told_by_file_and_line(cli, broken):
    refused = cli.bare("curriculum", "check", broken, "--json", code=1)
    at = {"file": str(broken), "line": line_of(broken, "### Welcome")}
    assert refused.json["files"] == 1
    (problem,) = [each for each in refused.json["problems"] if each["line"] == at["line"]]
    assert problem | {"severity": "problem"} == problem
    assert {*problem} == {"file", "line", "column", "code", "message", "severity"}
    assert {name: problem[name] for name in at} == at
    assert type(problem["column"]) is int
    said = cli.bare("curriculum", "check", broken, code=1)
    assert said.out.startswith(f"{broken}:{at['line']}:{problem['column']}: ")
    assert said.err == "1 file, 1 problem\n"


def test_a_whole_folder_is_checked(cli, broken):
    done = cli.bare("curriculum", "check", broken.parent, broken.parent / "good.md", "--json", code=1).json
    assert done["files"] == 3
    assert {each["file"] for each in done["problems"]} == {str(broken)}
    broken.unlink()
    assert cli.bare("curriculum", "check", broken.parent, "--json").json == {"files": 1, "problems": [], "warnings": []}


def test_what_cannot_be_read_ends_with_two(cli, tmp_path):
    none = tmp_path / "none.md"
    assert cli.bare("curriculum", "check", none, code=2).err.splitlines()[0] == (
        f"cannot read {none}: No such file or directory"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    assert cli.bare("curriculum", "check", empty, code=2).err.startswith(f"no curriculum file in {empty}")
    good = tmp_path / "good.md"
    good.write_text(CIRCLE, "utf-8")
    both = cli.bare("curriculum", "check", none, good, empty, "--json", code=2)
    assert json.loads(both.out)["files"] == 1
    assert f"cannot read {none}" in both.err
    assert f"no curriculum file in {empty}" in both.err
    assert "Missing argument" in cli.bare("curriculum", "check", code=2).err


def test_a_broken_file_of_the_program_is_listed_and_refused_for_a_group(cli, broken):
    cli.home.curricula.mkdir()
    own = cli.home.curricula / "broken.md"
    own.write_bytes(broken.read_bytes())
    listed = {each["file"]: each for each in cli.json("curriculum", "list")}
    assert (listed[str(own)]["own"], listed[str(own)]["problems"] > 0) == (True, True)
    refused = cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "once", "--minutes", "60",
        "--curriculum", listed[str(own)]["key"], code=2,
    )  # fmt: skip
    assert refused.err.startswith(f"{own}:{line_of(own, '### Welcome')}:")


def test_list_and_show(cli):
    listed = {each["key"]: each for each in cli.json("curriculum", "list")}
    steady = listed["eight-steady-steps"]
    assert steady == {
        "key": "eight-steady-steps", "title": "Eight steady steps", "version": steady["version"], "program": "wellness",
        "kind": "full", "lessons": 8, "minutes": 60, "own": False, "file": steady["file"], "problems": 0,
    }  # fmt: skip
    assert "eight-steady-steps" in cli("curriculum", "list").out
    shown = cli.json("curriculum", "show", "eight-steady-steps")
    assert shown | steady == shown
    first = shown["lessons_in_order"][0]
    assert (first["lesson"], first["title"], first["minutes"]) == (1, "Where stress lands", 60)
    assert sum(item["minutes"] for item in first["items"]) == 60
    text = cli("curriculum", "show", "wrap-frame").out
    assert "registered trademarks of Advocates for Human Potential" in text
    assert "\nCredential: Two co-facilitators, each with a current WRAP facilitator certificate" in text
    assert "1. Session 1 (150 min)" in text
    assert cli("curriculum", "show", "none", code=2).err.startswith("no curriculum 'none'")


def test_none_of_it_needs_a_book(cli, tmp_path):
    home = tmp_path / "empty-home"
    for line in (("list", "--json"), ("show", "eight-steady-steps", "--json")):
        assert json.loads(cli.bare("--home", home, "curriculum", *line).out)
    assert not home.exists()


def test_new_writes_a_starter_that_checks_green(cli: CommandLine) -> None:
    """A starter is a whole curriculum; a second one of its key is refused and the first stays."""
    said = cli("curriculum", "new", "tea-and-talk", "--title", "Tea and talk")
    path = said.out.splitlines()[0]
    cli("curriculum", "check", path)
    assert "tea-and-talk" in [each["key"] for each in cli.json("curriculum", "list")]
    cli("curriculum", "new", "tea-and-talk", code=2)
    cli("curriculum", "new", "Tea & talk", code=2)
    cli("curriculum", "new", "tea", "--title", "<b>Tea</b>", code=2)


def test_a_warning_stands_beside_and_does_not_fail(cli, broken):
    good = broken.parent / "good.md"
    text = good.read_text("utf-8")
    good.write_text(f"{text}\nAn addict.\n", "utf-8")
    line = len(text.splitlines()) + 2
    said = cli.bare("curriculum", "check", good)
    assert said.out.startswith(f'{good}:{line}:4: warning: "addict": ')
    assert said.out.endswith(" [word-to-avoid]\n")
    assert said.err == "1 file, 0 problems, 1 warning\n"
    told = cli.bare("curriculum", "check", good, "--json").json
    assert told["problems"] == []
    (warning,) = told["warnings"]
    assert (warning["line"], warning["column"], warning["code"], warning["severity"]) == (
        line,
        4,
        "word-to-avoid",
        "warning",
    )
    both = cli.bare("curriculum", "check", broken.parent, code=1)
    assert both.err == "2 files, 1 problem, 1 warning\n"


def test_the_schema_is_printed(cli):
    assert cli.bare("curriculum", "schema").json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
