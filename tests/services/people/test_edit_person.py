import pytest

from facilitator.errors import BadInput, ChangedMeanwhile, Refused
from facilitator.services.find import find_person
from facilitator.services.history.undo import undo
from facilitator.services.people.edit_person import edit_person
from facilitator.storage.tables import person as table


def edit(program, who, **more):
    return edit_person(program.book, who, now=program.now, **more)


def version(program, code):
    with program.book.read() as db:
        return db.execute(table.select().where(table.c.code == code)).one().version


def test_what_is_named_changes_and_the_rest_stays(program):
    (ana,) = program.people("Ana Pell")
    before = version(program, ana.code)
    seen = edit(program, "Ana Pell", alias="Annie", email="Ana@Example.org", preview=True)
    assert (seen.changed, version(program, ana.code)) == (("alias", "email"), before)
    done = edit(program, "Ana Pell", alias="Annie", email="ana@example.org")
    assert (done.before, done.after.alias, done.after.name) == (ana, "Annie", "Ana Pell")
    assert version(program, ana.code) == before + 1
    edit(program, "annie", name="  Ana   Bell ", alias="")
    with program.book.read() as db:
        found = find_person(db, "ana bell")
    assert (found.name, found.alias, found.email) == ("Ana Bell", "", "ana@example.org")
    assert program.acts()[-1] == "person.edit"
    undo(program.book, now=program.now)
    with program.book.read() as db:
        assert find_person(db, "annie").name == "Ana Pell"


def test_what_cannot_be_is_refused(program):
    program.people("Ana")
    for wrong in ({}, {"name": " "}, {"phone": "call me"}):
        with pytest.raises(BadInput):
            edit(program, "Ana", **wrong)
    with pytest.raises(Refused, match="is kept so already"):
        edit(program, "Ana", name="Ana")


def test_a_change_over_one_that_nobody_saw_is_refused_and_another_is_not(program):
    (seen,) = program.people("Ana")
    edit_person(program.book, "Ana", phone="804 555 0100", now=program.now)
    with pytest.raises(ChangedMeanwhile, match="phone is 804 555 0100 now"):
        edit_person(program.book, "Ana", phone="804 555 0199", now=program.now, seen=seen)
    assert edit_person(program.book, "Ana", alias="Annie", now=program.now, seen=seen).after.phone == "804 555 0100"


def test_who_else_is_called_so_or_looks_the_same_is_said(program):
    ana = program.people("Ana Bell", "Bo", "Di")[0]
    bell = edit(program, "Bo", name="Аna Bell")
    assert bell.like == (ana,)
    assert {each.code for each in edit(program, "Di", name="ana  bell").like} == {ana.code, bell.after.code}
    assert edit(program, ana.code, phone="804 555 0100").like == ()
    assert edit(program, ana.code, name="Ana B.").like == ()
