from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from facilitator.domain.publishing.published import COLOURS, PublishedCalendar, PublishedSession

AT = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
SESSION = PublishedSession("a", 0, AT, AT, AT, AT.replace(hour=23, minute=45), "America/New_York", "Wellness")


def test_has_no_field_that_could_hold_a_person() -> None:
    assert [field.name for field in fields(PublishedSession)] == [
        "uid",
        "sequence",
        "created_at_utc",
        "updated_at_utc",
        "starts_at_utc",
        "ends_at_utc",
        "zone",
        "title",
        "description",
        "location",
        "url",
        "cancelled",
        "categories",
        "point",
    ]
    assert [field.name for field in fields(PublishedCalendar)] == [
        "uid",
        "name",
        "zone",
        "description",
        "colour",
        "sessions",
    ]


@pytest.mark.parametrize("name", ["created_at_utc", "updated_at_utc", "starts_at_utc", "ends_at_utc"])
def test_refuses_naive_times(name: str) -> None:
    with pytest.raises(ValueError, match="aware"):
        replace(SESSION, **{name: datetime(2026, 3, 5)})


def test_refuses_a_session_without_length_or_uid() -> None:
    with pytest.raises(ValueError, match="ends after"):
        replace(SESSION, ends_at_utc=SESSION.starts_at_utc)
    with pytest.raises(ValueError, match="uid"):
        replace(SESSION, uid="")


@pytest.mark.parametrize("point", [(90.1, 0.0), (0.0, -180.5)])
def test_refuses_a_point_that_is_nowhere(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="latitude"):
        replace(SESSION, point=point)


def test_colours_are_in_order_and_in_hex() -> None:
    assert list(COLOURS) == sorted(COLOURS)
    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in COLOURS.values())
