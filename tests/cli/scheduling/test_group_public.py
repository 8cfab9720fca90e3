"""The options by which a group says what the public may read of it."""

import pytest

ADD = ("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times",
       "--minutes", "60")  # fmt: skip
TOLD = {
    "language": "es",
    "access": "step-free",
    "description": "Come as you are.",
    "link": "https://meet.example.org/a",
}
OPTIONS = [word for part, text in TOLD.items() for word in (f"--{part}", text)]


@pytest.fixture
def steady(cli):
    return cli.filled(lambda cli: cli(*ADD, "--public", *OPTIONS))


def told(cli):
    shown = cli.json("group", "show", "Steady")
    return {part: shown[part] for part in TOLD}


def test_what_a_group_tells_is_said_when_it_is_added_and_shown_in_words_and_as_json(steady):
    assert told(steady) == TOLD
    said = steady("group", "show", "Steady").out.splitlines()
    assert "on the public schedule: yes" in said
    assert {f"{part}: {text}" for part, text in TOLD.items()} < set(said)


def test_it_is_changed_seen_first_cleared_and_taken_back(steady):
    line = ("group", "change", "Steady", "--language", "en", "--access", "")
    assert steady.json(*line, "--preview")["fields"] == ["language", "access"]
    assert told(steady) == TOLD
    steady(*line)
    assert told(steady) == TOLD | {"language": "en", "access": ""}
    assert "access:" not in steady("group", "show", "Steady").out
    steady("undo", "--yes")
    assert told(steady) == TOLD


def test_what_cannot_be_told_is_said_and_nothing_changes(steady):
    for line in (("change", "Steady", "--link", "our room", "--language", "en"), (*ADD[1:], "--link", "x")):
        said = steady("group", *line, code=2)
        assert "no link that an app can open" in said.err
    assert told(steady) == TOLD
    refused = steady("group", "change", "Steady", "--language", "en", "--from-session", "2027-03-11", code=2)
    assert "language belongs to the whole group" in refused.err


def test_a_feed_tells_what_its_list_allows_and_the_link_only_where_it_is_asked_for(steady):
    steady("group", "change", "Steady", "--mode", "hybrid")
    seen = {}
    for name, more in (("Plain", ()), ("All", ("--show", "join", "--show", "about")), ("Bare", ("--hide", "language"))):
        seen[name] = steady.json("calendar", "feed", "add", name, *more, "--preview")["changes"][0]["after"]["next"][0]
    assert seen["Plain"]["description"] == "Language: Español\nAccess: step-free\nJoin online: ask us how"
    assert seen["All"]["description"].splitlines() == [
        "Come as you are.", "Language: Español", "Access: step-free", "Join online: https://meet.example.org/a",
    ]  # fmt: skip
    assert "Español" not in seen["Bare"]["description"]


def test_the_next_cycle_tells_the_same(steady):
    made = steady.json("group", "next", "Steady", "--start", "2027-05-06 18:30")
    shown = steady.json("group", "show", made["id"])
    assert {part: shown[part] for part in TOLD} == TOLD
