"""Closed days out of files and lists, as the command line shows them."""

import contextlib

import pytest

from facilitator.home import bundled
from tests.cli.scheduling.test_closures import closed, steady
from tests.services.scheduling.test_keep_closures import calendar

__all__ = ["closed", "steady"]


def test_an_import_twice_with_its_shape(steady, closed):
    session = steady.json("session", "show", "Steady@2027-03-11")
    (listed,) = [each for each in steady.json("session", "list", "--from", "2027-03-11") if each["id"] == session["id"]]
    # the day after is closed too, in the same file
    hit = listed | {"closed_for": "Staff day", "next_open": "2027-03-13T18:30:00-05:00"}
    days = [
        {"date": "2027-03-11", "reason": "Staff day", "what": "closed"},
        {"date": "2027-03-12", "reason": "Paint", "what": "closed"},
    ]
    lines = [{"line": 4, "what": "new"}, {"line": 10, "what": "new"}]
    shape = {
        "rows": 2, "added": 2, "updated": 0, "skipped": 0, "problems": [], "warnings": [], "lines": lines,
        "days": days, "over": 0, "hit": [hit], "answered": [],
    }  # fmt: skip
    dry = steady("closures", "import", closed, "--dry-run", "--json")
    assert (dry.json, steady.json("closures", "list")) == (shape, [])
    done = steady("closures", "import", closed, "--json")
    assert done.json == shape
    assert done.err.splitlines() == [
        "1 session on closed days now; answer each: facilitator closures answer SESSION skip|shift|keep",
        f"  {session['id'][:8]}  Thu 11 Mar 2027 18:30  Steady",
    ]
    assert steady.json("closures", "hit") == [hit]
    known = [each | {"what": "same"} for each in lines]
    assert steady.json("closures", "import", closed) == shape | {"added": 0, "skipped": 2, "lines": known}
    assert steady("closures", "import", closed).out.splitlines() == [
        "  Thu 11 Mar 2027: Staff day",
        "  Fri 12 Mar 2027: Paint",
        "2 days closed: 0 added, 2 in the book already.",
    ]


def test_what_can_be_read_is_written_and_the_rest_is_listed(steady, tmp_path):
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar(("20270311", "Staff day"), ("20270231", "Nothing")))
    done = steady("closures", "import", bad, "--json")
    assert (done.json["added"], len(done.json["problems"])) == (1, 1)
    problem = done.json["problems"][0]
    assert done.err.splitlines()[:2] == [
        f"{bad}:{problem['line']}: {problem['message']}",
        "1 entry was left out; the rest was read.",
    ]
    assert [each["reason"] for each in steady.json("closures", "list")] == ["Staff day"]


def test_files_that_cannot_be_used(steady, tmp_path):
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar(("20270231", "Nothing")))
    assert steady("closures", "import", bad, "--json", code=1).json["added"] == 0
    refused = steady("closures", "import", bad, code=1)
    assert (refused.out, refused.err.splitlines()[-1]) == (
        "", "Nothing in the file could be read, so nothing was written.",
    )  # fmt: skip
    bad.write_bytes(b"name,alias\n")
    assert steady("closures", "import", bad, code=2).out == ""
    assert steady("closures", "import", tmp_path / "none.ics", code=2).err.startswith("cannot read")
    assert steady.json("closures", "list") == []


def test_a_file_whose_entries_close_nothing(steady, tmp_path):
    path = tmp_path / "open.ics"
    path.write_bytes(
        calendar(extra="BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270411T220000Z\r\nSUMMARY:Registration\r\nEND:VEVENT\r\n")
    )
    done = steady("closures", "import", path)
    assert (done.out, done.err) == (
        "No entry of this file closes a day.\n",
        f"{path}:4: passed over: it has a time but no length, so it closes nothing\n",
    )
    shape = steady.json("closures", "import", path)
    assert (shape["problems"], shape["days"]) == ([], [])
    assert shape["lines"] == [
        {"line": 4, "what": "passed over", "why": "it has a time but no length, so it closes nothing"}
    ]


def entry(uid, sequence, lines):
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n{lines}\r\nEND:VEVENT\r\n"


