from facilitator.storage.queries.people import people
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
    assert people.people_by_name(db)["ana", ""].id in after
    people.add_people(db, [])
    assert people.newest_id(db) == max(after)


def test_an_edit_changes_phone_and_email_of_those_it_names(db):
    people.add_people(db, [new("Ana"), new("Ben")])
    ana, ben = people.people(db)
    people.edit_people(db, [{"person_id": ana.id, "phone": "555", "email": "a@b.c"}])
    people.edit_people(db, [])
    assert [(each.phone, each.email) for each in people.people(db)] == [("555", "a@b.c"), ("", "")]
    assert people.people(db)[1] == ben
