def test_a_person_is_changed_and_seen_first(cli):
    ana = cli.json("person", "add", "Ana Pell", "--phone", "804 555 0100")
    line = ("person", "edit", "Ana Pell", "--alias", "Annie", "--phone", "")
    assert cli.json(*line, "--preview") == {
        "preview": True,
        "changes": [
            {"what": field, "object": ana["id"], "before": None, "after": None} for field in ("alias", "phone")
        ],
        "clashes": [],
    }
    assert cli(*line).out == f"{ana['code']} alias changed.\n{ana['code']} phone changed.\n"
    found = cli.json("person", "show", "annie", "--show-names", "--basis", "within-program")
    assert (found["alias"], found["phone"]) == ("Annie", "")
    assert cli.json("person", "edit", "annie", "--email", "a@example.org") == {
        "id": ana["id"], "code": ana["code"], "name": ana["code"],
    }  # fmt: skip
    assert cli("person", "edit", "annie", code=2).err.startswith("what shall change?")
