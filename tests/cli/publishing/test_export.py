import os
import stat

import pytest
from icalendar import Calendar


def fill(cli):
    for title, start in (("Steady", "2027-03-04 18:30"), ("Other", "2027-03-05 10:00")):
        cli("group", "add", title, "--start", start, "--repeat", "weekly, 3 times", "--minutes", "60")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def days(path):
    return [event["DTSTART"].dt.day for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def test_an_export_is_private_and_the_same_twice(steady, tmp_path):
    path = tmp_path / "feed.ics"
    said = steady("calendar", "export", "-o", path)
    assert said.out == f"6 sessions written to {path}\n"
    assert said.err.startswith("6 local slots are blank: on-call number, warmline, ")
    assert said.err.endswith(" (facilitator slot list)\n")
    first = path.read_bytes()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    steady.now = steady.now.replace(hour=20)
    steady("calendar", "export", "-o", path)
    assert path.read_bytes() == first
    assert days(path) == [4, 5, 11, 12, 18, 19]


def test_groups_and_days(steady, tmp_path):
    path = tmp_path / "feed.ics"
    steady("calendar", "export", "--group", "Other", "--from", "2027-03-06", "--to", "2027-03-12", "-o", path)
    assert days(path) == [12]
    steady("calendar", "export", "--group", "Other", "--group", "Steady", "-o", path)
    assert len(days(path)) == 6


def test_several_files_where_one_would_be_too_big(steady, tmp_path):
    path = tmp_path / "feed.ics"
    said = steady("calendar", "export", "--most", "4", "-o", path)
    assert said.out.splitlines() == [
        f"4 sessions written to {tmp_path / 'feed-1.ics'}, Thu 4 Mar 2027 to Fri 12 Mar 2027",
        f"2 sessions written to {tmp_path / 'feed-2.ics'}, Thu 18 Mar 2027 to Fri 19 Mar 2027",
    ]
    assert not path.exists()
    assert days(tmp_path / "feed-2.ics") == [18, 19]


def test_one_site_and_one_facilitator(steady, tmp_path):
    path = tmp_path / "feed.ics"
    steady("site", "add", "North")
    steady("staff", "add", "Marisol")
    for option in (("--site", "North"), ("--facilitator", "Marisol")):
        assert steady("calendar", "export", *option, "-o", path).out == f"0 sessions written to {path}\n"


def test_what_cannot_be_exported_leaves_the_old_file(steady, tmp_path):
    path = tmp_path / "feed.ics"
    path.write_text("old")
    for line, said in (
        (("--group", "None", "-o", path), "no group 'None'"),
        (("--from", "2027-03-06", "--to", "2027-03-05", "-o", path), "--to 2027-03-05 is before --from 2027-03-06"),
        (("-o", tmp_path / "none" / "feed.ics"), f"cannot write {tmp_path / 'none' / 'feed.ics'}: "),
        ((), "Missing option '-o'"),
    ):
        assert steady("calendar", "export", *line, code=2).err.startswith(said)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".ics"] == ["feed.ics"]
