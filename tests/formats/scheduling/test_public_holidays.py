import sys
from datetime import date

import holidays
import pytest

from facilitator.domain.scheduling.closures import closed_day
from facilitator.errors import BadInput
from facilitator.formats.scheduling.public_holidays import BUNDLED, public_holidays
from tests.make_closures import FIRST_YEAR, LAST_YEAR


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
@pytest.mark.parametrize("region", BUNDLED)
def test_bundled_days_are_those_of_the_library(region: str, year: int) -> None:
    country, _, part = region.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=range(year - 1, year + 2))
    # 5 U.S.C. 6103(c) gives Inauguration Day to some federal employees only
    theirs = {day for day, name in found.items() if day.year == year and name != "Inauguration Day"}
    assert {span.starts.date() for span in public_holidays(region, year)} == theirs


def test_bundled_days_come_first() -> None:
    found = public_holidays(" us-va ", 2027)
    assert len(found) == 17
    assert "Columbus Day and Yorktown Victory Day" in [span.reason for span in found]


def test_other_places_and_years_come_from_the_library() -> None:
    assert "Family Day" in [span.reason for span in public_holidays("CA-ON", 2027)]
    assert {span.starts.year for span in public_holidays("US-VA", 2035)} == {2035}
    assert public_holidays("CA-ON", 2027)[0] == closed_day(date(2027, 1, 1), "New Year's Day")


@pytest.mark.parametrize(
    ("region", "year", "said"),
    [
        ("Narnia", 2027, "no holidays are known for 'NARNIA'"),
        ("US-XX", 2027, "no holidays are known for 'US-XX'"),
        ("", 2027, "no holidays are known for ''"),
        ("US-VA", 1999, "no holidays are known for the year 1999"),
        ("US-VA", 2101, "no holidays are known for the year 2101"),
    ],
)
def test_what_nobody_knows(region: str, year: int, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        public_holidays(region, year)
    assert refused.value.title == said


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert len(public_holidays("US", 2027)) == 15
    with pytest.raises(BadInput) as refused:
        public_holidays("CA-ON", 2027)
    assert "pip install 'facilitator[holidays]'" in refused.value.hint
