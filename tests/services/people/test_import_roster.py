from datetime import date

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.formats.people.roster_csv import RowProblem
from facilitator.services.people import enrol, keep_people
from facilitator.services.people.import_roster import RosterImport, import_roster
from facilitator.words import EnrolmentKind

NOTHING = RosterImport(0, 0, 0, 0, 0, 0, (), ())


def load(program, text, group=None, **more):
    return import_roster(program.book, text.encode(), name="people.csv", group=group, now=program.now, **more)


def everybody(program):
    return [(each.name, each.alias, each.phone, each.email) for each in keep_people.list_people(program.book)]


def roster(program, group="Steady"):
    _, found = enrol.roster_of(program.book, group, now=program.now)
    return [(each.person.name, each.waitlisted) for each in found]


def outcome(**changes):
    return RosterImport(**{name: getattr(NOTHING, name) for name in NOTHING.__slots__} | changes)


def test_new_people_are_added_and_a_second_time_nothing_changes(program):
    text = "name,alias,phone,email,MRN\nAna Bell,Annie,804 555-0100,,1\nJosé Álvarez,,,jose@example.org,2\n"
    done = load(program, text)
    assert done == outcome(rows=2, added=2, ignored_columns=("MRN",))
    people = [("Ana Bell", "Annie", "804 555-0100", ""), ("José Álvarez", "", "", "jose@example.org")]
    assert everybody(program) == people
    assert load(program, text) == outcome(rows=2, skipped=2, ignored_columns=("MRN",))
    assert everybody(program) == people
    assert program.acts()[1:] == ["person.import", "person.import"]


def test_a_new_phone_or_email_updates_and_an_empty_cell_does_not(program):
    load(program, "name,phone,email\nAna,804 555-0100,ana@example.org\nBo,,\n")
    done = load(program, "name,phone,email\nana,,new@example.org\nBo,804 555-0101,\n")
    assert done == outcome(rows=2, updated=2)
    assert everybody(program) == [("Ana", "", "804 555-0100", "new@example.org"), ("Bo", "", "804 555-0101", "")]


def test_a_repeated_row_is_skipped_and_one_that_contradicts_is_a_problem(program):
    done = load(program, "name,phone\nAna,804 555-0100\nANA,\nAna,804 555-0100\nBo,\n")
    assert done == outcome(rows=4, added=2, skipped=2)
    done = load(program, "name,phone\nCy,804 555-0100\nCy,804 555-0109\n")
    assert done.problems == (RowProblem(3, "the same name as in line 2; an alias would tell them apart"),)
    assert [name for name, *_ in everybody(program)] == ["Ana", "Bo"]


def test_people_of_one_name_are_told_apart_by_their_alias(program):
    load(program, "name,alias\nAna Bell,Red\nAna Bell,Blue\n")
    assert load(program, "name,alias\nAna Bell,Blue\nAna Bell,Red\n").skipped == 2
    done = load(program, "name\nAna Bell\n")
    assert done.problems == (
        RowProblem(2, "more than one person in the book has this name; an alias would tell them apart"),
    )
    # the file itself says that the third is another
    assert load(program, "name,alias\nAna Bell,Blue\nAna Bell,Red\nAna Bell,\n").added == 1
    assert [alias for _, alias, _, _ in everybody(program)] == ["", "Blue", "Red"]


def test_a_row_without_an_alias_means_the_one_person_of_its_name(program):
    program.group()
    ana = keep_people.add_person(program.book, name="Ana Bell", alias="Annie", now=program.now)
    done = load(program, "name,phone\nAna Bell,804 555-0100\n", "Steady")
    assert done == outcome(rows=1, updated=1, enrolled=1)
    assert everybody(program) == [("Ana Bell", "Annie", "804 555-0100", "")]
    _, ((enrolled),) = enrol.roster_of(program.book, "Steady", now=program.now)
    assert enrolled.person.uid == ana.uid


def test_with_a_problem_nothing_is_written(program):
    program.group()
    before = program.acts()
    done = load(program, "name,email\nAna,\n,\n  ,x@example.org\nBo,nowhere\nCy,\nCy,cy@example.org\n", "Steady")
    assert (done.rows, done.added) == (5, 2)
    assert [each.line for each in done.problems] == [4, 5, 7]
    assert not any(name in str(done.problems) for name in ("Ana", "Bo", "Cy"))
    assert (everybody(program), roster(program), program.acts()) == ([], [], before)


def test_a_dry_run_says_what_the_import_then_does(program):
    program.group(capacity=3)
    program.people("Ana", group="Steady")
    program.people("Bo")
    before = program.acts()
    text = "name,phone\nAna,804 555-0100\nBo,\nCy,\nCy,\nDi,\n"
    done = load(program, text, "Steady", dry_run=True)
    assert done == outcome(rows=5, added=2, updated=1, skipped=2, enrolled=3, waitlisted=1)
    assert (program.acts(), roster(program)) == (before, [("Ana", False)])
    assert load(program, text, "Steady") == done
    assert roster(program) == [("Ana", False), ("Bo", False), ("Cy", False), ("Di", True)]
    assert load(program, text, "Steady") == outcome(rows=5, skipped=5)


def test_who_came_back_begins_after_the_last_time(program):
    program.group()
    program.people("Ana", group="Steady")
    enrol.unenrol(program.book, "Steady", "Ana", now=program.now)
    assert load(program, "name\nAna\n", "Steady").enrolled == 1
    _, (back,) = enrol.roster_of(program.book, "Steady", now=program.now)
    assert back.starts_on == date(2027, 3, 1)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_group_that_takes_nobody_refuses_the_file(program, dry_run):
    program.group(enrolment=EnrolmentKind.DROP_IN)
    with pytest.raises(Refused, match="keeps no roster"):
        load(program, "name\nAna\n", "Steady", dry_run=dry_run)
    with pytest.raises(NotFound):
        load(program, "name\nAna\n", "None", dry_run=dry_run)
    assert everybody(program) == []


def test_a_file_that_cannot_be_read_is_refused(program):
    with pytest.raises(BadInput):
        load(program, "alias\nAna\n")


def test_no_two_people_have_one_code(program, monkeypatch):
    """Six letters are few enough that two of them meet: one in twenty rosters of five thousand failed by it."""
    codes = iter(["CCCCCC", "CCCCCC", "CCCCCC", "DDDDDD", "CCCCCC", "DDDDDD", "FFFFFF"])
    monkeypatch.setattr("facilitator.storage.queries.people.people.new_code", lambda: next(codes))
    keep_people.add_person(program.book, name="Ana", now=program.now)
    import_roster(program.book, b"name\nBo\nCy\n", name="r.csv", group=None, now=program.now)
    assert sorted(each.code for each in keep_people.list_people(program.book)) == ["CCCCCC", "DDDDDD", "FFFFFF"]
