from datetime import date

import pytest
from sqlalchemy import insert

from facilitator.storage.tables.agency import credential, slot, travel
from facilitator.words import SlotName
from tests.storage.refused import refused


def test_names_of_places_and_staff_are_their_own(db, rows):
    hall, annex = rows.site("Hall"), rows.site("Annex")
    rows.room(hall, "Blue")
    rows.room(annex, "Blue")
    rows.facilitator("Sam")
    for twice in (
        lambda: rows.site("Hall"),
        lambda: rows.room(hall, "Blue"),
        lambda: rows.facilitator("Sam"),
        lambda: rows.site("New", uid=db.exec_driver_sql("SELECT max(uid) FROM site").scalar()),
    ):
        with refused(db):
            twice()


def test_nobody_s_name_is_public_unless_they_said_so(db, rows):
    rows.facilitator("Sam")
    assert db.exec_driver_sql("SELECT public_name FROM facilitator").scalar() in (0, False)


@pytest.mark.parametrize(("minutes", "swapped"), [(0, False), (721, False), (25, True)])
def test_a_way_is_kept_once_and_takes_a_while(db, rows, minutes, swapped):
    one, other = sorted([rows.site("Hall"), rows.site("Annex")], reverse=swapped)
    with refused(db):
        db.execute(insert(travel), {"site_id": one, "other_site_id": other, "minutes": minutes})
    low, high = sorted([one, other])
    db.execute(insert(travel), {"site_id": low, "other_site_id": high, "minutes": 720})


def test_somebody_holds_a_credential_once(db, rows):
    sam = rows.facilitator()
    rows.put(credential, facilitator_id=sam, name="CPRS")
    with refused(db):
        rows.put(credential, facilitator_id=sam, name="CPRS")
    with refused(db):
        rows.put(credential, facilitator_id=0, name="CPRS")


def test_a_slot_is_filled_once_a_place_and_language(db, rows):
    hall = rows.site()
    filled = {"name": SlotName.ON_CALL, "text": "555-0101", "checked_on": date(2027, 3, 1)}
    for site_id, language in ((None, "en"), (None, "es"), (hall, "en")):
        rows.put(slot, site_id=site_id, language=language, **filled)
        with refused(db):
            rows.put(slot, site_id=site_id, language=language, **filled)
