import pytest
from sqlalchemy import update

from facilitator.errors import Ambiguous, BadInput, NotFound
from facilitator.services import find
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.people import keep_people
from facilitator.services.scheduling.edit_sessions import end_group
from facilitator.storage.tables import group, person


@pytest.fixture
def steady(program):
    return program.group("Steady Steps", repeat="every thursday and friday, 4 times")


def found(program, what, text):
    with program.book.read() as db:
        return getattr(find, f"find_{what}")(db, text)


def set_uid(program, table, old, new):
    with program.book.write(now=program.now) as change:
        change.db.execute(update(table).where(table.c.uid == old), {"uid": new})
        change.record("test", new)


def test_a_group_by_uid_prefix_and_title(program, steady):
    program.group("Another")
    for text in (steady, steady[:4], steady[:8].upper(), "Steady Steps", " steady  steps "):
        assert found(program, "group", text).uid == steady
    for text in (steady[:3], "Steady", "", "%", "-"):
        with pytest.raises(NotFound):
            found(program, "group", text)


def test_two_groups_of_a_title_are_told_apart_by_id(program, steady):
    other = program.group("STEADY steps")
    with pytest.raises(Ambiguous) as refused:
        found(program, "group", "steady steps")
    listed = sorted([f"{steady[:8]}  Steady Steps", f"{other[:8]}  STEADY steps"])
    title, _, candidates = refused.value.title.partition(": ")
    assert (title, sorted(candidates.split("; "))) == ("more than one group 'steady steps'", listed)
    assert refused.value.hint == "Use the first characters of one's id."


def test_a_title_is_meant_before_the_beginning_of_an_id(program, steady):
    other = program.group("abed")
    set_uid(program, group, steady, "abedabed-0000-4000-8000-000000000000")
    assert found(program, "group", "ABED").uid == other
    assert found(program, "group", "abeda").uid.startswith("abedabed")


def test_an_accent_in_a_title_may_be_typed_either_way(program):
    uid = program.group("Cafe\u0301 talk")
    assert found(program, "group", "Café talk").uid == uid
    assert found(program, "group", "Cafe\u0301 talk").uid == uid


def test_a_person_by_uid_prefix_name_alias_and_code(program):
    ana = keep_people.add_person(program.book, name="Ana Álvarez", alias="Annie", now=program.now)
    program.people("Bo Cole")
    for text in (
        ana.uid,
        ana.uid[:4],
        ana.code,
        ana.code.lower(),
        "ana álvarez",
        "ANNIE",
        "Ana A\u0301lvarez",
        "Álvarez, Ana",
    ):
        assert found(program, "person", text) == ana


def test_candidates_are_told_by_code_and_never_by_name(program):
    ana = keep_people.add_person(program.book, name="Ana Bell", alias="Red", now=program.now)
    bo = keep_people.add_person(program.book, name="Bo Cole", alias="Red", now=program.now, new=True)
    with pytest.raises(Ambiguous) as refused:
        found(program, "person", "Red")
    assert refused.value.title == (
        f"more than one person of that name or code: {ana.uid[:8]}  {ana.code}; {bo.uid[:8]}  {bo.code}"
    )
    with pytest.raises(NotFound) as refused:
        found(program, "person", "Ana Bel")
    assert str(refused.value) == "no person of that name or code\nSee: facilitator person list"


def test_a_code_is_meant_before_a_name_that_looks_like_one(program):
    ana, bo = program.people("Ana", "Bo")
    with program.book.write(now=program.now) as change:
        change.db.execute(update(person).where(person.c.id == bo.id), {"name": ana.code, "name_key": ana.code.lower()})
        change.record("test", bo.uid)
    assert found(program, "person", ana.code) == ana


@pytest.mark.parametrize("what", ["group", "session"])
def test_a_name_in_the_place_of_something_else_is_not_repeated(program, what):
    program.people("Ana Bell")
    for text, said in (("Ana Bell", f"no {what} of that name or code"), ("Ana", f"no {what} 'Ana'")):
        with pytest.raises(NotFound) as refused:
            found(program, what, text)
        assert refused.value.title == said


def test_a_session_by_uid_and_by_its_group_and_day(program, steady):
    first = program.session("Steady Steps@2027-03-04")
    for text in (first.uid, first.uid[:6], f"{steady[:5]}@2027-03-04", "steady steps@2027-03-04T18:30"):
        assert program.session(text) == first
    assert program.session("steady steps@20270305").start_local.isoformat() == "2027-03-05T18:30:00"
    for text in ("steady steps@2027-03-06", "steady steps@2027-03-04T18:31", "steady steps@2027-03-04T18:30Z", "ffff"):
        with pytest.raises(NotFound):
            program.session(text)
    for text in ("steady steps@thursday", "steady steps@", "steady steps@2027-02-30"):
        with pytest.raises(BadInput) as refused:
            program.session(text)
        assert refused.value.hint == "Write it as GROUP@2026-03-19."


