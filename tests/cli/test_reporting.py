import csv
import io
import json
import os
import stat

import pytest

from facilitator.domain.reporting.measures import DEFINITIONS

MARCH = ("--from", "2027-03-01", "--to", "2027-03-31")


def fill(cli):
    cli(
        "group", "add", "=Steady", "--start", "2027-03-04 18:30",
        "--repeat", "every thursday, 2 times", "--minutes", "60",
    )  # fmt: skip
    cli("group", "add", "Open", "--start", "2027-03-05 10:00", "--repeat", "every friday", "--minutes", "30")
    for name in ("Ana", "Bo"):
        cli("person", "add", name)
        cli("enrol", "=Steady", name)
    for session in ("=Steady@2027-03-04", "Open@2027-03-05"):
        cli("attendance", "mark", session, "Ana", "present")
        cli("session", "end", session, "--unmarked", "missed")


@pytest.fixture
def march(cli):
    """Steady: Ana present, Bo missed. Open: nobody expected, Ana walks in."""
    return cli.filled(fill)


def opened(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_shape_of_a_report(march):
    made = march.json("report", "group", *MARCH)
    assert list(made) == ["report", "from", "to", "as_of", "open", "definitions", "rows", "totals"]
    assert (made["as_of"], made["open"]) == (
        "2027-03-01T13:15:00-05:00",
        {"sessions": 0, "people": 0, "headcounts": 0, "first": None},
    )
    assert (made["report"], made["from"], made["to"]) == ("group", "2027-03-01", "2027-03-31")
    assert made["definitions"] == {name: DEFINITIONS[name] for name in made["totals"]}
    rates = [(row["title"], row["attendance_rate"], row["missed_rate"], row["occupancy"]) for row in made["rows"]]
    assert rates == [("=Steady", 0.5, 0.5, None), ("Open", None, None, None)]
    assert made["totals"]["unduplicated_served"] == 1
    assert march("report", "group", *MARCH, "--format", "json").json == made


def test_a_report_as_csv_is_guarded_and_says_na(march):
    rows = opened(march("report", "group", *MARCH, "--format", "csv").out)
    assert [(row["title"], row["attendance_rate"]) for row in rows] == [("'=Steady", "0.5"), ("Open", "n/a")]


def test_a_report_as_a_table_has_totals_and_definitions(march):
    lines = march("report", "group", *MARCH).out.splitlines()
    assert lines[0] == "group report, Mon 01 Mar 2027 to Wed 31 Mar 2027"
    assert lines[1] == "As of Mon 1 Mar 2027, 1:15 pm. Nothing is still open in this period."
    assert lines[3].split("  ")[0] == "title"
    assert [line.split()[0] for line in lines[5:8]] == ["=Steady", "Open", "all"]
    assert "50.0%" in lines[5]
    assert "n/a" in lines[6]
    assert f"delivery: {DEFINITIONS['delivery']}" in lines
    assert "No sessions in this period." in march("report", "group", "--from", "2026-01-01", "--to", "2026-01-31").out


def test_people_by_code_unless_names_are_asked_for(march, tmp_path):
    codes = {each["name"]: each["code"] for each in march.json("person", "list", "--show-names")}
    made = march.json("report", "person", *MARCH)
    # by code: the order of hidden names would tell about them
    assert [(row["person"], row["sessions_attended"], row["minutes"]) for row in made["rows"]] == sorted(
        [(codes["Ana"], 2, 90), (codes["Bo"], 0, 0)]
    )
    assert opened(march("report", "person", *MARCH, "--format", "csv", "--show-names").out)[0]["person"] == "Ana"
    path = tmp_path / "people.csv"
    assert march("report", "person", *MARCH, "--format", "csv", "-o", path).out == f"Written to {path}\n"
    assert [row["person"] for row in opened(path.read_text("utf-8"))] == sorted([codes["Ana"], codes["Bo"]])
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    march("report", "person", *MARCH, "--json", "--show-names", "-o", path)
    assert [row["person"] for row in json.loads(path.read_text("utf-8"))["rows"]] == ["Ana", "Bo"]


def test_one_group(march):
    made = march.json("report", "person", *MARCH, "--group", "Open")
    assert [row["sessions_attended"] for row in made["rows"]] == [1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("weather", *MARCH), "'weather' is not one of"),
        (("group", "--from", "2027-03-01"), "Missing option '--to'"),
        (("group", "--from", "2027-03-31", "--to", "2027-03-01"), "--to 2027-03-01 is before --from 2027-03-31"),
        (("person", "--from", "2027-03-31", "--to", "2027-03-01"), "--to 2027-03-01 is before --from 2027-03-31"),
        (("group", "--from", "the ides of march", "--to", "2027-03-01"), "the ides of march"),
        (("group", *MARCH, "--group", "None"), "no group 'None'"),
        (("group", *MARCH, "--format", "smoke"), "'smoke' is not one of"),
        (("group", *MARCH, "--json", "-o", "/none/report.json"), "cannot write /none/report.json"),
    ],
)
def test_a_report_that_cannot_be_made(march, line, said):
    refused = march("report", *line, code=2)
    assert said in refused.err
    assert refused.out == ""
