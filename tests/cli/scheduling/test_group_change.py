"""The lines that edit a schedule: change, next, undo, a day that is off."""

import pytest


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def fill(cli):
    cli("site", "add", "North")
    for room in ("Blue", "Green"):
        cli("room", "add", "North", room)
    cli("staff", "add", "Sam Ortega")
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 6 times",
        "--minutes", "60", "--room", "Blue", "--facilitator", "Sam Ortega")  # fmt: skip
    cli("group", "add", "Guests", "--start", "2027-03-05 18:00", "--repeat", "every friday, 6 times",
        "--minutes", "60", "--room", "Blue")  # fmt: skip
    for name in ("Ana Lopez", "Ben Ruiz"):
        cli("person", "add", name)
        cli("enrol", "Steady", name)


def starts(cli, group="Steady"):
    found = cli.json("session", "list", "--from", "2000-01-01", "--to", "2100-01-01", "--group", group)
    return [each["start"] for each in found if each["status"] == "scheduled"]


def test_all_and_a_preview_of_it(steady):
    before = starts(steady)
    line = ("group", "change", "Steady", "--start", "2027-03-05 9:00")
    seen = steady.json(*line, "--preview")
    assert (seen["written"], len(seen["changed"]), starts(steady)) == (False, 6, before)
    said = steady(*line)
    assert said.out.splitlines()[0] == "Steady: every Friday, 6 times"
    assert "Thu 04 Mar 2027 18:30, 60 minutes  ->  Fri 05 Mar 2027 09:00, 60 minutes" in said.out
    assert said.out.splitlines()[-1] == "Steady: start changed; 6 sessions different, 0 new, 0 gone."
    assert starts(steady)[0] == "2027-03-05T09:00:00-05:00"


def test_the_shape_of_a_change(steady):
    made = steady.json("group", "change", "Steady", "--start", "19:00", "--from-session", "2027-03-11")
    first = made["changed"][0]
    assert {**made, "id": "", "changed": len(made["changed"])} == {
        "id": "",
        "written": True,
        "fields": ["start"],
        "words": ["every Thursday, 5 times"],
        "changed": 5,
        "added": [],
        "removed": [],
        "kept": 1,
        "no_longer_fit": [],
        "skipped": [],
        "clashes": [],
        "warnings": [],
        "seated": [],
    }
    assert first["before"] == {
        "id": first["id"],
        "start": "2027-03-11T18:30:00",
        "start_utc": "2027-03-11T23:30:00Z",
        "minutes": 60,
        "status": "scheduled",
        "lesson": None,
    }
    assert first["after"]["start"] == "2027-03-11T19:00:00"


def test_a_clash_is_exit_1_and_forced_it_is_written(steady):
    line = ("group", "change", "Steady", "--start", "2027-03-05 18:30")
    assert len(steady.json(*line, "--preview", code=1)["clashes"]) == 6
    said = steady(*line, code=1)
    assert "6 of the times clash" in said.err
    assert steady.json(*line, "--force")["written"]


def test_exceptions_that_do_not_fit(steady):
    steady("session", "move", "Steady@2027-04-08", "2027-04-09 9:00")
    line = ("group", "change", "Steady", "--repeat", "every thursday, 4 times")
    said = steady(*line, code=1)
    assert "no longer fits: Fri 09 Apr 2027 09:00, 60 minutes (the series has no date for it any more)" in said.out
    assert "--exceptions drop" in said.err
    steady(*line, "--exceptions", "keep")
    assert len(starts(steady)) == 5


def test_bad_changes_are_exit_2(steady):
    steady("group", "change", "Steady", code=2)
    steady("group", "change", "Steady", "--start", "the day after", code=2)
    steady("group", "change", "Steady", "--capacity", "4", "--from-session", "2027-03-11", code=2)
    steady("group", "change", "Nobody", "--minutes", "45", code=2)


