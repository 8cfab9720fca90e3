from datetime import UTC, datetime

import pytest

S = "Steady@2027-03-04"


def fill(cli):
    cli("site", "add", "North")
    cli("room", "add", "North", "Blue")
    cli("staff", "add", "Sam Ortega")
    cli(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday", "--room", "Blue",
        "--facilitator", "Sam Ortega", "--curriculum", "eight-steady-steps",
    )  # fmt: skip


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def test_the_shape_of_a_session(steady):
    found = steady.json("session", "list")
    first = found[0]
    assert first == {
        "id": first["id"],
        "group": steady.json("group", "list")[0]["id"],
        "title": "Steady",
        "start": "2027-03-04T18:30:00-05:00",
        "start_utc": "2027-03-04T23:30:00Z",
        "end": "2027-03-04T19:30:00-05:00",
        "zone": "America/New_York",
        "status": "scheduled",
        "lesson": 1,
        "last_lesson": None,
        "part": None,
        "parts": None,
        "lessons": 8,
        "lesson_title": "Where stress lands",
        "room": "Blue",
        "site": "North",
        "mode": "in-person",
        "facilitators": ["Sam Ortega"],
        "expected": 0,
        "present": None,
        "minutes": 60,
        "reason": None,
    }
    assert {type(each["expected"]) for each in found} == {int}


def test_a_list_is_of_today_and_thirty_days_on_unless_told(steady):
    def days(*more):
        return [each["start"][5:10] for each in steady.json("session", "list", *more)]

    assert days() == ["03-04", "03-11", "03-18", "03-25"]
    assert days("--to", "2027-04-08")[-1] == "04-08"
    assert days("--from", "2027-03-11", "--to", "2027-03-18") == ["03-11", "03-18"]
    assert days("--from", "next friday", "--to", "2027-03-18") == ["03-11", "03-18"]
    assert days("--from", "2027-04-02") == ["04-08", "04-15", "04-22"]
    assert len(days("--from", "2000-01-01", "--to", "2100-01-01")) == 8
    steady.now = datetime(2027, 3, 5, 3, tzinfo=UTC)  # still the fourth in New York
    assert days()[0] == "03-04"
    assert days("--group", "Steady") == days()
    assert "is before --from" in steady("session", "list", "--from", "2027-03-11", "--to", "2027-03-04", code=2).err
    assert steady("session", "list", "--from", "2026-01-01", "--to", "2026-01-02").out.startswith(
        "No sessions on these days"
    )


def test_expected_is_a_number_in_an_open_group_too(steady):
    steady("group", "add", "Open", "--start", "2027-03-05 10:00", "--repeat", "every friday", "--minutes", "60")
    for name in ("Ana", "Bo", "Cy"):
        steady("person", "add", name)
        steady("attendance", "expect", "Open@2027-03-05", name)
    assert steady.json("session", "show", "Open@2027-03-05")["expected"] == 3


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


def test_move_cancel_and_restore(steady):
    uid = steady.json("session", "show", S)["id"]
    moved = steady.json("session", "move", S, "fri 5 mar 2027 7 pm")
    assert (moved["id"], moved["start"]) == (uid, "2027-03-05T19:00:00-05:00")
    assert steady("session", "move", uid, "2027-03-20 19:00").out == "Steady now meets Sat 20 Mar 2027 19:00\n"
    done = steady.json("session", "cancel", uid[:8], "--reason", "snow")
    assert (done["status"], done["reason"]) == ("cancelled", "snow")
    assert steady("session", "cancel", uid, "--reason", "snow", code=1).err.startswith(
        "this session is cancelled already"
    )
    assert steady("session", "restore", uid).out == "Steady meets again: Sat 20 Mar 2027 19:00\n"
    assert steady("session", "restore", uid, code=1).err.startswith("this session is not cancelled")


def test_each_edit_can_be_seen_first(steady):
    before = steady.json("session", "show", S)
    seen = steady.json("session", "move", S, "2027-03-05 19:00", "--dry-run")
    assert (seen["preview"], seen["clashes"]) == (True, [])
    assert seen["changes"][0] == {
        "what": "start",
        "object": before["id"],
        "before": "2027-03-04T18:30:00-05:00",
        "after": "2027-03-05T19:00:00-05:00",
    }
    assert [each["what"] for each in seen["changes"]] == ["start", "start_utc", "end"]
    off = steady.json("session", "cancel", S, "--reason", "snow", "--preview")
    assert [(each["what"], each["before"], each["after"]) for each in off["changes"]] == [
        ("status", "scheduled", "cancelled"),
        ("reason", None, "snow"),
    ]
    assert steady.json("session", "show", S) == before
    assert steady("session", "restore", S, "--preview", code=1).err.startswith("this session is not cancelled")
    steady("session", "cancel", S, "--reason", "snow")
    assert steady("session", "restore", S, "--preview").out == (
        "Steady: Thu 04 Mar 2027 18:30 (cancelled)  ->  Thu 04 Mar 2027 18:30 (scheduled); nothing was written\n"
    )
    assert steady.json("session", "show", S)["status"] == "cancelled"


def test_a_move_that_clashes_is_refused_unless_forced(steady):
    refused = steady("session", "move", S, "2027-03-11 19:00", code=1)
    assert refused.err == "Blue is taken then by Steady\nChoose another time, or add --force.\n"
    forced = steady("session", "move", S, "2027-03-11 19:00", "--force")
    assert forced.out == "Steady now meets Thu 11 Mar 2027 19:00\n"
    assert forced.err == (
        "kept in spite of: Thu 11 Mar 2027 19:00: Blue is in use with Steady (6:30 pm)\n"
        "kept in spite of: Thu 11 Mar 2027 19:00: Sam Ortega is busy with Steady (6:30 pm)\n"
    )
    assert steady("session", "show", "Steady@2027-03-11", code=2).err.startswith(
        "more than one session 'Steady@2027-03-11': "
    )
    assert steady.json("session", "show", "Steady@2027-03-11T19:00")["lesson"] == 1


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
    steady("attendance", "mark", S, "Zanzibar Quill", "late")
    steady("session", "end", S, "--unmarked", "missed")
    assert steady.json("session", "reopen", S)["status"] == "scheduled"
    (mark,) = steady.json("attendance", "show", S)["people"]
    assert mark["status"] == "late"
    assert steady("session", "reopen", S, code=1).err.splitlines()[0] == "this session is not started"
