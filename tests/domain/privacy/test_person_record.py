from datetime import UTC, datetime

from facilitator.domain.privacy.disclosure import Disclosure
from facilitator.domain.privacy.person_record import disclosure_shape
from facilitator.words import DisclosureBasis
from facilitator.zones import zone


def test_moments_are_told_in_the_zone_of_the_program():
    at = datetime(2027, 3, 1, 4, 30, tzinfo=UTC)
    row = Disclosure("uid", "ABC123", at, DisclosureBasis.AUDIT, "", "The State", "names", "audit", "", "pat", "2024")
    assert disclosure_shape(row, zone("America/New_York")) == {
        "id": "uid",
        "person": "ABC123",
        "at": "2027-02-28T23:30:00-05:00",
        "basis": "audit",
        "basis_in_words": "an audit or evaluation",
        "consent": None,
        "recipient": "The State",
        "description": "names",
        "purpose": "audit",
        "emergency": None,
        "made_by": "pat",
        "statement": "2024",
    }
