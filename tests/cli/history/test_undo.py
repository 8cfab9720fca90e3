import pytest

ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times", "--minutes", "60")


def fill(cli):
    cli("group", "add", "Steady", *ADD)
    cli("session", "move", "Steady@2027-03-04", "2027-03-05 19:00")


@pytest.fixture
def steady(cli):
    return cli.filled(fill)


def start(cli):
    return cli.json("session", "list", "--to", "2027-03-06")[0]["start"][:16]


def test_a_change_is_seen_taken_back_and_done_again(steady):
    line = "Steady on Thu 4 Mar 2027, 6:30 pm: moved to Fri 5 Mar 2027, 7:00 pm"
    assert steady("undo", "--preview").out == f"Would be undone: {line}\n"
    assert start(steady) == "2027-03-05T19:00"
    assert steady("undo", "--dry-run").out == f"Would be undone: {line}\n"
    assert steady("undo").out == f"Undone: {line}\n"
    assert start(steady) == "2027-03-04T18:30"
    assert steady("undo", "--redo").out == f"Done again: {line}\n"
    assert start(steady) == "2027-03-05T19:00"


def test_the_list_says_what_was_undone(steady):
    done = steady.json("undo")
    kept = steady.json("undo", "--list")
    assert [(each["action"], each["undone"]) for each in kept] == [
        ("undo", False),
        ("session.move", True),
        ("group.add", False),
    ]
    assert (done["action"], done["object"]) == ("session.move", kept[1]["object"])
    assert steady("undo", "--list").out.splitlines()[3].endswith("undone")


def test_no_edit_yet(cli):
    assert cli("undo", code=1).err.splitlines()[0] == "there is nothing to undo"
    assert cli("undo", "--list").out == "No edit yet.\n"
