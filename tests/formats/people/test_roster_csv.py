from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.people.roster import RosterRow, RowProblem
from facilitator.domain.people.same_person import plain_name
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput
from facilitator.formats.csv_write import write_csv
from facilitator.formats.people.roster_csv import ColumnUnknown, RosterRead, read_roster
from facilitator.formats.people.roster_rows import LONGEST_NAME

CASES = Path(__file__).parent / "cases"


def read(text, encoding="utf-8", **columns):
    return read_roster(text.encode(encoding), name="people.csv", columns=columns)


def row(line, name, alias="", phone="", email="", key="", rest=()):
    return RosterRow(line, name, alias, phone, email, key, rest)


def test_rows_know_their_line_and_empty_lines_are_passed_over():
    done = read('name,alias,phone,email\nAna Bell,Annie,(804) 555-0100,ana@example.org\n\n"Bo\nCole",,,\n ,,,\nCy,,,\n')
    assert done == RosterRead(
        (
            row(2, "Ana Bell", "Annie", "(804) 555-0100", "ana@example.org", "+18045550100"),
            row(4, "Bo Cole"),
            row(7, "Cy"),
        )
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name;alias\nJosé;Pepe\n", "utf-8"),
        ("name\talias\r\nJosé\tPepe\r\n", "utf-8-sig"),
        ("\ufeffname|alias\r\nJosé|Pepe\r\n", "utf-8-sig"),
        ("NAME , Goes By\rJosé,Pepe", "utf-16"),
        ("\n\n first name,Last Name,nickname\nJosé,,Pepe\n", "utf-8"),
        (";;\nname;alias\nJosé;Pepe\n", "utf-8"),
        ("sep=;\nname;alias\nJosé;Pepe\n", "cp1252"),
        ("name,alias\nJose\u0301,'Pepe\n", "utf-8"),
        ('name,alias\n="José","=""Pepe"""\n', "utf-8"),
        ("name;note;alias\nJosé;a, b, c, d;Pepe\n", "utf-8"),
        ("Roster; printed today, by Pat\n\nname,alias\nJosé,Pepe\n", "utf-8"),
    ],
)
def test_files_as_spreadsheets_save_them(text, encoding):
    (only,) = read(text, encoding).rows
    assert (only.name, only.alias.strip("'")) == ("José", "Pepe")


def test_first_and_last_names_are_put_together_and_other_columns_left_alone():
    done = read("Last,First,MRN,,Name of dog,\nBell,Ana,1,2,3,\n,Bo,,,\n")
    assert [(each.name, each.rest) for each in done.rows] == [
        ("Ana Bell", ("1", "2", "3", "")),
        ("Bo", ("", "", "", "")),
    ]
    assert done.ignored_columns == ("MRN", "column 4", "Name of dog")


@pytest.mark.parametrize(
    "text", ["name\nBell, Ana\nCole, Bo\n", 'name\n"Bell, Ana"\nBo Cole\n', "Participants\nBell,Ana,\nBo Cole,,\n"]
)
def test_a_list_with_one_column_has_no_separator(text):
    assert [each.name for each in read(text).rows] == ["Ana Bell", "Bo Cole"]


def test_pages_that_were_printed_below_one_another():
    page = "Harbor Street,,\nName,Phone,\n"
    done = read(f"{page}Ana,,\n\n{page}Bo,,\n")
    assert [each.name for each in done.rows] == ["Ana", "Bo"]
    assert done.passed_over == (
        RowProblem(5, "a title once more, as on another page"),
        RowProblem(6, "the columns once more, as on another page"),
    )


