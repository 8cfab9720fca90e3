import pytest

from facilitator.errors import BadInput
from facilitator.services.people.keep_people import add_person, list_people


def test_people_by_name_with_codes_of_their_own(program):
    for name in ("Zoë Ng", "  ana \t Bell ", "Álvaro"):
        add_person(program.book, name=name, now=program.now)
    found = list_people(program.book)
    assert [each.name for each in found] == ["ana Bell", "Zoë Ng", "Álvaro"]
    assert len({each.code for each in found}) == len({each.uid for each in found}) == 3
    assert program.acts()[1:] == ["person.add"] * 3


def test_all_that_is_kept_of_a_person(program):
    ana = add_person(
        program.book, name="Ana", alias=" Annie ", phone="804 555-0100 ", email="ana@example.org", now=program.now
    )
    assert list_people(program.book) == [ana]
    assert (ana.alias, ana.phone, ana.email) == ("Annie", "804 555-0100", "ana@example.org")
    assert (ana.shown(names=True), ana.shown(names=False)) == ("Annie", ana.code)


def test_a_second_person_of_a_name_needs_an_alias(program):
    add_person(program.book, name="Ana Bell", now=program.now)
    with pytest.raises(BadInput) as refused:
        add_person(program.book, name="ANA  bell", now=program.now)
    assert "ana" not in str(refused.value).lower()
    add_person(program.book, name="Ana Bell", alias="Annie", now=program.now)
    assert len(list_people(program.book)) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"name": " \x00 "},
        {"name": "A" * 81},
        {"name": "Zanzibar", "alias": "A" * 81},
        {"name": "Zanzibar", "phone": "call"},
        {"name": "Zanzibar", "email": "nowhere"},
    ],
)
def test_values_that_cannot_be_kept(program, values):
    with pytest.raises(BadInput) as refused:
        add_person(program.book, now=program.now, **values)
    assert "Zanzibar" not in str(refused.value)
    assert list_people(program.book) == []


def test_the_audit_chain_holds_no_names(program):
    add_person(program.book, name="Zanzibar Quill", alias="Zanzi", now=program.now)
    with program.book.read() as db:
        rows = db.exec_driver_sql("SELECT * FROM audit").all()
    assert "zanzi" not in str(rows).lower()
