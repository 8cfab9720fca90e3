import pytest

from tests.formats.people.test_roster_csv import CASES

NOTHING_ELSE = {"warnings": [], "titles": [], "ignored_columns": []}


@pytest.fixture
def roster(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def case(name):
    (path,) = CASES.glob(f"{name}*.csv")
    return path


def whats(shape):
    return {each["line"]: each["what"] for each in shape["lines"]}


def test_an_import_with_its_shape_and_again(cli, roster):
    path = roster("name,alias,MRN\nAna Bell,,1\nJosé Álvarez,Pepe,2\n\nAna Bell,,1\n")
    done = cli("person", "import", path, "--dry-run", "--json")
    shape = {
        "rows": 3, "added": 2, "updated": 0, "skipped": 1, "enrolled": 0, "waitlisted": 0, "problems": [],
        "lines": [
            {"line": 2, "what": "new", "who": "line 2"},
            {"line": 3, "what": "new", "who": "line 3"},
            {"line": 5, "what": "same", "who": "line 2", "why": "the same as line 2", "like_line": 2},
        ],
        "warnings": [], "titles": [], "ignored_columns": ["MRN"],
    }  # fmt: skip
    new = {"what": "person", "before": None, "after": {}}
    changes = [{**new, "object": "line 2"}, {**new, "object": "line 3"}]
    assert (done.json, done.err) == (
        {**shape, "preview": True, "changes": changes, "clashes": []},
        "Columns left alone: MRN\n",
    )
    assert cli.json("person", "list") == []
    assert cli("person", "import", path, "--preview").out.splitlines() == [
        "line  what  who     why",
        "----  ----  ------  ------------------",
        "   2  new   line 2",
        "   3  new   line 3",
        "   5  same  line 2  the same as line 2",
        "",
        "3 rows: 2 would be added, 0 would be updated, 1 would be skipped.",
    ]
    written = cli.json("person", "import", path)
    ana, jose = (each["code"] for each in written["lines"][:2])
    assert written == {
        **shape,
        "lines": [
            {"line": 2, "what": "new", "who": ana, "code": ana},
            {"line": 3, "what": "new", "who": jose, "code": jose},
            {**shape["lines"][2], "who": ana, "code": ana},
        ],
    }
    assert cli("person", "import", path).out.endswith("3 rows: 0 added, 0 updated, 3 skipped.\n")
    assert len(cli.json("person", "list")) == 2


def test_with_names_each_line_says_who_and_what_was_before(cli, roster):
    cli("person", "add", "Ana Bell", "--phone", "804 555-0100")
    ana = cli.json("person", "list")[0]
    path = roster("name,alias,phone\nAna Bell,Annie,8045550100\nZed,,\n")
    done = cli.json("person", "import", path, "--dry-run", "--show-names")
    assert done["lines"] == [
        {"line": 2, "what": "changed", "who": "Ana Bell", "code": ana["code"], "why": "alias: (none) -> Annie"},
        {"line": 3, "what": "new", "who": "Zed"},
    ]
    assert done["changes"] == [
        {"what": "alias", "object": ana["id"], "before": "", "after": "Annie"},
        {"what": "person", "object": "line 3", "before": None, "after": {"name": "Zed"}},
    ]
    hidden = cli("person", "import", path, "--dry-run", "--json")
    assert hidden.json["lines"][0] == {
        "line": 2, "what": "changed", "who": ana["code"], "code": ana["code"], "why": "alias",
    }  # fmt: skip
    assert not any(word in hidden.out for word in ("Ana", "Annie", "Zed", "555"))
    table = cli("person", "import", path, "--show-names").out
    assert f"Ana Bell ({ana['code']})  alias: (none) -> Annie" in table


def test_what_nobody_can_tell_is_asked_and_answered(cli):
    path = case("F01d")
    refused = cli("person", "import", path, "--json", code=1)
    message = "the same name as line 2, and nothing tells them apart. Answer with --same 3=2, or --new 3"
    assert refused.json["problems"] == [{"line": 3, "message": message}]
    assert refused.json["added"] == 0
    assert refused.json["lines"][1] == {
        "line": 3, "what": "asked", "may_be": ["line 2"],
        "why": "the same name as line 2, and nothing tells them apart",
    }  # fmt: skip
    assert refused.err.splitlines() == [
        f"{path}:3: {message}",
        "Nothing was written. Answer the lines that are asked about, then import again.",
    ]
    assert cli("person", "import", path, "--dry-run", code=1).out.splitlines()[3] == (
        "   3  asked  line 2  the same name as line 2, and nothing tells them apart"
    )
    assert cli.json("person", "list") == []
    assert cli.json("person", "import", path, "--same", "3=2", "--dry-run")["added"] == 1
    assert cli.json("person", "import", path, "--new", "3")["added"] == 2
    assert whats(cli.json("person", "import", path)) == {2: "same", 3: "same"}


def test_somebody_in_the_book_is_named_by_code(cli, roster):
    cli("person", "add", "Ann Smith", "--phone", "804 555-0101")
    ann = cli.json("person", "list")[0]["code"]
    path = roster("name,phone\nAnn Smith,804-555-0199\n")
    assert cli("person", "import", path, "--json", code=1).json["lines"][0]["may_be"] == [ann]
    assert whats(cli.json("person", "import", path, "--same", f"2={ann}")) == {2: "changed"}
    assert cli.json("person", "show", ann, "--show-names")["phone"] == "804-555-0199"


@pytest.mark.parametrize(
    "line",
    [("--same", "3"), ("--same", "x=2"), ("--same", "3="), ("--same", "3=2", "--same", "3=1"), ("--column", "shoe=A"),
     ("--new", "9"), ("--same", "3=3"), ("--same", "3=2", "--new", "3"), ("--column", "name=Client")],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_bad_input(cli, line):
    cli("person", "import", case("F01d"), *line, code=2)
    assert cli.json("person", "list") == []


def test_a_column_that_nobody_knows_is_asked_for(cli, roster):
    path = roster("Kunde,Tel\nAna,804-555-0100\n")
    assert cli("person", "import", path, code=2).err == (
        "people.csv:1: no column is called name; the columns are: 'Kunde', 'Tel'\n"
        "Say which one is the name: --column name='Kunde'. Where no line names the columns, "
        "put one above: name,alias,phone,email\n"
    )
    done = cli.json("person", "import", path, "--column", "name=kunde")
    assert (done["added"], done["ignored_columns"]) == (1, [])


def test_what_is_no_person_is_passed_over_by_name(cli):
    done = cli.json("person", "import", case("F06a"))
    assert (done["added"], done["rows"], done["skipped"]) == (2, 5, 3)
    assert done["lines"][2:] == [
        {"line": line, "what": "passed over", "why": "holds only a number"} for line in (4, 5, 6)
    ]
    done = cli.json("person", "import", case("F06c"), "--dry-run", "--show-names")
    assert [each.get("who") for each in done["lines"]] == ["Jordan A.", "Sam B.", None]
    assert cli("person", "import", case("F04j"), "--dry-run").err == "Above the columns, and not read: lines 1, 2\n"


def test_an_import_into_a_full_group(cli, roster):
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times",
        "--minutes", "60", "--capacity", "1",
    )  # fmt: skip
    said = cli("person", "import", roster("name\nAna\nBo\n"), "--group", "Steady")
    assert said.out.splitlines()[-1] == "2 rows: 2 added, 0 updated, 0 skipped, 2 enrolled (1 of them wait for a seat)."
    assert [each["waitlisted"] for each in cli.json("group", "show", "Steady")["roster"]] == [False, True]


def test_bad_rows_end_with_one_and_nothing_is_written(cli, roster):
    path = roster("name,phone\nAna,\nZanzibar Quill,call me\n,804 555-0100\nBo,12\n")
    refused = cli("person", "import", path, "--json", code=1)
    assert {**refused.json, "lines": whats(refused.json)} == {
        "rows": 4, "added": 0, "updated": 0, "skipped": 0, "enrolled": 0, "waitlisted": 0,
        "problems": [
            {"line": 3, "message": "the phone has no digits"},
            {"line": 4, "message": "the name is missing"},
        ],
        "lines": {2: "new", 5: "new"},
        "warnings": [{"line": 5, "message": "the phone does not look like a number; it is kept as typed"}],
        "titles": [], "ignored_columns": [],
    }  # fmt: skip
    assert refused.err.splitlines() == [
        f"{path}:5: the phone does not look like a number; it is kept as typed",
        f"{path}:3: the phone has no digits",
        f"{path}:4: the name is missing",
        "Nothing was written. Mend these lines, then import again.",
    ]
    assert "Zanzibar" not in refused.out + refused.err
    assert cli.json("person", "list") == []


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("alias\nAna\n", "utf-8", "people.csv:1: no column is called name; the columns are: 'alias'"),
        ('name\n"Ana\n', "utf-8", "people.csv:2: unexpected end of data"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two(cli, roster, text, encoding, said):
    refused = cli("person", "import", roster(text, encoding), "--json", code=2)
    assert (refused.out, refused.err.splitlines()[0]) == ("", said)


def test_letters_that_were_guessed_are_said(cli, roster):
    done = cli("person", "import", roster("name\nJosé\n", "latin-1"), "--show-names", "--json")
    assert done.json["lines"][0]["who"] == "José"
    assert done.err == "It is not UTF-8 and was read as Windows-1252: see whether the accents are right.\n"


def test_a_file_that_is_not_there_and_an_unknown_group(cli, roster, tmp_path):
    assert cli("person", "import", tmp_path / "none.csv", code=2).err.splitlines()[0] == (
        f"cannot read {tmp_path / 'none.csv'}: No such file or directory"
    )
    assert cli("person", "import", tmp_path, code=2).err.startswith(f"cannot read {tmp_path}: ")
    assert cli("person", "import", roster("name\nAna\n"), "--group", "None", code=2).err.startswith("no group 'None'")
