from datetime import date

from facilitator.storage.queries.agency import slots
from facilitator.words import SlotName

DAY = date(2027, 3, 1)


def test_slots_are_filled_changed_and_blank_again(db, rows):
    hall = rows.site("Hall")
    filled = {"language": "en", "source": "desk", "checked_on": DAY}
    first = slots.add_slot(db, name=SlotName.ON_CALL, site_id=None, text="988", **filled)
    own = slots.add_slot(db, name=SlotName.ON_CALL, site_id=hall, text="911", **filled)
    other = slots.add_slot(db, name=SlotName.ADDRESS, site_id=hall, text="1 Quay", **filled)
    found = {each.uid: each for each in slots.slots(db)}
    assert [found[uid].site for uid in (first, own, other)] == ["", "Hall", "Hall"]
    slots.edit_slot(db, found[own].id, text="555-0101", source="", checked_on=date(2027, 3, 2))
    slots.remove_slot(db, found[other].id)
    told = {
        each.uid: (each.name, each.site_id, each.language, each.text, each.source, each.checked_on.day)
        for each in slots.slots(db)
    }
    assert told == {
        first: (SlotName.ON_CALL, None, "en", "988", "desk", 1),
        own: (SlotName.ON_CALL, hall, "en", "555-0101", "", 2),
    }
