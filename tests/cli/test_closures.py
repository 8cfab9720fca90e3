import pytest

from facilitator.places import bundled
from tests.services.test_keep_closures import calendar


def fill(cli):
    cli("site", "add", "North")
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30",
        "--repeat", "every thursday, 4 times", "--minutes", "60",
    )  # fmt: skip


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


@pytest.fixture
def closed(tmp_path):
    path = tmp_path / "closed.ics"
    path.write_bytes(calendar(("20270311", "Staff day"), ("20270312", "Paint")))
    return path


def test_an_import_twice_with_its_shape(steady, closed):
    shape = {"rows": 2, "added": 2, "updated": 0, "skipped": 0, "problems": []}
    dry = steady("closures", "import", closed, "--dry-run", "--json")
    assert (dry.json, steady.json("closures", "list")) == (shape, [])
    done = steady("closures", "import", closed, "--json")
    assert done.json == shape
    uid = steady.json("session", "show", "Steady@2027-03-11")["id"]
    assert done.err.splitlines() == [
        "1 scheduled sessions fall on closed days now; move or cancel them:",
        f"  {uid[:8]}  Thu 11 Mar 2027 18:30  Steady",
    ]
    assert steady.json("closures", "import", closed) == shape | {"added": 0, "skipped": 2}
    assert steady("closures", "import", closed).out == "2 closed days: 0 added, 2 in the book already.\n"


def test_the_shape_of_a_list(steady, closed):
    steady("closures", "import", closed, "--site", "North")
    steady("closures", "add", "2027-03-30", "fri 2 apr 2027", "--reason", "Spring break")
    found = steady.json("closures", "list")
    assert found[0] == {
        "id": found[0]["id"], "start": "2027-03-11T00:00:00", "end": "2027-03-12T00:00:00", "all_day": True,
        "reason": "Staff day", "source": "closed.ics", "site": "North",
    }  # fmt: skip
    assert steady("closures", "list", "--from", "2027-03-13", "--to", "2027-03-30").out.splitlines()[2].split("  ") == [
        "Tue 30 Mar 2027", "Fri 02 Apr 2027", "Spring break", "every site",
    ]  # fmt: skip
    assert steady.json("closures", "list", "--from", "2027-04-03") == []


def test_days_by_hand(steady):
    said = steady("closures", "add", "2027-03-11", "--reason", "Flu")
    assert said.out == "Closed Thu 11 Mar 2027: Flu\n"
    assert "1 scheduled sessions fall on closed days now" in said.err
    assert steady("closures", "add", "2027-03-18", "2027-03-19", "--reason", "Flu", "--site", "North").err == ""
    for line, text in (
        (("2027-03-11", "--reason", "Flu"), "that closed day is in the book already"),
        (("2027-03-11", "2027-03-10", "--reason", "Flu"), "2027-03-10 is before 2027-03-11"),
        (("2027-02-29", "--reason", "Flu"), "February 2027 has no day 29"),
        (("2027-03-12", "--reason", "Flu", "--site", "West"), "no site 'West'"),
    ):
        assert steady("closures", "add", *line, code=2).err.splitlines()[0] == text


def test_files_that_cannot_be_used(steady, tmp_path):
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar(("20270311", "Staff day"), ("20270231", "Nothing")))
    refused = steady("closures", "import", bad, "--json", code=1)
    assert (refused.json["added"], len(refused.json["problems"])) == (0, 1)
    problem = refused.json["problems"][0]
    assert refused.err.splitlines()[0] == f"{bad}:{problem['line']}: {problem['message']}"
    assert refused.err.splitlines()[1] == "Nothing was written. Mend the file, then import again."
    bad.write_bytes(b"name,alias\n")
    assert steady("closures", "import", bad, code=2).out == ""
    assert steady("closures", "import", tmp_path / "none.ics", code=2).err.startswith("cannot read")
    assert steady.json("closures", "list") == []


def test_the_bundled_closed_days_are_read(steady):
    done = steady.json("closures", "import", bundled("calendars") / "closures" / "us-va.ics")
    assert (done["problems"], done["skipped"]) == ([], 0)
    assert done["added"] == done["rows"] > 10
