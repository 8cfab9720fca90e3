"""Every vector: rule, zone and start give these starts, local and in UTC."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain.dates.recurrence import local_starts, parse_rule, place_in_zone
from facilitator.domain.scheduling.plan import plan_sessions
from facilitator.zones import zone

VECTORS = json.loads((Path(__file__).parent / "recurrence-vectors.json").read_text("utf-8"))


def test_all_vectors_are_here() -> None:
    assert len(VECTORS) == 34


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_rule_gives_these_starts(vector: dict[str, Any]) -> None:
    place, start = zone(vector["zone"]), datetime.fromisoformat(vector["start_local"])
    rule = parse_rule(vector["rule"], start=start, zone=place)
    placed = [place_in_zone(local, 90, place) for local in local_starts(rule, start, zone=place)]
    found = [one for one in placed if one is not None]
    assert [one.starts_at.isoformat() for one in found] == vector["starts"]
    assert [f"{one.starts_at_utc:%Y-%m-%dT%H:%M:%SZ}" for one in found] == vector["starts_utc"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_plan_gives_the_same_starts(vector: dict[str, Any]) -> None:
    place, start = zone(vector["zone"]), datetime.fromisoformat(vector["start_local"])
    rule = parse_rule(vector["rule"], start=start, zone=place)
    plan = plan_sessions(start=start, zone=place, rule=rule, minutes=90, limit=vector["limit"])
    assert [session.starts_at.isoformat() for session in plan.sessions] == vector["starts"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_rule_reads_back_from_its_value(vector: dict[str, Any]) -> None:
    place, start = zone(vector["zone"]), datetime.fromisoformat(vector["start_local"])
    rule = parse_rule(vector["rule"], start=start, zone=place)
    assert parse_rule("RRULE:" + rule.value(), start=start, zone=place) == rule
