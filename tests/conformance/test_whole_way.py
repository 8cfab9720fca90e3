"""The whole way, from a curriculum and closed days to a report, as one person would type it."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

CLOSED = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//tests//EN\r
BEGIN:VEVENT\r
UID:spring@example.org\r
DTSTAMP:20270101T000000Z\r
DTSTART;VALUE=DATE:20270311\r
DTEND;VALUE=DATE:20270312\r
SUMMARY:Staff day\r
END:VEVENT\r
END:VCALENDAR\r
"""
NAMES = [
    "José Álvarez", "Zoë Ng", "Ana Bell", "Bo Cole", "Cy Dunn", "Di Eck", "Ed Fox", "Flo Gray", "Gus Hill", "Hana Ito",
    "Ivo Jansen", "Jo King", "Kai Lund", "Lea Meyer", "Mo Nash", "Noor Omar", "Ola Perez", "Pia Quist", "Rae Ruiz",
    "Sky Stone", "Tam Truong", "Uma Usher", "Vi Vance", "Wes Wong", "Xan Xu", "Yara Young", "Zed Zane", "Åsa Öberg",
]  # fmt: skip
OPENS = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
MARCH = ("--from", "2027-03-01", "--to", "2027-03-31")


@pytest.fixture
def steady(cli, tmp_path):
    """Eight Thursdays without the eleventh of March, and 28 people from a file of 30 rows."""
    closed, people = tmp_path / "closed.ics", tmp_path / "people.csv"
    closed.write_text(CLOSED, encoding="utf-8", newline="")
    rows = ["name,alias,phone,email", *[f"{name},,," for name in NAMES[:14]], ""]
    rows += ["ana bell,,,", *[f"{name},,804 555-01{at:02},x{at}@example.org" for at, name in enumerate(NAMES[14:])]]
    rows += ["Zed Zane,,804 555-0112,x12@example.org"]
    people.write_text("\n".join(rows) + "\n", "utf-8")
    assert cli.json("closures", "import", closed) == {
        "rows": 1, "added": 1, "updated": 0, "skipped": 0, "problems": [], "hit": [], "answered": [], "warnings": [],
        "lines": [{"line": 4, "what": "new"}], "over": 0,
        "days": [{"date": "2027-03-11", "reason": "Staff day", "what": "closed"}],
    }  # fmt: skip
    made = cli.json(
        "group", "add", "Steady steps", "--program", "wellness", "--start", "2027-03-04 18:30",
        "--repeat", "every thursday, 8 times", "--minutes", "60", "--curriculum", "eight-steady-steps",
        "--on-closure", "push", "--capacity", "40",
    )  # fmt: skip
    assert (made["sessions"], made["skipped"], made["clashes"]) == (
        8, [{"date": "2027-03-11", "reason": "Staff day"}], [],
    )  # fmt: skip
    done = cli.json("person", "import", people, "--group", "Steady steps")
    assert done.items() >= {
        "rows": 30, "added": 28, "updated": 0, "skipped": 2, "enrolled": 28, "waitlisted": 0, "problems": [],
    }.items()  # fmt: skip
    assert Counter(each["what"] for each in done["lines"]) == {"new": 28, "same": 2}
    cli.now = OPENS
    return cli


def test_the_lessons_keep_their_order_around_the_closed_day(steady):
    found = steady.json("session", "list", "--from", "2027-03-01", "--to", "2027-12-31")
    assert [(each["start"][:10], each["lesson"]) for each in found] == [
        ("2027-03-04", 1), ("2027-03-18", 2), ("2027-03-25", 3), ("2027-04-01", 4),
        ("2027-04-08", 5), ("2027-04-15", 6), ("2027-04-22", 7), ("2027-04-29", 8),
    ]  # fmt: skip
    assert {(each["expected"], each["present"], each["status"]) for each in found} == {(28, None, "scheduled")}


