import pytest


def test_sites_and_rooms(cli):
    north = cli.json("site", "add", "North", "--address", "1 Main St")["id"]
    blue = cli.json("room", "add", "North", "Blue", "--capacity", "8")["id"]
    assert cli.json("site", "list") == [{"id": north, "name": "North", "address": "1 Main St"}]
    assert cli.json("room", "list") == [{"id": blue, "site": "North", "name": "Blue", "capacity": 8}]
    assert cli.json("site", "edit", "north", "--name", "North House") == {"id": north}
    assert cli.json("room", "edit", "North House/Blue", "--capacity", "9") == {"id": blue}
    assert cli("room", "list").out.splitlines()[2] == f"{blue[:8]}  North House  Blue      9"
    assert cli("site", "list").out.splitlines()[2] == f"{north[:8]}  North House  1 Main St"
    assert cli("site", "add", "South").out.startswith("Added South (id ")
    assert cli("site", "edit", "South", "--address", "2 Main St").out.startswith("Changed (id ")


def test_staff_are_named_to_their_own_team(cli):
    sam = cli.json("staff", "add", "Sam Ortega", "--credential", "CPRS=2027-05-31", "--credential", "first aid")["id"]
    shape = {
        "id": sam,
        "name": "Sam Ortega",
        "public_name": False,
        "credentials": [{"name": "CPRS", "expires_on": "2027-05-31"}, {"name": "first aid", "expires_on": None}],
    }
    assert cli.json("staff", "list") == [shape]
    cli("staff", "edit", "Sam Ortega", "--public-name", "--credential", "CPRS=31 may 2029")
    shape["credentials"][0]["expires_on"] = "2029-05-31"
    assert cli.json("staff", "list") == [shape | {"public_name": True}]
    assert "Sam Ortega  CPRS until 2029-05-31, first aid" in cli("staff", "list").out


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
        (("staff", "add", "Sam", "--credential", "=2027-05-31"), "a credential needs a name"),
        (("staff", "add", "Sam", "--credential", "CPRS=2027-05-32"), "May 2027 has no day 32"),
        (("staff", "edit", "Sam", "--name", "x"), "no facilitator 'Sam'"),
    ],
)
def test_what_cannot_be_kept_says_why(cli, line, said):
    cli("site", "add", "North")
    assert cli(*line, code=2).err.splitlines()[0] == said
    assert (len(cli.json("site", "list")), cli.json("room", "list"), cli.json("staff", "list")) == (1, [], [])
