from datetime import date, datetime, time

import pytest

from facilitator import zones
from facilitator.formats.scheduling.ics_read import read_closures
from tests.make_closures import FEDERAL, FIRST_YEAR, FOLDER, LAST_YEAR, VIRGINIA, Law, calendar_bytes, closed_days


@pytest.mark.parametrize("law", [FEDERAL, VIRGINIA], ids=lambda law: law.slug)
def test_a_bundled_calendar_is_what_its_law_says(law: Law) -> None:
    data = (FOLDER / f"{law.slug}.ics").read_bytes()
    assert data == calendar_bytes(law)
    found = read_closures(
        data, name=law.slug, zone=zones.zone("UTC"), first=date(FIRST_YEAR, 1, 1), last=date(LAST_YEAR, 12, 31)
    )
    assert found.problems == ()
    assert [(span.starts, span.reason) for span in found.spans] == [
        (datetime.combine(day, time()), name) for day, name in closed_days(law)
    ]
    assert all(span.all_day and (span.ends - span.starts).days == 1 for span in found.spans)


def test_the_days_are_those_of_published_lists() -> None:
    federal, virginia = ([f"{day}" for day, _ in closed_days(law)] for law in (FEDERAL, VIRGINIA))
    of_2027 = [
        *("01-01", "01-18", "02-15", "05-31", "06-18", "06-19", "07-04", "07-05"),
        *("09-06", "10-11", "11-11", "11-25", "12-24", "12-25", "12-31"),
    ]
    assert [day[5:] for day in federal if day.startswith("2027")] == of_2027
    assert {"2026-07-03", "2026-07-04", "2028-01-01", "2028-11-10", "2029-11-12"} <= set(federal)
    assert sorted(set(virginia) - set(federal)) == [
        *("2026-11-03", "2026-11-27", "2027-11-02", "2027-11-26", "2028-11-07", "2028-11-24"),
        *("2029-11-06", "2029-11-23", "2030-11-05", "2030-11-29"),
    ]
    assert set(federal) - set(virginia) == set()
