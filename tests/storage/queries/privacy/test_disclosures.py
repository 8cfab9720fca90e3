from datetime import date, timedelta

from facilitator.domain.privacy.consent import ConsentTerms
from facilitator.storage.queries.privacy import consents, disclosures
from facilitator.words import DisclosureBasis, RecordPart
from tests.books import NOW


def told(person_id, at, basis=DisclosureBasis.OWN_REQUEST, consent_id=None):
    return {
        "person_id": person_id,
        "at": at,
        "basis": basis,
        "consent_id": consent_id,
        "recipient": "Court",
        "description": "attendance",
        "purpose": "probation",
        "emergency": "",
        "made_by": "Pat",
        "statement": "",
        "actor": "pat",
    }


def test_the_ledger_is_read_from_a_moment_on_and_before_another(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    days = [NOW + timedelta(days=number) for number in range(4)]
    uids = disclosures.add(db, [told(ana, day) for day in reversed(days)])
    (other,) = disclosures.add(db, [told(ben, days[1])])
    assert [each.uid for each in disclosures.disclosures(db, days[1], days[3])] == [uids[2], other, uids[1]]
    assert [each.uid for each in disclosures.disclosures(db, days[1], days[3], person_id=ben)] == [other]
    assert [each.uid for each in disclosures.of_person(db, ana)] == list(reversed(uids))
    assert disclosures.add(db, []) == []


def test_a_row_names_the_consent_that_it_was_made_on(db, rows):
    ana = rows.person("Ana", code="F3K7QX")
    terms = ConsentTerms(
        "we", "all", (RecordPart.NAME,), "Court", "care", date(2027, 1, 1), "cabinet", True, for_care=True
    )
    uid = consents.add(db, ana, terms, now=NOW, actor="pat")
    (consent,) = consents.consents(db)
    disclosures.add(db, [told(ana, NOW, DisclosureBasis.CONSENT, consent.id), told(ana, NOW)])
    first, second = disclosures.of_person(db, ana)
    assert (first.consent_uid, first.basis, first.person_code) == (uid, DisclosureBasis.CONSENT, "F3K7QX")
    assert (second.consent_uid, second.at) == ("", NOW)