def test_the_days_are_shown_with_what_opens_again(steady, tmp_path):
    path = tmp_path / "school.ics"
    dates = "DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nSUMMARY:Break"
    half = "DTSTART:20270318T170000Z\r\nDTEND:20270318T210000Z\r\nSUMMARY:Early close"
    path.write_bytes(calendar(extra=entry("a", 0, dates.format(20270301, 20270312)) + entry("b", 0, half)))
    assert steady("closures", "import", path).out.splitlines() == [
        "  Mon 1 Mar 2027 to Thu 11 Mar 2027: Break",
        "  Thu 18 Mar 2027, 1:00 pm to 5:00 pm: Early close",
        "12 days closed, in 2 spans: 2 added, 0 in the book already.",
    ]
    path.write_bytes(calendar(extra=entry("a", 1, dates.format(20270301, 20270306)) + entry("b", 0, half)))
    dry = steady("closures", "import", path, "--dry-run").out.splitlines()
    assert dry[2:] == [
        "Open again:",
        "  Sat 6 Mar 2027 to Thu 11 Mar 2027: Break",
        "6 days closed, 6 days open again, in 2 spans: 1 would be added, 1 changed, 1 in the book already.",
    ]
    assert steady.json("closures", "import", path)["days"][-1] == {
        "date": "2027-03-18", "from": "13:00", "to": "17:00", "reason": "Early close", "what": "closed",
    }  # fmt: skip


def test_the_bundled_closed_days_are_read(steady):
    done = steady.json("closures", "import", bundled("calendars") / "closures" / "us-va.ics")
    assert (done["problems"], done["skipped"]) == ([], 0)
    assert done["added"] == done["rows"] > 10


def test_holidays_of_a_year(steady):
    dry = steady("closures", "holidays", "US-VA", "--year", "2027", "--preview")
    assert (dry.out.splitlines()[-1], steady.json("closures", "list")) == (
        "14 days closed, 3 days over: 17 would be added, 0 in the book already.", [],
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
def test_a_bad_entry_is_told_by_its_line_and_spoils_no_other(steady, tmp_path, event):
    path = tmp_path / "bad.ics"
    good = calendar(("20270311", "Staff day"), extra=f"BEGIN:VEVENT\r\nUID:bad\r\n{event}\r\nEND:VEVENT\r\n")
    path.write_bytes(good)
    said = steady("closures", "import", path, "--hit", "skip", "--json")
    assert [problem["line"] for problem in said.json["problems"]] == [10]
    assert said.err.startswith(f"{path}:10: ")
    assert [each["reason"] for each in steady.json("closures", "list")] == ["Staff day"]
    assert steady.json("session", "show", "Steady@2027-03-11")["status"] == "cancelled"


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

    monkeypatch.setattr("facilitator.cli.kit.progress.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.progressbar", lambda **_: contextlib.nullcontext(Bar()))
    said = steady("closures", "import", path, code=130)
    assert said.err.endswith("Stopped. Nothing half done was kept.\n")
    assert 10 < len(told) < 200
    assert told == sorted(told)
    monkeypatch.undo()
    assert steady.json("closures", "list") == []


@pytest.mark.parametrize("share", [0, 300, 600, 900, 1_000])
def test_an_import_can_be_given_up_at_any_moment_of_it(steady, tmp_path, monkeypatch, share):
    path = tmp_path / "days.ics"
    path.write_bytes(calendar(*((f"2027{at % 12 + 1:02}{at % 28 + 1:02}", f"Day {at}") for at in range(600))))

    class Bar:
        pos = 0

        def update(self, steps):
            self.pos += steps
            if self.pos >= share:
                raise KeyboardInterrupt

    before = steady.json("audit", "list")
    monkeypatch.setattr("facilitator.cli.kit.progress.sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("click.progressbar", lambda **_: contextlib.nullcontext(Bar()))
    assert steady("closures", "import", path, code=130).err.splitlines()[-1] == "Stopped. Nothing half done was kept."
    monkeypatch.undo()
    assert steady.json("closures", "list") == []
    assert steady.json("audit", "list") == before


def test_an_import_that_is_given_up_while_it_is_written_leaves_nothing(steady, closed, monkeypatch):
    before = steady.json("audit", "list")

    def interrupted(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("facilitator.storage.book.Change.record", interrupted)
    assert steady("closures", "import", closed, code=130).err.splitlines()[-1] == "Stopped. Nothing half done was kept."
    monkeypatch.undo()
    assert steady.json("closures", "list") == []
    assert steady.json("audit", "list") == before


def test_what_is_over_is_counted(steady, tmp_path):
    path = tmp_path / "old.ics"
    path.write_bytes(calendar(("20190311", "Long ago"), ("20270201", "Over"), ("20270311", "Staff day")))
    said = steady("closures", "import", path)
    assert said.out.splitlines() == [
        "  Thu 11 Mar 2027: Staff day",
        "1 day closed, 2 days over: 2 added, 0 in the book already.",
    ]
    assert steady.json("closures", "import", path)["over"] == 2
