import pytest

from facilitator.errors import BadInput, Refused
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
