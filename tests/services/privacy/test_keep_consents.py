from datetime import date, timedelta

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.privacy.keep_consents import (
    LONGEST,
    add_consent,
    list_consents,
    note_event,
    revoke_consent,
    see_consent,
)
from facilitator.words import RecordPart
from tests.services.consents import CLINIC, consent, terms


@pytest.fixture
def ana(program):
    return program.people("Ana", "Bo")[0]


def test_a_consent_is_kept_as_it_was_signed(program, ana):
    wanted = terms(covers=(RecordPart.ATTENDANCE, RecordPart.NAME), recipient=f"  {CLINIC} ", expires_event="she moves")
    uid = add_consent(program.book, "Ana", wanted, now=program.now)
    (seen,) = list_consents(program.book, "Ana", now=program.now)
    assert seen.why_not == ""
    assert seen.consent.terms == terms(discloser="Harbor Street", expires_event="she moves")
    assert (seen.consent.uid, seen.consent.person_code, seen.consent.actor) == (uid, ana.code, "pat")
    assert see_consent(program.book, uid[:8], now=program.now) == seen
    assert list_consents(program.book, "Bo", now=program.now) == []
    assert program.acts()[-1] == "consent.add"


def test_all_that_is_missing_is_named_at_once(program, ana):
    with pytest.raises(BadInput) as refused:
        add_consent(program.book, "Ana", terms(what=" ", told_of_revoking=False, expires_on=None), now=program.now)
    assert refused.value.title == (
        "a consent also says what may be told; that they were told it can be revoked, and how; "
        "until when: a day, or an event"
    )
    assert list_consents(program.book, now=program.now) == []


@pytest.mark.parametrize("more", [{"purpose": "x" * (LONGEST + 1)}, {"signed_on": date(2027, 3, 2)}])
def test_what_cannot_be_a_consent(program, ana, more):
    with pytest.raises(BadInput):
        add_consent(program.book, "Ana", terms(**more), now=program.now)


def test_revoking_ends_it_at_that_moment_and_once(program, ana):
    uid = consent(program, "Ana")
    program.now += timedelta(hours=1)
    revoke_consent(program.book, uid, how="by  letter", now=program.now)
    seen = see_consent(program.book, uid, now=program.now)
    assert (seen.why_not, seen.consent.revoked_how) == ("revoked on Mon 1 Mar 2027", "by letter")
    assert see_consent(program.book, uid, now=program.now - timedelta(seconds=1)).why_not == ""
    with pytest.raises(Refused, match="revoked on Mon 1 Mar 2027 already"):
        revoke_consent(program.book, uid, how="again", now=program.now + timedelta(days=1))
    assert program.acts()[-2:] == ["consent.add", "consent.revoke"]


def test_revoking_says_how(program, ana):
    uid = consent(program, "Ana")
    with pytest.raises(BadInput, match="how did they say so"):
        revoke_consent(program.book, uid, how=" ", now=program.now)
    with pytest.raises(NotFound):
        revoke_consent(program.book, "ffff", how="by letter", now=program.now)


def test_an_event_ends_it_and_a_slip_is_taken_back(program, ana):
    uid = consent(program, "Ana", expires_on=None, expires_event="the group ends")
    today = date(2027, 3, 1)
    note_event(program.book, uid, today, now=program.now)
    assert see_consent(program.book, uid, now=program.now).why_not.startswith("ended on Mon 1 Mar 2027, when")
    note_event(program.book, uid, None, now=program.now)
    assert see_consent(program.book, uid, now=program.now).why_not == ""
    for day in (today + timedelta(days=1), date(2027, 1, 31)):
        with pytest.raises(BadInput):
            note_event(program.book, uid, day, now=program.now)


def test_a_consent_without_an_event_has_none_that_comes(program, ana):
    uid = consent(program, "Ana")
    with pytest.raises(BadInput, match="does not end with an event"):
        note_event(program.book, uid, date(2027, 3, 1), now=program.now)


def test_the_newest_comes_first(program, ana):
    old, new = consent(program, "Ana"), consent(program, "Ana", signed_on=date(2027, 2, 2))
    assert [each.consent.uid for each in list_consents(program.book, now=program.now)] == [new, old]
