from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.domain.publishing.changes import NewsKind, Shown, ToldChange, differences

AT = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
SHOWN = Shown(AT, AT + timedelta(hours=1), "America/New_York", "Steady", "Blue, North", cancelled=False)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"cancelled": True}, "canceled"),
        ({"title": "Rest"}, "called Rest"),
        ({"location": "Red"}, "at Red"),
        ({"location": ""}, "no place told"),
        ({"ends_at_utc": AT + timedelta(minutes=90)}, "90 minutes, not 60"),
        (
            {"starts_at_utc": AT + timedelta(days=1), "ends_at_utc": AT + timedelta(days=1, hours=1)},
            "moved to Fri 5 Mar 2027, 6:30 pm",
        ),
        ({}, "what is told of it beside"),
    ],
)
def test_what_is_different_is_said_in_words(after: dict[str, object], words: str) -> None:
    assert differences(SHOWN, replace(SHOWN, **after)) == (words,)  # type: ignore[arg-type]


def test_a_change_is_a_line_with_the_date_that_people_know() -> None:
    off = replace(SHOWN, cancelled=True)
    when = "Thu 4 Mar 2027, 6:30 pm, Steady"
    assert ToldChange(NewsKind.ADDED, "a", None, SHOWN).say() == when
    assert ToldChange(NewsKind.ADDED, "a", None, off).say() == f"{when} (canceled)"
    assert ToldChange(NewsKind.CHANGED, "a", SHOWN, off).say() == f"{when}: canceled"
    assert ToldChange(NewsKind.CHANGED, "a", off, SHOWN).say() == f"{when}: held after all"
    assert ToldChange(NewsKind.REMOVED, "a", SHOWN, None).say() == f"{when}: told as canceled"
