"""Zones by their names, from the rules that come with the program."""

from datetime import UTC, datetime
from importlib import metadata

import pytest

from facilitator.errors import BadInput
from facilitator.zones import canonical, country, key_of, tzdata_version, zone


@pytest.mark.parametrize(
    ("name", "canon"),
    [
        ("America/New_York", "America/New_York"),
        (" America/New_York ", "America/New_York"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        # tzdata links Oslo to Berlin; a country of its own keeps its name
        ("Europe/Oslo", "Europe/Oslo"),
        ("America/Vancouver", "America/Vancouver"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("Zulu", "UTC"),
    ],
)
def test_a_name_becomes_one_name(name: str, canon: str) -> None:
    assert canonical(name) == canon
    assert zone(name).key == key_of(zone(name)) == canon


@pytest.mark.parametrize("name", ["EST", "MST", "HST"])
def test_a_zone_that_never_changes_its_clocks_is_refused_with_the_place_that_was_meant(name: str) -> None:
    with pytest.raises(BadInput, match="never changes its clocks") as refused:
        canonical(name)
    assert canonical(refused.value.hint.split()[-1].rstrip("."))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("eastern", "Did you mean America/New_York?"),
        ("new_york", "Did you mean America/New_York?"),
        ("America/New_Yrok", "Did you mean America/New_York?"),
        ("Qqqqqq", "Use an IANA name such as America/New_York."),
        ("", "Use an IANA name such as America/New_York."),
    ],
)
def test_an_unknown_name_is_refused_with_a_near_one(name: str, hint: str) -> None:
    with pytest.raises(BadInput, match="unknown time zone") as refused:
        canonical(name)
    assert refused.value.hint == hint


@pytest.mark.parametrize("name", ["Etc/GMT+5", "Factory", "GMT+5", "../../etc/passwd", "zone.tab"])
def test_an_offset_and_what_is_no_zone_are_refused(name: str) -> None:
    with pytest.raises(BadInput):
        zone(name)


def test_rules_are_those_of_the_package() -> None:
    # British Columbia stays on summer time from 2026 on
    winter = datetime(2026, 12, 1, 12, tzinfo=zone("America/Vancouver"))
    assert winter.astimezone(UTC).hour == 19
    assert tzdata_version() == metadata.version("tzdata")


@pytest.mark.parametrize(
    ("name", "code"),
    [("America/New_York", "US"), ("US/Eastern", "US"), ("Europe/Oslo", "NO"), ("UTC", ""), ("", "")],
)
def test_the_country_of_a_zone(name: str, code: str) -> None:
    assert country(name) == code


def test_the_name_behind_a_zone_that_has_none() -> None:
    assert key_of(UTC) == key_of(None) == "UTC"
