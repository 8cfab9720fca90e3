"""The gate on the command line: in a protected book of real people, names leave only with a basis."""

import csv
import io
import json
import os
import stat

import pytest

from facilitator.services.book.open_book import open_book
from tests.books import make_real
from tests.conftest import ROOT
from tests.leaks.test_names import REPORT, S, fill, named, on_terminal

CLINIC = "City Clinic, Dr. Rivera"
TOLD = ("--basis", "consent", "--recipient", CLINIC)
AUDIT = ("--basis", "audit", "--recipient", "The State", "--purpose", "the yearly audit")

LISTS = [
    ("person", "list"),
    ("attendance", "show", S),
    ("group", "show", "Steady"),
    ("report", "person", *REPORT),
]
ACTS = [
    ("person", "add", "Quill Ypres", "--alias", "Quilly"),
    ("attendance", "mark", S, "Zanzi", "late", "--yes", "--reason", "read the sheet again"),
    ("session", "cancel", "--site", "Hall", "--on", "2027-03-12", "--reason", "snow", "--preview"),
]


def fill_more(cli):
    fill(cli)
    cli("session", "end", S, "--yes")
    cli("site", "add", "Hall")
    cli("room", "add", "Hall", "Blue")
    cli("group", "add", "Snow", "--start", "2027-03-12 10:00", "--repeat", "every friday", "--minutes", "60",
        "--room", "Blue")  # fmt: skip
    cli("enrol", "Snow", "Zanzi")


@pytest.fixture
def steady(cli):
    """A practice book with two people, one session held."""
    return cli.filled(fill_more)


@pytest.fixture
def real(steady):
    """The same, of real people."""
    with open_book(steady.home, None, actor="pat") as book:
        make_real(book)
    return steady


def consent(cli, person, *more):
    cli(
        "consent", "add", person, "--recipient", CLINIC, "--purpose", "planning care together",
        "--what", "that they come", "--covers", "name", "--covers", "attendance", "--signed", "2027-02-01",
        "--signature", "paper",
        "--told-of-revoking", "--expires", "2027-12-31", *more,
    )  # fmt: skip


def ledger(cli):
    return [(row["basis"], row["recipient"]) for row in cli.json("disclosure", "list")]


@pytest.mark.parametrize("line", [*LISTS, *ACTS], ids=lambda line: " ".join(line[:2]))
def test_names_into_a_pipe_need_a_basis_where_the_book_is_protected(real, line):
    people = len(real.json("person", "list"))
    for form in ((), ("--json",)):
        said = real(*line, *form, "--show-names", code=1)
        assert said.out == ""
        assert said.err.startswith("names of people leave this book only with a basis\n")
        assert "--basis within-program" in said.err
    assert len(real.json("person", "list")) == people
    assert named(real(*line, *form).out) == []


@pytest.mark.parametrize("line", LISTS, ids=lambda line: " ".join(line[:2]))
def test_with_a_basis_they_are_printed_as_ever(real, line):
    for form in ((), ("--json",)):
        with_basis = real(*line, *form, "--show-names", "--basis", "within-program")
        assert named(with_basis.out)
        assert ledger(real) == []
        real("book", "unprotect", "--reason", "mutual aid only")
        assert real(*line, *form, "--show-names").out == with_basis.out
        real("book", "protect")


@pytest.mark.parametrize("line", ACTS, ids=lambda line: " ".join(line[:2]))
def test_a_line_that_writes_answers_only_its_own_program(real, line):
    real(*line, "--show-names", "--basis", "within-program")
    assert "'within-program'" in real(*line, "--show-names", "--basis", "audit", code=2).err


def test_a_terminal_needs_none(real):
    """What somebody sees on their own terminal does not leave."""
    assert "Zanzibar" in on_terminal(real.home, "person", "list")
    assert ledger(real) == []


def test_each_person_named_needs_a_consent_and_the_page_goes_with_it(real, tmp_path):
    line, cover = ("attendance", "show", S, "--json", "--show-names", *TOLD), tmp_path / "cover.txt"
    consent(real, "Zanzi")
    said = real(*line, code=2)
    assert "--cover FILE" in said.err
    said = real(*line, "--cover", cover, code=1)
    assert said.err.startswith("1 person has no consent in force for this: ")
    assert (named(said.out + said.err), cover.exists(), ledger(real)) == ([], False, [])
    consent(real, "Xochitl Ypres")
    assert set(named(real(*line, "--cover", cover).out)) == {"Zanzi", "Xochitl", "Ypres"}
    assert ledger(real) == [("consent", CLINIC)] * 2
    text = " ".join(cover.read_text("utf-8").split())
    assert "protected by Federal confidentiality rules (42 CFR part 2)" in text
    assert "planning care together" in text
    assert named(text) == []
    # phone and email are not covered
    assert real("person", "list", "--json", "--show-names", *TOLD, "--cover", cover, code=1).out == ""


