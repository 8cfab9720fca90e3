from datetime import UTC, datetime, timedelta

import pytest

from tests.services.sessions.test_count_people import CIRCLE

S = "Steady@2027-03-04"
DAY = datetime(2027, 3, 4, 17, 0, tzinfo=UTC)
"""Noon of its day: before its start, and nothing is asked."""
ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times", "--minutes", "60")


def fill(cli):
    cli("group", "add", "Steady", *ADD)
    for name in ("Ana", "Bo"):
        cli("person", "add", name)
        cli("enrol", "Steady", name)
    cli("person", "add", "Walt")


@pytest.fixture
def steady(cli):
    found = cli.filled(fill)
    found.now = DAY
    return found


def people(cli, session=S):
    return cli.json("attendance", "show", session, "--show-names")["people"]


def test_the_shape_of_a_roll(steady):
    codes = {each["name"]: each for each in steady.json("person", "list", "--show-names")}
    assert steady.json("attendance", "mark", S, "Ana", "late", "--arrived", "18:45", "--mode", "online") == {
        "session": steady.json("session", "show", S)["id"],
        "person": codes["Ana"]["code"],
        "status": "late",
        "arrived": "2027-03-04T18:45:00-05:00",
        "left": None,
        "minutes": 45,
        "time_not_known": False,
    }
    roll = steady.json("attendance", "show", S)
    assert (roll["expected"], roll["present"], roll["headcount"]) == (2, 1, None)
    # by code: the order of hidden names would tell about them
    assert [each["code"] for each in roll["people"]] == sorted(each["code"] for each in roll["people"])
    assert sorted(roll["people"], key=lambda each: each["status"] is None) == [
        {
            "person": codes["Ana"]["code"], "code": codes["Ana"]["code"], "id": codes["Ana"]["id"],
            "expected": True, "away": False, "status": "late", "arrived": "2027-03-04T18:45:00-05:00", "left": None,
            "mode": "online", "minutes": 45, "counted_minutes": None,
        },
        {
            "person": codes["Bo"]["code"], "code": codes["Bo"]["code"], "id": codes["Bo"]["id"],
            "expected": True, "away": False, "status": None, "arrived": None, "left": None, "mode": None, "minutes": 0,
            "counted_minutes": None,
        },
    ]  # fmt: skip


def test_mark_clear_and_undo_by_code_and_by_name(steady):
    code = steady.json("person", "list", "--show-names")[0]["code"]
    assert steady("attendance", "mark", S, code, "present").out == f"{code}: present\n"
    assert (
        steady("attendance", "mark", S, "Ana", "left-early", "--left", "7 pm", "--show-names").out
        == "Ana: left-early\n"
    )
    assert steady("attendance", "mark", S, "Ana", "clear").out == f"{code}: no mark\n"
    assert steady.json("attendance", "mark", S, "Ana", "clear")["status"] is None
    for holds in ("no mark", "left-early", "present", "no mark"):
        assert steady("attendance", "undo", S).out == f"{code}: {holds} again\n"
    assert steady("attendance", "undo", S, code=1).err.splitlines()[0] == "there is no mark to take back"


def test_the_table(steady):
    steady("attendance", "mark", S, "Walt", "present")
    out = steady("attendance", "show", S, "--show-names").out
    assert out.splitlines()[0] == "Steady, Thu 04 Mar 2027 18:30 (scheduled)"
    assert [line.split()[0] for line in out.splitlines()[3:6]] == ["Ana", "Bo", "Walt"]
    assert out.splitlines()[-1] == "1 came, 0 excused, 0 missed, 2 unmarked"


