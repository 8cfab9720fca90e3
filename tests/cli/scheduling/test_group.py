import re

import pytest

from tests.services.scheduling.test_keep_closures import calendar

ADD = (
    "group", "add", "Steady", "--start", "2027-03-04 18:30",
    "--repeat", "every thursday, 4 times", "--minutes", "60",
)  # fmt: skip
PREVIEW = ("group", "preview", "--zone", "America/New_York", "--minutes", "90")


@pytest.fixture
def closed(tmp_path):
    path = tmp_path / "closed.ics"
    path.write_bytes(calendar(("20270311", "Staff day"), ("20270312", "Staff day")))
    return path


def test_a_closures_file_with_a_problem_is_refused_with_its_line(cli, tmp_path):
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar(("20270231", "Nothing")))
    refused = cli.bare(*PREVIEW, "--start", "2027-03-04 18:30", "--repeat", "once", "--closures", bad, code=1)
    assert re.match(rf"{re.escape(str(bad))}:\d+: ", refused.err)


def test_the_shape_of_add_list_and_show(cli, closed):
    cli("closures", "import", closed)
    cli("site", "add", "North")
    cli("room", "add", "North", "Blue")
    cli("staff", "add", "Sam Ortega")
    made = cli.json(*ADD, "--room", "Blue", "--facilitator", "Sam Ortega", "--capacity", "8", "--public")
    assert made == {
        "id": made["id"],
        "sessions": 4,  # a closed group loses none
        "skipped": [{"date": "2027-03-11", "reason": "Staff day"}],
        "clashes": [],
        "warnings": [],
    }
    group = {
        "id": made["id"], "title": "Steady", "program": "wellness", "curriculum": None, "enrolment": "closed",
        "attendance": "names", "mode": "in-person", "room": "Blue", "site": "North", "capacity": 8, "public": True,
        "language": "", "access": "", "description": "", "link": "",
        "status": "active", "ended_on": None, "facilitators": ["Sam Ortega"],
    }  # fmt: skip
    assert cli.json("group", "list") == [group]
    cli("person", "add", "Ana Bell")
    cli("enrol", "Steady", "Ana Bell")
    seen = cli.json("group", "show", "Steady")
    code = cli.json("person", "list")[0]["code"]
    assert seen | group == seen
    assert seen["roster"] == [{"person": code, "code": code, "from": "2027-03-01", "to": None, "waitlisted": False}]
    assert [(each["start"], each["words"]) for each in seen["series"]] == [
        ("2027-03-04T18:30:00", "every Thursday, 4 times")
    ]
    assert [each["start"][:10] for each in seen["next_sessions"]] == [
        "2027-03-04",
        "2027-03-18",
        "2027-03-25",
        "2027-04-01",
    ]
    assert "every Thursday, 4 times, 60 minutes, from Thu 04 Mar 2027 18:30" in cli("group", "show", "Steady").out
    assert "Steady" in cli("group", "list").out


def test_a_clash_is_refused_with_one_unless_forced(cli):
    cli("site", "add", "North")
    cli("room", "add", "North", "Blue")
    cli(*ADD, "--room", "Blue")
    again = (
        "group", "add", "Other", "--start", "2027-03-11 19:00",
        "--repeat", "once", "--minutes", "60", "--room", "Blue",
    )  # fmt: skip
    refused = cli(*again, "--json", code=1)
    clash = {
        "kind": "room",
        "name": "Blue",
        "start": "2027-03-11T19:00:00-05:00",
        "with": "Steady",
        "with_start": "2027-03-11T18:30:00-05:00",
        "words": "Blue is in use with Steady (6:30 pm)",
        "refuses": True,
        "sessions": 1,
    }
    assert refused.json == {"id": None, "sessions": 0, "skipped": [], "clashes": [clash], "warnings": []}
    said = cli(*again, code=1)
    assert said.out == "Thu 11 Mar 2027 19:00: Blue is in use with Steady (6:30 pm)\n"
    assert (
        said.err
        == "1 of the times clashes with other sessions or closed days\nChoose another time or room, or add --force.\n"
    )
    assert len(cli.json("group", "list")) == 1
    forced = cli.json(*again, "--force")
    assert (forced["sessions"], forced["clashes"]) == (1, [clash])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--zone", "US/Estern"), "unknown time zone 'US/Estern'"),
        (("--repeat", "never"), "never"),
        (("--start", "2027-13-01 18:30"), "there is no month 13"),
        (("--minutes", "900"), "a session cannot last 900 minutes"),
        (("--minutes", "an hour"), "'an hour' is not a valid integer"),
        (("--room", "Blue"), "no room 'Blue'"),
        (("--facilitator", "Sam"), "no facilitator 'Sam'"),
        (("--curriculum", "none"), "no curriculum 'none'"),
        (("--enrolment", "secret"), "'secret' is not one of 'open', 'closed', 'drop-in'"),
    ],
)
def test_a_group_that_cannot_be_is_refused_and_nothing_kept(cli, more, said):
    assert said in cli(*ADD, *more, code=2).err
    assert cli.json("group", "list") == []


def test_references_that_are_unknown_or_ambiguous_end_with_two(cli):
    cli(*ADD)
    uids = [cli.json("group", "list")[0]["id"], cli.json(*ADD)["id"]]
    refused = cli("group", "show", "steady", code=2)
    assert refused.err.startswith("more than one group 'steady': ")
    assert all(f"{uid[:8]}  Steady" in refused.err for uid in uids)
    near = "no group 'Unsteady'\nDid you mean 'Steady'? See: facilitator group list\n"
    assert cli("group", "show", "Unsteady", code=2).err == near
    assert cli.json("group", "show", uids[1][:8])["id"] == uids[1]


def test_the_end_of_a_group(cli):
    cli(*ADD)
    assert cli("group", "end", "Steady", "--on", "thu 11 mar 2027").out == (
        "Steady has ended; 2 later sessions were cancelled.\n"
    )
    (group,) = cli.json("group", "list")
    assert (group["status"], group["ended_on"]) == ("ended", "2027-03-11")
    refused = cli("enrol", "Steady", cli.json("person", "add", "Ana")["code"], code=1)
    assert refused.err.startswith("Steady has ended")


def test_warnings_and_notes_go_beside_the_answer(cli):
    said = cli(
        "group", "add", "Off", "--start", "2027-03-03 18:30", "--repeat", "FREQ=WEEKLY;BYDAY=TH;COUNT=2",
        "--curriculum", "wrap-frame", "--we-hold-the-manual", "--json",
    )  # fmt: skip
    assert said.json["sessions"] == 2
    assert "is not on the rule: the first date is Thu 4 Mar 2027" in said.err
    assert "is a frame for a manual of Advocates for Human Potential" in said.err
