"""Where things stand in a table, for any width and any text."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.tui.kit.parts.table_layout import GAP, Column, fit, lay_out, rest_words, row_text

COLUMNS = (
    Column("Title", least=8, fills=True),
    Column("Next"),
    Column("Seats", right=True),
    Column("Room", least=6, most=14, leaves=1),
    Column("State", leaves=2),
)
ROWS = (
    ("Eight steady steps: People in my corner", "Thu 04 Mar  18:30", "9", "Blue room", "planned"),
    ("Lunch", "Fri 05 Mar  12:00", "120", "Large hall on the second floor", "held"),
)


def _lines(width: int) -> list[str]:
    widths = lay_out(COLUMNS, ROWS, width)
    return [row_text(row, COLUMNS, widths) for row in ([column.title for column in COLUMNS], *ROWS)]


def test_the_title_takes_what_is_left_and_numbers_are_flush_right() -> None:
    """As it stands in a panel of 80 columns."""
    assert _lines(76) == [
        "Title                      Next               Seats  Room            State  ",
        "Eight steady steps: Peop…  Thu 04 Mar  18:30      9  Blue room       planned",
        "Lunch                      Fri 05 Mar  12:00    120  Large hall on…  held   ",
    ]


def test_a_column_leaves_before_a_title_is_cut_to_nothing() -> None:
    """First the state, then the room; time and number stay whole."""
    wide = lay_out(COLUMNS, ROWS, 60)
    assert [bool(each) for each in lay_out(COLUMNS, ROWS, 46)] == [True, True, True, True, False]
    assert [bool(each) for each in lay_out(COLUMNS, ROWS, 36)] == [True, True, True, False, False]
    assert wide[1:3] == lay_out(COLUMNS, ROWS, 36)[1:3] == (17, 5)


@given(
    st.lists(st.tuples(*[st.text(max_size=50)] * 5), min_size=1, max_size=6),
    st.integers(min_value=36, max_value=200),
)
def test_no_two_rows_differ_in_where_a_thing_stands(rows: list[tuple[str, ...]], width: int) -> None:
    """Whatever stands in the cells, every line is exactly as wide as it may be, or as its least."""
    widths = lay_out(COLUMNS, rows, width)
    kept = [wide for wide in widths if wide]
    whole = sum(kept) + GAP * (len(kept) - 1)
    assert whole >= width
    assert {cell_len(row_text(row, COLUMNS, widths)) for row in rows} == {whole}


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs", "Mn", "Me"))), st.integers(1, 40))
def test_cut_text_says_so(text: str, width: int) -> None:
    """It is as wide as was asked; what was cut ends in an ellipsis, and what fits is not touched."""
    shown = fit(text, width)
    assert cell_len(shown) == width
    if cell_len(text) <= width:
        assert shown.startswith(text)
    else:
        assert shown.rstrip().endswith("…")


def test_wide_letters_are_cut_whole() -> None:
    """Half of a wide letter is a blank."""
    assert fit("山田太郎", 6) == "山田… "
    assert fit("7", 3, right=True) == "  7"


def test_the_lower_border_says_whether_a_list_goes_on() -> None:
    """More below, all of it, or the end of a long one."""
    assert rest_words(5, 3, 8) == "3 more below"
    assert rest_words(8, 0, 8) == "all 8 shown"
    assert rest_words(5, 0, 8) == "the last of 8"
    assert rest_words(0, 0, 0) == ""
