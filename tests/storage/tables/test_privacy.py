from datetime import date

import pytest

from facilitator.storage.tables.privacy import consent, disclosure
from facilitator.words import DisclosureBasis, RecordPart
from tests.books import NOW
from tests.storage.refused import refused

SIGNED = {
    "discloser": "we",
    "what": "attendance",
    "covers": (RecordPart.ATTENDANCE,),
    "recipient": "Court",
    "purpose": "probation",
    "told_of_revoking": True,
    "signed_on": date(2027, 1, 1),
    "signature": "cabinet",
    "created_at": NOW,
    "actor": "pat",
}
TOLD = {"at": NOW, "recipient": "Court", "description": "x", "purpose": "y", "made_by": "Pat", "actor": "pat"}


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"expires_on": date(2027, 9, 1)}, True),
        ({"expires_event": "discharge"}, True),
        ({"for_care": True}, True),
        ({}, False),
        ({"expires_on": date(2027, 9, 1), "told_of_revoking": False}, False),
    ],
)
def test_a_consent_ends_some_day_unless_it_is_for_care(db, rows, more, kept):
    ana = rows.person("Ana")
    values = {**SIGNED, "person_id": ana, **more}
    if kept:
        rows.put(consent, **values)
        return
    with refused(db):
        rows.put(consent, **values)


@pytest.mark.parametrize(
    ("basis", "more", "kept"),
    [
        (DisclosureBasis.OWN_REQUEST, {}, True),
        (DisclosureBasis.CONSENT, {}, False),
        (DisclosureBasis.EMERGENCY, {}, False),
        (DisclosureBasis.EMERGENCY, {"emergency": "unconscious"}, True),
    ],
)
def test_a_ground_brings_what_it_needs(db, rows, basis, more, kept):
    values = {**TOLD, "person_id": rows.person("Ana"), "basis": basis, **more}
    if kept:
        rows.put(disclosure, **values)
        return
    with refused(db):
        rows.put(disclosure, **values)
