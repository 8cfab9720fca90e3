from facilitator.domain.agency.slots import Blank
from facilitator.services.agency.keep_sites import add_site
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.privacy.protection import set_protection
from facilitator.words import SlotName

LIMITS = SlotName.LIMITS_PROTECTED


def test_a_blank_one_is_seen_by_site_and_by_what_protects_the_book(program):
    add_site(program.book, name="Hall", address="", now=program.now)
    add_site(program.book, name="Annex", address="", now=program.now)
    for name in SlotName:
        if name not in (LIMITS, SlotName.NALOXONE):
            set_slot(program.book, name, "988", now=program.now)
    set_slot(program.book, SlotName.NALOXONE, "at the desk", site="Hall", now=program.now)
    assert see_slots(program.book).blank == (Blank(SlotName.NALOXONE, "Annex"), Blank(LIMITS, ""))
    set_protection(program.book, protected=False, reason="no federal assistance", now=program.now)
    seen = see_slots(program.book)
    assert (seen.protected, seen.blank) == (False, (Blank(SlotName.NALOXONE, "Annex"),))
