from dataclasses import replace

from sqlalchemy import select

from facilitator.storage.queries.people import people
from facilitator.storage.tables import person
from tests.books import NOW


def new(name, alias="", code=None):
    row = people.new_person_row(name=name, alias=alias, phone="", email="", now=NOW)
    return {**row, "code": code} if code else row


def names(found):
    return [each.name for each in found]


def test_people_come_by_folded_name(db):
    people.add_people(db, [new("zoe"), new("Avila"), new("ben"), new("Ben", "Bo")])
    assert names(people.people(db)) == ["Avila", "ben", "Ben", "zoe"]


def test_people_are_called_by_name_alias_code_or_uid(db):
    people.add_people(db, [new("Ana Pell", "Annie", "F3K7QX"), new("Ben Rossi", "", "B22222")])
    ana, ben = people.people(db)
    for text in ("ana pell", "ANNIE", "f3k7qx"):
        assert people.people_called(db, text, "none") == [ana], text
    assert people.people_called(db, "nobody", ben.uid[:8]) == [ben]
    assert people.people_called(db, "ana", "none") == []


def test_two_who_got_one_code_get_two(db):
    people.add_people(db, [new("Ana", code="F3K7QX")])
    people.add_people(db, [new("Ben", code="F3K7QX"), new("Cy", code="G22222"), new("Dee", code="G22222")])
    codes = {each.name: each.code for each in people.people(db)}
    assert codes["Ana"] == "F3K7QX"
    assert codes["Cy"] == "G22222"
    assert len(set(codes.values())) == 4


def test_more_codes_than_a_statement_takes_are_found(db):
    people.add_people(db, [new(f"P{number:04}", code=f"C{number:05}") for number in range(1_001)])
    found = people.people_with_codes(db, [f"C{number:05}" for number in range(1_200)])
    assert len(found) == 1_001
    assert people.code_of(db, found[0].id) == "C00000"
    assert people.people_with_codes(db, []) == []


def test_those_who_were_added_since_are_told_apart(db):
    before = people.newest_id(db)
    people.add_people(db, [new("Ana"), new("Ben")])
    after = people.ids_after(db, before)
    assert len(after) == 2
    assert people.ids_after(db, max(after)) == []
    people.add_people(db, [])
    assert people.newest_id(db) == max(after)


def test_an_edit_changes_those_it_names_and_counts_their_version_up(db):
    people.add_people(db, [new("Ana"), new("Ben")])
    ana, ben = people.people(db)
    people.edit_people(db, [people.edited_row(ana, name="Bell, Ana", alias="Red", phone="555", email="a@b.c")])
    people.edit_people(db, [])
    (changed,) = people.people_called(db, "ANA bell", "none")
    assert changed == replace(ana, name="Bell, Ana", alias="Red", phone="555", email="a@b.c")
    assert people.people_called(db, "red", "none") == [changed]
    assert people.people_called(db, "ben", "none") == [ben]
    versions = select(person.c.name, person.c.version).order_by(person.c.id)
    assert db.execute(versions).all() == [("Bell, Ana", 1), ("Ben", 0)]


def test_those_who_have_a_name_or_an_alias_are_like_somebody(db):
    people.add_people(db, [new("Ana Pell", "Annie"), new("Ben"), new("Cy", "Red")])
    assert names(people.people_like(db, "PELL, Ana", "red")) == ["Ana Pell", "Cy"]
    assert people.people_like(db, "Annie", "") == []
    assert people.people_like(db, "Dee", "") == []
