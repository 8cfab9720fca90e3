from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from facilitator.domain.publishing import COLOURS, PublishedCalendar, PublishedSession, published
from facilitator.domain.views import Session
from facilitator.words import AttendanceKind, EnrolmentKind, Mode, SessionStatus

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


def test_colours_are_in_order_and_in_hex() -> None:
    assert list(COLOURS) == sorted(COLOURS)
    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in COLOURS.values())


def test_a_session_is_published_without_its_people() -> None:
    seen = Session(
        id=1, uid="a", group_id=1, group_uid="g", group_title="Steady", title="Steady", attendance=AttendanceKind.NAMES,
        enrolment=EnrolmentKind.OPEN, curriculum_id=None, zone="America/New_York", original_local=datetime(2026, 3, 5),
        start_local=datetime(2026, 3, 5), starts_at=AT, ends_at=AT.replace(minute=45), minutes=15,
        status=SessionStatus.CANCELLED, lesson=1, lesson_title="Rest", room_id=1, room="Blue", site="North",
        reason="somebody is ill", sequence=3, created_at=AT, updated_at=AT, started_at=None, ended_at=None,
        mode=Mode.IN_PERSON, facilitators=("Sam Ortega",), expected=7, present=5,
    )  # fmt: skip
    shown = published(seen)
    assert (shown.title, shown.location, shown.cancelled, shown.sequence) == ("Steady: Rest", "Blue, North", True, 3)
    assert not {"ill", "Sam", "7", "5"} & set(
        " ".join(map(str, (shown.title, shown.location, shown.description))).split()
    )
    assert published(replace(seen, lesson_title="", room=None)).title == "Steady"
    assert published(seen, "12 Main St, Richmond").location == "Blue, North, 12 Main St, Richmond"
    assert published(replace(seen, room=None, site=None), "12 Main St").location == ""
