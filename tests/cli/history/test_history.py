"""History, the audit log and undo of anything, as lines."""

import pytest

from tests.cli.late import S, code, fill


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


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
        assert "555-0100" not in said.out
    named = steady("--show-names", "history", zq, "--basis", "within-program").out
    assert "name: Zanzibar Quill" in named
    assert "phone: 804 555-0100" in named
