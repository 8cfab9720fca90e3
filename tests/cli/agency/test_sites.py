import pytest


def test_sites_and_rooms(cli):
    north = cli.json("site", "add", "North", "--address", "1 Main St")["id"]
    blue = cli.json("room", "add", "North", "Blue", "--capacity", "8")["id"]
    assert cli.json("site", "list") == [{"id": north, "name": "North", "address": "1 Main St", "travel": []}]
    assert cli.json("room", "list") == [{"id": blue, "site": "North", "name": "Blue", "capacity": 8, "features": []}]
    assert cli.json("site", "edit", "north", "--name", "North House") == {"id": north}
    assert cli.json("room", "edit", "North House/Blue", "--capacity", "9") == {"id": blue}
    assert cli("room", "list").out.splitlines()[2] == f"{blue[:8]}  North House  Blue      9"
    assert cli("site", "list").out.splitlines()[2] == f"{north[:8]}  North House  1 Main St"
    assert cli("site", "add", "South").out.startswith("Added South (id ")
    assert cli("site", "edit", "South", "--address", "2 Main St").out.startswith("Changed (id ")


def test_what_rooms_have_and_how_far_sites_are(cli):
    north, south = (cli.json("site", "add", name)["id"] for name in ("North", "South"))
    cli("room", "add", "North", "Blue", "--feature", "Step-free", "--feature", " piano ", "--feature", "step-free")
    assert cli.json("room", "list")[0]["features"] == ["piano", "Step-free"]
    assert "piano, Step-free" in cli("room", "list").out
    cli("room", "edit", "Blue", "--capacity", "9")
    cli("room", "edit", "Blue", "--feature", "screen")
    assert cli.json("room", "list")[0]["features"] == ["screen"]
    cli("room", "edit", "Blue", "--no-features")
    assert cli.json("room", "list")[0]["features"] == []
    assert cli("site", "travel", "South", "North", "25").out == "Between South and North: 25 minutes.\n"
    assert cli.json("site", "travel", "north", "south", "30") == {"site": north, "other": south, "minutes": 30}
    assert [each["travel"] for each in cli.json("site", "list")] == [
        [{"site": south, "minutes": 30}],
        [{"site": north, "minutes": 30}],
    ]
    assert "30 min to South" in cli("site", "list").out
    assert cli("site", "travel", "North", "South", "0").out == "Between North and South: not known.\n"
    assert [each["travel"] for each in cli.json("site", "list")] == [[], []]


@pytest.mark.parametrize("noun", ["site", "room", "staff"])
def test_empty_lists_say_what_to_do(cli, noun):
    assert f"facilitator {noun} add" in cli(noun, "list").out
    assert cli.json(noun, "list") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("site", "add", " "), "the site needs a name"),
        (("site", "add", "NORTH"), "there is a site called 'NORTH' already"),
        (("site", "edit", "North"), "nothing to change was named"),
        (("site", "edit", "West", "--name", "x"), "no site 'West'"),
        (("room", "add", "West", "Blue"), "no site 'West'"),
        (("room", "add", "North", "Blue", "--capacity", "0"), "a room for 0 people?"),
        (("site", "travel", "North", "North", "5"), "that is the same site twice"),
        (("site", "travel", "North", "West", "5"), "no site 'West'"),
        (("site", "travel", "North", "West", "721"), "721 minutes between two sites?"),
        (("site", "travel", "North", "West", "--", "-1"), "-1 minutes between two sites?"),
        (("staff", "add", "Sam", "--credential", "=2027-05-31"), "a credential needs a name"),
        (("staff", "add", "Sam", "--credential", "CPRS=2027-05-32"), "May 2027 has no day 32"),
        (("staff", "edit", "Sam", "--name", "x"), "no facilitator 'Sam'"),
    ],
)
def test_what_cannot_be_kept_says_why(cli, line, said):
    cli("site", "add", "North")
    assert cli(*line, code=2).err.splitlines()[0] == said
    assert (len(cli.json("site", "list")), cli.json("room", "list"), cli.json("staff", "list")) == (1, [], [])
