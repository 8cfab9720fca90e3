"""Every vector through the command line: the very shape that scripts rely on."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conformance.test_recurrence_vectors import VECTORS
from tests.conftest import ROOT, CommandLine


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_preview_in_json(cli: CommandLine, vector: dict[str, Any]) -> None:
    found = preview(cli, vector["start_local"], vector["rule"], vector["zone"], "--limit", vector["limit"])
    assert list(found) == ["zone", "sessions", "skipped", "warnings"]
    assert [each["start"] for each in found["sessions"]] == vector["starts"]
    assert [each["start_utc"] for each in found["sessions"]] == vector["starts_utc"]
    lengths = {
        datetime.fromisoformat(each["end"]) - datetime.fromisoformat(each["start_utc"]) for each in found["sessions"]
    }
    assert lengths == {timedelta(minutes=90)}
    assert found["skipped"] == []
    assert all(isinstance(each, str) for each in found["warnings"])


def test_the_shape_to_the_letter(cli: CommandLine) -> None:
    federal = ROOT / "calendars" / "closures" / "us-federal.ics"
    asked = ("2026-11-19 18:30", "every thursday, 3 times", "US/Eastern", "--closures", federal)
    found = preview(cli, *asked, "--on-closure", "shift", "--lessons", 3)
    assert found == {
        "zone": "America/New_York",
        "sessions": [
            {
                "start": "2026-11-19T18:30:00-05:00",
                "start_utc": "2026-11-19T23:30:00Z",
                "end": "2026-11-19T20:00:00-05:00",
                "lesson": 1,
            },
            {
                "start": "2026-11-27T18:30:00-05:00",
                "start_utc": "2026-11-27T23:30:00Z",
                "end": "2026-11-27T20:00:00-05:00",
                "lesson": 2,
                "original": "2026-11-26T18:30:00-05:00",
            },
            {
                "start": "2026-12-03T18:30:00-05:00",
                "start_utc": "2026-12-03T23:30:00Z",
                "end": "2026-12-03T20:00:00-05:00",
                "lesson": 3,
            },
        ],
        "skipped": [],
        "warnings": [],
    }
    skipped = preview(cli, *asked)
    assert skipped["skipped"] == [{"date": "2026-11-26", "reason": "Thanksgiving Day"}]
    assert [each["lesson"] for each in skipped["sessions"]] == [None, None]
    assert all("original" not in each for each in skipped["sessions"])


def preview(cli: CommandLine, start: str, rule: str, zone: str, *more: object) -> Any:
    said = cli.bare(
        "group", "preview", "--start", start, "--zone", zone, "--repeat", rule, "--minutes", 90, *more, "--json"
    )
    assert said.err == ""
    return json.loads(said.out)
