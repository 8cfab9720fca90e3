import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput
from facilitator.formats.csv_write import write_csv
from facilitator.formats.people.roster_csv import LONGEST_NAME, RosterRow, RowProblem, read_roster


def read(text, encoding="utf-8"):
    return read_roster(text.encode(encoding), name="people.csv")


def test_rows_know_their_line_and_empty_lines_are_passed_over():
    done = read('name,alias,phone,email\nAna Bell,Annie,(804) 555-0100,ana@example.org\n\n"Bo\nCole",,,\n ,,,\nCy,,,\n')
    assert done.rows == (
        RosterRow(2, "Ana Bell", "Annie", "(804) 555-0100", "ana@example.org"),
        RosterRow(4, "Bo Cole", "", "", ""),
        RosterRow(7, "Cy", "", "", ""),
    )
    assert (done.problems, done.ignored_columns) == ((), ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name;alias\nJosé;Pepe\n", "utf-8"),
        ("name\talias\r\nJosé\tPepe\r\n", "utf-8-sig"),
        ("NAME , Goes By\rJosé,Pepe", "utf-16"),
        ("\n\n first name,Last Name,nickname\nJosé,,Pepe\n", "utf-8"),
        (";;\nname;alias\nJosé;Pepe\n", "utf-8"),
        ("name,alias\nJose\u0301,'Pepe\n", "utf-8"),
    ],
)
def test_files_as_spreadsheets_save_them(text, encoding):
    (row,) = read(text, encoding).rows
    assert (row.name, row.alias.strip("'")) == ("José", "Pepe")


def test_first_and_last_names_are_put_together_and_other_columns_left_alone():
    done = read("Last,First,MRN,,Name of dog\nBell,Ana,1,2,3\n,Bo,,,\n")
    assert [row.name for row in done.rows] == ["Ana Bell", "Bo"]
    assert done.ignored_columns == ("MRN", "column 4", "Name of dog")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (",Annie,,", "the name is missing"),
        ("A" * (LONGEST_NAME + 1) + ",,,", "a name or alias has more than 80 characters"),
        ("Zanzibar,,,nowhere", "the email is not an address such as name@example.org"),
        (
            "Zanzibar,,call me,",
            "the phone is not a number of at least 3 digits; blanks and ( ) . - / + x may stand between",
        ),
        ("Zanzibar,,,,more", "5 cells where the first line has 4; is a comma not in quotes?"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_never_repeated(cells, message):
    done = read(f"name,alias,phone,email\nAna,,,\n{cells}\n")
    assert done.problems == (RowProblem(3, message),)
    assert [row.name for row in done.rows] == ["Ana"]
    assert "Zanzibar" not in str(done.problems)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"name\nAna\nJos\xe9\n", "people.csv:3: this is not UTF-8 text"),
        (b"name\nAna\x00\n", "people.csv:2: a zero byte; this is not a CSV file"),
        (b"alias\nAna\n", "people.csv:1: no column is called name"),
        (b"", "people.csv:1: no column is called name"),
        (b'name\n"Ana\nBo\n', "people.csv:2: unexpected end of data"),
        (b"name\n" + b"A" * 200_000 + b"\n", "people.csv:2: field larger than field limit (131072)"),
        (b"name\n" + b"a\n" * 50_001, "people.csv has more than 50000 rows"),
        (b" " * 10_000_001, "people.csv is larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data, title):
    with pytest.raises(BadInput) as refused:
        read_roster(data, name="people.csv")
    assert refused.value.title == title


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), max_size=8))
def test_a_roster_that_we_wrote_reads_back_the_same(texts):
    names = [name for text in ("=1", "'=1", "-Ana", *texts) if (name := tidy(text))]
    done = read(write_csv(("name", "alias"), [(name, name) for name in names]))
    assert [(row.name, row.alias) for row in done.rows] == [(name, name) for name in names]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        done = read_roster(b"name\n" + data, name="people.csv")
    except BadInput:
        return
    assert all(row.name for row in done.rows)
