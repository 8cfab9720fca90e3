from datetime import date, timedelta

import pytest

from facilitator.domain.history.history import AuditWish
from facilitator.errors import BadInput
from facilitator.services.find import find_person
from facilitator.services.history.search_audit import search_audit
from facilitator.services.history.see_history import history_of
from facilitator.services.history.undo import newest_change, redo, undo
from facilitator.services.people import enrol
from facilitator.services.people.edit_person import edit_person
from facilitator.services.people.keep_away import away_of, end_away, note_away
from facilitator.services.people.keep_people import list_people
from facilitator.services.privacy.merge_people import MergeAsks, WhoseMark, merge_people, roster_line
from facilitator.services.reporting.report_attendance import report_people
from facilitator.storage.queries.people import merging, rosters
from facilitator.storage.tables import consent, contact_choice, disclosure, mark_event
from facilitator.storage.tables.person_keys import PERSON_KEYS, STAYS_WHEN_MERGED
from facilitator.words import ContactWay

FIRST, SECOND = "Steady@2027-03-04", "Steady@2027-03-11"


@pytest.fixture
def two(program):
    """A full closed group: Ana and Anna, who are one, on its two seats, and Cy who waits."""
    program.group(enrolment="closed", capacity=2)
    program.people("Ana", "Anna", "Cy", group="Steady")
    return program


def merge(program, a="Ana", b="Anna", **more):
    return merge_people(program.book, a, b, now=program.now, **more)


def whole(program):
    """Every row of every table that points to people, and of people."""
    with program.book.read() as db:
        tables = {column.table for column in PERSON_KEYS} - {mark_event}
        return {
            each.name: sorted(
                str({name: value for name, value in row.items() if name not in ("version", "event_id")})
                for row in db.execute(each.select()).mappings()
            )
            for each in tables
        }


def test_one_place_from_the_earlier_day_and_the_free_seat_to_who_waits(two):
    with two.book.read() as db:
        anna = find_person(db, "Anna")
        cy = find_person(db, "Cy")
    shown = merge(two, preview=True)
    (roster,) = shown.rosters
    assert (
        roster_line(roster)
        == "Steady: seat from Mon 1 Mar 2027 and seat from Mon 1 Mar 2027 -> seat from Mon 1 Mar 2027."
    )
    assert [each.person for each in roster.given] == [cy]
    before = whole(two)
    merge(two)
    _, standing = enrol.roster_of(two.book, "Steady", now=two.now)
    assert [(each.person.name, each.waitlisted) for each in standing] == [("Ana", False), ("Cy", False)]
    assert [each.name for each in list_people(two.book)] == ["Ana", "Cy"]
    with two.book.read() as db:
        for text in (anna.code, anna.uid, "Ana"):
            assert find_person(db, text).name == "Ana"
        assert [each.code for each in merging.family(db, find_person(db, "Ana").id)][1:] == [anna.code]
    with pytest.raises(BadInput, match="one person already"):
        merge(two, anna.code, "Ana")
    undo(two.book, now=two.now)
    assert whole(two) == before
    redo(two.book, now=two.now)
    assert [each.name for each in list_people(two.book)] == ["Ana", "Cy"]


def test_history_and_audit_of_one_have_what_was_of_the_other(two):
    with two.book.read() as db:
        anna = find_person(db, "Anna")
    edit_person(two.book, "Anna", now=two.now, phone="804 555 0131")
    two.now += timedelta(days=14)
    two.mark(FIRST, Anna="late")
    two.now += timedelta(minutes=1)
    theirs = {each.words for each in history_of(two.book, anna.code, names=True).rows}
    rows = {each.seq for each in search_audit(two.book, AuditWish(about=anna.code)).rows}
    assert rows
    assert f"Steady on Thu 4 Mar 2027, 6:30 pm: {anna.code} marked late" in theirs
    merge(two)
    for text in ("Ana", anna.uid):
        now = history_of(two.book, text, names=True)
        assert theirs <= {each.words for each in now.rows}
        assert not [each for each in now.rows if each.words.endswith("became one person, no mark")]
        merged = [str(one) for each in now.rows if each.action == "person.merge" for one in each.changes]
        assert any(f"{anna.code}, is now: " in each for each in merged)
        # whose field it was is said
        (phone,) = [one for each in now.rows if each.action == "person.edit" for one in each.changes]
        assert (phone.record, phone.name, phone.after) == (anna.code, "phone", "804 555 0131")
        assert rows < {each.seq for each in search_audit(two.book, AuditWish(about=text)).rows}
    undo(two.book, now=two.now)
    assert not theirs & {each.words for each in history_of(two.book, "Ana", names=True).rows if "late" in each.words}