def test_two_sessions_of_a_day_are_told_apart_by_their_time(program):
    program.group("Twice", repeat="FREQ=DAILY;BYHOUR=10,18;BYMINUTE=30;COUNT=2", start="2027-03-04 10:30")
    with pytest.raises(Ambiguous) as refused:
        program.session("Twice@2027-03-04")
    early, late = (program.session(f"Twice@2027-03-04T{hour}:30") for hour in (10, 18))
    assert refused.value.title == (
        f"more than one session 'Twice@2027-03-04': {early.uid[:8]}  2027-03-04 10:30; {late.uid[:8]}  2027-03-04 18:30"
    )


def test_a_group_with_an_at_sign_in_its_title(program):
    program.group("Coffee @ six")
    assert program.session("Coffee @ six@2027-03-04").group_title == "Coffee @ six"


def test_rooms_sites_and_facilitators(program):
    now, book = program.now, program.book
    north = keep_places.add_site(book, name="North", address="", now=now)
    keep_places.add_site(book, name="South", address="", now=now)
    one = keep_places.add_room(book, site="North", name="Blue", capacity=None, now=now)
    two = keep_places.add_room(book, site="South", name="Blue", capacity=None, now=now)
    sam = keep_staff.add_facilitator(book, name="Sam Ortega", now=now)
    assert found(program, "site", "north").uid == found(program, "site", north[:4]).uid == north
    assert (found(program, "room", "north/blue").uid, found(program, "room", two).uid) == (one, two)
    assert found(program, "facilitator", "sam ortega").uid == found(program, "facilitator", sam[:6]).uid == sam
    with pytest.raises(Ambiguous) as refused:
        found(program, "room", "Blue")
    assert refused.value.title == f"more than one room 'Blue': {one[:8]}  North/Blue; {two[:8]}  South/Blue"
    for what in ("site", "room", "facilitator"):
        with pytest.raises(NotFound) as missing:
            found(program, what, "nowhere")
        assert missing.value.title == f"no {what} 'nowhere'"


def test_of_two_cycles_the_one_that_has_the_date_is_meant(program):
    program.group("Cycle", "2027-03-04 18:30", repeat="every thursday, 2 times")
    program.group("Cycle", "2027-06-03 18:30", repeat="every thursday, 2 times")
    for day in ("2027-03-11", "2027-06-10"):
        assert f"{program.session(f'cycle@{day}').start_local:%Y-%m-%d}" == day
    end_group(program.book, program.session("cycle@2027-03-04").group_uid, on=None, now=program.now)
    assert program.session("Cycle@2027-03-04").start_local.day == 4
    with pytest.raises(NotFound, match="no session 'Cycle@2027-05-01'"):
        program.session("Cycle@2027-05-01")


@pytest.mark.parametrize(
    ("what", "typed", "near"),
    [
        ("room", "Bleu room", "Blue room"),
        ("room", "blue", "Blue room"),
        ("site", "Harbour House", "Harbor House"),
        ("facilitator", "Sam", "Sam Ortega"),
        ("facilitator", "Sam Ortege", "Sam Ortega"),
        ("group", "Steady Step", "Steady Steps"),
        ("session", "Stedy Steps@2027-03-04", "Steady Steps"),
    ],
)
def test_a_name_that_is_nearly_there_is_suggested(program, steady, what, typed, near):
    keep_places.add_site(program.book, name="Harbor House", address="", now=program.now)
    keep_places.add_room(program.book, site="Harbor House", name="Blue room", capacity=4, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam Ortega", now=program.now)
    with pytest.raises(NotFound) as refused:
        found(program, what, typed)
    assert refused.value.hint.startswith(f"Did you mean {near!r}? See: facilitator ")


def test_people_of_a_name_like_it_go_along_with_the_error_and_are_not_in_it(program):
    who = keep_people.add_person(program.book, name="Ana Pell", now=program.now)
    keep_people.add_person(program.book, name="Bo Rossi", now=program.now)
    for typed in ("Ana", "Anna Pell", "Pel, Ana"):
        with pytest.raises(NotFound) as refused:
            found(program, "person", typed)
        assert refused.value.near == ((who.code, "Ana Pell"),)
        assert "Ana" not in str(refused.value)


def test_the_first_name_will_do_for_one_of_these(program):
    ana, bo, other = (
        keep_people.add_person(program.book, name=name, now=program.now) for name in ("Ana Pell", "Bo", "Ana Rossi")
    )

    def among(text, *these):
        with program.book.read() as db:
            return find.find_person(db, text, among=lambda: [*these, *these])

    assert among("ana", ana, bo) == ana
    assert among("Bo", ana) == bo
    with pytest.raises(Ambiguous, match=f"{ana.code}.*{other.code}"):
        among("Ana", ana, other)
    with pytest.raises(NotFound):
        among("Ana", bo)
    # somebody who is called just so, and is not among them: it is asked whom they mean
    whole = keep_people.add_person(program.book, name="Ana", now=program.now)
    with pytest.raises(Ambiguous, match=f"{whole.code}|{ana.code}"):
        among("Ana", ana)
    assert among("Ana", ana, whole) == whole
