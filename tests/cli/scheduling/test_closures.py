import re

import pytest

from tests.services.scheduling.test_keep_closures import calendar


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


def test_the_shape_of_a_list(steady, closed):
    steady("closures", "import", closed, "--site", "North")
    steady("closures", "add", "2027-03-30", "fri 2 apr 2027", "--reason", "Spring break")
    found = steady.json("closures", "list")
    assert found[0] == {
        "id": found[0]["id"], "start": "2027-03-11T00:00:00", "end": "2027-03-12T00:00:00", "all_day": True,
        "reason": "Staff day", "source": "closed.ics", "site": "North", "room": None, "state": "closed",
    }  # fmt: skip
    (break_,) = steady.json("closures", "list", "--from", "2027-03-13", "--to", "2027-03-30")
    assert steady("closures", "list", "--from", "2027-03-13", "--to", "2027-03-30").out.splitlines()[2].split("  ") == [
        break_["id"][:8], "Tue 30 Mar 2027 to Fri 02 Apr 2027", "Spring break", "every site",
    ]  # fmt: skip
    assert steady.json("closures", "list", "--from", "2027-04-03") == []


def test_days_by_hand(steady):
    said = steady("closures", "add", "2027-03-11", "--reason", "Flu")
    assert said.out == "Closed Thu 11 Mar 2027: Flu\n"
    assert "1 session on closed days now" in said.err
    assert steady("closures", "add", "2027-03-18", "2027-03-19", "--reason", "Flu", "--site", "North").err == ""
    for line, text in (
        (("2027-03-11", "--reason", "Flu"), "that closed day is in the book already"),
        (("2027-03-11", "2027-03-10", "--reason", "Flu"), "2027-03-10 is before 2027-03-11"),
        (("2027-02-29", "--reason", "Flu"), "February 2027 has no day 29"),
        (("2027-03-12", "--reason", "Flu", "--site", "West"), "no site 'West'"),
    ):
        assert steady("closures", "add", *line, code=2).err.splitlines()[0] == text


def test_offered_days_are_listed_and_taken(steady, tmp_path):
    path = tmp_path / "named.ics"
    fair = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270311\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Fair\r\nEND:VEVENT\r\n"
    path.write_bytes(calendar(extra=fair))
    said = steady("closures", "import", path)
    assert said.out.splitlines() == [
        "Offered, not closed:",
        "  Thu 11 Mar 2027: Fair",
        "0 days closed, 1 day offered: 1 added, 0 in the book already.",
        "Take what you close for: facilitator closures take CLOSURE (or: all)",
    ]
    assert (said.err, steady.json("closures", "hit")) == ("", [])
    (offered,) = steady.json("closures", "list")
    assert offered["state"] == "offered"
    assert "Fair (offered)" in steady("closures", "list").out
    would = steady.json("closures", "take", "Fair", "--preview")
    assert [would["preview"], would["clashes"], len(would["hit"])] == [True, [], 1]
    assert would["changes"] == [
        {"what": "take", "object": offered["id"], "before": offered, "after": offered | {"state": "closed"}}
    ]
    taken = steady("closures", "take", "all")
    assert taken.out == "Closed: Thu 11 Mar 2027, Fair\n"
    assert taken.err.startswith("1 session on closed days now")
    assert [each["state"] for each in steady.json("closures", "list")] == ["closed"]
    assert steady("closures", "take", "all", code=2).err.startswith("no day is offered")


def test_hours_of_a_room(steady):
    steady("room", "add", "North", "Blue")
    said = steady(
        "closures", "add", "2027-03-11", "--from", "12:00", "--to", "5 pm", "--reason", "Drill", "--room", "Blue"
    )
    assert (said.out, said.err) == ("Closed Thu 11 Mar 2027, 12:00 to 5 pm: Drill\n", "")
    (kept,) = steady.json("closures", "list")
    assert (kept["start"], kept["end"], kept["all_day"], kept["site"], kept["room"]) == (
        "2027-03-11T12:00:00", "2027-03-11T17:00:00", False, "North", "Blue",
    )  # fmt: skip
    assert re.split(" {2,}", steady("closures", "list").out.splitlines()[2])[1:] == [
        "Thu 11 Mar 2027 12:00 to 17:00", "Drill", "North/Blue",
    ]  # fmt: skip
    for more in (("--from", "17:00", "--to", "12:00"), ("--from", "25:00"), ("--to", "0:00"), ("--room", "Red")):
        steady("closures", "add", "2027-03-12", "--reason", "Drill", *more, code=2)
    assert len(steady.json("closures", "list")) == 1


def test_answers(steady):
    steady("closures", "add", "2027-03-11", "2027-03-18", "--reason", "Flu")
    listed = steady("closures", "hit")
    first, second = steady.json("closures", "hit")
    assert re.split(" {2,}", listed.out.splitlines()[2]) == [
        first["id"][:8], "Thu 11 Mar 2027 18:30", "Steady", "Flu", "Fri 19 Mar 2027",
    ]  # fmt: skip
    assert "facilitator closures answer" in listed.err
    moved = steady("closures", "answer", first["id"][:8], "shift")
    assert moved.out == "1 session moved\n"
    assert steady.json("session", "show", first["id"])["start"] == "2027-03-19T18:30:00-04:00"
    assert steady.json("closures", "answer", "all", "keep") == [
        {key: value for key, value in second.items() if key not in ("closed_for", "next_open")}
    ]
    assert (steady.json("closures", "hit"), steady("closures", "hit").out) == (
        [], "No session to come falls on a closed day.\n",
    )  # fmt: skip
    assert steady("closures", "answer", "all", "skip", code=1).err.startswith("no closed day waits")
    steady("closures", "answer", "all", "cancel", code=2)


def test_an_import_that_answers_at_once(steady, closed):
    done = steady("closures", "import", closed, "--hit", "skip", "--json")
    assert (done.json["hit"], [each["status"] for each in done.json["answered"]]) == ([], ["cancelled"])
    assert done.err.splitlines()[0] == "1 session cancelled:"
    removed = steady("closures", "remove", "Staff day")
    assert removed.out == "Open again: Thu 11 Mar 2027, Staff day\n"
    assert removed.err.splitlines()[0] == "1 session cancelled for it; bring them back: facilitator session restore"
    assert steady("closures", "remove", "Staff day", code=2).err.startswith("no closed day")
    assert steady("closures", "remove", "Paint").err == ""