def test_a_correction_from_paper(steady):
    steady("session", "end", S, "--unmarked", "missed")
    refused = steady("attendance", "mark", S, "Ana", "present", code=1)
    assert refused.err.splitlines() == [
        "this session is closed, and that person has a mark; why is it corrected?",
        "Nothing was changed. Add --reason in a few words; no names.",
    ]
    steady("attendance", "mark", S, "Ana", "present", "--reason", "she signed the sheet")
    (marked,) = [each for each in steady.json("history", S) if each["action"] == "attendance.mark"]
    assert marked["reason"] == "she signed the sheet"
    assert [(each["expected"], each["status"]) for each in people(steady)] == [(True, "present"), (True, "missed")]
    steady("attendance", "undo", S)
    assert steady("attendance", "undo", S, code=1).err.startswith("no mark was made since the attendance was closed")
    assert people(steady)[0]["status"] == "missed"


def test_count_me_in_and_headcount(steady):
    steady("group", "add", "Open", *ADD, "--enrolment", "open")
    code = steady.json("person", "list", "--show-names")[0]["code"]
    assert steady("attendance", "expect", "Open@2027-03-04", "Ana").out == (
        f"{code} is expected at Open, Thu 04 Mar 2027 18:30.\n"
    )
    assert steady("attendance", "headcount", "Open@2027-03-04", "9").out == "Open, Thu 04 Mar 2027 18:30: 9 there.\n"
    shown = steady.json("attendance", "show", "Open@2027-03-04")
    assert (shown["headcount"], shown["present"], shown["expected"]) == (9, 9, 1)
    assert "headcount: 9" in steady("attendance", "show", "Open@2027-03-04").out
    assert steady("attendance", "headcount", "Open@2027-03-04", "many", code=2).err.startswith("Invalid value for 'N'")


def test_the_count_of_a_closed_session_is_corrected_with_a_reason(steady):
    late = steady("attendance", "headcount", S, 9)
    assert late.err == ""
    steady("session", "end", S, "--unmarked", "missed")
    refused = steady("attendance", "headcount", S, 8, code=1)
    assert refused.err.splitlines() == [
        "this session is closed, with 9 counted; why is it corrected?",
        "Nothing was changed. Add --reason in a few words; no names.",
    ]
    assert steady.json("attendance", "show", S)["headcount"] == 9
    steady("attendance", "headcount", S, 8, "--reason", "one was counted twice")
    assert steady.json("attendance", "show", S)["headcount"] == 8
    assert "8 counted (one was counted twice)" in steady("history", S).out


def test_a_count_that_was_left_open_needs_no_reason(steady):
    steady("session", "end", S, "--unmarked", "missed")
    steady("attendance", "headcount", S, 8)


def test_a_group_that_counts_heads_takes_no_names(steady):
    steady.home.curricula.mkdir()
    (steady.home.curricula / "circle.md").write_text(CIRCLE, "utf-8")
    steady("group", "add", "Round", *ADD, "--curriculum", "circle")
    refused = steady("attendance", "mark", "Round@2027-03-04", "Ana", "present", code=1)
    assert refused.err.splitlines() == [
        "Round keeps a headcount and no names",
        "Use: facilitator attendance headcount SESSION N",
    ]


def test_while_it_runs_late_means_now(steady):
    steady.now = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
    steady("session", "start", S)
    steady.now = datetime(2027, 3, 4, 23, 40, tzinfo=UTC)
    steady("attendance", "mark", S, "Ana", "late")
    assert (people(steady)[0]["arrived"], people(steady)[0]["minutes"]) == ("2027-03-04T18:40:00-05:00", 50)


def test_a_time_that_nobody_knows_is_said(steady):
    code = steady.json("person", "list", "--show-names")[0]["code"]
    assert steady("attendance", "mark", S, "Ana", "late").out == (
        f"{code}: late; when they came is not known, so the whole session counts (else add --minutes-late N)\n"
    )
    assert steady.json("attendance", "mark", S, "Ana", "left-early")["time_not_known"] is True
    assert steady("attendance", "mark", S, "Ana", "left-early", "--minutes-early", "10").out == f"{code}: left-early\n"
    assert people(steady)[0] == people(steady)[0] | {"left": "2027-03-04T19:20:00-05:00", "minutes": 50}
    assert steady.json("attendance", "mark", S, "Ana", "late", "--minutes-late", "15") == {
        "session": steady.json("session", "show", S)["id"],
        "person": code,
        "status": "late",
        "arrived": "2027-03-04T18:45:00-05:00",
        "left": None,
        "minutes": 45,
        "time_not_known": False,
    }


