import pytest

from facilitator.domain.scheduling.observances import is_observance


@pytest.mark.parametrize("name", ["Valentine's Day", "MOTHER\u2019S DAY", "St. Patrick's  Day", "Halloween"])
def test_days_that_are_named_and_not_closed(name: str) -> None:
    assert is_observance(name)


@pytest.mark.parametrize("name", ["Good Friday", "Election Day", "Closed for Halloween", "Staff day", ""])
def test_days_on_which_somebody_closes(name: str) -> None:
    assert not is_observance(name)


def test_what_a_calendar_says_of_its_days() -> None:
    assert is_observance("Christmas Eve", kinds=["Observance"])
    assert not is_observance("Christmas Day", kinds=["Public holiday"])
