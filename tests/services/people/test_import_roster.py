from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.people.roster import RosterLine, RowProblem
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.history.undo import undo
from facilitator.services.people import enrol, keep_people
from facilitator.services.people.import_roster import RosterAsk, RosterImport, import_roster
from facilitator.words import EnrolmentKind

CASES = Path(__file__).parents[2] / "formats" / "people" / "cases"


def load(program, text, group=None, *, same=None, new=(), columns=None, **more):
    data = text if isinstance(text, bytes) else text.encode()
    ask = RosterAsk(columns or {}, same or {}, frozenset(new))
    return import_roster(program.book, data, name="people.csv", group=group, now=program.now, ask=ask, **more)


def everybody(program):
    return [(each.name, each.alias, each.phone, each.email) for each in keep_people.list_people(program.book)]


def roster(program, group="Steady"):
    _, found = enrol.roster_of(program.book, group, now=program.now)
    return [(each.person.name, each.waitlisted) for each in found]


def counts(done: RosterImport):
    """What is not nothing among the numbers."""
    names = ("rows", "added", "updated", "skipped", "enrolled", "waitlisted")
    return {name: getattr(done, name) for name in names if getattr(done, name)}


def told(done):
    return [f"{each.line} {each.what}" for each in done.lines]


def test_new_people_are_added_and_a_second_time_nothing_changes(program):
    text = "name,alias,phone,email,MRN\nAna Bell,Annie,804 555-0100,,1\nJosé Álvarez,,,jose@example.org,2\n"
    done = load(program, text)
    assert (counts(done), done.ignored_columns) == ({"rows": 2, "added": 2}, ("MRN",))
    people = keep_people.list_people(program.book)
    assert [each.person for each in done.lines] == people
    assert everybody(program) == [
        ("Ana Bell", "Annie", "804 555-0100", ""),
        ("José Álvarez", "", "", "jose@example.org"),
    ]
    again = load(program, text)
    assert (counts(again), told(again)) == ({"rows": 2, "skipped": 2}, ["2 same", "3 same"])
    assert keep_people.list_people(program.book) == people
    assert program.acts()[1:] == ["person.import", "person.import"]


def test_a_filled_value_fills_a_blank_and_an_empty_cell_changes_nothing(program):
    load(program, "name,phone,email\nAna,804 555-0100,\nBo,,\n")
    done = load(program, "name,phone,email\nana,,new@example.org\nBo,804 555-0101,\n")
    assert (counts(done), told(done)) == ({"rows": 2, "updated": 2}, ["2 changed", "3 changed"])
    assert everybody(program) == [("Ana", "", "804 555-0100", "new@example.org"), ("Bo", "", "804 555-0101", "")]


def test_another_phone_is_asked_and_never_overwrites(program):
    load(program, "name,phone\nAnn Smith,804-555-0101\n")
    (ann,) = keep_people.list_people(program.book)
    text = "name,phone\nAnn Smith,804-555-0199\n"
    done = load(program, text)
    assert told(done) == ["2 asked"]
    assert done.lines[0].may_be == (ann,)
    assert done.problems == (
        RowProblem(
            2,
            f"somebody of this name is in the book, with another phone. Answer with --same 2={ann.code}, or --new 2",
        ),
    )
    assert everybody(program) == [("Ann Smith", "", "804-555-0101", "")]
    assert counts(load(program, text, same={2: ann.code}, dry_run=True)) == {"rows": 1, "updated": 1}
    assert counts(load(program, text, new={2})) == {"rows": 1, "added": 1}
    assert sorted(phone for _, _, phone, _ in everybody(program)) == ["804-555-0101", "804-555-0199"]
    assert counts(load(program, text)) == {"rows": 1, "skipped": 1}
    assert counts(load(program, "name,phone\nAnn Smith,(804) 555-0101\n")) == {"rows": 1, "skipped": 1}


def test_what_an_answer_changes_can_be_taken_back(program):
    load(program, "name,phone\nAnn Smith,804-555-0101\n")
    (ann,) = keep_people.list_people(program.book)
    done = load(program, "name,phone\nAnn Jones,804-555-0199\n", same={2: ann.uid[:8]})
    assert [(each.field, each.before, each.after) for each in done.lines[0].changes] == [
        ("name", "Ann Smith", "Ann Jones"),
        ("phone", "804-555-0101", "804-555-0199"),
    ]
    assert everybody(program) == [("Ann Jones", "", "804-555-0199", "")]
    undo(program.book, now=program.now)
    assert keep_people.list_people(program.book) == [ann]


