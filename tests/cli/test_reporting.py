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
        cli("attendance", "mark", session, "Ana", "present", "--yes")
        cli("session", "end", session, "--unmarked", "missed", "--yes")


@pytest.fixture
def march(cli):
    """Steady: Ana present, Bo missed. Open: nobody expected, Ana walks in."""
    return cli.filled(fill)


def opened(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_shape_of_a_report(march):
    made = march.json("report", "group", *MARCH)
    assert list(made) == ["report", "from", "to", "as_of", "open", "earlier_rule", "definitions", "rows", "totals"]
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
    told = [(row["title"], row["attendance_rate"], row["unduplicated_served"]) for row in rows]
    # Ana came to both: one person, and a reader who sums the column would say two
    assert told == [("'=Steady", "0.5", "1"), ("Open", "n/a", "1"), ("all", "0.5", "1")]
    carried = {(row["from"], row["to"], row["as_of"], row["open"]) for row in rows}
    assert carried == {("2027-03-01", "2027-03-31", "2027-03-01T13:15:00-05:00", "nothing")}


def test_the_definitions_of_a_csv_lie_beside_it_or_stand_above_it(march, tmp_path):
    path, beside = tmp_path / "march.csv", tmp_path / "march.definitions.csv"
    said = march("report", "group", *MARCH, "-o", path)
    assert (said.out, said.err) == (f"Written to {path}\n", f"What its figures mean is in {beside}.\n")
    assert dict(csv.reader(io.StringIO(beside.read_text("utf-8"))))["delivery"] == DEFINITIONS["delivery"]
    if os.name != "nt":
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    plain = path.read_text("utf-8")
    beside.unlink()
    march("report", "group", *MARCH, "-o", path, "--notes", "none")
    assert (path.read_text("utf-8"), beside.exists()) == (plain, False)
    above = march("report", "group", *MARCH, "--format", "csv", "--notes", "above").out
    assert above.startswith('"report","group"')
    assert DEFINITIONS["walk_ins"] in above
    assert march("report", "group", *MARCH, "--format", "csv").out.startswith('"title",')


def test_a_report_as_a_table_has_totals_and_definitions(march):
    lines = march("report", "group", *MARCH).out.splitlines()
    assert lines[0] == "group report, Mon 01 Mar 2027 to Wed 31 Mar 2027"
    assert lines[1] == "As of Mon 1 Mar 2027, 1:15 pm. Nothing is still open in this period."
    assert lines[3].split("  ")[0] == "title"
    assert [line.split()[0] for line in lines[5:8]] == ["=Steady", "Open", "all"]
    assert "50.0%" in lines[5]
    assert "n/a" in lines[6]
    assert f"delivery: {DEFINITIONS['delivery']}" in lines
    january = ("--from", "2026-01-01", "--to", "2026-01-31")
    assert "No sessions in this period." in march("report", "group", *january).out
    assert "Nothing to report in this period." in march("report", "coverage", *january).out


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
    assert [row["person"] for row in opened(path.read_text("utf-8"))] == [*sorted([codes["Ana"], codes["Bo"]]), "all"]
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
        (("group", *MARCH, "--notes", "above"), "--notes is for a CSV"),
        (("group", *MARCH, "--format", "csv", "--notes", "beside"), "there is no file that definitions could lie"),
        (("group", *MARCH, "-o", "/none/report.csv"), "cannot write /none/report"),
        (("group", *MARCH, "--json", "-o", "/none/report.json"), "cannot write /none/report.json"),
    ],
)
def test_a_report_that_cannot_be_made(march, line, said):
    refused = march("report", *line, code=2)
    assert said in refused.err
    assert refused.out == ""


@pytest.mark.parametrize(
    ("line", "days"),
    [
        (("--from", "last month"), ("2027-02-01", "2027-02-28")),
        (("--from", "since february"), ("2027-02-01", "2027-03-01")),
        (("--to", "q4 2026"), ("2026-10-01", "2026-12-31")),
        # a bare date lies in the past
        (("--from", "sep 3", "--to", "dec 24"), ("2026-09-03", "2026-12-24")),
    ],
)
def test_a_period_is_one_phrase(cli, line, days):
    made = cli.json("report", "group", *line)
    assert (made["from"], made["to"]) == days


def test_who_led_is_reported_by_name(march):
    march("staff", "add", "Sam Ortega")
    march("session", "substitute", "=Steady@2027-03-04", "--facilitator", "Sam Ortega")
    made = march.json("report", "staff", *MARCH)
    assert made["report"] == "staff"
    (row,) = made["rows"]
    assert {name: row[name] for name in row if name != "staff"} == {
        "facilitator": "Sam Ortega",
        "sessions_led": 1,
        "sessions_co_led": 0,
        "sessions_stood_in": 0,
        "direct_hours": 1.0,
    }
    assert made["totals"]["direct_hours"] == 1.0
    assert "Sam Ortega" in march("report", "staff", *MARCH).out
    assert opened(march("report", "staff", *MARCH, "--format", "csv").out)[0]["direct_hours"] == "1.0"
