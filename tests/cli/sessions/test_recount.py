import pytest
from sqlalchemy import update

from facilitator.services.book.open_book import open_book
from facilitator.services.sessions import recount_minutes
from facilitator.storage.tables import attendance

S = "Steady@2027-03-04"
MARCH = ("--from", "2027-03-01", "--to", "2027-03-31")


@pytest.fixture
def older(steady):
    """One mark of an hour that an older book counted as 75 minutes; the code of its person."""
    steady("person", "add", "Ana")
    steady("attendance", "mark", S, "Ana", "present", "--yes")
    steady("session", "end", S, "--unmarked", "missed", "--yes")
    with open_book(steady.home, None) as book, book.write(now=steady.now) as change:
        change.db.execute(update(attendance).values(counted_minutes=None, minutes=75))
        change.record("tests.older", "")
    return steady.json("person", "list")[0]["code"]


def test_the_shape_of_a_recount(steady, older):
    told = steady.json("attendance", "recount", *MARCH, "--preview")
    month = {"title": "Steady", "month": "2027-03", "marks": 1, "minutes_before": 75, "minutes": 60}
    assert told == {
        "written": False,
        "undoable": True,
        "marks": 1,
        "changed": 1,
        "groups": [{"group": steady.json("group", "list")[0]["id"], **month}],
        "people": [{"person": older, "minutes_before": 75, "minutes": 60}],
        "to_planned_end": [],
    }
    assert steady.json("attendance", "recount", *MARCH)["written"] is True
    assert steady.json("report", "group", *MARCH)["earlier_rule"] == 0


def test_old_and_new_figures_side_by_side(steady, older):
    assert "1 mark is counted by the earlier rule" in steady("report", "group", *MARCH).out
    assert "nothing was written" in steady("attendance", "recount", *MARCH, "--preview").out
    said = steady("attendance", "recount", *MARCH)
    assert (said.out.splitlines()[-1], said.err) == ("Marks: 1 looked at, 1 counted again.", "")
    assert [line.split() for line in said.out.splitlines() if line.startswith(("Steady", older))] == [
        ["Steady", "2027-03", "1", "75", "60"],
        [older, "75", "60"],
    ]
    assert steady("attendance", "recount", *MARCH).out.splitlines() == [
        "No group's minutes differ.",
        "Marks: 1 looked at, 0 counted again.",
    ]


def test_what_undo_will_not_take_back_is_said(steady, older, monkeypatch):
    monkeypatch.setattr(recount_minutes, "MOST_UNDONE", 0)
    assert "would be nothing that undo takes back" in steady("attendance", "recount", *MARCH, "--preview").err


def test_days_in_the_wrong_order(steady):
    line = ("attendance", "recount", "--from", "2027-03-05", "--to", "2027-03-01")
    assert steady(*line, code=2).err.startswith("--to 2027-03-01 is before --from 2027-03-05")
