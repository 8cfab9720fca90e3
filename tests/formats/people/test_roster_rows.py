"""Rows that are people, rows that are nobody and say why, and rows in which something is wrong."""

import pytest

from facilitator.formats.people.roster_headers import find_columns
from facilitator.formats.people.roster_rows import LONGEST_NAME, RowReader, clean, counters, wrong_with


def read(titles, row):
    columns = find_columns([(1, titles.split("|"))], {})
    return RowReader(columns, "US", counters(columns.titles, [row.split("|")])).read(2, row.split("|"))


@pytest.mark.parametrize(
    ("titles", "row", "name"),
    [
        ("First Name|Middle Name|Last Name", "Ann|Lee|Smith", "Ann Lee Smith"),
        ("First|Last|Suffix", "Tom|Bell|Jr.", "Tom Bell Jr."),
        ("Nombre|Primer apellido|Segundo apellido", "Ana|García|López", "Ana García López"),
        ("Nombre|Apellidos", "Ana María|García López", "Ana María García López"),
        ("Name|Vorname", "Bell|Ana", "Ana Bell"),
        ("Nom|Prénom", "Bell|Ana", "Ana Bell"),
        ("Name|First Name|Last Name", "Ana Bell|Ana|Bell", "Ana Bell"),
        ("Name|Given Name|Additional Name|Family Name", "Ana Bell|Ana|M|Bell", "Ana M Bell"),
        ("Name|Middle Name", "Ana Bell|Lee", "Ana Lee Bell"),
        ("Name|Suffix", "Bell, Tom|Jr.", "Tom Bell Jr."),
        ("Name|Surname", "Ana|Bell", "Ana Bell"),
        ("Name", "Bell, Ana", "Bell, Ana"),
        ("First Name", "Bell, Ana", "Ana Bell"),
        ("Last|First", "Bell|", "Bell"),
    ],
)
def test_a_name_from_its_parts(titles, row, name):
    from facilitator.domain.people.same_person import plain_name

    assert read(titles, row).row.name == plain_name(name)


TICKS = "holds no name, only numbers or ticks"


def test_of_several_phones_the_mobile_one_is_kept_also_where_a_cell_beside_it_says_so():
    titles = "Name|Phone 1 - Type|Phone 1 - Value|Phone 2 - Label|Phone 2 - Value"
    both = read(titles, "Ana Bell|Home|804-555-0110|* Mobile|804-555-0111")
    assert (both.row.phone, both.odd) == (
        "804-555-0111",
        ("more than one phone: only one, a mobile one first, is kept",),
    )
    assert read(titles, "Ana Bell|Home|804-555-0110|Work|804-555-0111").row.phone == "804-555-0110"
    assert read(titles, "Ana Bell|Mobile|804-555-0110|Mobile|804-555-0111").row.phone == "804-555-0110"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3||", "holds only a number"),
        ("|12|", "holds only a number"),
        ("4|FALSE|", TICKS),
        ("|| FALSE", TICKS),
        ("5.|______|", TICKS),
        ("6|N/A|x", TICKS),
        ("7||☐", TICKS),
        ("|Total: 2|", "a total, and nobody"),
        ("Total|2|", "a total, and nobody"),
        ("|Total participants|12", "a total, and nobody"),
        ("|Grand total|", "a total, and nobody"),
        ("|Count: 5|", "a total, and nobody"),
        ("|Number of participants: 12|", "a total, and nobody"),
        ("|Gesamt: 2|", "a total, and nobody"),
        ("|Suma total|", "a total, and nobody"),
        ("|(blank)|", TICKS),
        ("|12 participants|", "a total, and nobody"),
        ("|Attendance: 12|", "a total, and nobody"),
        ("|Facilitator: Pat|", "a note about the list, and nobody"),
        ("|Notes:|", "a note about the list, and nobody"),
        ("|Page 1 of 2|", "a note about the list, and nobody"),
        ("|Printed 11/1/2026|", "a note about the list, and nobody"),
        ("No|Name|Notes", "the columns once more, as on another page"),
        ("||see the back", "no name; what it holds stands in columns that are not read"),
    ],
)
def test_a_row_that_is_nobody_says_why(row, why):
    assert read("No|Name|Notes", row).passed_over == why


@pytest.mark.parametrize("name", ["N", "X.", "No", "Sum Yi", "Count B.", "Present R.", "Member 7", "Client 12"])
def test_a_short_or_odd_name_is_somebody(name):
    assert read("No|Name|Notes", f"1|{name}|x").row.name == name
    assert read("No|Name|Notes", f"|{name}|call: after 6, printed 2026, total 3").row.name == name


@pytest.mark.parametrize("name", ["Sum Yi", "Count B.", "Page Turner", "Total", "Anna Total"])
def test_a_name_that_sounds_like_one_is_somebody_where_a_phone_says_so(name):
    read_so = read("Name|Phone", f"{name}|804-555-0101")
    assert bool(read_so.row) == (name != "Total")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("|Annie||", "the name is missing"),
        ("||804-555-0101|", "the name is missing"),
        ("12|||a@example.org", "the name has no letters"),
        ("A" * (LONGEST_NAME + 1) + "|||", "a name or alias has more than 80 characters"),
        ("Ana|||nowhere", "the email is not an address such as name@example.org"),
        ("Ana||call me|", "the phone has no digits"),
        ("Ana||||more", "5 cells where the line of the columns has 4; is a comma not in quotes?"),
    ],
)
def test_what_is_wrong_with_a_row(row, wrong):
    assert read("Name|Alias|Phone|Email", row).wrong == (wrong,)


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    wrong = read("Name|Phone|Email", "|---|nowhere").wrong
    assert wrong == (
        "the name is missing",
        "the phone has no digits",
        "the email is not an address such as name@example.org",
    )


def test_what_is_odd_is_kept_and_said():
    row = read("Name|Mobile|Home Phone|Email", "Ana|12|804-555-0101|ana@harbor.local")
    assert row.row.phone == "12"
    assert row.odd == (
        "the phone does not look like a number; it is kept as typed",
        "the email does not look like an address; it is kept as typed",
        "more than one phone: only one, a mobile one first, is kept",
    )
    assert read("Name|Mobile|Home Phone", "Ana|8045550101|(804) 555-0101").odd == ()
    assert read("Name|Mobile|Home Phone", "Ana||(804) 555-0101").row.phone == "(804) 555-0101"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="030 1234"', "030 1234"),
        ("'=1", "=1"),
        (" Ana\u00a0 Bell\u200b ", "Ana Bell"),
        ("\u202aAna\u202c", "Ana"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("Ana\nBell", "Ana Bell"),
    ],
)
def test_a_cell_without_what_nobody_sees(cell, text):
    assert clean(cell) == text


def test_columns_that_number_the_rows_tell_nobody_apart():
    rows = [["1", "7", "1"], ["2", "7", "2"], ["3", "9", "3"]]
    assert counters(["#", "No.", "MRN"], rows) == {0}
    assert counters(["", "Name"], [["1.", "Ana"], ["2.", "Bo"]]) == {0}
    assert counters(["#"], []) == frozenset()


def test_what_is_typed_is_held_to_the_same_rules():
    assert wrong_with(name="Ana", alias="", phone="804 555-0100", email="ana@example.org") == ""
    assert wrong_with(name="", alias="", phone="", email="") == "the name is missing"
    assert wrong_with(name="Ana", alias="", phone="---", email="") == "the phone has no digits"
