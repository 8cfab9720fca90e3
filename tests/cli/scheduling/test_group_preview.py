import re

import pytest

from tests.services.scheduling.test_keep_closures import calendar

PREVIEW = ("group", "preview", "--zone", "America/New_York", "--minutes", "90")


@pytest.fixture
def closed(tmp_path):
    path = tmp_path / "closed.ics"
    path.write_bytes(calendar(("20270311", "Staff day"), ("20270312", "Staff day")))
    return path


def test_the_shape_of_a_preview(cli, closed):
    plan = cli.bare(
        *PREVIEW, "--start", "2027-03-04 18:30", "--repeat", "every thursday, 3 times", "--closures", closed,
        "--on-closure", "shift", "--lessons", "2", "--json",
    ).json  # fmt: skip
    assert plan == {
        "zone": "America/New_York",
        "sessions": [
            {
                "start": "2027-03-04T18:30:00-05:00",
                "start_utc": "2027-03-04T23:30:00Z",
                "end": "2027-03-04T20:00:00-05:00",
                "lesson": 1,
            },
            {
                "start": "2027-03-13T18:30:00-05:00",
                "start_utc": "2027-03-13T23:30:00Z",
                "end": "2027-03-13T20:00:00-05:00",
                "lesson": 2,
                "original": "2027-03-11T18:30:00-05:00",
            },
            {
                "start": "2027-03-18T18:30:00-04:00",
                "start_utc": "2027-03-18T22:30:00Z",
                "end": "2027-03-18T20:00:00-04:00",
                "lesson": None,
            },
        ],
        "skipped": [],
        "warnings": plan["warnings"],
    }
    assert all(isinstance(text, str) for text in plan["warnings"])


def test_a_preview_skips_by_default_and_shows_twelve(cli, closed):
    plan = cli.bare(
        *PREVIEW, "--start", "2027-03-04 18:30", "--repeat", "FREQ=WEEKLY", "--closures", closed, "--json"
    ).json
    assert (len(plan["sessions"]), plan["skipped"]) == (12, [{"date": "2027-03-11", "reason": "Staff day"}])
    assert {each["lesson"] for each in plan["sessions"]} == {None}
    said = cli.bare(*PREVIEW, "--start", "2027-03-04 18:30", "--repeat", "every thursday", "--limit", "2")
    assert said.out == "Thu 04 Mar 2027 18:30 to 20:00\nThu 11 Mar 2027 18:30 to 20:00\n"
    assert said.err == "every Thursday, America/New_York\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--start", "2027-03-04 18:30", "--repeat", "every blue moon"), "but not 'blue moon'"),
        (("--start", "2027-03-04 18:30", "--repeat", "FREQ=SOMETIMES"), "SOMETIMES"),
        (("--start", "2027-02-30 18:30", "--repeat", "once"), "February 2027 has no day 30"),
        (("--start", "2027-03-04", "--repeat", "once"), "has no time of day"),
        (
            ("--start", "2027-03-04 18:30", "--repeat", "every thursday until 2027-03-01"),
            "2027-03-04 18:30|gives no date",
        ),
        (("--start", "2027-03-04 18:30", "--repeat", "once", "--limit", "0"), "--limit 0 shows nothing"),
        (("--start", "2027-03-04 18:30", "--repeat", "once", "--closures", "none.ics"), "cannot read none.ics"),
        (("--start", "2027-03-04 18:30", "--repeat", "once", "--zone", "Mars/Base"), "unknown time zone 'Mars/Base'"),
        (("--start", "2027-03-04 18:30", "--repeat", "once", "--on-closure", "ignore"), "'ignore' is not one of"),
        (("--repeat", "once"), "Missing option '--start'"),
    ],
)
def test_a_preview_of_what_cannot_be_says_why_in_two_lines(cli, line, said):
    refused = cli.bare(*PREVIEW, *line, code=2)
    assert refused.out == ""
    assert re.search(said, refused.err)
