from datetime import date

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.agency.keep_sites import add_site, edit_site
from facilitator.services.agency.keep_slots import LONGEST, LONGEST_WORDS, clear_slot, set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.history.undo import recent_edits, undo
from facilitator.words import SlotName

CALL, LIMITS = SlotName.ON_CALL, SlotName.LIMITS_PROTECTED


def told(program):
    return [
        (each.name.value, each.site, each.language, each.text, each.source, each.checked_on.isoformat())
        for each in see_slots(program.book).slots
    ]


def test_a_slot_is_filled_for_everywhere_and_for_one_site(program):
    add_site(program.book, name="Hall", address="", now=program.now)
    set_slot(program.book, LIMITS, "If someone\n\n  may die,\tI tell.", now=program.now)
    set_slot(program.book, CALL, " 540-555-0142  till ten ", source="Dana", now=program.now)
    done = set_slot(
        program.book, CALL, "988", site="hall", language="ES-mx", checked_on=date(2027, 2, 1), now=program.now
    )
    assert (done.before, done.after.site, done.after.language) == (None, "Hall", "es-MX")
    assert told(program) == [
        ("on-call", "", "en", "540-555-0142 till ten", "Dana", "2027-03-01"),
        ("on-call", "Hall", "es-MX", "988", "", "2027-02-01"),
        ("limits-protected", "", "en", "If someone\nmay die, I tell.", "", "2027-03-01"),
    ]
    assert program.acts()[-3:] == ["slot.set"] * 3


def test_who_said_it_stays_while_it_says_the_same(program):
    set_slot(program.book, CALL, "988", source="Dana", checked_on=date(2027, 1, 1), now=program.now)
    set_slot(program.book, CALL, "988", now=program.now)
    assert told(program)[0][4:] == ("Dana", "2027-03-01")
    with pytest.raises(Refused, match="On-call number says that already"):
        set_slot(program.book, CALL, "988", now=program.now)
    set_slot(program.book, CALL, "911", now=program.now)
    assert told(program)[0][3:] == ("911", "", "2027-03-01")


def test_a_preview_writes_nothing(program):
    done = set_slot(program.book, CALL, "988", now=program.now, preview=True)
    assert (done.before, done.after.text) == (None, "988")
    assert told(program) == []
    set_slot(program.book, CALL, "988", now=program.now)
    acts = program.acts()
    assert clear_slot(program.book, CALL, now=program.now, preview=True).before.text == "988"
    assert (len(told(program)), program.acts()) == (1, acts)


def test_all_of_it_is_taken_back_to_what_it_was(program):
    states = [told(program)]
    for act in (
        lambda: set_slot(program.book, CALL, "988", source="Dana", now=program.now),
        lambda: set_slot(program.book, CALL, "911", now=program.now),
        lambda: clear_slot(program.book, CALL, now=program.now),
    ):
        act()
        states.append(told(program))
    assert states[-1] == []
    for before in states[-2::-1]:
        undo(program.book, now=program.now)
        assert told(program) == before


def test_a_site_with_a_slot_of_its_own_stays(program):
    add_site(program.book, name="Hall", address="", now=program.now)
    set_slot(program.book, CALL, "988", site="Hall", now=program.now)
    edit_site(program.book, "Hall", name="Hall East", address=None, now=program.now)
    assert told(program)[0][1] == "Hall East"
    undo(program.book, now=program.now)
    undo(program.book, now=program.now)
    undo(program.book, now=program.now)
    assert told(program) == []


def test_history_says_which_slot_and_what_changed(program):
    set_slot(program.book, CALL, "988", now=program.now)
    set_slot(program.book, CALL, "911", now=program.now)
    assert [each.summary for each in recent_edits(program.book)][:2] == [
        "On-call number: changed",
        "On-call number: filled in",
    ]


@pytest.mark.parametrize(
    ("name", "text", "more", "said"),
    [
        (CALL, " ", {}, "nothing was given"),
        (CALL, "ask at the desk", {}, "no number in it that can be called"),
        (SlotName.WARMLINE, "540-555-01", {}, "no number in it that can be called"),
        (CALL, "988 " + "x" * LONGEST, {}, "too many"),
        (LIMITS, "x" * (LONGEST_WORDS + 1), {}, "too many"),
        (CALL, "988", {"language": "Spanish please"}, "no language code"),
        (CALL, "988", {"checked_on": date(2027, 3, 2)}, "is to come"),
    ],
)
def test_what_is_of_no_use_is_refused(program, name, text, more, said):
    with pytest.raises(BadInput, match=said):
        set_slot(program.book, name, text, **more, now=program.now)
    assert told(program) == []


def test_a_site_or_slot_that_is_not_there_is_said(program):
    with pytest.raises(NotFound):
        set_slot(program.book, CALL, "988", site="Nowhere", now=program.now)
    with pytest.raises(NotFound, match="On-call number is blank in es"):
        clear_slot(program.book, CALL, language="es", now=program.now)


def test_where_no_number_is_wanted_none_is_asked_for(program):
    set_slot(program.book, SlotName.EMERGENCY_ROOM, "St. Mary, Elm Street", now=program.now)
    assert told(program)[0][3] == "St. Mary, Elm Street"
