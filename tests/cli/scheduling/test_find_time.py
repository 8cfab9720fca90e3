import pytest

FIND = ("group", "find-time", "--minutes", "60", "--weeks", "3", "--days", "th", "--from", "18:00", "--to", "19:30")


def premises(cli):
    cli("site", "add", "North")
    cli("room", "add", "North", "Blue", "--capacity", "8", "--feature", "piano")
    cli("staff", "add", "Sam Ortega", "--credential", "CPRS=2027-12-31")
    cli("group", "add", "Choir", "--start", "2027-03-11 18:00", "--repeat", "once", "--minutes", "30", "--room", "Blue")


def test_the_shape_of_what_is_found(cli):
    cli.filled(premises)
    found = cli.json(*FIND, "--facilitator", "Sam Ortega", "--seats", "8", "--feature", "Piano")
    assert (found["zone"], [each["time"] for each in found["slots"]]) == ("America/New_York", ["18:30", "18:00"])
    assert found["slots"][1] == {
        "rank": 2,
        "weekday": "Thursday",
        "time": "18:00",
        "repeat": "every thursday, 3 times",
        "dates": ["2027-03-04T18:00:00-05:00", "2027-03-11T18:00:00-05:00", "2027-03-18T18:00:00-04:00"],
        "free": 2,
        "room": "Blue",
        "site": "North",
        "facilitators": ["Sam Ortega"],
        "reasons": [
            "free on 2 of 3 dates",
            "Sam Ortega would lead",
            "after work and school",
            "Blue at North seats 8 for 8",
        ],
        "clashes": [
            {
                "kind": "room",
                "name": "Blue",
                "start": "2027-03-11T18:00:00-05:00",
                "with": "Choir",
                "with_start": "2027-03-11T18:00:00-05:00",
                "words": "Blue is in use with Choir (6:00 pm)",
                "refuses": True,
                "sessions": 1,
            }
        ],
    }


def test_what_is_found_in_words(cli):
    cli.filled(premises)
    assert cli(*FIND, "--credential", "cprs", "--leaders", "1").out.splitlines() == [
        " 1. Thursday 6:30 pm, North/Blue: every thursday, 3 times, from Thu 4 Mar 2027",
        "    free on all 3 dates; Sam Ortega can lead; after work and school; Blue at North seats 8",
        " 2. Thursday 6:00 pm, North/Blue: every thursday, 3 times, from Thu 4 Mar 2027",
        "    free on 2 of 3 dates; Sam Ortega would lead; after work and school; Blue at North seats 8",
        "    not Thu 11 Mar 2027 18:00: Blue is in use with Choir (6:00 pm)",
    ]
    assert cli(*FIND, "--limit", "1", "--online", "--every", "2").out.splitlines() == [
        " 1. Thursday 6:00 pm, online: every other thursday, 2 times, from Thu 4 Mar 2027",
        "    free on all 2 dates; after work and school; online: no room is needed",
    ]


@pytest.mark.parametrize(
    ("more", "repeat"),
    [
        ((), "every thursday, 3 times"),
        (("--every", "2"), "every other thursday, 2 times"),
        (("--every", "3", "--weeks", "6"), "every 3 weeks on thursday, 2 times"),
        (("--weeks", "1"), "once"),
    ],
)
def test_the_rule_of_a_slot_can_be_typed(cli, more, repeat):
    cli.filled(premises)
    slot = cli.json(*FIND, "--site", "North", *more)["slots"][0]
    assert slot["repeat"] == repeat
    made = cli.json(
        "group", "add", "New", "--start", slot["dates"][0][:16], "--repeat", slot["repeat"], "--minutes", "60",
        "--room", f"{slot['site']}/{slot['room']}",
    )  # fmt: skip
    assert (made["sessions"], made["clashes"]) == (len(slot["dates"]), [])
    listed = cli.json("session", "list", "--group", "New", "--from", "2027-03-01", "--to", "2028-01-01")
    assert [each["start"] for each in listed] == slot["dates"]


def test_days_and_hours_as_people_say_them(cli):
    cli.filled(premises)
    line = ("group", "find-time", "--minutes", "30", "--weeks", "2", "--site", "north", "--by-day")
    found = cli.json(*line, "--days", "Mondays, we", "--from", "10 am", "--to", "noon", "--start", "next mon")
    assert (found["slots"][0]["dates"][0], found["slots"][0]["reasons"]) == (
        "2027-03-08T10:00:00-05:00", ["free on all 2 dates", "Blue at North seats 8"],
    )  # fmt: skip
    assert len(found["slots"]) == 8


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--days", "th,someday"), "not weekdays: 'th,someday'"),
        (("--days", ","), "not weekdays: ','"),
        (("--from", "6"), "not a time of day: '6'"),
        (("--to", "17:00"), "60 minutes do not fit between 18:00 and 17:00"),
        (("--seats", "9"), "no room has what is asked for"),
        (("--facilitator", "Kim"), "no facilitator 'Kim'"),
        (("--start", "someday"), "not a date: 'someday'"),
        (("--limit", "0"), "0 slots?"),
    ],
)
def test_what_cannot_be_looked_for_says_why(cli, more, said):
    cli.filled(premises)
    assert cli(*FIND, *more, code=2).err.splitlines()[0] == said


def test_warnings_of_a_new_group_are_told_and_it_is_made(cli):
    cli.filled(premises)
    said = cli(
        "group", "add", "Big", "--start", "2027-03-05 18:00", "--repeat", "once", "--minutes", "60", "--room", "Blue",
        "--expected", "11", "--people-per-specialist", "10", "--facilitator", "Sam Ortega", "--credential", "WRAP",
        "--least-facilitators", "2",
    )  # fmt: skip
    assert said.out.splitlines()[1:] == [
        "look at: Fri 05 Mar 2027 18:00: 0 of 2 facilitators with what this group asks for (WRAP): Sam Ortega has none",
        "look at: Fri 05 Mar 2027 18:00: Blue seats 8, and 11 may come",
        "look at: Fri 05 Mar 2027 18:00: 11 people are expected for 0 specialists; the payer allows 10 for each",
    ]
