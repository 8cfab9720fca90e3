"""The cases of libical's own test file that a group could meet by: rules, starts and the dates that libical gives.

Source: libical 3, src/test/icalrecur_test.txt. Left out are rules that are refused here (week numbers, days of the
year, within a day, yearly on days of no month) and times of day beside a start that is a date. Long lists are cut.
"""

import json
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.zones import zone

CASES = json.loads((Path(__file__).parent / "libical-recurrences.json").read_text("utf-8"))
UTC = zone("UTC")


def test_there_are_as_many_as_were_comparable() -> None:
    assert len(CASES) >= 75
    assert sum("BYSETPOS" in case["rule"] for case in CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']} from {case['start']}" for case in CASES])
def test_our_dates_are_libicals(case: dict[str, str]) -> None:
    start = datetime.fromisoformat(case["start"])
    after = datetime.fromisoformat(case["after"]) if "after" in case else None
    rule = parse_rule(case["rule"], start=start, zone=UTC)
    found = islice(local_starts(rule, start, zone=UTC, after=after), len(case["starts"]))
    assert [at.isoformat() for at in found] == case["starts"]
