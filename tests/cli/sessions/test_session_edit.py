S = "Steady@2027-03-04"


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


def test_one_that_did_not_meet_is_noted_and_brought_back(steady):
    before = steady.json("session", "show", S)
    seen = steady.json("session", "did-not-meet", S, "--reason", "nobody came", "--preview")
    assert [(each["what"], each["before"], each["after"]) for each in seen["changes"]] == [
        ("status", "scheduled", "did-not-meet"),
        ("reason", None, "nobody came"),
    ]
    assert steady.json("session", "show", S) == before
    told = steady("session", "did-not-meet", S, "--reason", "nobody came")
    assert told.out == "Steady did not meet: Thu 04 Mar 2027 18:30\n"
    assert told.err == "It is planned for Thu 04 Mar 2027 18:30: calendars show it as cancelled.\n"
    assert steady("session", "show", S).out.splitlines()[:2] == [
        "Steady, Thu 04 Mar 2027 18:30 (did-not-meet)",
        "because: nobody came",
    ]
    assert steady("session", "did-not-meet", S, "--reason", "x", code=1).err.startswith("this session is noted as one")
    assert steady("session", "restore", S).out == "Steady meets again: Thu 04 Mar 2027 18:30\n"
    done = steady.json("session", "did-not-meet", S, "--reason", "nobody came")
    assert (done["status"], done["reason"], done["lesson"]) == ("did-not-meet", "nobody came", 1)
    steady("undo")
    assert steady.json("session", "show", S) == before


def test_who_was_there_says_that_it_met(steady):
    for person in ("Ana", "Bo"):
        steady("person", "add", person)
        steady("enrol", "Steady", person)
        steady("attendance", "mark", S, person, "present", "--yes")
    refused = steady("session", "did-not-meet", S, "--reason", "nobody came", "--preview", code=1)
    assert refused.err.startswith("2 people are marked as there\n")
