from datetime import UTC, date, datetime

import pytest

from facilitator.domain.sessions.leading import Leading
from facilitator.errors import Ambiguous, BadInput, Refused
from facilitator.services.agency import keep_staff
from facilitator.services.history.undo import redo, undo
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import GroupChange, change_group
from facilitator.services.scheduling.substitute import Substituted, see_candidates, substitute
from facilitator.storage.queries.scheduling.series import series_of_group
from facilitator.storage.queries.sessions import leaders
from facilitator.words import LeadPart

S, NEXT = "Steady@2027-03-04", "Steady@2027-03-11"


@pytest.fixture
def steady(program):
    """A group that Sam leads with Jo; Lee and Kim could stand in."""
    for name in ("Sam Ortega", "Jo Ray", "Lee Novak", "Kim Abe"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group(facilitators=("Sam Ortega", "Jo Ray"))
    return program


def put(program, who, session=S, **more):
    return substitute(program.book, session, who, now=program.now, **more)


def rows(program, session=S):
    with program.book.read() as db:
        found = leaders.leading_of(db, program.session(session).id)
    return [(each.name, each.position, each.part.value, each.cancelled) for each in found]


def by_hand(program):
    with program.book.raw() as raw:
        return raw.execute("SELECT count(*) FROM session WHERE leaders_by_hand").fetchone()[0]


def test_somebody_stands_in_for_the_lead_in_one_session(steady):
    done = put(steady, "lee novak")
    assert done.words == "Steady, Thu 4 Mar 2027, 6:30 pm: Lee Novak stands in for Sam Ortega."
    assert (done.after.facilitators, done.after.standing_in) == (
        ("Lee Novak", "Jo Ray"),
        (("Lee Novak", "Sam Ortega"),),
    )
    assert done.after.led_by == ("Lee Novak (stand-in for Sam Ortega)", "Jo Ray")
    assert rows(steady) == [
        ("Sam Ortega", 0, "lead", True),
        ("Lee Novak", 0, "substitute", False),
        ("Jo Ray", 1, "co", False),
    ]
    assert (done.after.sequence, by_hand(steady), steady.acts()[-1]) == (1, 1, "session.substitute")
    assert steady.session(NEXT).facilitators == ("Sam Ortega", "Jo Ray")
    with steady.book.read() as db:
        assert len(series_of_group(db, done.after.group_id)) == 1


def test_whose_place_it_is_can_be_said(steady):
    put(steady, "Lee Novak", instead_of="Jo Ray")
    assert steady.session(S).facilitators == ("Sam Ortega", "Lee Novak")
    put(steady, "Kim Abe")
    assert steady.session(S).standing_in == (("Kim Abe", "Sam Ortega"), ("Lee Novak", "Jo Ray"))


def test_who_was_to_lead_takes_it_back(steady):
    before = rows(steady)
    put(steady, "Lee Novak")
    done = put(steady, "Sam Ortega")
    assert done.words == "Steady, Thu 4 Mar 2027, 6:30 pm: Sam Ortega leads it as before, and Lee Novak does not."
    assert (rows(steady), by_hand(steady)) == (before, 0)


def test_of_one_stand_in_after_another_the_last_is_kept(steady):
    put(steady, "Lee Novak")
    done = put(steady, "Kim Abe", instead_of="Sam Ortega")
    assert done.words.endswith("Kim Abe stands in for Sam Ortega.")
    assert [each[0] for each in rows(steady)] == ["Sam Ortega", "Kim Abe", "Jo Ray"]


def test_what_cannot_be(steady):
    with pytest.raises(Refused, match="Jo Ray leads this session already"):
        put(steady, "Jo Ray")
    with pytest.raises(BadInput, match="Kim Abe does not lead this session"):
        put(steady, "Lee Novak", instead_of="Kim Abe")
    put(steady, "Lee Novak")
    with pytest.raises(Refused, match="Lee Novak stands in for Sam Ortega here"):
        put(steady, "Sam Ortega", instead_of="Jo Ray")
    with pytest.raises(Ambiguous, match="more than one leads this session: Lee Novak, Jo Ray"):
        put(steady, "Kim Abe")
    edit_sessions.cancel(steady.book, NEXT, reason="snow", now=steady.now)
    with pytest.raises(Refused, match="does not meet"):
        put(steady, "Lee Novak", NEXT)


def test_a_stand_in_is_busy_then_and_the_other_free(steady):
    put(steady, "Lee Novak")
    wanted = {"start": "2027-03-04 18:00", "repeat": "once"}
    with pytest.raises(Refused):
        steady.group("Choir", facilitators=("Lee Novak",), **wanted)
    steady.group("Choir", facilitators=("Sam Ortega",), **wanted)
    # and so Sam cannot simply come back
    with pytest.raises(Refused, match="Sam Ortega is busy with Choir"):
        put(steady, "Sam Ortega")
    seen = put(steady, "Sam Ortega", preview=True)
    assert [each.words for each in seen.clashes] == ["Sam Ortega is busy with Choir (6:00 pm)"]
    done = put(steady, "Sam Ortega", force=True)
    assert done.after.facilitators == ("Sam Ortega", "Jo Ray")
    with steady.book.raw() as raw:
        assert raw.execute("SELECT sum(clash_kept) FROM session_facilitator").fetchone()[0] == 1


def test_who_is_free_comes_first(steady):
    steady.group("Choir", "2027-03-04 18:00", repeat="once", facilitators=("Kim Abe",))
    session, active, others = see_candidates(steady.book, S)
    assert (session.title, [each.name for each in active]) == ("Steady", ["Sam Ortega", "Jo Ray"])
    assert [(each.facilitator.name, each.words) for each in others] == [
        ("Lee Novak", ()),
        ("Kim Abe", ("Kim Abe is busy with Choir (6:00 pm)",)),
    ]


def test_what_the_group_asks_for_is_told(steady):
    keep_staff.edit_facilitator(steady.book, "Sam Ortega", credentials=[("CPRS", None)], now=steady.now)
    keep_staff.edit_facilitator(steady.book, "Lee Novak", credentials=[("CPRS", date(2027, 2, 1))], now=steady.now)
    wish = {"facilitators": ("Sam Ortega",), "required_credential": "CPRS", "repeat": "once"}
    steady.group("Craft", "2027-03-05 18:30", **wish)
    done = put(steady, "Lee Novak", "Craft@2027-03-05")
    assert [each.words for each in done.clashes] == [
        "0 of 1 facilitators with what this group asks for (CPRS): Lee Novak's is valid to Mon 1 Feb 2027"
    ]


def test_a_change_of_the_group_leaves_it_and_says_so(steady):
    put(steady, "Lee Novak")
    now = steady.now
    seen = change_group(steady.book, "Steady", GroupChange(facilitators=("Kim Abe",)), now=now, preview=True)
    assert "1 session keeps its leaders, chosen by hand: change them with session substitute." in seen.warnings
    change_group(steady.book, "Steady", GroupChange(facilitators=("Kim Abe",)), now=now)
    assert steady.session(S).led_by == ("Lee Novak (stand-in for Sam Ortega)", "Jo Ray")
    assert steady.session(NEXT).facilitators == ("Kim Abe",)
    before = rows(steady)
    change_group(steady.book, "Steady", GroupChange(minutes=90), now=now)
    # another end, and all the same the same people
    assert rows(steady) == before
    with steady.book.raw() as raw:
        apart = "SELECT count(*) FROM session s JOIN session_facilitator f ON f.session_id = s.id WHERE "
        assert raw.execute(apart + "f.ends_at != s.ends_at OR f.starts_at != s.starts_at").fetchone() == (0,)


def test_one_that_nobody_led_gets_a_lead(program):
    keep_staff.add_facilitator(program.book, name="Lee Novak", now=program.now)
    program.group()
    done = put(program, "Lee Novak")
    assert done.words == "Steady, Thu 4 Mar 2027, 6:30 pm: Lee Novak leads it."
    with program.book.read() as db:
        assert leaders.leading_of(db, done.after.id) == [
            Leading(leaders.leading_of(db, done.after.id)[0].facilitator_id, "Lee Novak", 0, LeadPart.LEAD)
        ]


def test_what_was_held_is_put_right_and_calendars_hear_nothing(steady):
    steady.people("Ana", group="Steady")
    steady.now = datetime(2027, 3, 5, tzinfo=UTC)
    steady.mark(S, Ana="present")
    steady.end(S)
    before = steady.session(S)
    done = put(steady, "Lee Novak")
    assert (done.after.sequence, done.after.facilitators) == (before.sequence, ("Lee Novak", "Jo Ray"))
    undo(steady.book, now=steady.now)
    assert steady.session(S) == before


def test_a_preview_writes_nothing_and_an_undo_puts_every_row_back(steady):
    before, acts = rows(steady), steady.acts()
    seen = put(steady, "Lee Novak", preview=True)
    assert (seen.after.led_by[0], rows(steady), steady.acts()) == (
        "Lee Novak (stand-in for Sam Ortega)", before, acts,
    )  # fmt: skip
    put(steady, "Lee Novak")
    after = rows(steady)
    undo(steady.book, now=steady.now)
    assert (rows(steady), by_hand(steady), steady.session(S).sequence) == (before, 0, 2)
    redo(steady.book, now=steady.now)
    assert rows(steady) == after


def test_a_name_that_ends_with_a_stop_is_said_with_one(steady):
    seen = steady.session("Steady@2027-03-04")
    for instead_of, said in (("Dana R.", "Lee stands in for Dana R."), ("", "Lee leads it.")):
        assert Substituted(seen, seen, "Lee", instead_of, back=False).sentence == said
