"""Held against the rules of the format: https://github.com/code4recovery/spec, README.md and the codes of its types."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.publishing.public_page import PageDate
from facilitator.formats.publishing.meeting_guide import LANGUAGE_TYPES, left_out, meeting_guide, why_left_out
from facilitator.words import EnrolmentKind, Mode
from tests.formats.publishing.test_public_page_html import FEED, NASTY, group, page

TYPES = set(Path(__file__).with_name("meeting_guide_types.txt").read_text("ascii").split())
TEXTS = {
    *("name", "slug", "time", "end_time", "timezone", "entity", "entity_url", "location", "formatted_address", "notes"),
    *("conference_url", "url"),
}
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch
LINK = "https://meet.example/x"


def wrong_in(meetings):
    """What the format forbids, in words."""
    found = []
    slugs = [each.get("slug") for each in meetings]
    if len(set(slugs)) != len(slugs):
        found.append("a slug stands twice")
    for each in meetings:
        days = each["day"] if isinstance(each["day"], list) else [each["day"]]
        rules = {
            "name": isinstance(each["name"], str) and 1 <= len(each["name"]) <= 255,
            "slug": re.fullmatch(r"[a-z0-9-]{1,64}", each["slug"]),
            "day": days and all(type(day) is int and 0 <= day <= 6 for day in days) and len(set(days)) == len(days),
            "time": CLOCK(each["time"]) and CLOCK(each["end_time"]),
            "timezone": ZoneInfo(each["timezone"]),
            "types": isinstance(each.get("types", []), list) and set(each.get("types", [])) <= TYPES,
            "place": each.get("formatted_address") or each.get("conference_url"),
            "conference_url": each.get("conference_url", "https://").startswith(("https://", "http://")),
            "point": abs(each.get("latitude", 0)) <= 90 and abs(each.get("longitude", 0)) <= 180,
            "entity": each["entity"] or "entity_url" not in each,
            "texts": all(isinstance(each[name], str) and each[name] for name in TEXTS & each.keys()),
            "keys": each.keys() <= TEXTS | {"day", "types", "latitude", "longitude"},
        }
        found += [f"{each['slug']}: {rule}" for rule, held in rules.items() if not held]
    return found


def made(*groups, web_address="https://example.org"):
    paths = {each.uid: f"all-groups-pages/{each.uid[:8]}.html" for each in groups}
    return json.loads(meeting_guide(page(*groups), FEED, web_address, paths))


def held(number=0, **more):
    return group(number, **{"street": "1 Main St, Richmond, VA 23220", "mode": Mode.IN_PERSON, **more})


def test_a_group_that_fits_is_a_meeting_by_the_rules():
    listed = made(
        held(room="Blue", spoken="es-MX", access=("wheelchair access",), way="line 5", point=(37.54321987, -77.4)),
        held(1, mode=Mode.ONLINE, street="", link=LINK, enrolment=EnrolmentKind.DROP_IN),
    )
    assert wrong_in(listed) == []
    first, second = listed
    assert first == {
        "name": "Steady", "slug": "00000000", "day": 4, "time": "18:30", "end_time": "19:30",
        "timezone": "America/New_York", "types": ["S", "X"], "entity": "All groups", "location": "Hall 0",
        "formatted_address": "1 Main St, Richmond, VA 23220", "notes": "Blue\nwheelchair access\nline 5",
        "latitude": 37.54322, "longitude": -77.4, "url": "https://example.org/all-groups-pages/00000000.html",
        "entity_url": "https://example.org/all-groups.html",
    }  # fmt: skip
    assert (second["conference_url"], second["types"]) == (LINK, ["O"])
    assert "formatted_address" not in second


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"weekly": False}, "does not meet every week"),
        ({"enrolment": EnrolmentKind.CLOSED}, "takes nobody new"),
        ({"mode": Mode.ONLINE}, "its link is not told"),
        ({"mode": Mode.ONLINE, "link": "ask Sam"}, "its link is not told"),
        ({"street": ""}, "its address is not told"),
        ({"street": "", "mode": Mode.HYBRID, "link": LINK}, "its address is not told"),
    ],
)
def test_what_does_not_fit_is_left_out_with_the_reason(more, why):
    out = held(**more)
    assert why in why_left_out(out)
    assert made(out, held(1, title="Fits")) == made(held(1, title="Fits"))
    (line,) = left_out(page(out, held(1, title="Fits")))
    assert line.startswith("Steady: ")


def test_days_of_one_time_are_one_meeting_and_another_time_is_another():
    start = datetime(2027, 3, 1, 12)
    days = [start, start + timedelta(days=2), start + timedelta(days=6, hours=1)]
    dates = tuple(PageDate(each, each + timedelta(minutes=45), "", "Blue", False) for each in days)
    listed = made(replace(held(), weekdays=(0, 2, 6), dates=dates))
    assert wrong_in(listed) == []
    assert [(each["slug"], each["day"], each["time"], each["end_time"]) for each in listed] == [
        ("00000000", [1, 3], "12:00", "12:45"), ("00000000-2", 0, "13:00", "13:45"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_whatever_somebody_typed_the_rules_hold(words):
    listed = made(held(title=words, room=words, way=words, about=words, access=(words,), link=words, site=words))
    assert wrong_in(listed) == []
    assert listed[0]["name"] == words.replace("\ud800", "?")


def test_a_title_without_end_is_cut_and_without_an_address_on_the_web_there_is_no_link():
    (listed,) = made(held(title="x" * 300), web_address="")
    assert wrong_in([listed]) == []
    assert (len(listed["name"]), listed.keys() & {"url", "entity_url"}) == (255, set())


def test_each_code_is_one_of_the_format_and_no_access_is_guessed():
    assert set(LANGUAGE_TYPES.values()) <= TYPES
    for said in ("not wheelchair accessible", "no wheelchair", "step-free", "ask about wheelchairs"):
        assert "types" not in made(held(access=(said,)))[0], said


def test_the_same_page_is_the_same_bytes():
    groups = [held(each, title=f"Group {each}") for each in range(3)]
    assert meeting_guide(page(*groups), FEED, "", {}) == meeting_guide(page(*groups), FEED, "", {})
