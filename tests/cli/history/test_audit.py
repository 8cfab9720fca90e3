import json

import pytest

from facilitator.services.book.open_book import open_book
from tests.books import tamper
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


def test_a_book_that_went_back_is_told_by_every_line_until_somebody_accepts_it(steady, tmp_path):
    paper = tmp_path / "paper"
    line = steady("audit", "witness", paper).out.strip()
    assert paper.read_text().strip() == line
    said = steady("audit", "verify", "--witness", paper).out
    assert said.startswith(f"{line.split()[2]} rows hold.")
    assert "nothing to accept" in steady("audit", "accept", "--reason", "why", code=1).err
    value = json.loads(steady.home.keys.read_bytes())
    steady.home.keys.write_text(json.dumps({**value, "audit_head": None}))
    for _ in range(2):
        assert "book.keys does not say how far the audit chain came" in steady("group", "list").err
    verified = steady("audit", "verify", code=1)
    assert verified.out.startswith("Book.keys does not say")
    assert "audit accept" in verified.err
    told = steady.json("audit", "verify", code=1)
    assert (told["whole"], told["cut"], len(told["told"])) == (False, False, 1)
    assert "book.keys does not say" in steady("check", code=1).out
    assert "does not say" in str(steady.json("doctor", code=1))
    assert steady("audit", "accept", "--reason", "put back by hand").out.startswith("Accepted: book.keys does not say")
    assert steady("group", "list").err == ""
    (row,) = steady.json("audit", "list", "--words", "went back")
    assert (row["reason"], row["payload"]["traces"][0]["doubt"]) == ("put back by hand", "no note")


def test_a_file_that_is_no_witness_is_told_and_not_written_over(steady, tmp_path):
    (tmp_path / "other").write_text("hello")
    for line in (("verify", "--witness"), ("witness",)):
        assert "is no witness" in steady("audit", *line, tmp_path / "other", code=2).err
    assert (tmp_path / "other").read_text() == "hello"
    assert "cannot read" in steady("audit", "verify", "--witness", tmp_path / "none", code=2).err


def test_what_was_edited_past_the_program_ends_a_check_with_one(steady):
    looked = steady("check")
    since = steady.json("check")["vouched_since"]
    assert (looked.out, since > 1) == ("The book is whole.\n", True)
    assert f"vouched for from row {since} of the audit chain on" in looked.err
    with open_book(steady.home, None) as book, book.raw() as raw:
        tamper(raw, "UPDATE attendance SET minutes = 599")
    assert steady("check", code=1).out.startswith("attendance was changed past the program: ")
    assert steady.json("audit", "verify")["whole"]


def test_check_says_where_nothing_is_vouched_for_yet(cli):
    assert "has a digest in the audit chain yet" in cli("check").err
