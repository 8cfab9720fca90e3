import json
import sys

import pytest

from facilitator.cli.kit.output import print_json, print_json_rows, print_table, print_words, table_lines


def test_a_table_is_as_wide_as_it_needs_and_numbers_stand_to_the_right(capsys):
    print_table(("who", "n", "note"), [("Zoë", 7, None), ("Bo", 120, "late"), ("🌊", None, "")])
    assert capsys.readouterr().out.splitlines() == [
        "who    n  note",
        "---  ---  ----",
        "Zoë    7",
        "Bo   120  late",
        "🌊",
    ]


def test_in_less_room_the_widest_columns_are_wrapped_between_words(capsys):
    rows = [("3f2a91bc", "Thursday steps in the blue room", 7, "late, for the bus was late")]
    assert list(table_lines(("id", "title", "n", "note"), rows, 40)) == [
        "id        title         n  note",
        "--------  ------------  -  -------------",
        "3f2a91bc  Thursday      7  late, for the",
        "          steps in the     bus was late",
        "          blue room",
    ]
    # where the words alone need more, each row stands by itself
    narrow = table_lines(("id", "words", "n"), [("3f2a91bc", "late buses today", 7), ("3f2a91bd", "", 8)], 17)
    assert list(narrow) == [
        "id     3f2a91bc",
        "words  late buses",
        "       today",
        "n      7",
        "",
        "id     3f2a91bd",
        "words",
        "n      8",
    ]
    # a word is never broken, and what is no terminal has all of a row on one line
    assert list(table_lines(("id",), [("3f2a91bc",)], 4))[-1] == "3f2a91bc"
    print_table(("id", "title", "n", "note"), rows)
    assert capsys.readouterr().out.splitlines()[2].endswith("late, for the bus was late")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_sentence_is_wrapped_on_a_terminal_alone(capsys, monkeypatch, terminal):
    monkeypatch.setenv("COLUMNS", "12")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    print_words("late, for the bus was late")
    print_table(("note",), [("late, for the bus",)])
    said = capsys.readouterr().out.splitlines()
    assert said[0] == ("late, for" if terminal else "late, for the bus was late")
    assert said[-1] == ("the bus" if terminal else "late, for the bus")


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


@pytest.mark.parametrize("number", [0, 1, 500, 501, 1200])
def test_a_list_is_one_value_written_as_its_rows_come(capsys, number):
    print_json_rows({"n": each, "name": "Zoë"} for each in range(number))
    said = capsys.readouterr().out
    assert json.loads(said) == [{"n": each, "name": "Zoë"} for each in range(number)]
    assert said.count("\n") == (number + 2 if number else 1)


def test_what_came_is_out_before_what_fails(capsys):
    def rows():
        yield from range(500)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        print_json_rows(rows())
    assert capsys.readouterr().out.endswith("\n499")
