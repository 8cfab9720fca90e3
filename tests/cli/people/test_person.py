import json

import pytest

from tests.books import make_practice_home
from tests.cli.book.test_book import PROGRAM, on_terminal

PHONE = "the phone is not a number of at least 3 digits; blanks and ( ) . - / + x may stand between"


@pytest.fixture
def roster(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


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


def test_an_import_with_its_shape_and_again(cli, roster):
    path = roster("name,alias,MRN\nAna Bell,,1\nJosé Álvarez,Pepe,2\n\nAna Bell,,1\n")
    done = cli("person", "import", path, "--dry-run", "--json")
    shape = {
        "rows": 3, "added": 2, "updated": 0, "skipped": 1, "enrolled": 0, "waitlisted": 0, "problems": [],
    }  # fmt: skip
    assert (done.json, done.err) == (shape, "Columns left alone: MRN\n")
    assert cli.json("person", "list") == []
    assert cli("person", "import", path, "--dry-run").out == (
        "3 rows: 2 would be added, 0 would be updated, 1 would be skipped.\n"
    )
    assert cli.json("person", "import", path) == shape
    assert cli("person", "import", path).out == "3 rows: 0 added, 0 updated, 3 skipped.\n"
    assert len(cli.json("person", "list")) == 2


def test_an_import_into_a_full_group(cli, roster):
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times",
        "--minutes", "60", "--capacity", "1",
    )  # fmt: skip
    said = cli("person", "import", roster("name\nAna\nBo\n"), "--group", "Steady")
    assert said.out == "2 rows: 2 added, 0 updated, 0 skipped, 2 enrolled (1 of them wait for a seat).\n"
    assert [each["waitlisted"] for each in cli.json("group", "show", "Steady")["roster"]] == [False, True]


def test_bad_rows_end_with_one_and_nothing_is_written(cli, roster):
    path = roster("name,phone\nAna,\nZanzibar Quill,call me\n,804 555-0100\n")
    refused = cli("person", "import", path, "--json", code=1)
    assert refused.json == {
        "rows": 3, "added": 0, "updated": 0, "skipped": 0, "enrolled": 0, "waitlisted": 0,
        "problems": [
            {"line": 3, "message": PHONE},
            {"line": 4, "message": "the name is missing"},
        ],
    }  # fmt: skip
    assert refused.err.splitlines() == [
        f"{path}:3: {PHONE}",
        f"{path}:4: the name is missing",
        "Nothing was written. Mend these lines, then import again.",
    ]
    assert "Zanzibar" not in refused.out + refused.err
    assert cli.json("person", "list") == []


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("name\nJosé\n", "latin-1", "people.csv:2: this is not UTF-8 text"),
        ("alias\nAna\n", "utf-8", "people.csv:1: no column is called name"),
        ('name\n"Ana\n', "utf-8", "people.csv:2: unexpected end of data"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two(cli, roster, text, encoding, said):
    refused = cli("person", "import", roster(text, encoding), "--json", code=2)
    assert (refused.out, refused.err.splitlines()[0]) == ("", said)


def test_a_file_that_is_not_there_and_an_unknown_group(cli, roster, tmp_path):
    assert cli("person", "import", tmp_path / "none.csv", code=2).err.splitlines()[0] == (
        f"cannot read {tmp_path / 'none.csv'}: No such file or directory"
    )
    assert cli("person", "import", tmp_path, code=2).err.startswith(f"cannot read {tmp_path}: ")
    assert cli("person", "import", roster("name\nAna\n"), "--group", "None", code=2).err.startswith("no group 'None'")


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
