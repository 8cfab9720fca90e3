S = "Steady@2027-03-04"


def test_a_stand_in_is_seen_first_kept_and_taken_back(steady):
    steady("staff", "add", "Lee Novak")
    before = steady.json("session", "show", S)
    seen = steady.json("session", "substitute", S, "--facilitator", "Lee Novak", "--preview")
    assert seen["preview"]
    assert [(each["what"], each["before"], each["after"]) for each in seen["changes"]] == [
        ("facilitators", ["Sam Ortega"], ["Lee Novak"]),
        ("substitutes", [], [{"name": "Lee Novak", "for": "Sam Ortega"}]),
    ]
    assert steady("session", "substitute", S, "--facilitator", "Lee Novak", "--dry-run").out == (
        "Steady, Thu 4 Mar 2027, 6:30 pm: Lee Novak stands in for Sam Ortega; nothing was written\n"
    )
    assert steady.json("session", "show", S) == before
    done = steady.json("session", "substitute", S, "--facilitator", "lee novak")
    assert (done["facilitators"], done["substitutes"]) == (["Lee Novak"], [{"name": "Lee Novak", "for": "Sam Ortega"}])
    assert "led by Lee Novak (stand-in for Sam Ortega)" in steady("session", "show", S).out
    assert "Lee Novak (stand-in for Sam Ortega)" in steady("session", "list", "--to", "2027-03-05").out
    assert "stands in for" in steady("history", S).out
    back = steady("session", "substitute", S, "--facilitator", "Sam Ortega")
    assert back.out == ("Steady, Thu 4 Mar 2027, 6:30 pm: Sam Ortega leads it as before, and Lee Novak does not.\n")
    steady("undo")
    assert steady.json("session", "show", S)["facilitators"] == ["Lee Novak"]


def test_who_has_something_else_then_is_asked_about(steady):
    steady("staff", "add", "Lee Novak")
    choir = ("group", "add", "Choir", "--start", "2027-03-04 18:00", "--repeat", "once", "--minutes", 60)
    steady(*choir, "--facilitator", "Lee Novak")
    line = ("session", "substitute", S, "--facilitator", "Lee Novak")
    refused = steady(*line, code=1)
    assert refused.err == "Lee Novak is busy with Choir (6:00 pm)\nChoose somebody else, or add --force.\n"
    seen = steady.json(*line, "--preview", code=1)
    assert [each["words"] for each in seen["clashes"]] == ["Lee Novak is busy with Choir (6:00 pm)"]
    assert steady.json(*line, "--preview", "--force")["preview"]
    kept = steady(*line, "--force")
    assert kept.err == "kept in spite of: Thu 04 Mar 2027 18:30: Lee Novak is busy with Choir (6:00 pm)\n"
    steady("session", "substitute", S, "--facilitator", "Nobody", code=2)
    steady("session", "substitute", S, "--facilitator", "Sam Ortega", "--for", "Sam Ortega")