def test_an_hour_that_comes_twice_is_asked(cli):
    cli.now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    cli("group", "add", "Night", "--start", "2026-11-01 00:30", "--repeat", "once", "--minutes", "120")
    cli("person", "add", "Ana")
    night = "Night@2026-11-01"
    assert cli("attendance", "mark", night, "Ana", "late", "--arrived", "01:30", code=2).err.splitlines() == [
        "01:30 comes twice on the night when the clocks go back",
        'Say which: "01:30 first" (EDT) or "01:30 second" (EST).',
    ]
    for said, arrived, minutes in (("01:30 first", "01:30:00-04:00", 60), ("1:15 am EST", "01:15:00-05:00", 15)):
        made = cli.json("attendance", "mark", night, "Ana", "late", "--arrived", said)
        assert (made["arrived"][11:], made["minutes"]) == (arrived, minutes)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ((S, "Nobody", "present"), 2, "no person of that name or code"),
        ((S, "Ana", "there"), 2, "Use one of: present, late, left-early, excused, missed, clear."),
        ((S, "Ana", "late", "--arrived", "6"), 2, "not a time of day"),
        ((S, "Ana", "late", "--arrived", "25:00"), 2, "there is no time '25:00'"),
        ((S, "Ana", "late", "--arrived", "23:00"), 2, "23:00 is not during the session"),
        ((S, "Ana", "present", "--arrived", "19:00", "--left", "18:50"), 2, "the time of leaving is before"),
        ((S, "Ana", "missed", "--arrived", "18:40"), 2, "somebody marked missed neither came nor left"),
        ((S, "Ana", "present", "--mode", "hybrid"), 2, "'hybrid' is not one of 'in-person', 'online'"),
        ((S, "Ana"), 2, "Choose from: present, late, left-early, excused, missed, clear"),
    ],
)
def test_what_cannot_be_marked(steady, line, code, said):
    assert said in steady("attendance", "mark", *line, code=code).err
    assert {each["status"] for each in people(steady)} == {None}


def test_a_cancelled_session_takes_no_mark(steady):
    steady("session", "cancel", S, "--reason", "snow")
    assert steady("attendance", "mark", S, "Ana", "missed", code=1).err.splitlines()[0] == (
        "this session did not meet, so nobody was absent from it"
    )


@pytest.mark.parametrize(
    "line",
    [
        ("attendance", "mark", S, "Ana", "present"),
        ("attendance", "headcount", S, "4"),
        ("session", "end", S, "--unmarked", "missed"),
    ],
    ids=lambda line: line[1],
)
def test_before_its_day_it_is_asked_whether_it_is_meant(steady, line):
    steady.now = DAY - timedelta(days=1)
    assert steady(*line, code=1).err.splitlines() == [
        "this session is planned for Thu 4 Mar 2027, which is still to come",
        "Nothing was changed. Add --yes where it is meant all the same.",
    ]
    assert steady.json("session", "show", S)["present"] is None
    steady(*line, "--yes")


def test_that_somebody_lets_us_know_is_said_ahead_of_the_day(steady):
    steady.now = DAY - timedelta(days=1)
    steady("attendance", "mark", S, "Ana", "excused")
    steady("attendance", "mark", S, "Ana", "clear")


def test_whom_a_close_left_is_marked_without_a_reason(steady):
    steady("session", "end", S, "--unmarked", "leave")
    steady("attendance", "mark", S, "Ana", "present")
    assert steady("attendance", "mark", S, "Ana", "late", code=1).err.startswith("this session is closed")
