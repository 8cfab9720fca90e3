"""Columns are known by what programs of several countries call them; others are not guessed."""

import pytest

from facilitator.errors import BadInput
from facilitator.formats.people.roster_headers import column_wishes, field_of, find_columns

TITLES = {
    "name": "name|Name*|NAME|Full Name|fullName|FULLNAME|Client Name|ClientName|client_name|Participant’s Name|"
    "Participants' Names|Name of participant|Name (Last, First)|Last name, First name|First and Last Name|Name(s)|"
    "What is your name?|Your name (required)|Nombre|Nombre y apellidos|Nom complet|Nome|Vor- und Nachname|"
    "Nombre del participante|Name der Teilnehmerin|Teilnehmername|Member|Participant|Klient|Name:|Name (please print)",
    "first": "first|First Name|first_name|FirstName|FIRSTNAME|Given Name|Forename|Client First Name|Vorname|Prénom|"
    "Primer nombre|fname",
    "middle": "Middle Name|middle_initial|MI|M.I.|Additional Name|Segundo nombre|Weitere Vornamen",
    "last": "last|Last Name|last_name|LastName|Surname|Family Name|Last Initial|Nachname|Familienname|Apellidos|"
    "Primer apellido|Cognome|Nom de famille|Participant Last Name",
    "second": "Segundo apellido|Apellido materno",
    "suffix": "Suffix|Name Suffix|Sufijo|Namenszusatz",
    "alias": "alias|Preferred Name|Preferred first name|Goes by|Nickname|Nick Name|AKA|Chosen Name|Apodo|Rufname",
    "phone": "phone|Phone Number|Phone #|Telephone|Mobile Phone|MobilePhone|Cell|Cell Phone|Phone 1 - Value|"
    "Contact No.|Contact number|Teléfono|Teléfono móvil|Celular|Handynummer|Primary Phone|Home Phone|Work Phone|"
    "Client Phone|Phone (mobile)|Telefon (privat)",
    "email": "email|E-mail|Email Address|E-mail 1 - Value|eMail|E-Mail-Adresse|Correo electrónico|mail|Courriel",
}
OTHERS = (
    "#|ID|Date of birth|Group|Group name|Program Name|Emergency Contact|Emergency Phone|Counselor|Mailing Address|"
    "Address|Phone 1 - Type|E-mail 1 - Label|Fax|Notes|Peer Specialist|Username|Title|Start date|Present|MRN"
)


@pytest.mark.parametrize(
    ("field", "title"), [(field, each) for field, every in TITLES.items() for each in every.split("|")]
)
def test_a_title_is_known(field, title):
    known = field_of(title)
    assert known is not None
    assert known[0] == field


@pytest.mark.parametrize("title", OTHERS.split("|"))
def test_another_title_is_not_taken_for_one(title):
    assert field_of(title) is None


def columns(*lines, **wanted):
    found = find_columns([(number, line.split(",")) for number, line in enumerate(lines, 1)], wanted)
    return found and (found.at, dict(found.places))


def test_the_line_that_names_most_columns_is_the_one():
    assert columns("Roster of Thursday,,", "Printed 2026,,", "Name,Phone,", "Ana,1,") == (
        2,
        {"name": (0,), "phone": (1,)},
    )
    assert columns("Participants,,", "Name,Phone,Email", "Ana,1,") == (1, {"name": (0,), "phone": (1,), "email": (2,)})
    assert columns("Participants,,", "Klient*in,Tel,", "Ana,1,") is None
    assert columns("Participants", "Ana", "Bo") == (0, {"name": (0,)})
    assert columns("Who,Tel") is None


def test_the_surest_column_is_read_and_two_that_may_be_the_name_are_both_told():
    assert columns("Peer,First Name,Last Name") == (0, {"first": (1,), "last": (2,)})
    assert columns("Peer,Name") == (0, {"name": (1,)})
    assert columns("Client Name,Staff,Member Name") == (0, {"name": (0, 2)})
    assert columns("Name,Home Phone,Mobile,Phone") == (0, {"name": (0,), "phone": (2, 3, 1)})
    assert columns("Name,Alias,Nickname") == (0, {"name": (0,), "alias": (1,)})


def test_what_somebody_says_of_a_column_is_so():
    assert columns("Kunde,Tel", name="kunde") == (0, {"name": (0,), "phone": (1,)})
    assert columns("Name,First Name,Kunde", name="Kunde") == (0, {"name": (2,)})
    assert columns("Name,F,L", first="F", last="L") == (0, {"first": (1,), "last": (2,)})
    assert columns("Name,Tel", name="Kunde") is None
    assert columns("Kunde,Tel", "Ana,804 555-0100", "Ana,", name="Ana") is None


def test_a_line_with_somebody_in_it_names_no_columns():
    assert columns("Harbor Street,804-555-0100", "Name,Phone,5/11/2026") == (1, {"name": (0,), "phone": (1,)})
    assert columns("name,ana@example.org") is None


def test_the_words_that_say_it():
    assert column_wishes(["name=Client", "Phone = Tel."]) == {"name": "Client", "phone": " Tel."}
    assert column_wishes(["first name=F"]) == {"first": "F"}
    for wrong in (["name"], ["shoe=Size"], ["name="], ["name=A", "name=B"]):
        with pytest.raises(BadInput):
            column_wishes(wrong)
