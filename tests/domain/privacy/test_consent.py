from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.privacy.consent import (
    CARE,
    Consent,
    ConsentTerms,
    DisclosureWish,
    first_that_lets,
    missing,
    same_words,
    say_end,
    why_not,
    why_not_in_force,
)
from facilitator.words import RecordPart
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
SIGNED = date(2027, 3, 1)
TERMS = ConsentTerms(
    discloser="Harbor Street",
    what="that they come, and how often",
    covers=(RecordPart.NAME, RecordPart.ATTENDANCE),
    recipient="City Clinic, Dr. Rivera",
    purpose="planning care together",
    signed_on=SIGNED,
    signature="paper, cabinet B",
    told_of_revoking=True,
    expires_on=date(2027, 6, 30),
)
WISH = DisclosureWish("City Clinic, Dr. Rivera", frozenset({RecordPart.ATTENDANCE}))
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=NEW_YORK)


def kept(terms=TERMS, **more):
    values = {"event_came_on": None, "revoked_at": None, "revoked_how": "", **more}
    return Consent(1, "uid", 7, "ABC123", terms, created_at=at(SIGNED).astimezone(UTC), actor="pat", **values)


NOON = at(date(2027, 4, 1))


@pytest.mark.parametrize(
    ("element", "empty", "said"),
    [
        ("discloser", " ", "who may tell"),
        ("what", "", "what may be told"),
        ("covers", (), "which parts of the record it covers"),
        ("recipient", "", "to whom"),
        ("purpose", "\t", "what for"),
        ("told_of_revoking", False, "that they were told it can be revoked, and how"),
        ("expires_on", None, "until when: a day, or an event"),
        ("signature", "", "where the signature is"),
        ("signed_on", SIGNED + timedelta(days=1), "a day of signing that has come"),
        ("expires_on", SIGNED - timedelta(days=1), "a last day after it was signed"),
    ],
)
def test_each_element_of_2_31_is_missed(element, empty, said):
    assert missing(TERMS, SIGNED) == ()
    lacking = replace(TERMS, **{element: empty})
    assert missing(lacking, SIGNED) == (said,)
    if element != "signed_on":
        assert why_not_in_force(kept(lacking), NOON) == f"it lacks {said}"


def test_only_care_may_have_no_end():
    endless = replace(TERMS, expires_on=None)
    assert missing(endless, SIGNED) == ("until when: a day, or an event",)
    assert missing(replace(endless, for_care=True), SIGNED) == ()
    assert missing(replace(endless, expires_event="the group ends"), SIGNED) == ()


@pytest.mark.parametrize(
    ("consent", "moment", "said"),
    [
        (kept(), at(date(2027, 2, 28)), "signed only on Mon 1 Mar 2027"),
        (kept(), at(SIGNED, 0), ""),
        (kept(), at(date(2027, 6, 30), 23), ""),
        (kept(), at(date(2027, 7, 1), 0), "ended on Wed 30 Jun 2027"),
        (kept(revoked_at=NOON.astimezone(UTC)), NOON - timedelta(seconds=1), ""),
        (kept(revoked_at=NOON.astimezone(UTC)), NOON, "revoked on Thu 1 Apr 2027"),
        (
            kept(replace(TERMS, expires_event="the group ends"), event_came_on=date(2027, 4, 1)),
            NOON,
            "ended on Thu 1 Apr 2027, when this came: the group ends",
        ),
        (kept(replace(TERMS, expires_event="the group ends"), event_came_on=date(2027, 4, 2)), NOON, ""),
    ],
)
def test_when_a_consent_is_in_force(consent, moment, said):
    assert why_not_in_force(consent, moment) == said


def test_a_revocation_is_told_by_the_day_on_the_wall():
    late = at(date(2027, 4, 1), 23)
    assert why_not_in_force(kept(revoked_at=late.astimezone(UTC)), late) == "revoked on Thu 1 Apr 2027"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (WISH, ""),
        (replace(WISH, recipient="  city clinic, dr.  RIVERA. "), ""),
        (replace(WISH, recipient="City Clinic"), "it is for another recipient"),
        (replace(WISH, recipient="City Clinic", judged=True), "it is for another recipient"),
        (replace(WISH, parts=frozenset(RecordPart)), "it does not cover contact and enrolment and coverage"),
        (replace(WISH, purpose="Planning care together"), ""),
        (replace(WISH, purpose="billing"), "it is for another purpose"),
        (replace(WISH, purpose="treatment"), "it is for another purpose"),
    ],
)
def test_what_a_consent_lets_out(wish, said):
    assert why_not(kept(), NOON, wish) == said


@pytest.mark.parametrize("purpose", CARE)
def test_a_consent_for_care_names_its_purposes_and_a_class_of_recipients(purpose):
    care = kept(replace(TERMS, for_care=True, expires_on=None, recipient="my treating providers", purpose="care"))
    wish = DisclosureWish("City Clinic", frozenset({RecordPart.NAME}), purpose)
    assert why_not(care, NOON, wish) == "it is for another recipient"
    assert why_not(care, NOON, replace(wish, judged=True)) == ""
    assert why_not(care, NOON, replace(wish, judged=True, purpose="marketing")) == "it is for another purpose"


def test_the_first_that_lets_it_out_is_taken():
    old, other, good = kept(revoked_at=NOON.astimezone(UTC)), kept(replace(TERMS, recipient="Court")), kept()
    assert first_that_lets([old, other, good], NOON, WISH) is good
    assert first_that_lets([old, other], NOON, WISH) is None


def test_how_an_end_is_said():
    assert say_end(TERMS) == "until Wed 30 Jun 2027"
    assert say_end(replace(TERMS, expires_event="she moves")) == "until Wed 30 Jun 2027, or until this comes: she moves"
    assert say_end(replace(TERMS, expires_on=None, for_care=True)) == "without an end"


@given(
    signed=DAYS,
    ends=st.none() | DAYS,
    came=st.none() | DAYS,
    revoked=st.none() | DAYS,
    day=DAYS,
    later=st.integers(0, 900),
    care=st.booleans(),
)
def test_what_has_ended_stays_ended(signed, ends, came, revoked, day, later, care):
    """Once a consent was in force and is no longer, no later day brings it back; and it is never in force unsigned."""
    terms = replace(TERMS, signed_on=signed, expires_on=ends, expires_event="it comes", for_care=care)
    consent = kept(terms, event_came_on=came, revoked_at=at(revoked).astimezone(UTC) if revoked else None)
    now, then = why_not_in_force(consent, at(day)), why_not_in_force(consent, at(day + timedelta(days=later)))
    if day < signed:
        assert now
    elif now:
        assert then
    if not now:
        assert ends is None or day <= ends
        assert came is None or day < came
        assert revoked is None or day < revoked


@given(parts=st.frozensets(st.sampled_from(RecordPart)), covers=st.sets(st.sampled_from(RecordPart), min_size=1))
def test_nothing_is_let_out_that_is_not_covered(parts, covers):
    consent = kept(replace(TERMS, covers=tuple(covers)))
    assert (why_not(consent, NOON, replace(WISH, parts=parts)) == "") == (parts <= covers)


@given(st.text(), st.text())
def test_same_words_is_even_handed(one, other):
    assert same_words(one, one)
    assert same_words(one, other) == same_words(other, one)
