import json

from tests.books import make_practice_home
from tests.cli.book.test_book import PROGRAM, on_terminal


def test_people_are_added_and_listed_by_code(cli):
    ana = cli.json("person", "add", "Ana Bell", "--alias", "Annie", "--phone", "804 555-0100")
    assert ana == {"id": ana["id"], "code": ana["code"], "name": ana["code"]}
    said = cli("person", "add", "Zoë Ng")
    code = said.out.removesuffix(".\n").rpartition(" ")[2]
    assert said.out == f"Added {code}.\n"
    listed = cli.json("person", "list")
    assert [each["code"] for each in listed] == sorted([ana["code"], code])
    table = cli("person", "list").out
    assert "Ana" not in table
    assert ana["code"] in table


def test_with_show_names_they_are_named(cli):
    ana = cli.json("person", "add", "Ana Bell", "--alias", "Annie", "--phone", "804 555-0100", "--show-names")
    assert ana == {
        "id": ana["id"], "code": ana["code"],
        "name": "Ana Bell", "alias": "Annie", "phone": "804 555-0100", "email": "",
    }  # fmt: skip
    assert cli.json("--show-names", "person", "list") == [ana]
    assert "Ana Bell" in cli("person", "list", "--show-names").out


def test_json_is_one_value_and_nothing_else_on_stdout(cli):
    assert json.loads(cli("person", "list", "--json").out) == []
    assert cli("person", "list").out == "No people yet: facilitator person add NAME, or person import FILE.csv\n"


def test_a_name_is_asked_for_where_none_was_typed(cli):
    said = cli("person", "add", code=2)
    assert said.err == "who shall be added?\nGive a name, or bring in a file: facilitator person import FILE.csv\n"


def test_a_name_that_is_asked_for_stays_out_of_the_line(tmp_path):
    home = make_practice_home(tmp_path)
    screen, code = on_terminal([*PROGRAM, "--home", str(home.folder), "person", "add"], [("Name: ", "Zanzibar Q.")])
    assert (code, "Added Zanzibar Q." in screen) == (0, True)


def test_a_second_of_one_name_is_asked_about(cli):
    ana = cli.json("person", "add", "Ana Bell", "--phone", "804 555-0100")
    for line in (("ANA bell",), ("Bell, Ana", "--alias", "Annie"), ("Ana Bell", "--preview")):
        refused = cli("person", "add", *line, code=1)
        assert (refused.out, refused.err) == (
            "",
            f"somebody of that name or alias is in the book already: {ana['code']}\n"
            "Nobody was added. Add --new if this is somebody else.\n",
        )
    named = cli("person", "add", "Ana Bell", "--show-names", code=1).err.splitlines()[0]
    assert named == f"  {ana['code']} Ana Bell phone ending in 0100"
    assert len(cli.json("person", "list")) == 1
    assert cli.json("person", "add", "Ana Bell", "--new")["code"] != ana["code"]
    assert len(cli.json("person", "list")) == 2


def test_a_person_is_seen_before_they_are_added(cli):
    shape = {
        "preview": True,
        "changes": [{"what": "person", "object": None, "before": None, "after": {"name": "Ana", "alias": "Annie"}}],
        "clashes": [],
    }
    assert cli.json("person", "add", "Ana", "--alias", "Annie", "--preview", "--show-names") == shape
    shape["changes"][0]["after"] = {}
    assert cli.json("person", "add", "Ana", "--alias", "Annie", "--dry-run") == shape
    assert cli("person", "add", "Ana", "--preview").out == "Would add one person.\n"
    assert cli.json("person", "list") == []


def test_a_phone_that_does_not_look_like_one_is_kept_and_said(cli):
    assert cli("person", "add", "Ana", "--phone", "ask for 3").err == (
        "the phone does not look like a number; it is kept as typed\n"
    )
    assert cli("person", "add", "Bo", "--phone", "---", code=2).err.startswith("the phone has no digits\n")


def test_at_a_terminal_it_asks_whether_this_is_somebody_else(tmp_path):
    home = make_practice_home(tmp_path)
    line = [*PROGRAM, "--home", str(home.folder), "person", "add", "Zanzibar Q."]
    assert on_terminal([*line, "--phone", "804 555-0100"], [])[1] == 0
    for answer, told in (("n", 1), ("y", 0)):
        screen, code = on_terminal(line, [("[y/N]: ", answer)])
        assert code == told
        assert "Zanzibar Q. phone ending in 0100" in screen
        assert ("Added Zanzibar Q." in screen) == (answer == "y")
