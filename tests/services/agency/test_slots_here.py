from facilitator.domain.agency.slots import UNTIL_FILLED
from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.slots_here import slots_here
from facilitator.services.privacy.protection import set_protection
from facilitator.services.scheduling.change_group import change_group
from facilitator.words import SlotName

S = "Steady@2027-03-04"


def texts(program):
    return {name.value: each.text for name, each in slots_here(program.book, program.session(S)).slots.items()}


def test_a_session_has_the_numbers_of_its_site(program):
    for name in ("Hall", "Annex"):
        add_site(program.book, name=name, address="", now=program.now)
        add_room(program.book, site=name, name=f"{name} room", capacity=None, now=program.now)
    program.group(room="Hall room")
    set_slot(program.book, SlotName.ON_CALL, "988", now=program.now)
    assert texts(program) == {"on-call": "988"}
    set_slot(program.book, SlotName.ON_CALL, "540-555-0160", site="Annex", now=program.now)
    assert texts(program) == {"on-call": "988"}
    set_slot(program.book, SlotName.ON_CALL, "540-555-0142", site="Hall", now=program.now)
    assert texts(program) == {"on-call": "540-555-0142"}
    assert SlotName.ON_CALL not in slots_here(program.book, program.session(S)).blank
    assert SlotName.NALOXONE in slots_here(program.book, program.session(S)).blank


def test_what_is_said_of_confidentiality_is_what_holds_for_the_book(program):
    program.group()
    assert slots_here(program.book, program.session(S)).limits == UNTIL_FILLED
    set_slot(program.book, SlotName.LIMITS_PROTECTED, "Part 2 words.", now=program.now)
    set_slot(program.book, SlotName.LIMITS_OTHERS, "Other words.", now=program.now)
    assert slots_here(program.book, program.session(S)).limits == "Part 2 words."
    assert texts(program) == {"limits-protected": "Part 2 words."}
    set_protection(program.book, protected=False, reason="no federal assistance", now=program.now)
    assert slots_here(program.book, program.session(S)).limits == "Other words."


def test_the_language_is_that_of_the_group_where_somebody_said_it(program):
    program.group(curriculum="healthy-leisure")
    set_slot(program.book, SlotName.ON_CALL, "988", now=program.now)
    set_slot(program.book, SlotName.ON_CALL, "988, pulse 2", language="es", now=program.now)
    assert texts(program) == {"on-call": "988"}
    change_group(program.book, "Steady", GroupChange(language="es"), now=program.now)
    assert texts(program) == {"on-call": "988, pulse 2"}
    change_group(program.book, "Steady", GroupChange(language=""), now=program.now)
    assert texts(program) == {"on-call": "988"}
