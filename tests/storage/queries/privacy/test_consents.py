from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.domain.privacy.consent import ConsentTerms
from facilitator.storage.queries.privacy import consents
from facilitator.words import RecordPart
from tests.books import NOW

TERMS = ConsentTerms(
    discloser="Harbor Street",
    what="attendance",
    covers=(RecordPart.NAME, RecordPart.ATTENDANCE),
    recipient="Court",
    purpose="probation",
    signed_on=date(2027, 2, 1),
    signature="cabinet 2",
    told_of_revoking=True,
    expires_on=date(2027, 9, 1),
)


def signed(db, who, day, **more):
    return consents.add(db, who, replace(TERMS, signed_on=day, **more), now=NOW, actor="pat")


def test_a_consent_comes_back_as_it_was_signed(db, rows):
    ana = rows.person("Ana", code="F3K7QX")
    uid = consents.add(db, ana, TERMS, now=NOW, actor="pat")
    (found,) = consents.consents(db)
    assert (found.uid, found.person_id, found.person_code, found.terms) == (uid, ana, "F3K7QX", TERMS)
    assert (found.created_at, found.actor, found.revoked_at, found.event_came_on) == (NOW, "pat", None, None)


def test_the_newest_comes_first_for_each_person(db, rows):
    ana, ben = rows.person("Ana"), rows.person("Ben")
    old, new = signed(db, ana, date(2026, 1, 1)), signed(db, ana, date(2027, 1, 1))
    same = signed(db, ana, date(2027, 1, 1))
    other = signed(db, ben, date(2026, 6, 1))
    assert [each.uid for each in consents.consents(db)] == [same, new, other, old]
    found = consents.consents_of(db, [ana, ben])
    assert {who: [each.uid for each in theirs] for who, theirs in found.items()} == {
        ana: [same, new, old],
        ben: [other],
    }
    assert consents.consents_of(db, []) == {}
    assert [each.uid for each in consents.consents_called(db, old[:13])] == [old]


def test_revoking_and_the_event_end_the_one_that_is_meant(db, rows):
    ana = rows.person("Ana")
    first, second = signed(db, ana, date(2026, 1, 1)), signed(db, ana, date(2027, 1, 1), expires_event="discharge")
    by_uid = {each.uid: each for each in consents.consents(db)}
    consents.revoke(db, by_uid[first].id, at=NOW + timedelta(days=1), how="by phone")
    consents.note_event(db, by_uid[second].id, date(2027, 3, 1))
    after = {each.uid: each for each in consents.consents(db)}
    assert (after[first].revoked_at, after[first].revoked_how) == (NOW + timedelta(days=1), "by phone")
    assert (after[second].revoked_at, after[second].event_came_on) == (None, date(2027, 3, 1))
    consents.note_event(db, by_uid[second].id, None)
    assert {each.uid: each for each in consents.consents(db)}[second] == by_uid[second]


@pytest.mark.parametrize("lack", [{"told_of_revoking": False}, {"expires_on": None}])
def test_one_that_lacks_an_element_is_not_kept(db, rows, lack):
    with pytest.raises(IntegrityError), db.begin_nested():
        signed(db, rows.person("Ana"), date(2027, 1, 1), **lack)
