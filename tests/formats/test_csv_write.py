import csv
import io
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats.csv_write import guard, unguard, write_csv

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
BLANKS = "\t\r\n\x0b\x0c\x00 \u00a0\u2003\u3000\u200b\u2060\ufeff\u202e"


def opened(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def is_formula(cell):
    """What a spreadsheet may take for a formula: the first sign that shows, in any width, is one of four."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    shown = "".join(c for c in cell if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp"))
    return unicodedata.normalize("NFKC", shown[:1]) in tuple("=+-@")


def test_the_bytes_of_a_file():
    text = write_csv(("name", "held", "rate"), [("Ana, B", 3, 0.5), ('the "second"', None, "=1+1"), ("-2", -2, "")])
    assert text == ('"name","held","rate"\r\n"Ana, B","3","0.5"\r\n"the ""second""","","\'=1+1"\r\n"\'-2","-2",""\r\n')


@pytest.mark.parametrize("before", ["", *BLANKS, "  ", " \t", "\u200b ", "'", "''", "'\t"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_behind_anything_unseen_is_guarded(before, sign):
    cell = f"{before}{sign}cmd|' /C calc'!A0"
    assert guard(cell) == f"'{cell}"
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["", "Ana", "O'Neil", "'tis", "3 = 3", "ana@example.org", "1-2", " Ana", 5, -5, 0.5, None]
)
def test_what_is_no_formula_stays_as_it_is(cell):
    assert guard(cell) == cell


def test_three_thousand_cells_open_as_text_and_come_back():
    dice = random.Random(20270304)
    signs = SIGNS + BLANKS + "'\",;|Aa1é🙂"
    cells = ["".join(dice.choices(signs, k=dice.randint(0, 6))) for _ in range(3000)]
    rows = opened(write_csv(("cell",), [(cell,) for cell in cells]))[1:]
    assert [unguard(row[0]) for row in rows] == cells
    assert not [row for row in rows if is_formula(row[0])]
    assert sum(map(is_formula, cells)) > 1000


@given(st.text())
def test_any_text_opens_as_text_and_comes_back(cell):
    (row,) = opened(write_csv(("cell",), [(cell,)]))[1:]
    assert not is_formula(row[0])
    assert unguard(row[0]) == cell