def test_one_name_with_nothing_to_tell_two_rows_apart_is_asked(program):
    program.group()
    text = (CASES / "F01d-same-name-second-without-phone.csv").read_text("utf-8")
    before = program.acts()
    done = load(program, text, "Steady")
    assert told(done) == ["2 new", "3 asked"]
    assert done.problems == (
        RowProblem(3, "the same name as line 2, and nothing tells them apart. Answer with --same 3=2, or --new 3"),
    )
    assert (everybody(program), program.acts()) == ([], before)
    assert counts(load(program, text, same={3: "2"}, dry_run=True)) == {"rows": 2, "added": 1, "skipped": 1}
    done = load(program, text, "Steady", new={3})
    assert counts(done) == {"rows": 2, "added": 2, "enrolled": 2}
    assert roster(program) == [("Ann Smith", False)] * 2
    assert counts(load(program, text, "Steady")) == {"rows": 2, "skipped": 2}


def test_an_alias_that_is_new_joins_the_one_person_of_the_name(program):
    first, second = sorted(CASES.glob("F02[ab]*.csv"))
    assert counts(load(program, first.read_bytes())) == {"rows": 2, "added": 2}
    assert counts(load(program, second.read_bytes())) == {"rows": 2, "updated": 1, "skipped": 1}
    assert everybody(program) == [("Jordan A.", "Jay", "804-555-0101", ""), ("Sam B.", "", "", "")]
    assert counts(load(program, second.read_bytes())) == {"rows": 2, "skipped": 2}


@pytest.mark.parametrize(
    ("case", "people", "exit_without"),
    [
        ("F01a", 2, 0), ("F01d", 0, 1), ("F02a", 2, 0), ("F02b", 2, 0), ("F02e", 1, 0), ("F03b", 1, 0), ("F04a", 2, 0),
        ("F04c", 1, 0), ("F04f", 1, 0), ("F04j", 1, 0), ("F05a", 0, 2), ("F05d", 2, 0), ("F06a", 2, 0), ("F06c", 2, 0),
    ],
)  # fmt: skip
def test_files_of_other_people(program, case, people, exit_without):
    (path,) = CASES.glob(f"{case}*.csv")
    assert len(load(program, path.read_bytes()).problems) == exit_without
    assert len(everybody(program)) == people
    if people:
        again = load(program, path.read_bytes())
        assert (again.added, again.updated, len(everybody(program))) == (0, 0, people)


def test_a_country_s_way_to_write_a_number(program):
    load(program, "name,phone\nAna,+1 804 555 0100\n")
    assert counts(load(program, "name,phone\nAna,8045550100\n")) == {"rows": 1, "skipped": 1}


def test_last_name_first_and_signs_that_nobody_sees(program):
    load(program, "name\nAna Bell\n")
    assert counts(load(program, 'name\n"Bell, Ana"\nAna\u200b Bell\n')) == {"rows": 2, "skipped": 2}
    assert len(everybody(program)) == 1


def test_a_new_name_with_somebody_s_phone_or_email_is_said(program):
    load(program, "name,phone,email\nJordan A.,804-555-0101,\nSam B.,,sam@example.org\n")
    jordan, sam = (each.code for each in keep_people.list_people(program.book))
    done = load(
        program,
        "name,phone,email\nJordan Alder,(804) 555-0101,\nSam Birch,804-555-9901,SAM@example.org\nDi,,\n",
        dry_run=True,
    )
    assert [(each.what, each.why) for each in done.lines] == [
        ("new", f"has the phone of {jordan}"),
        ("new", f"has the email of {sam}"),
        ("new", ""),
    ]
    assert load(program, "name,phone\nJordan Alder,804-555-0101\n", same={2: jordan}).updated == 1
    assert [name for name, *_ in everybody(program)] == ["Jordan Alder", "Sam B."]


def test_people_of_one_name_are_told_apart_by_their_alias(program):
    load(program, "name,alias\nAna Bell,Red\nAna Bell,Blue\n")
    assert load(program, "name,alias\nAna Bell,Blue\nAna Bell,Red\n").skipped == 2
    assert told(load(program, "name\nAna Bell\n")) == ["2 asked"]
    done = load(program, "name,alias\nAna Bell,Blue\nAna Bell,Red\nAna Bell,\n")
    assert told(done) == ["2 same", "3 same", "4 asked"]
    assert load(program, "name,alias\nAna Bell,Blue\nAna Bell,Red\nAna Bell,\n", new={4}).added == 1
    assert [alias for _, alias, _, _ in everybody(program)] == ["", "Blue", "Red"]


def test_an_answer_about_what_is_not_there_is_refused(program):
    program.people("Ana", "Bo")
    text = "name\nAna\nCy\n"
    for wrong in (
        {"same": {9: "2"}},
        {"same": {2: "9"}},
        {"same": {2: "2"}},
        {"new": {1}},
        {"same": {2: "3"}, "new": {2}},
    ):
        with pytest.raises(BadInput):
            load(program, text, **wrong)
    with pytest.raises(NotFound):
        load(program, text, same={3: "Nobody"})
    assert load(program, text, same={3: "Bo"}).lines[1].changes[0].after == "Cy"


