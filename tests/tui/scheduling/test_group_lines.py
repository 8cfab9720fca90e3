"""A group in a list, and its facts beside it."""

from datetime import date, datetime
from typing import Any

import pytest

from facilitator.domain.views import Enrolled, Series
from facilitator.services.scheduling.see_groups import GroupAtAGlance, SeenGroup
from facilitator.tui.kit.parts.table import Weight
from facilitator.tui.scheduling.group_lines import (
    GROUP_COLUMNS,
    group_row,
    group_side,
    roster_size,
    rule_words,
    seats,
    where,
)
from facilitator.words import EnrolmentKind, GroupStatus, Mode
from tests.tui.rows import NEW_YORK, THURSDAY, group, person, session, shown

WEEKLY = Series(1, "series", NEW_YORK, THURSDAY, 60, "FREQ=WEEKLY;COUNT=4;BYDAY=TH")


@pytest.mark.parametrize(
    ("values", "waiting", "words"),
    [
        ({"capacity": 12}, 0, "5 of 12 seats"),
        ({"capacity": 5}, 2, "5 of 5 seats, 2 waiting"),
        ({}, 0, "5 on the roster"),
        ({"enrolment": EnrolmentKind.DROP_IN, "capacity": 12}, 2, "no roster"),
    ],
)
def test_seats(values: dict[str, Any], waiting: int, words: str) -> None:
    """As one would say it."""
    assert seats(group(**values), 5, waiting) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "no room yet"),
        ({"mode": Mode.ONLINE}, "online"),
        ({"room": "Blue room", "site": "Harbor House"}, "Blue room, Harbor House"),
        ({"room": "Blue room", "mode": Mode.HYBRID}, "Blue room, in person and online"),
    ],
)
def test_where(values: dict[str, Any], words: str) -> None:
    """Room and site; how it meets where that is another thing."""
    assert where(group(**values)) == words


@pytest.mark.parametrize(
    ("values", "start", "cells"),
    [
        ({}, THURSDAY, ("Thu 04 Mar  18:30", "5", "in person", "closed")),
        ({}, None, ("", "5", "in person", "no date")),
        ({"room": "Blue", "capacity": 8}, THURSDAY, ("Thu 04 Mar  18:30", "5 of 8", "Blue", "closed")),
        ({"status": GroupStatus.ENDED, "mode": Mode.ONLINE}, THURSDAY, ("", "5", "online", "ended")),
        ({"enrolment": EnrolmentKind.DROP_IN}, THURSDAY, ("Thu 04 Mar  18:30", "", "in person", "drop-in")),
    ],
)
def test_a_row_has_each_thing_in_its_column(
    values: dict[str, Any], start: datetime | None, cells: tuple[str, ...]
) -> None:
    """What has ended has no next session, and is quiet."""
    row = group_row(GroupAtAGlance(group(facilitators=("Dana", "Jo"), **values), 5, 2, start))
    told = dict(zip((column.title for column in GROUP_COLUMNS), row.cells, strict=True))
    assert (told["Group"], told["Waiting"], told["Led by"]) == ("Steady", "2", "Dana, Jo")
    assert (told["Next"], told["Seats"], told["Room"], told["State"]) == cells
    assert (row.weight is Weight.PAST) == (told["State"] == "ended")


def test_a_rule_in_words() -> None:
    """With its first day and its length."""
    assert rule_words(WEEKLY) == "Every Thursday, 4 times, from Thu 4 Mar 2027, 6:30 pm, 60 minutes"


def test_the_facts_of_a_group() -> None:
    """What it has not is left out."""
    roster = (
        Enrolled(person(1), date(2027, 3, 1), None, waitlisted=False),
        Enrolled(person(2), date(2027, 3, 1), None, waitlisted=True),
    )
    assert roster_size(roster) == (1, 1)
    each = group(capacity=1, curriculum_title="Steady steps", public=True, facilitators=("Dana",))
    seen = SeenGroup(each, (WEEKLY,), roster, (session(lesson_title="Rest that fits"), session()))
    assert shown(group_side(seen)) == [
        "wellness, closed group",
        "1 of 1 seats, 1 waiting",
        "no room yet",
        "Led by Dana",
        "Curriculum: Steady steps",
        "On the public schedule",
        "",
        "Every Thursday, 4 times, from Thu 4 Mar 2027, 6:30 pm, 60 minutes",
        "Times are those of America/New York",
        "",
        "Next",
        "Thu 4 Mar 2027  Rest that fits",
        "Thu 4 Mar 2027",
    ]
    ended = group(status=GroupStatus.ENDED, ended_on=date(2027, 2, 1))
    lines = shown(group_side(SeenGroup(ended, (), (), ())))
    assert lines[-2:] == ["Not on the public schedule", "Ended on Mon 1 Feb 2027"]
