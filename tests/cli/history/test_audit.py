import json

import pytest

from tests.cli.late import S, fill


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


@pytest.mark.parametrize(
    ("options", "actions"),
    [
        (("--about", S), ["attendance.mark"]),
        (("--about", "Steady", "--words", "roster"), ["enrol"]),
        (("--words", "scheduled"), ["group.add"]),
        (("--by", "nobody"), []),
        (("--from", "1 mar", "--to", "1 mar", "--words", "added"), ["person.add"]),
        (("--to", "2027-02-27"), []),
        (("--limit", "1"), ["attendance.mark"]),
    ],
)
def test_the_audit_log_is_searched(steady, options, actions):
    assert [each["action"] for each in steady.json("audit", "list", *options)] == actions


def test_a_long_list_says_that_there_is_more(steady):
    assert steady("audit", "list", "--limit", "2").err.startswith("The newest 2; there are more.")
    assert steady("audit", "list", "--words", "zebra").out == "No row of the audit log is about that.\n"
    refused = steady("audit", "list", "--about", "Nobody Atall", code=2)
    assert "Nobody" not in refused.err
    assert steady("audit", "list", "--from", "2027-03-02", "--to", "2027-03-01", code=2).err.startswith("--to 2027")


def test_the_audit_log_is_exported_for_whoever_checks_it(steady, tmp_path):
    path = tmp_path / "log.jsonl"
    done = steady.json("audit", "export", "-o", path)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert done == {"file": str(path), "rows": len(rows), "last_row": rows[-1]["seq"]}
    assert steady("audit", "export", "-o", tmp_path / "log.csv", "--words", "marked").out == (
        f"1 row written to {tmp_path / 'log.csv'}\n"
    )
    assert steady.json("audit", "list", "--limit", "1")[0]["action"] == "audit.export"
    assert steady.json("audit", "verify")["whole"]
