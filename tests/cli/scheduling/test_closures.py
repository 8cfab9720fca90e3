import contextlib
import re

import pytest

from facilitator.home import bundled
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


def test_an_import_twice_with_its_shape(steady, closed):
    session = steady.json("session", "show", "Steady@2027-03-11")
    (listed,) = [each for each in steady.json("session", "list", "--from", "2027-03-11") if each["id"] == session["id"]]
    # the day after is closed too, in the same file
    hit = listed | {"closed_for": "Staff day", "next_open": "2027-03-13T18:30:00-05:00"}
    shape = {"rows": 2, "added": 2, "updated": 0, "skipped": 0, "problems": [], "hit": [hit], "answered": []}
    dry = steady("closures", "import", closed, "--dry-run", "--json")
    assert (dry.json, steady.json("closures", "list")) == (shape, [])
    done = steady("closures", "import", closed, "--json")
    assert done.json == shape
    assert done.err.splitlines() == [
        "1 session on closed days now; answer each: facilitator closures answer SESSION skip|shift|keep",
        f"  {session['id'][:8]}  Thu 11 Mar 2027 18:30  Steady",
    ]
    assert steady.json("closures", "hit") == [hit]
    assert steady.json("closures", "import", closed) == shape | {"added": 0, "skipped": 2}
    assert steady("closures", "import", closed).out == "2 closed days: 0 added, 2 in the book already.\n"


def test_the_shape_of_a_list(steady, closed):
    steady("closures", "import", closed, "--site", "North")
    steady("closures", "add", "2027-03-30", "fri 2 apr 2027", "--reason", "Spring break")
    found = steady.json("closures", "list")
    assert found[0] == {
        "id": found[0]["id"], "start": "2027-03-11T00:00:00", "end": "2027-03-12T00:00:00", "all_day": True,
        "reason": "Staff day", "source": "closed.ics", "site": "North", "room": None,
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


def test_files_that_cannot_be_used(steady, tmp_path):
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar(("20270311", "Staff day"), ("20270231", "Nothing")))
    refused = steady("closures", "import", bad, "--json", code=1)
    assert (refused.json["added"], len(refused.json["problems"])) == (0, 1)
    problem = refused.json["problems"][0]
    assert refused.err.splitlines()[0] == f"{bad}:{problem['line']}: {problem['message']}"
    assert refused.err.splitlines()[1] == "Nothing was written. Mend the file, then import again."
    bad.write_bytes(b"name,alias\n")
    assert steady("closures", "import", bad, code=2).out == ""
    assert steady("closures", "import", tmp_path / "none.ics", code=2).err.startswith("cannot read")
    assert steady.json("closures", "list") == []


def test_the_bundled_closed_days_are_read(steady):
    done = steady.json("closures", "import", bundled("calendars") / "closures" / "us-va.ics")
    assert (done["problems"], done["skipped"]) == ([], 0)
    assert done["added"] == done["rows"] > 10


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


def test_holidays_of_a_year(steady):
    dry = steady("closures", "holidays", "US-VA", "--year", "2027", "--preview")
    assert (dry.out, steady.json("closures", "list")) == (
        "17 closed days: 17 would be added, 0 in the book already.\n", [],
    )  # fmt: skip
    done = steady.json("closures", "holidays", "us-va", "--year", "2027", "--site", "North")
    assert (done["rows"], done["added"], done["problems"]) == (17, 17, [])
    assert {each["site"] for each in steady.json("closures", "list")} == {"North"}
    for line in (("US-VA",), ("US-VA", "--year", "9999"), ("Narnia", "--year", "2027"), ("", "--year", "2027")):
        steady("closures", "holidays", *line, code=2)


BAD_DAYS = {
    "recurs every second": "DTSTART:20270301T090000\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY",
    "recurs every second of each day": "DTSTART:20270301T090000\r\nDURATION:PT1S\r\nRRULE:FREQ=DAILY;BYSECOND=0,1",
    "ends before it begins": "DTSTART;VALUE=DATE:20270302\r\nDTEND;VALUE=DATE:20270301",
    "a day that is none": "DTSTART;VALUE=DATE:20270229",
    "no end of the rule in sight": "DTSTART;VALUE=DATE:20270301\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=0",
    "broken": "DTSTART;VALUE=DATE 20270301",
}


@pytest.mark.parametrize("event", BAD_DAYS.values(), ids=BAD_DAYS.keys())
def test_a_bad_entry_is_told_by_its_line_and_nothing_is_written(steady, tmp_path, event):
    path = tmp_path / "bad.ics"
    good = calendar(("20270311", "Staff day"), extra=f"BEGIN:VEVENT\r\nUID:bad\r\n{event}\r\nEND:VEVENT\r\n")
    path.write_bytes(good)
    said = steady("closures", "import", path, "--hit", "skip", "--json", code=1)
    assert [problem["line"] for problem in said.json["problems"]] == [10]
    assert said.err.startswith(f"{path}:10: ")
    assert (steady.json("closures", "list"), steady.json("closures", "hit")) == ([], [])
    assert steady.json("session", "show", "Steady@2027-03-11")["status"] == "scheduled"


def test_a_file_without_end_is_refused(steady, tmp_path):
    path = tmp_path / "big.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_000)
    assert steady("closures", "import", path, code=2).err.splitlines() == [
        "big.ics is too big for a calendar of closed days", "The limit is 10 MB.",
    ]  # fmt: skip


def test_five_megabytes_show_how_far_they_are_and_can_be_stopped(steady, tmp_path, monkeypatch):
    path = tmp_path / "five.ics"
    days = [(f"2027{at % 12 + 1:02}{at % 28 + 1:02}", f"Day {at}: " + "x" * 150) for at in range(19_000)]
    path.write_bytes(calendar(*days))
    assert path.stat().st_size > 5_000_000
    told = []

    class Bar:
        pos = 0

        def update(self, steps):
            self.pos += steps
            told.append(self.pos)
            if self.pos > 500:
                raise KeyboardInterrupt

    monkeypatch.setattr("facilitator.cli.scheduling.closures.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.progressbar", lambda **_: contextlib.nullcontext(Bar()))
    said = steady("closures", "import", path, code=130)
    assert said.err.endswith("Stopped. Nothing half done was kept.\n")
    assert 10 < len(told) < 200
    assert told == sorted(told)
    monkeypatch.undo()
    assert steady.json("closures", "list") == []
