from datetime import UTC, datetime

import pytest

S = "Steady@2027-03-04"


def test_run_it_on_the_clock(steady):
    steady.now = datetime(2027, 3, 4, 23, 31, tzinfo=UTC)
    shown = steady("session", "show", S).out
    assert shown.splitlines()[:4] == [
        "Steady, Thu 04 Mar 2027 18:30 (scheduled)",
        "North/Blue, led by Sam Ortega",
        "topic 1 of 8: Where stress lands",
        "   Welcome and agreements (20 min)",
    ]
    assert " > Welcome and agreements (20 min)  began 18:31" in steady("session", "start", S).out
    steady.now = datetime(2027, 3, 4, 23, 55, tzinfo=UTC)
    said = steady("session", "next", S).out.splitlines()
    assert said[3:5] == [" x Welcome and agreements (20 min)  began 18:31", " > Check-in (10 min)  began 18:55"]
    assert said[-1] == "5 minutes behind"
    assert steady("session", "start", S, code=1).err == "this session is running already\nNothing was changed.\n"
    assert steady("session", "end", S).out == (
        "Steady, Thu 04 Mar 2027 18:30: ended.\n"
        "0 came (0 of them walked in), 0 excused, 0 missed, 0 left without a mark.\n"
    )
    agenda = steady.json("session", "show", S)["agenda"]
    assert agenda[:2] == [
        {
            "position": 1, "title": "Welcome and agreements", "minutes": 20,
            "started_utc": "2027-03-04T23:31:00Z", "ended_utc": "2027-03-04T23:55:00Z",
        },
        {
            "position": 2, "title": "Check-in", "minutes": 10,
            "started_utc": "2027-03-04T23:55:00Z", "ended_utc": "2027-03-04T23:55:00Z",
        },
    ]  # fmt: skip


def test_a_session_started_on_another_day_says_so(steady):
    assert steady("session", "start", S).err == "Started, though it is planned for Thu 04 Mar 2027 18:30.\n"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("show", "Steady@2027-03-05"), 2, "no session 'Steady@2027-03-05'"),
        (("show", "Steady@soon"), 2, "'Steady@soon' does not name a session"),
        (("show", "ffff"), 2, "no session 'ffff'"),
        (("move", S, "2027-03-14 02:30 Z"), 2, "comes with an offset"),
        (("move", S, "2027-03-04 18:30"), 1, "the session is at that time already"),
        (("cancel", S), 2, "Missing option '--reason'"),
        (("cancel", S, "--reason", " "), 2, "why is it cancelled?"),
        (("next", S), 1, "this session is not started"),
        (("end", S, "--unmarked", "ignored"), 2, "'ignored' is not one of 'missed', 'excused', 'leave'"),
    ],
)
def test_what_cannot_be_done_says_why(steady, line, code, said):
    assert said in steady("session", *line, code=code).err.splitlines()[0]


def test_a_session_is_opened_again(steady):
    steady("person", "add", "Zanzibar Quill")
    steady("enrol", "Steady", "Zanzibar Quill")
    steady("attendance", "mark", S, "Zanzibar Quill", "late", "--yes")
    steady("session", "end", S, "--unmarked", "missed", "--yes")
    assert steady.json("session", "reopen", S)["status"] == "scheduled"
    (mark,) = steady.json("attendance", "show", S)["people"]
    assert mark["status"] == "late"
    assert steady("session", "reopen", S, code=1).err.splitlines()[0] == "this session is not started"


def test_a_clock_that_was_only_opened_to_enter_who_came_leaves_the_planned_times(steady):
    steady("person", "add", "Ana")
    steady.now = datetime(2027, 3, 5, 2, 0, tzinfo=UTC)
    steady("session", "start", S)
    steady("attendance", "mark", S, "Ana", "present")
    steady.now = datetime(2027, 3, 5, 2, 2, tzinfo=UTC)
    said = steady("session", "end", S)
    assert said.err == "Its clock ran for less than five minutes, so its planned times are counted.\n"
    (row,) = steady.json("report", "group", "--from", "2027-03-04", "--to", "2027-03-04")["rows"]
    shown = steady.json("session", "show", S)
    assert row["person_hours"] == round(shown["minutes"] / 60, 2) > 0
    hours = steady.json("report", "coverage", "--from", "2027-03-04", "--to", "2027-03-04")["totals"]["hours"]
    assert hours == round(shown["minutes"] / 60, 2)


def test_where_nobody_was_there_it_says_how_to_note_that_it_did_not_meet(steady):
    steady.now = datetime(2027, 3, 5, 2, 0, tzinfo=UTC)
    said = steady("session", "end", S).err
    assert said.startswith("Nobody was there. If it did not meet: facilitator session reopen SESSION")
    steady("session", "reopen", S)
    steady("session", "did-not-meet", S, "--reason", "nobody came")
    assert steady.json("session", "show", S)["status"] == "did-not-meet"
