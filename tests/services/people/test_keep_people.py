import pytest

from facilitator.errors import BadInput
from facilitator.services.people.keep_people import LikeSomebody, add_person, list_people, odd_about


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


@pytest.mark.parametrize(
    "values",
    [
        {"name": "ANA  bell"},
        {"name": "Bell, Ana"},
        {"name": "Ana\u200b Bell", "alias": "Annie"},
        {"name": "Bo", "alias": "RED"},
        {"name": "Ana Bell", "phone": "804 555-0199"},
    ],
)
def test_a_second_person_of_a_name_or_alias_is_asked_about(program, values):
    ana = add_person(program.book, name="Ana Bell", alias="Red", now=program.now)
    for preview in (True, False):
        with pytest.raises(LikeSomebody) as asked:
            add_person(program.book, **values, now=program.now, preview=preview)
        assert asked.value.like == (ana,)
        assert ana.code in asked.value.title
        assert "ana" not in str(asked.value).lower()
    assert list_people(program.book) == [ana]
    add_person(program.book, **values, now=program.now, new=True)
    assert len(list_people(program.book)) == 2


def test_nobody_is_like_somebody_for_an_empty_alias(program):
    add_person(program.book, name="Ana Bell", now=program.now)
    add_person(program.book, name="Ana Cole", now=program.now)
    assert len(list_people(program.book)) == 2


def test_a_preview_shows_a_person_and_adds_nobody(program):
    who = add_person(program.book, name=" Ana ", phone="804‑555‑0100", now=program.now, preview=True)
    assert (who.name, who.phone, who.code) == ("Ana", "804-555-0100", "")
    assert list_people(program.book) == []


def test_what_does_not_look_like_a_number_is_kept_and_said(program):
    assert add_person(program.book, name="Ana", phone="ask for 3", now=program.now).phone == "ask for 3"
    assert odd_about(phone="ask for 3", email="") == ["the phone does not look like a number; it is kept as typed"]
    assert odd_about(phone="804 555-0100", email="ana@example.org") == []


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


def test_somebody_who_looks_like_another_is_asked_about(program):
    there = add_person(program.book, name="Ana Bell", now=program.now)
    with pytest.raises(LikeSomebody, match=f"whose name looks the same is in the book already: {there.code}"):
        add_person(program.book, name="Аna Bеll", now=program.now)
    other = add_person(program.book, name="Аna Bеll", now=program.now, new=True)
    with pytest.raises(LikeSomebody) as told:
        add_person(program.book, name="Ana Веll", now=program.now)
    assert {each.code for each in told.value.like} == {there.code, other.code}
    assert add_person(program.book, name="Ana Hell", now=program.now).name == "Ana Hell"
