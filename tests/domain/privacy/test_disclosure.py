from datetime import date

import pytest

from facilitator.domain.privacy.disclosure import Basis, accounting_begins, basis_in_words
from facilitator.words import DisclosureBasis


@pytest.mark.parametrize(
    ("basis", "lacks"),
    [
        (Basis(DisclosureBasis.WITHIN_PROGRAM), ""),
        (Basis(DisclosureBasis.OWN_REQUEST), ""),
        (Basis(DisclosureBasis.CONSENT), "to whom it goes"),
        (Basis(DisclosureBasis.CONSENT, "City Clinic"), ""),
        (Basis(DisclosureBasis.AUDIT, " ", "the yearly audit"), "to whom it goes"),
        (Basis(DisclosureBasis.AUDIT, "The State"), "what it is for"),
        (Basis(DisclosureBasis.COURT_ORDER, "The court", "case 12"), ""),
    ],
)
def test_what_a_basis_lacks(basis, lacks):
    assert basis.lacks == lacks


def test_only_what_stays_within_the_program_does_not_leave():
    assert [kind for kind in DisclosureBasis if not Basis(kind).leaves] == [DisclosureBasis.WITHIN_PROGRAM]


def test_each_basis_has_words():
    assert len({basis_in_words(kind) for kind in DisclosureBasis}) == len(DisclosureBasis)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2027, 3, 1), date(2021, 3, 1)), (date(2028, 2, 29), date(2022, 2, 28))],
)
def test_an_accounting_goes_back_six_years(today, first):
    assert accounting_begins(today) == first
