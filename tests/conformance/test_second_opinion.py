"""Other people's code expands the same rules to the same dates.

recurring-ical-events stands on dateutil, as we do for all but weekly rules; libical shares nothing with us.
"""

import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import recurring_ical_events
from icalendar import Calendar

from facilitator.domain.dates.recurrence import parse_rule
from facilitator.zones import zone
from tests.conformance.generated_rules import YEARS, Expanded, expanded, generated_rules
from tests.conformance.test_recurrence_vectors import VECTORS

LIBICAL = Path(__file__).with_name("libical_starts.py")
GENERATED = generated_rules(200)


def vectors() -> list[Expanded]:
    """The vectors; a start that is no session is left to their own test, since readers differ about it."""
    found = []
    for vector in VECTORS:
        place, start = zone(vector["zone"]), datetime.fromisoformat(vector["start_local"])
        one = expanded(vector["name"], parse_rule(vector["rule"], start=start, zone=place), start, place)
        if one.starts[0] == start:
            found.append(one)
    return found


def test_there_is_enough_to_compare() -> None:
    assert len(vectors()) >= 30
    assert len({(each.rule, each.start) for each in GENERATED}) == 200
    assert {each.rule.freq.value for each in GENERATED} == {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
    assert sum(len(each.starts) for each in GENERATED) > 3000


@pytest.mark.parametrize("one", vectors() + GENERATED, ids=lambda one: one.name)
def test_recurring_ical_events_agrees(one: Expanded) -> None:
    calendar = Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;TZID={one.zone.key}:{one.start:%Y%m%dT%H%M%S}\r\nDURATION:PT1H\r\nRRULE:{one.rule.value()}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    last = (one.starts[-1] if one.rule.endless else one.start + YEARS) + timedelta(minutes=1)
    found = recurring_ical_events.of(calendar).between(one.start, last)
    starts = sorted(event["DTSTART"].dt for event in found)
    # wall time: the instants would come from the zone files of the system, which may be years old
    assert [f"{at:%Y%m%dT%H%M%S}" for at in starts][: len(one.starts)] == [f"{at:%Y%m%dT%H%M%S}" for at in one.starts]


@pytest.mark.slow
def test_libical_agrees() -> None:
    """Through the system's own Python, which Debian's gir1.2-ical-3.0 and python3-gi bind to libical."""
    rules = [*vectors(), *GENERATED]
    asked = [
        {"rule": _floating(one), "start": f"{one.start:%Y%m%dT%H%M%S}", "limit": len(one.starts) + 1} for one in rules
    ]
    done = subprocess.run(
        ["/usr/bin/python3", str(LIBICAL)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\nInstall gir1.2-ical-3.0 and python3-gi."
    answers = json.loads(done.stdout)
    differs = {
        one.name: (found[: len(one.starts)], [f"{at:%Y%m%dT%H%M%S}" for at in one.starts])
        for one, found in zip(rules, answers, strict=True)
        if found[: len(one.starts)] != [f"{at:%Y%m%dT%H%M%S}" for at in one.starts]
    }
    assert differs == {}


def _floating(one: Expanded) -> str:
    """The rule in wall time: libical is asked without a zone, so that its own zone files do not matter."""
    value = one.rule.value()
    if one.rule.until is None:
        return value
    local = one.rule.until.astimezone(one.zone)
    return value.replace(f"{one.rule.until:%Y%m%dT%H%M%SZ}", f"{local:%Y%m%dT%H%M%S}")