def test_every_line_of_a_list_from_elsewhere_is_told():
    done = read(
        "Harbor Street,,,\nThursday group,,,\n,,,\n#,Client Name,Phone,OK to text\n1,Ana Bell,804-555-0100,TRUE\n"
        "2,,,FALSE\n,,,\n#,Client Name,Phone,OK to text\n3,Bo Cole,12,\n4,,call me,\n,Total: 2,,\n,Page 1 of 1,,\n"
    )
    assert [each.line for each in done.rows] == [5, 9]
    assert done.titles == (1, 2)
    assert [each.line for each in done.passed_over] == [6, 8, 11, 12]
    assert [each.line for each in done.problems] == [10, 10]
    assert done.warnings == (RowProblem(9, "the phone does not look like a number; it is kept as typed"),)
    assert done.ignored_columns == ("#", "OK to text")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (",Annie,,", "the name is missing"),
        ("A" * (LONGEST_NAME + 1) + ",,,", "a name or alias has more than 80 characters"),
        ("Zanzibar,,,nowhere", "the email is not an address such as name@example.org"),
        ("Zanzibar,,call me,", "the phone has no digits"),
        ("Zanzibar,,,,more", "5 cells where the line of the columns has 4; is a comma not in quotes?"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_never_repeated(cells, message):
    done = read(f"name,alias,phone,email\nAna,,,\n{cells}\n")
    assert done.problems == (RowProblem(3, message),)
    assert [each.name for each in done.rows] == ["Ana"]
    assert "Zanzibar" not in str(done.problems)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"PK\x03\x04", "people.csv is a workbook, not a CSV file"),
        (b"name\nAna\x00\n", "people.csv:2: a zero byte; this is not a CSV file"),
        (b"alias\nAna\n", "people.csv:1: no column is called name; the columns are: 'alias'"),
        (b"Kunde,Tel\nAna,1\n", "people.csv:1: no column is called name; the columns are: 'Kunde', 'Tel'"),
        (b"", "people.csv: the file is empty"),
        (b"Ana B.,804-555-0100\nBo C.,\n", "people.csv:1: no line names the columns"),
        (b"Ana B.\nBo C.\n", "people.csv:1: no line names the columns"),
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


def test_which_column_holds_the_names_is_asked_and_an_answer_is_taken():
    text = "Kunde;Freund\nAna;Bo\n"
    with pytest.raises(ColumnUnknown) as asked:
        read(text)
    assert (asked.value.field, asked.value.columns) == ("name", ("Kunde", "Freund"))
    assert asked.value.hint == (
        "Say which one is the name: --column name='Kunde'. Where no line names the columns, "
        "put one above: name,alias,phone,email"
    )
    assert [(each.name, each.alias) for each in read(text, name="kunde", alias="FREUND").rows] == [("Ana", "Bo")]
    with pytest.raises(ColumnUnknown, match="no column is called 'Client'"):
        read(text, name="Client")
    with pytest.raises(ColumnUnknown, match="more than one column may be the name: 'Client Name', 'Member Name'"):
        read("Client Name,Member Name\nAna,Bo\n")
    assert [each.name for each in read("Client Name,Member Name\nAna,Bo\n", name="Member Name").rows] == ["Bo"]


RIGHT = {
    "F01a": ["2 Ann Lee Smith", "3 Ann Marie Smith"],
    "F01d": ["2 Ann Smith +18045550101", "3 Ann Smith"],
    "F02a": ["2 Jordan A. +18045550101", "3 Sam B."],
    "F02b": ["2 Jordan A. (Jay) +18045550101", "3 Sam B."],
    "F02e": [f"{line} Jordan A." for line in range(2, 7)],
    "F03b": ["2 John S. +18045550101", "3 John S. +18045550101"],
    "F04a": ["2 Jordan Alder +18045550101 j.alder@example.org", "3 Sam Birch +18045550102"],
    "F04c": ["2 Jordan Alder +18045550101"],
    "F04f": ["2 Anna M Sol (Annie) +18045550101 anna@example.org"],
    "F04j": ["titles 1, 2", "5 Jordan A. +18045550101"],
    "F05a": ["3 Sam B. +18045550101", "wrong 2: the phone has no digits", "wrong 4: the phone has no digits"],
    "F05d": ["2 A One +18045550101", "3 B Two +18045550102"],
    "F06a": ["2 Jordan A. +18045550101", "3 Sam B.", *(f"over {line}: holds only a number" for line in (4, 5, 6))],
    "F06c": ["2 Jordan A. +18045550101", "3 Sam B.", "over 4: a total, and nobody"],
}


