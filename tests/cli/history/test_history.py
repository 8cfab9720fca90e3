"""History, the audit log and undo of anything, as lines."""

import json

import pytest

S = "Steady@2027-03-04"
ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times", "--minutes", "60")


def fill(cli):
    cli("group", "add", "Steady", *ADD)
    cli("person", "add", "Zanzibar Quill", "--phone", "804 555-0100")
    cli("enrol", "Steady", "Zanzibar Quill")
    cli("attendance", "mark", S, "Zanzibar Quill", "late")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def code(cli):
    return cli.json("person", "list")[0]["code"]


def test_history_lists_who_did_what_and_what_was_undone(steady):
    zq = code(steady)
    table = steady("history").out
    assert f"Steady on Thu 4 Mar 2027, 6:30 pm: {zq} marked late" in table
    assert steady("undo").out == f"Undone: Steady on Thu 4 Mar 2027, 6:30 pm: {zq} marked late\n"
    assert steady("undo", "--preview").out == f"Would be undone: Steady: {zq} put on the roster\n"
    assert steady.json("undo")["action"] == "enrol"
    rows = steady.json("history", "--limit", "4")
    assert [(each["words"], each["undone"]) for each in rows] == [
        (f"undone: Steady: {zq} put on the roster", False),
        (f"Steady on Thu 4 Mar 2027, 6:30 pm: {zq} taken back, no mark again", False),
        (f"Steady on Thu 4 Mar 2027, 6:30 pm: {zq} marked late", True),
        (f"Steady: {zq} put on the roster", True),
    ]
    assert steady("undo", "--redo").out == f"Done again: Steady: {zq} put on the roster\n"
    assert steady("undo", "--preview", "--redo", code=1).err.splitlines()[0] == "there is nothing to do again"


def test_the_history_of_a_record_has_its_fields(steady):
    steady("group", "change", "Steady", "--capacity", "9")
    out = steady("history", "Steady").out
    assert out.startswith("Steady\n\n")
    assert "    capacity: 9\n" in out
    (changed,) = [each for each in steady.json("history", "Steady") if each["action"] == "group.change"]
    assert changed["changes"] == [{"record": "", "field": "capacity", "before": None, "after": "9"}]
    assert "late" in steady("history", S).out


def test_a_person_is_told_by_code_unless_names_are_asked_for(steady):
    zq = code(steady)
    lines = (("history",), ("history", zq), ("history", "Zanzibar Quill"), ("audit", "list"), ("person", "show", zq))
    for line in lines:
        said = steady(*line)
        assert "Zanzibar" not in said.out + said.err
        assert "555" not in said.out
    named = steady("--show-names", "history", zq, "--basis", "within-program").out
    assert "name: Zanzibar Quill" in named
    assert "phone: 804 555-0100" in named


def test_a_person_is_shown_with_their_rosters(steady):
    zq = code(steady)
    shown = steady.json("person", "show", "Zanzibar Quill")
    assert (shown["code"], [each["title"] for each in shown["groups"]]) == (zq, ["Steady"])
    assert "Steady" in steady("person", "show", zq).out


def test_looks_are_rows_and_lists_of_sessions_are_none(steady):
    before = steady.json("audit", "list")[0]["row"]
    steady("session", "list")
    steady("group", "list")
    steady("session", "show", S)
    assert steady.json("audit", "list")[0]["row"] == before
    steady("attendance", "show", S)
    steady("group", "show", "Steady")
    steady("person", "list")
    steady("person", "show", code(steady))
    rows = steady.json("audit", "list", "--words", "looked")
    assert [(each["action"], each["payload"]) for each in rows[:5]] == [
        ("read.person", {"names": False}),
        ("read.people", {"names": False, "people": 1}),
        ("read.people", {"names": False, "people": 1}),
        ("read.roster", {"names": False, "people": 1}),
        ("read.roll", {"names": False, "people": 1}),
    ]


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


def test_a_session_is_opened_again(steady):
    steady("session", "end", S, "--unmarked", "missed")
    assert steady.json("session", "reopen", S)["status"] == "scheduled"
    (mark,) = steady.json("attendance", "show", S)["people"]
    assert mark["status"] == "late"
    assert steady("session", "reopen", S, code=1).err.splitlines()[0] == "this session is not started"


def test_no_edit_yet(cli):
    assert cli("undo", code=1).err.splitlines()[0] == "there is nothing to undo"
    assert cli("undo", "--list").out == "No edit yet.\n"
