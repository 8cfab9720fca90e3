"""What an act would change, as lines."""

from facilitator.tui.kit.parts.change_preview import MOST_CLASHES, MOST_LINES, BeforeAfter, change_lines


def test_clashes_come_first_and_arrows_stand_in_one_column() -> None:
    """What is in the way, what is good to know, then before and after."""
    changes = (
        BeforeAfter("Starts", "Thu 4 Mar, 6:30 pm", "Fri 5 Mar, 6:30 pm"),
        BeforeAfter("Room", "", "Blue room"),
        BeforeAfter("Lesson", "Breath", ""),
    )
    assert change_lines(changes, clashes=("Blue room is taken by Choir",), notes=("Jo is away then",)) == (
        "! Blue room is taken by Choir",
        "* Jo is away then",
        "Starts  Thu 4 Mar, 6:30 pm  ->  Fri 5 Mar, 6:30 pm",
        "Room    -                   ->  Blue room",
        "Lesson  Breath              ->  -",
    )


def test_what_is_left_out_is_counted() -> None:
    """A year of changes is not shown in full, and it is said how many more there are."""
    many = [BeforeAfter("", f"{day}", f"{day + 7}") for day in range(MOST_LINES + 3)]
    lines = change_lines(many, clashes=["taken"] * (MOST_CLASHES + 2))
    assert lines[MOST_CLASHES] == "! and 2 more"
    assert lines[-1] == "and 3 more changes"
    assert len(lines) == MOST_CLASHES + 1 + MOST_LINES + 1
