import json

import pytest


@pytest.fixture
def harbor(cli):
    cli("site", "add", "North", "--address", "12 Main St")
    cli("room", "add", "North", "Blue")
    cli("staff", "add", "Marisol", "--public-name")
    start = ("--repeat", "every thursday, 4 times", "--minutes", 60)
    cli("group", "add", "Steady", "--program", "Peer", "--start", "2027-03-04 18:30", *start, "--room", "Blue",
        "--facilitator", "Marisol", "--public")  # fmt: skip
    cli("group", "add", "Inner", "--program", "Peer", "--start", "2027-03-04 12:00", *start)
    return cli


def test_a_feed_is_seen_before_it_is_added_and_nothing_leaves_with_it(harbor):
    seen = harbor.json("calendar", "feed", "add", "--preview")
    assert (seen["preview"], seen["clashes"], seen["changes"][0]["before"]) == (True, [], None)
    assert harbor.json("calendar", "feed", "list") == []
    added = harbor.json("calendar", "feed", "add")
    assert added | {"id": ""} == seen["changes"][0]["after"] | {"targets": ["home"]}
    assert (added["kind"], added["audience"], added["sessions"], added["token"]) == ("all", "public", 4, None)
    assert added["address"] == "harbor-street.ics"
    assert not harbor.home.published.exists()


def test_a_protected_program_is_neutral_unless_somebody_says_otherwise(harbor):
    added = harbor.json("calendar", "feed", "add")
    assert (added["titles"], added["next"][0]["title"]) == ("neutral", "Thursday group")
    assert added["fields"] == ["place", "address", "language", "access"]
    group = harbor.json("calendar", "feed", "add", "--group", "Steady")
    assert "Steady" not in json.dumps(group)
    shown = ("--show", "facilitators", "--show", "map", "--hide", "place")
    told = harbor.json("calendar", "feed", "add", "All", "--titles", "title", *shown)
    assert (told["next"][0]["title"], told["next"][0]["description"]) == ("Steady", "Led by: Marisol")
    assert told["fields"] == ["address", "map", "language", "access", "facilitators"]


@pytest.mark.parametrize(
    ("options", "sessions"),
    [
        (("--site", "North"), 4),
        (("--room", "Blue"), 4),
        (("--group", "Inner"), 0),
        (("--program", "Peer"), 4),
        (("--language", "es"), 0),
        (("--team",), 8),
        (("--facilitator", "Marisol"), 4),
    ],
)
def test_which_sessions_a_feed_is_about(harbor, options, sessions):
    added = harbor.json("calendar", "feed", "add", *options)
    private = options[0] in ("--team", "--facilitator")
    assert (added["kind"], added["sessions"]) == (options[0][2:], sessions)
    assert (added["token"] is not None, added["address"] is None) == (private, private)
    assert "Marisol" not in added["name"]


def test_the_secret_is_shown_once_and_changed(harbor):
    first = harbor.json("calendar", "feed", "add", "--team")
    second = harbor.json("calendar", "feed", "token", "Team")["token"]
    assert len(first["token"]) == len(second) == 32
    assert first["token"] != second
    for said in (harbor("calendar", "feed", "list"), harbor("calendar", "feed", "show", "Team", "--json")):
        assert first["token"] not in said.out
        assert second not in said.out
    harbor("calendar", "feed", "add")
    assert "has no secret address" in harbor("calendar", "feed", "token", "Harbor Street", code=1).err


def test_a_feed_ends_and_its_name_is_free(harbor):
    harbor("calendar", "feed", "add", "North", "--site", "North")
    assert "already" in harbor("calendar", "feed", "add", "north", code=2).err
    assert harbor.json("calendar", "feed", "end", "North", "--preview")["changes"][0]["before"] == "north.ics"
    harbor("calendar", "feed", "end", "North")
    assert harbor.json("calendar", "feed", "list") == []
    assert "no feed" in harbor("calendar", "feed", "show", "North", code=2).err
    harbor("calendar", "feed", "add", "North", "--site", "North")


def test_what_is_shown_is_said_in_words(harbor):
    said = harbor("calendar", "feed", "add", "All", "--titles", "title").out.splitlines()
    assert said == [
        "Added All, 4 sessions",
        "It shows:",
        "  each session as the group's title",
        "  room and site",
        "  the site's address",
        "  the language",
        "  access and the way there",
        *(
            line
            for day in ("4", "11", "18")
            for line in (f"  Next: Thu {day} Mar 2027, 6:30 pm, Steady", "        Blue, North, 12 Main St")
        ),
    ]
    assert "All" in harbor("calendar", "feed", "list").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--site", "North", "--team"), "are two feeds"),
        (("--show", "room-notes"), "may not show room-notes"),
        (("--show", "marks"), "no field of a feed"),
        (("--team", "--folder", "."), "a private feed cannot go"),
        (("--folder", "/nowhere/at/all"), "there is no folder"),
        (("--site", "West"), "no site"),
    ],
)
def test_what_cannot_be_a_feed_is_refused(harbor, options, words):
    assert words in harbor("calendar", "feed", "add", *options, code=2).err


def test_what_a_feed_shows_is_changed_after_it_was_seen(harbor):
    harbor("calendar", "feed", "add", "All")
    line = ("calendar", "feed", "change", "All", "--titles", "title", "--show", "facilitators", "--hide", "address")
    seen = harbor.json(*line, "--preview")["changes"][0]
    assert (seen["before"]["titles"], seen["after"]["titles"]) == ("neutral", "title")
    assert harbor.json("calendar", "feed", "list")[0]["titles"] == "neutral"
    said = harbor(*line).out
    assert "All is changed" in said
    assert "Led by: Marisol" in said
    shown = harbor.json("calendar", "feed", "show", "All")
    assert (shown["address"], shown["fields"]) == ("all.ics", ["place", "language", "access", "facilitators"])
    assert "shows that already" in harbor(*line, code=1).err
    assert "may not show room-notes" in harbor("calendar", "feed", "change", "All", "--show", "room-notes", code=2).err