def test_a_book_that_changed_meanwhile_is_not_written_blindly(program):
    text = "name,phone\nAna,804 555-0100\n"
    with pytest.raises(Refused, match="has changed since"):
        load(
            program,
            text,
            before_writing=lambda: keep_people.add_person(
                program.book, name="Ana", phone="804 555-0199", now=program.now
            ),
        )
    assert everybody(program) == [("Ana", "", "804 555-0199", "")]


def test_a_row_without_an_alias_means_the_one_person_of_its_name(program):
    program.group()
    ana = keep_people.add_person(program.book, name="Ana Bell", alias="Annie", now=program.now)
    done = load(program, "name,phone\nAna Bell,804 555-0100\n", "Steady")
    assert counts(done) == {"rows": 1, "updated": 1, "enrolled": 1}
    assert everybody(program) == [("Ana Bell", "Annie", "804 555-0100", "")]
    _, ((enrolled),) = enrol.roster_of(program.book, "Steady", now=program.now)
    assert enrolled.person.uid == ana.uid


def test_with_a_problem_nothing_is_written(program):
    program.group()
    before = program.acts()
    done = load(program, "name,email\nAna,\n,\n  ,x@example.org\nBo,nowhere\nCy,\nCy,cy@example.org\n", "Steady")
    assert counts(done) == {"rows": 5, "added": 2, "enrolled": 3}
    assert [each.line for each in done.problems] == [4, 5, 7]
    assert not any(name in str(done.problems) for name in ("Ana", "Bo", "Cy"))
    assert (everybody(program), roster(program), program.acts()) == ([], [], before)


def test_a_name_that_an_answer_gives_up_is_told(program):
    done = load(program, "name,phone\nMaria Sol,804 555-0160\nMia Sol,\n", same={3: "2"})
    assert [each.why for each in done.lines] == ["", "the same as line 2; its name is not kept"]


def test_a_dry_run_says_what_the_import_then_does(program):
    program.group(capacity=3)
    program.people("Ana", group="Steady")
    program.people("Bo")
    before = program.acts()
    text = "name,phone\nAna,804 555-0100\nBo,\nCy,\nCy,\nDi,\nTotal: 4,\n"
    done = load(program, text, "Steady", dry_run=True)
    assert counts(done) == {"rows": 6, "added": 2, "updated": 1, "skipped": 3, "enrolled": 3, "waitlisted": 1}
    assert told(done) == ["2 changed", "3 same", "4 new", "5 same", "6 new", "7 passed over"]
    assert done.lines[3:4] == (RosterLine(5, done.lines[3].what, "Cy", "the same as line 4", like_line=4),)
    assert (program.acts(), roster(program)) == (before, [("Ana", False)])
    written = load(program, text, "Steady")
    assert (counts(written), told(written)) == (counts(done), told(done))
    assert roster(program) == [("Ana", False), ("Bo", False), ("Cy", False), ("Di", True)]
    assert counts(load(program, text, "Steady")) == {"rows": 6, "skipped": 6}


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


def test_a_file_that_cannot_be_read_is_refused_until_its_column_is_named(program):
    with pytest.raises(BadInput):
        load(program, "Kunde\nAna\n")
    assert load(program, "Kunde\nAna\n", columns={"name": "Kunde"}).added == 1


def test_no_two_people_have_one_code(program, monkeypatch):
    """Six letters are few enough that two of them meet: one in twenty rosters of five thousand failed by it."""
    codes = iter(["CCCCCC", "CCCCCC", "CCCCCC", "DDDDDD", "CCCCCC", "DDDDDD", "FFFFFF"])
    monkeypatch.setattr("facilitator.storage.queries.people.people.new_code", lambda: next(codes))
    keep_people.add_person(program.book, name="Ana", now=program.now)
    import_roster(program.book, b"name\nBo\nCy\n", name="r.csv", group=None, now=program.now)
    assert sorted(each.code for each in keep_people.list_people(program.book)) == ["CCCCCC", "DDDDDD", "FFFFFF"]


def test_a_new_name_that_looks_like_another_in_other_letters_is_said(program):
    """Of somebody in the book, and of another line; a file of Latin names is not held against itself."""
    load(program, "name\nAna Bell\n")
    (ana,) = (each.code for each in keep_people.list_people(program.book))
    done = load(program, "name\nАna Bell\nBern\nBem\nСара\nCapa\n", dry_run=True)
    assert [(each.what, each.why) for each in done.lines] == [
        ("new", f"looks like {ana}"),
        ("new", ""),
        ("new", ""),
        ("new", "looks like line 6"),
        ("new", "looks like line 5"),
    ]
    assert load(program, "name\nАna Bell\n", same={2: ana}).added == 0