@pytest.mark.parametrize("case", sorted(CASES.glob("*.csv")), ids=lambda path: path.stem)
def test_files_of_other_people(case):
    done = read_roster(case.read_bytes(), name=case.name)
    told = [f"titles {', '.join(map(str, done.titles))}"] if done.titles else []
    for each in done.rows:
        parts = (str(each.line), each.name, each.alias and f"({each.alias})", each.phone_key, each.email)
        told.append(" ".join(part for part in parts if part))
    told += [f"wrong {each.line}: {each.message}" for each in done.problems]
    told += [f"over {each.line}: {each.message}" for each in done.passed_over]
    assert told == RIGHT[case.stem.partition("-")[0]]


EXPORTS = {
    "google": "Name,Given Name,Additional Name,Family Name,Nickname,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
    "Phone 1 - Value\nAna M Bell,Ana,M,Bell,Annie,Home,ana@example.org,Mobile,804-555-0100\n",
    "outlook": "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,Home Phone,Mobile Phone\n"
    "Ana,M,Bell,,,Annie,ana@example.org,,804-555-0100\n",
    "outlook in german": "Vorname;Weitere Vornamen;Nachname;Spitzname;E-Mail-Adresse;Mobiltelefon;Telefon privat\n"
    "Ana;M;Bell;Annie;ana@example.org;804-555-0100;\n",
    "in spanish": "Nombre;Segundo nombre;Apellidos;Apodo;Correo electrónico;Teléfono móvil\n"
    "Ana;M;Bell;Annie;ana@example.org;804-555-0100\n",
    "a form": "Timestamp,What is your name?,What should we call you?,Phone number,Email Address\n"
    "11/1/2026 10:00,Ana M Bell,Annie,804-555-0100,ana@example.org\n",
    "a database": "client_id,client_last_name,client_first_name,client_middle_name,preferred_name,cell_phone,email\n"
    "7,Bell,Ana,M,Annie,804-555-0100,ana@example.org\n",
    "camel case": "firstName\tmiddleName\tlastName\tnickName\tphoneNumber\teMail\n"
    "Ana\tM\tBell\tAnnie\t804-555-0100\tana@example.org\n",
    "a sign-in sheet": "Sign-in sheet\nDate: 11/1\n\n#;Name*;Goes by;Phone #;Email (optional);Signature\n"
    "1;Bell, Ana M;Annie;804-555-0100;ana@example.org;\n2;;;;;\n3;;;;;\n",
}


@pytest.mark.parametrize("export", EXPORTS)
def test_one_person_as_many_programs_write_them(export):
    done = read(EXPORTS[export])
    assert [(each.name, each.alias, each.phone, each.email) for each in done.rows] == [
        ("Ana M Bell", "Annie", "804-555-0100", "ana@example.org")
    ]
    assert done.problems == done.warnings == ()


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cf")), max_size=20), max_size=8))
def test_a_roster_that_we_wrote_reads_back_the_same(texts):
    names = [f"{name}n" for text in ("=1", "'=1", "-Ana", *texts) if (name := tidy(text)) and "," not in name]
    done = read(write_csv(("name", "alias"), [(name, name) for name in names]))
    told = [each.line for each in (*done.passed_over, *done.problems)]
    assert [(each.name, each.alias) for each in done.rows] == [
        (tidy(plain_name(name)), name) for line, name in enumerate(names, 2) if line not in told
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        done = read_roster(b"name\n" + data, name="people.csv")
    except BadInput:
        return
    assert all(each.name for each in done.rows)


_CELLS = st.lists(
    st.sampled_from(("", "Ana", "Bo", "7", "FALSE", "Total", "804-555-0100", "---", "a@x.org")), min_size=3, max_size=3
)


@given(st.lists(_CELLS, max_size=8))
def test_no_line_that_holds_something_is_lost(rows):
    done = read(write_csv(("name", "phone", "shoe"), rows))
    told = sorted({each.line for each in (*done.rows, *done.problems, *done.passed_over)})
    assert told == [line for line, cells in enumerate(rows, 2) if any(cells)]


def test_ten_thousand_rows_are_all_read():
    rows = "".join(f"Person {at},804-555-{at:04},p{at}@example.org\n" for at in range(10_000))
    assert len(read(f"name,phone,email\n{rows}").rows) == 10_000
