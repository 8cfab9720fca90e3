import pytest

from facilitator.domain.sessions.leading import Leading, stand_in, who_lead
from facilitator.domain.views import Facilitator
from facilitator.errors import Ambiguous, BadInput, Refused
from facilitator.words import LeadPart

SAM, JO, LEE, KIM = (Facilitator(at, name[0], name, False) for at, name in enumerate(("Sam", "Jo", "Lee", "Kim"), 1))
LEAD = Leading(1, "Sam", 0)
CO = Leading(2, "Jo", 1, LeadPart.CO)


def names(leading):
    return [each.name for each in who_lead(leading)]


def test_the_lead_is_meant_unless_somebody_else_is_named():
    rows, replaced = stand_in((LEAD, CO), LEE)
    assert (names(rows), replaced) == (["Lee", "Jo"], LEAD)
    rows, replaced = stand_in((LEAD, CO), LEE, JO)
    assert (names(rows), replaced) == (["Sam", "Lee"], CO)
    assert stand_in((), LEE) == ((Leading(3, "Lee", 0),), None)
    assert names(stand_in((CO,), LEE)[0]) == ["Lee"]


def test_there_and_back_is_as_it_was():
    rows, _ = stand_in((LEAD, CO), LEE)
    back, stood = stand_in(rows, SAM)
    assert (sorted(back, key=lambda each: each.position), stood.name) == ([LEAD, CO], "Lee")
    assert sorted(stand_in(rows, SAM, LEE)[0], key=lambda each: each.position) == [LEAD, CO]


def test_of_one_stand_in_after_another_the_first_was_never_to_lead():
    rows, _ = stand_in(stand_in((LEAD,), LEE)[0], KIM)
    assert (names(rows), sorted(each.name for each in rows)) == (["Kim"], ["Kim", "Sam"])
    assert rows[-1].for_id == SAM.id


def test_what_cannot_be_is_refused():
    rows, _ = stand_in((LEAD, CO), LEE)
    with pytest.raises(Refused, match="Jo leads this session already"):
        stand_in(rows, JO)
    with pytest.raises(Refused, match="Lee stands in for Sam here"):
        stand_in(rows, SAM, JO)
    with pytest.raises(BadInput, match="Kim does not lead this session"):
        stand_in((LEAD,), LEE, KIM)
    with pytest.raises(Ambiguous, match="more than one leads this session: Lee, Jo"):
        stand_in(rows, KIM)