def test_a_file_has_its_page_beside_it(real, tmp_path):
    path = tmp_path / "people.csv"
    line = ("report", "person", *REPORT, "--format", "csv", "-o", path, "--show-names")
    assert "only with a basis" in real(*line, code=1).err
    assert not path.exists()
    said = real(*line, *AUDIT)
    beside = tmp_path / "people.csv.cover.txt"
    meant = tmp_path / "people.definitions.csv"
    assert (said.out, said.err.splitlines()) == (
        f"Written to {path}\n",
        [f"The page that goes with it is in {beside}.", f"What its figures mean is in {meant}."],
    )
    assert named(meant.read_text("utf-8")) == []
    assert {row["person"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))} == {
        "Zanzi", "Xochitl Ypres", "all"
    }  # fmt: skip
    assert "The State" in beside.read_text("utf-8")
    if os.name != "nt":
        assert {stat.S_IMODE(each.stat().st_mode) for each in (path, beside)} == {0o600}
    assert ledger(real) == [("audit", "The State")] * 2


def test_a_report_without_people_asks_for_nothing(real, tmp_path):
    real("report", "group", *REPORT, "--show-names")
    real("report", "group", *REPORT, "-o", tmp_path / "groups.csv", "--show-names")
    real("report", "person", *REPORT, "-o", tmp_path / "codes.csv")
    assert named((tmp_path / "codes.csv").read_text("utf-8")) == []


def test_a_period_with_nobody_in_it_discloses_nothing(real, tmp_path):
    path = tmp_path / "people.csv"
    early = ("--from", "2026-01-01", "--to", "2026-01-31")
    said = real("report", "person", *early, "--format", "csv", "-o", path, "--show-names", *TOLD)
    assert (said.out, "page that goes with it" in said.err) == (f"Written to {path}\n", False)
    assert (list(tmp_path.glob("people.csv*")), ledger(real)) == ([path], [])


def test_an_older_page_does_not_stay_beside_a_new_file(real, tmp_path):
    path = tmp_path / "people.csv"
    line = ("report", "person", *REPORT, "--format", "csv", "-o", path)
    for options in (("--show-names", "--basis", "within-program"), ()):
        real(*line, "--show-names", *AUDIT)
        assert len(list(tmp_path.glob("people.csv*"))) == 2
        real(*line, *options)
        assert list(tmp_path.glob("people.csv*")) == [path]


def test_coverage_of_one_person_on_a_basis_is_written_down(real, tmp_path):
    path, line = tmp_path / "topics.csv", ("report", "coverage", *REPORT, "--format", "csv", "--person", "Zanzi")
    real(*line, "-o", path)
    assert ledger(real) == []
    consent(real, "Zanzi")
    assert "consent in force" in real(*line, "-o", path, *TOLD, code=1).err
    consent(real, "Zanzi", "--covers", "coverage")
    real(*line, "-o", path, *TOLD)
    assert ledger(real) == [("consent", CLINIC)]
    (row,) = real.json("disclosure", "list")
    assert row["description"] == f"topics and skills of one person, {REPORT[1]} to {REPORT[3]}: coverage"
    assert CLINIC in (tmp_path / "topics.csv.cover.txt").read_text("utf-8")
    assert "--cover FILE" in real(*line, *TOLD, code=2).err


@pytest.mark.parametrize("name", ["group", "coverage"])
def test_a_report_of_nobody_takes_no_basis(real, tmp_path, name):
    said = real("report", name, *REPORT, "-o", tmp_path / "x.csv", *TOLD, code=2)
    assert said.err.startswith("--basis has nothing to allow: this report names nobody")
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--basis", "audit"), "the basis audit needs to whom it goes"),
        (("--basis", "audit", "--recipient", "The State"), "the basis audit needs what it is for"),
        (("--recipient", "The State"), "on which ground?"),
        (("--basis", "emergency"), "'emergency' is not one of"),
    ],
)
def test_a_basis_that_is_half_said(real, options, said):
    assert said in real("person", "list", "--show-names", *options, code=2).err


def test_a_basis_without_names_has_nothing_to_allow(real):
    assert "--basis has nothing to allow" in real("person", "list", "--basis", "within-program", code=2).err


def test_no_line_goes_past_the_gate():
    """Whether names may be told is decided in one place: a line that read the option itself would go round it."""
    asked = [
        path.name for path in (ROOT / "facilitator" / "cli").rglob("*.py") if "show_names" in path.read_text("utf-8")
    ]
    assert sorted(asked) == ["command.py", "naming.py"]


def test_a_practice_book_names_as_ever(steady):
    for line in LISTS:
        assert named(steady(*line, "--show-names").out)


def test_the_record_of_one_person(real, tmp_path):
    code = next(each["code"] for each in real.json("attendance", "show", S)["people"])
    done = real.json("person", "export", code, "-o", tmp_path, "--pdf")
    name = tmp_path / f"record-{code}-2027-03-01"
    assert done == {"person": code, "files": [f"{name}.json", f"{name}.pdf"]}
    assert json.loads(name.with_suffix(".json").read_bytes())["person"]["code"] == code
    assert ledger(real) == [("own-request", "the person themselves")]
    assert "has no consent" in real("person", "export", code, "-o", tmp_path / "x.json", *TOLD, code=1).err
    assert not (tmp_path / "x.json").exists()
