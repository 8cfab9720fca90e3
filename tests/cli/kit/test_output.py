import json

from facilitator.cli.kit.output import print_json, print_table


def test_a_table_is_as_wide_as_it_needs_and_numbers_stand_to_the_right(capsys):
    print_table(("who", "n", "note"), [("Zoë", 7, None), ("Bo", 120, "late"), ("🌊", None, "")])
    assert capsys.readouterr().out.splitlines() == [
        "who    n  note",
        "---  ---  ----",
        "Zoë    7",
        "Bo   120  late",
        "🌊",
    ]


def test_a_name_cannot_move_the_cursor(capsys):
    print_table(("name",), [("a\x1b[2J\nb\x9bc",)])
    assert capsys.readouterr().out.splitlines()[2] == "a [2J b c"


def test_an_empty_table_says_what_to_do(capsys):
    print_table(("name",), [], empty="No groups yet.")
    assert capsys.readouterr().out == "No groups yet.\n"


def test_json_is_one_value_with_letters_as_they_are(capsys):
    print_json({"name": "Zoë", "n": None})
    said = capsys.readouterr().out
    assert json.loads(said) == {"name": "Zoë", "n": None}
    assert "Zoë" in said
