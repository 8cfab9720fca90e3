def test_staff_are_named_to_their_own_team(cli):
    sam = cli.json("staff", "add", "Sam Ortega", "--credential", "CPRS=2027-05-31", "--credential", "first aid")["id"]
    shape = {
        "id": sam,
        "name": "Sam Ortega",
        "public_name": False,
        "credentials": [{"name": "CPRS", "expires_on": "2027-05-31"}, {"name": "first aid", "expires_on": None}],
        "away": [],
    }
    assert cli.json("staff", "list") == [shape]
    cli("staff", "edit", "Sam Ortega", "--public-name", "--credential", "CPRS=31 may 2029")
    shape["credentials"][0]["expires_on"] = "2029-05-31"
    assert cli.json("staff", "list") == [shape | {"public_name": True}]
    assert "Sam Ortega  CPRS until 2029-05-31, first aid" in cli("staff", "list").out
