def test_a_slot_is_seen_first_filled_listed_and_taken_back(cli):
    cli("site", "add", "Hall")
    line = ("slot", "set", "on-call", "540-555-0142, till ten", "--site", "Hall", "--source", "desk")
    seen = cli.json(*line, "--preview")
    kept = {
        "name": "on-call", "site": "Hall", "language": "en", "text": "540-555-0142, till ten", "source": "desk",
        "checked_on": "2027-03-01",
    }  # fmt: skip
    assert seen == {
        "preview": True,
        "changes": [{"what": "slot", "object": "on-call", "before": None, "after": {"id": "", **kept}}],
        "clashes": [],
    }
    assert cli(*line, "--preview").out.endswith("(a preview: nothing was written)\n")
    assert cli.json("slot", "list")[0]["text"] is None
    assert cli(*line).out == "On-call number, Hall, en: 540-555-0142, till ten\n"
    filled, *blank = cli.json("slot", "list")
    assert filled == {"id": filled["id"], **kept}
    assert [each["name"] for each in blank] == ["warmline", "address", "emergency-room", "naloxone", "limits-protected"]
    assert blank[0] == {**dict.fromkeys(filled), "name": "warmline"}
    cli(*line, code=1)
    changed = cli.json("slot", "set", "on-call", "988", "--site", "Hall", "--checked", "2027-02-01")
    assert (changed["id"], changed["text"], changed["source"]) == (filled["id"], "988", "")
    cli("undo")
    assert cli.json("slot", "list")[0] == filled
    assert cli("slot", "clear", "on-call", "--site", "Hall").out == "On-call number, Hall, en: blank\n"
    assert cli.json("slot", "list")[0]["name"] == "on-call"
    assert cli.json("slot", "list")[0]["text"] is None


def test_a_list_tells_what_is_blank_and_what_belongs_there(cli):
    cli("slot", "set", "naloxone", "at the desk")
    told = cli("slot", "list")
    rows = [line.split() for line in told.out.splitlines()]
    assert rows[2][:6] == ["naloxone", "everywhere", "en", "at", "the", "desk"]
    assert ["on-call", "everywhere", "BLANK"] in rows
    assert "on-call: Whom a facilitator calls during a group, with the number." in told.err


def test_what_is_of_no_use_is_refused(cli):
    assert "no number in it" in cli("slot", "set", "on-call", "ask Dana", code=2).err
    cli("slot", "set", "doctor", "988", code=2)
    cli("slot", "set", "on-call", "988", "--site", "Nowhere", code=2)
    cli("slot", "set", "on-call", "988", "--checked", "2027-03-02", code=2)
    cli("slot", "clear", "on-call", code=2)