@pytest.mark.parametrize(("unmarked", "status"), [("missed", "missed"), ("excused", "excused"), ("leave", None)])
def test_run_a_session_take_attendance_publish_and_report(steady, tmp_path, unmarked, status):
    session = "Steady steps@2027-03-04"
    feed = tmp_path / "feed.ics"
    steady("calendar", "export", "-o", feed)
    published = feed.read_bytes()

    started = steady.json("session", "start", session)
    assert (started["status"], started["agenda"][0]["started_utc"]) == ("running", "2027-03-04T23:30:00Z")
    for position in (1, 2):
        agenda = steady.json("session", "next", session)["agenda"]
        assert [item["position"] for item in agenda if item["started_utc"]][-1] == position + 1
    for name in NAMES[:4]:
        steady("attendance", "mark", session, name, "present")
    steady("attendance", "mark", session, NAMES[4], "late", "--arrived", "18:50")
    steady("attendance", "mark", session, NAMES[5], "excused")
    steady("person", "add", "Walt In")
    steady("attendance", "mark", session, "Walt In", "present")

    steady.now = OPENS + timedelta(hours=1)
    before = steady.json("attendance", "show", session)
    refused = steady("session", "end", session, code=1)
    assert refused.err.splitlines()[0] == "22 people have no mark yet; nothing was changed"
    assert steady.json("attendance", "show", session) == before
    ended = steady.json("session", "end", session, "--unmarked", unmarked)
    assert (ended["status"], ended["expected"], ended["present"], ended["walk_ins"]) == ("held", 28, 6, 1)
    marks = {each["status"] for each in steady.json("attendance", "show", session)["people"]}
    assert marks == {"present", "late", "excused", status}

    steady("calendar", "export", "-o", feed)
    assert feed.read_bytes() == published
    events = Calendar.from_ical(published).walk("VEVENT")
    assert [event["DTSTART"].dt.day for event in events] == [4, 18, 25, 1, 8, 15, 22, 29]
    assert not [name for name in NAMES if name.encode() in published]

    report = steady.json("report", "group", *MARCH)
    excused = 23 if unmarked == "excused" else 1
    (row,) = report["rows"]
    assert row == {
        "group": row["group"],
        "title": "Steady steps",
        "sessions_held": 1,
        "sessions_cancelled": 0,
        "delivery": 1.0,
        "unduplicated_served": 6,
        "attendances": 6,
        "headcount": 0,
        "expected": 28,
        "attendance_rate": round(5 / (28 - excused), 4),
        "missed_rate": round((22 if unmarked == "missed" else 0) / 28, 4),
        "occupancy": 0.15,
        "person_hours": 5.67,  # 5 hours and 40 minutes
        "walk_ins": 1,
        "unmarked": 22 if unmarked == "leave" else 0,
        "times_not_known": 0,
        "sessions_open": 0,
    }
    written, together = csv.DictReader(
        io.StringIO(steady("report", "group", *MARCH, "--format", "csv").out, newline="")
    )
    for name in set(row) & set(written) - {"title"}:  # a share has more places there, for whoever rounds next
        assert float(written[name]) == float(together[name]) == pytest.approx(row[name], abs=0.00005)
    assert (written["from"], written["to"], together["title"]) == (MARCH[1], MARCH[3], "all")
    table = steady("report", "group", *MARCH).out
    assert f"{row['attendance_rate']:.1%}" in table
    assert "attendance rate: Attended among the expected" in table


def test_nothing_that_was_written_holds_a_name(steady, tmp_path):
    session = "Steady steps@2027-03-04"
    steady("attendance", "mark", session, NAMES[0], "present")
    steady("attendance", "undo", session)
    steady("attendance", "show", session)
    steady("session", "end", session, "--unmarked", "missed")
    for name in ("group", "person"):
        for form in ("table", "csv", "json"):
            steady("report", name, *MARCH, "--format", form)
            steady("report", name, *MARCH, "--format", form, "-o", tmp_path / f"{name}.{form}")
    steady("calendar", "export", "-o", tmp_path / "feed.ics")
    for line in (("person", "list"), ("group", "show", "Steady steps"), ("session", "list"), ("group", "list")):
        steady(*line)
        steady(*line, "--json")
    (tmp_path / "people.csv").unlink()
    written = ["".join(steady.written).encode(), *[path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]]
    names = [*NAMES, "804 555-01", "x1@example.org"]
    assert [name for name in names for text in written if name.encode() in text] == []
    assert len(written) > 10