def test_a_move_can_be_seen_first(steady):
    before = starts(steady)
    said = steady("session", "move", "Steady@2027-03-11", "2027-03-12 18:30", "--preview", code=1)
    assert "Fri 12 Mar 2027 18:30" in said.out
    assert said.err.startswith("clash: ")
    assert steady.json("session", "move", "Steady@2027-03-11", "2027-03-12 9:00", "--preview")["clashes"] == []
    said = steady("group", "end", "Steady", "--on", "2027-03-11", "--preview")
    assert said.out.splitlines()[-1] == "Steady would end; 4 later sessions would be cancelled."
    assert starts(steady) == before


def test_a_snow_day(steady):
    line = ("session", "cancel", "--site", "North", "--on", "2027-03-11", "--reason", "snow")
    said = steady(*line, "--preview")
    assert said.out.splitlines()[-1] == "1 session would be cancelled; 2 people need to hear."
    done = steady.json(*line)
    assert (done["written"], done["people"], [each["title"] for each in done["sessions"]]) == (True, 2, ["Steady"])
    # names of people stay out of what is not a terminal
    assert "Lopez" not in "".join(steady.written)
    steady(*line, code=1)
    steady("undo")
    named = steady(*line, "--online", "--show-names")
    assert "Ana Lopez, Ben Ruiz" in named.out
    assert steady.json("session", "show", "Steady@2027-03-11")["mode"] == "online"
    steady("undo")
    assert "ends later, with a session on Thu 15 Apr 2027 18:30" in steady(*line, "--push").out


def test_what_is_cancelled_must_be_said_once(steady):
    steady("session", "cancel", "--reason", "snow", code=2)
    steady("session", "cancel", "Steady@2027-03-11", "--site", "North", "--reason", "snow", code=2)
    steady("session", "cancel", "Steady@2027-03-11", "--online", "--reason", "snow", code=2)
    steady("session", "cancel", "--site", "North", "--reason", "snow", code=2)
    steady("session", "cancel", "--site", "North", "--on", "2027-03-11", "--online", "--push", "--reason", "x", code=2)


def test_undo_redo_and_the_list(steady):
    before = starts(steady)
    steady("group", "change", "Steady", "--start", "19:00")
    assert steady("undo").out == "Undone: Steady: start changed\n"
    assert starts(steady) == before
    assert steady("undo", "--redo").out == "Done again: Steady: start changed\n"
    assert starts(steady)[0] == "2027-03-04T19:00:00-05:00"
    listed = steady.json("undo", "--list")
    assert [(each["action"], each["undone"]) for each in listed[:3]] == [
        ("group.change", False), ("undo", True), ("group.change", True),
    ]  # fmt: skip
    assert "Steady: start changed" in steady("undo", "--list").out
    steady("undo", "--redo", code=1)


def test_the_next_cycle(steady):
    line = ("group", "next", "Steady", "--start", "2027-09-02 18:30", "--with-roster")
    would = steady.json(*line, "--preview")
    assert (would["preview"], would["id"], would["sessions"], would["clashes"]) == (True, None, 6, [])
    assert [each["what"] for each in would["changes"]] == ["session"] * 6 + ["roster"] * 2
    assert "6 sessions, Thu 02 Sep 2027 18:30 to Thu 07 Oct 2027 (would be scheduled)" in steady(*line, "--preview").out
    made = steady.json(*line)
    assert (made["sessions"], made["enrolled"], made["last_cycle_ended"]) == (6, 2, False)
    said = steady("group", "next", "Guests", "--start", "2027-09-03 18:00")
    assert said.out.startswith("Guests: 6 sessions, Fri 03 Sep 2027 18:00 to Fri 08 Oct 2027")
    steady("group", "next", "Guests", "--start", "2027-09-03 18:00", code=2)
    again = steady.json("group", "next", made["id"], "--start", "2027-09-02 18:45", code=1)
    steady("group", "next", made["id"], "--start", "2027-09-02 18:45", "--preview", code=1)
    assert (again["id"], len(again["clashes"]) > 5) == (None, True)


def test_a_book_is_kept_up_when_it_is_opened(steady):
    steady("group", "add", "Open", "--start", "2027-03-02 12:00", "--repeat", "every tuesday", "--minutes", "60")
    steady.now = steady.now.replace(year=2030)
    found = steady.json("session", "list", "--from", "2031-01-01", "--to", "2031-02-01", "--group", "Open")
    assert len(found) == 4
