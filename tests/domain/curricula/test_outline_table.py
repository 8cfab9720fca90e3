"""Tables of outlines: which column holds what, with heads and without."""

import pytest

from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.domain.curricula.outline_minutes import Timed
from facilitator.domain.curricula.outline_table import RowKind, lengths_by_the_clock, read_table, says_when_it_ends


def rows(*lines):
    cells = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    read = read_table([OutlineLine(LineKind.ROW, " | ".join(each), 0, each) for each in cells])
    return read and [(row.kind.value, row.timed.title, row.timed.minutes, row.more) for row in read]


@pytest.mark.parametrize(
    "lines",
    [
        ("Tea|10", "Talk|20"),
        ("10 min|Tea", "20 min|Talk"),
        ("Time|What", "10|Tea", "20|Talk"),
        ("#|Activity|Min", "1|Tea|10", "2|Talk|20"),
        ("1|Tea|10", "2|Talk|20"),
        ("Time|Duration|Activity", "00:00|10 min|Tea", "00:10|20 min|Talk"),
        ("When|What", "9:00 - 9:10|Tea", "9:10 - 9:30|Talk"),
        ("Start|End|Item", "9:00|9:10|Tea", "9:10|9:30|Talk"),
        ("Length|Topic", "0:10|Tea", "0:20|Talk"),
        ("9.00-9.10|Tea", "9.10-9.30|Talk"),
        ("**Minutes**|**Activity**", "**10**|Tea", "**20**|Talk"),
    ],
)
def test_many_tables_of_the_same(lines):
    assert rows(*lines) == [("item", "Tea", 10, ()), ("item", "Talk", 20, ())]


def test_the_clock_goes_on_to_the_end_which_is_no_item():
    assert rows("Time|Activity", "9:00|Tea", "9:10|Talk", "9:30|End") == [
        ("item", "Tea", 10, ()), ("item", "Talk", 20, ()), ("end", "End", None, ()),
    ]  # fmt: skip


def test_other_cells_keep_the_name_of_their_column_and_dashes_say_nothing():
    assert rows("Time|Activity|Who|Room", "10|Tea|Rosa|-", "20|Talk||Blue") == [
        ("item", "Tea", 10, (("Who", "Rosa"),)),
        ("item", "Talk", 20, (("Room", "Blue"),)),
    ]


def test_a_total_is_no_item_and_a_table_without_minutes_is_none():
    assert rows("Tea|10", "Total|10")[-1] == ("length", "Total", 10, ())
    assert rows("Field|Details", "Duration|110 minutes", "Place|Blue room") is None
    assert rows("Tea|Talk", "Cups|Pots") is None
    assert rows("Time|What", "10|Tea", "later|Talk")[-1][0] == RowKind.WORDS


def test_a_row_with_one_cell_alone_is_no_head_and_no_item():
    assert rows("Evening||", "Time|What|Who", "10|Tea|Rosa", "Part two||", "20|Talk|all", "Total: 30 min||") == [
        ("words", "", None, ()),
        ("item", "Tea", 10, (("Who", "Rosa"),)),
        ("words", "", None, ()),
        ("item", "Talk", 20, (("Who", "all"),)),
        ("length", "", 30, ()),
    ]


def test_lines_by_the_clock():
    lines = [Timed("Tea", starts=540), Timed("Talk", starts=550), Timed("Close", starts=570)]
    assert lengths_by_the_clock(lines) == [10, 20, None]
    assert lengths_by_the_clock(lines, 45) == [10, 20, 15]
    assert says_when_it_ends(Timed("End", starts=600))
    assert not says_when_it_ends(Timed("End", 5, 5))
