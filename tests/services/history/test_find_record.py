import pytest

from facilitator.errors import Ambiguous, NotFound
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.history.find_record import find_record, uids_about

GONE = "0a1b2c3d-0000-4000-8000-000000000000"


@pytest.fixture
def filled(program):
    add_site(program.book, name="North", address="", now=program.now)
    add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    add_facilitator(program.book, name="Sam Ortega", now=program.now)
    program.group()
    program.people("Zanzibar Quill")
    return program


def found(program, text):
    with program.book.read() as db:
        record = find_record(db, text)
    return record.kind, record.title


def test_each_kind_by_its_name(filled):
    assert [found(filled, each) for each in ("steady", "North", "North/Blue", "Sam Ortega", "Steady@2027-03-11")] == [
        ("group", "Steady"),
        ("site", "North"),
        ("room", "North/Blue"),
        ("facilitator", "Sam Ortega"),
        ("session", "Steady on Thu 11 Mar 2027, 6:30 pm"),
    ]


def test_a_person_is_told_by_code(filled):
    kind, title = found(filled, "zanzibar quill")
    assert (kind, "Zanzibar" in title) == ("person", False)
    assert found(filled, title) == (kind, title)


def test_what_may_be_two_things_is_told_and_not_repeated(filled):
    add_site(filled.book, name="Steady", address="", now=filled.now)
    with pytest.raises(Ambiguous, match="that may be a group and a site"):
        found(filled, "Steady")
    with pytest.raises(NotFound) as missing:
        found(filled, "Xochitl Ypres")
    assert "Xochitl" not in str(missing.value)


def test_a_whole_uid_is_meant_also_where_it_is_gone(filled):
    assert found(filled, f" {GONE.upper()} ") == ("", "0a1b2c3d")
    with pytest.raises(NotFound):
        found(filled, GONE[:-1])


def test_a_group_stands_for_its_sessions(filled):
    with filled.book.read() as db:
        group = find_record(db, "Steady")
        assert len(uids_about(db, group)[0]) == 5
        person = find_record(db, "Zanzibar Quill")
        assert uids_about(db, person) == ([person.uid], [person.uid])