def test_minutes_that_the_two_sat_in_two_places_count_once(two):
    two.group("Choir", "2027-03-04 19:00", enrolment="open")
    two.now += timedelta(days=14)
    two.mark(FIRST, Ana="present", Anna="missed")
    two.mark("Choir@2027-03-04", Anna="present")
    two.end(FIRST)
    two.end("Choir@2027-03-04")

    def counted():
        made = report_people(two.book, date(2027, 3, 1), date(2027, 3, 31), now=two.now, names=False)
        return [(row["sessions_attended"], row["minutes"]) for row in made.rows]

    assert counted() == [(1, 60), (1, 60)]
    merge(two, keep=WhoseMark.STAYS)
    assert counted() == [(2, 90)]
    undo(two.book, now=two.now)
    assert counted() == [(1, 60), (1, 60)]


def test_days_on_which_both_are_away_are_one_time(two):
    note_away(two.book, "Ana", first=date(2027, 4, 1), last=date(2027, 4, 8), now=two.now)
    note_away(two.book, "Anna", first=date(2027, 4, 1), last=date(2027, 4, 20), now=two.now)
    note_away(two.book, "Anna", first=date(2027, 5, 1), now=two.now)
    before = whole(two)
    merge(two)
    days = [(each.first, each.last) for each in away_of(two.book, "Ana").after]
    assert days == [(date(2027, 4, 1), date(2027, 4, 20)), (date(2027, 5, 1), None)]
    end_away(two.book, "Ana", first=date(2027, 4, 1), now=two.now)
    for _ in range(2):
        undo(two.book, now=two.now)
    assert whole(two) == before


def test_marks_of_both_are_asked_about(two):
    two.now += timedelta(days=14)
    two.mark(FIRST, Ana="missed", Anna="present")
    two.mark(SECOND, Anna="late")
    before = whole(two)
    with pytest.raises(MergeAsks, match="both are marked at 1 session") as asked:
        merge(two)
    assert whole(two) == before
    (both,) = asked.value.plan.asked
    with pytest.raises(BadInput, match="not both are marked"):
        merge(two, keep_at={"ffff": WhoseMark.STAYS})
    merge(two, keep_at={both.session.uid[:8]: WhoseMark.BECOMES})
    assert two.roll(FIRST)["Ana"] == (True, "present")
    assert two.roll(SECOND)["Ana"] == (True, "late")
    assert "Anna" not in two.roll(FIRST)
    assert two.events()[-4:] == ["merge"] * 4
    # a mark of somebody who is another now is corrected, and not undone by itself
    assert newest_change(two.book).summary.endswith("is the same person as " + both_code(two))
    undo(two.book, now=two.now)
    assert whole(two) == before
    merge(two, keep=WhoseMark.STAYS)
    assert two.roll(FIRST)["Ana"] == (True, "missed")


def both_code(program):
    with program.book.read() as db:
        return find_person(db, "Ana").code


def test_expected_once_is_expected_and_a_mark_beats_none(two):
    two.now += timedelta(days=5)
    two.mark(FIRST, Anna="present")
    two.end(FIRST, "leave")
    merge(two)
    assert two.roll(FIRST) == {"Ana": (True, "present")}
    assert two.session(FIRST).present == 1


def test_every_table_that_points_to_people_is_known_here():
    """What a merge does with each is tried above, or moved by the registry; a new one is thought of first."""
    known = {
        "attendance", "consent", "contact_choice", "disclosure", "enrolment", "mark_event", "person", "person_away",
    }  # fmt: skip
    assert {column.table.name for column in PERSON_KEYS} == known
    assert {column.table for column in STAYS_WHEN_MERGED} == {mark_event, disclosure}
    assert {column.table for column in merging.MOVED} >= {consent, contact_choice}


def test_days_away_and_who_became_the_other_before_move_too(two):
    with two.book.read() as db:
        ana, anna = find_person(db, "Ana"), find_person(db, "Anna")
    two.people("An")
    merge(two, "Anna", "An")
    note_away(two.book, "Anna", first=date(2027, 3, 20), now=two.now)
    with two.book.write(now=two.now) as change:
        for who, way in ((ana, ContactWay.CALL), (anna, ContactWay.CALL), (anna, ContactWay.EMAIL)):
            change.db.execute(contact_choice.insert(), {"person_id": who.id, "way": way})
        change.record("person.away", "")
    before = whole(two)
    merge(two)
    with two.book.read() as db:
        assert len(merging.family(db, ana.id)) == 3
        assert merging.rows_of(db, anna.id) == {}
        assert {"contact_choice": 2, "person_away": 1}.items() <= merging.rows_of(db, ana.id).items()
        assert all(
            db.execute(column.table.select().where(column == anna.id)).first() is None for column in merging.MOVED
        )
    undo(two.book, now=two.now)
    assert whole(two) == before


def test_what_is_empty_is_filled(program):
    from facilitator.services.people.edit_person import edit_person

    program.people("Ana", "Anna")
    edit_person(program.book, "Anna", alias="Annie", email="a@example.org", now=program.now)
    edit_person(program.book, "Ana", alias="A", now=program.now)
    done = merge(program)
    assert (done.filled, done.after.alias, done.after.email) == (("email",), "A", "a@example.org")
    with program.book.read() as db:
        assert find_person(db, "Ana").email == "a@example.org"
        assert rosters.groups_with(db, done.before.id) == []
