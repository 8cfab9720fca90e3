from dataclasses import fields
from datetime import date

import pytest

from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.telling import Offer, Telling, ToldMeeting, ToldPlace
from facilitator.words import Mode, TitleStyle

ALL = frozenset(FeedField)
MEETING = ToldMeeting(
    uid="a", group_id=1, sequence=3, created_at=1_800_000_000, updated_at=1_800_000_060, starts_at=1_804_203_000,
    ends_at=1_804_206_600, zone="America/New_York", day=date(2027, 3, 4), cancelled=False, title="", topic="Rest",
    room_id=7, mode=None,
)  # fmt: skip
OFFER = Offer("Steady", Mode.HYBRID, "es", "ring twice", "For everybody.", "https://example.org/j")
BLUE = ToldPlace("Blue", "North", "12 Main St", "ramp at the side", "line 5", (37.5, -77.4), ("projector",))


def told(style: TitleStyle = TitleStyle.TOPIC, shown: frozenset[FeedField] = ALL, offer: Offer = OFFER, **more: object):
    return Telling(FeedTerms(style, shown), {1: offer}, {7: BLUE}).tell(MEETING._replace(**more), ("Marisol",))


@pytest.mark.parametrize(
    ("style", "title"),
    [
        (TitleStyle.TOPIC, "Steady: Rest"),
        (TitleStyle.TITLE, "Steady"),
        (TitleStyle.NEUTRAL_TOPIC, "Thursday group: Rest"),
        (TitleStyle.NEUTRAL, "Thursday group"),
    ],
)
def test_titles(style: TitleStyle, title: str) -> None:
    assert told(style).title == title
    assert ": " not in told(style, topic="").title


def test_a_session_of_its_own_title_has_that() -> None:
    assert told(title="Picnic").title == "Picnic: Rest"
    assert told(TitleStyle.NEUTRAL, title="Picnic").title == "Thursday group"


def test_all_that_may_be_told() -> None:
    each = told()
    assert (each.uid, each.sequence, each.cancelled, each.zone) == ("a", 3, False, "America/New_York")
    assert each.starts_at_utc.isoformat() == "2027-03-04T23:30:00+00:00"
    assert (each.ends_at_utc - each.starts_at_utc).total_seconds() == 3600
    assert each.location == "Blue, North, 12 Main St"
    assert (each.point, each.url) == ((37.5, -77.4), "https://example.org/j")
    assert each.description.splitlines() == [
        "For everybody.",
        "Language: Español",
        "Access: ring twice; ramp at the side",
        "Way there: line 5",
        "Join online: https://example.org/j",
        "Led by: Marisol",
        "Room: projector",
    ]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (FeedField.PLACE, "Blue, North"),
        (FeedField.ADDRESS, "12 Main St"),
        (FeedField.LANGUAGE, "Español"),
        (FeedField.ACCESS, "ramp"),
        (FeedField.JOIN, "example.org"),
        (FeedField.LEADERS, "Marisol"),
        (FeedField.ABOUT, "everybody"),
        (FeedField.NOTES, "projector"),
    ],
)
def test_a_field_that_is_not_listed_is_nowhere(field: FeedField, words: str) -> None:
    with_it, without = told(), told(shown=ALL - {field})
    assert words in f"{with_it.location} {with_it.description} {with_it.url}"
    assert words not in f"{without.location} {without.description} {without.url}"


def test_no_point_on_a_map_unless_it_is_listed() -> None:
    assert told(shown=ALL - {FeedField.MAP}).point is None


def test_online_is_no_room_and_its_link_only_where_it_may_be_told() -> None:
    each = told(mode=Mode.ONLINE)
    assert (each.location, each.url) == ("https://example.org/j", "https://example.org/j")
    assert "ramp" not in each.description
    silent = told(mode=Mode.ONLINE, shown=ALL - {FeedField.JOIN})
    assert (silent.location, silent.url) == ("Online", "")
    assert "Join online: ask us how" in silent.description
    here = told(mode=Mode.IN_PERSON)
    assert (here.url, "Join" in here.description) == ("", False)


def test_without_a_room_there_is_no_place() -> None:
    each = told(room_id=None)
    assert (each.location, each.point) == ("", None)


def test_nothing_that_is_told_from_has_a_place_for_a_participant() -> None:
    assert {each.name for each in fields(Offer)} == {"title", "mode", "language", "access", "about", "link"}
    assert {each.name for each in fields(ToldPlace)} == {"room", "site", "address", "access", "bus", "point", "notes"}
    assert ToldMeeting._fields == (
        "uid", "group_id", "sequence", "created_at", "updated_at", "starts_at", "ends_at", "zone", "day", "cancelled",
        "title", "topic", "room_id", "mode",
    )  # fmt: skip
