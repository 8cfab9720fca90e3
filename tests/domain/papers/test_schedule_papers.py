"""What stands on papers of the schedule."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from facilitator.domain.papers.schedule_papers import (
    CARD_DATES,
    PaperMeeting,
    dates_card,
    door_sign,
    month_schedule,
    sign_in_sheet,
)
from facilitator.words import SessionStatus
from facilitator.zones import zone
from tests.tui.rows import session

HERE = zone("America/New_York")


def meeting(day: int, *, hour: int = 18, month: int = 3, where: str = "Blue room, Main", off: bool = False, **more):
    """An hour in March 2027."""
    starts = datetime(2027, month, day, hour, tzinfo=HERE)
    return PaperMeeting(more.get("title", "Steady"), where, starts, starts + timedelta(hours=1), off)


def test_a_sheet_has_a_neutral_title() -> None:
    kept = session(title="Dual recovery")
    sheet = sign_in_sheet(kept, 12)
    assert sheet.title.endswith("day group")
    assert "Dual" not in f"{sheet}"
    assert sheet.rows == 12


def test_a_sign_says_what_has_changed_and_when_it_is_next() -> None:
    kept = session()
    at = kept.start_local
    later = replace(kept, start_local=at + timedelta(days=7), starts_at=kept.starts_at + timedelta(days=7))
    assert door_sign(kept, "Steady", None).words == "meets here"
    assert door_sign(kept, "Steady", None).next == ""
    off = door_sign(replace(kept, status=SessionStatus.CANCELLED), "Steady", later)
    assert (off.words, off.where) == ("does not meet today", "")
    assert str((at + timedelta(days=7)).day) in off.next
    earlier = replace(kept, original_local=at + timedelta(hours=1))
    assert door_sign(earlier, "Steady", None).words.startswith("meets at ")
    assert door_sign(replace(kept, original_local=at - timedelta(days=1)), "", None).words == (
        "meets on another day this time"
    )


def test_a_card_has_eight_dates_and_those_between_that_are_off() -> None:
    every = [meeting(day, off=day in (2, 31)) for day in (*range(1, 11), 31)]
    card = dates_card(every, "Steady", "US")
    assert len(card.dates) == CARD_DATES
    assert (card.dates[0], card.dates[-1], card.off) == ("Mon 1 Mar 2027", "Tue 9 Mar 2027", ("Tue 2 Mar 2027",))
    assert (card.when, card.where) == ("6:00 to 7:00 pm", "Blue room, Main")


def test_what_differs_stands_with_each_date_of_a_card() -> None:
    card = dates_card([meeting(1), meeting(2, hour=12, where="Online")], "", "US")
    assert card.dates == ("Mon 1 Mar 2027, 6:00 pm, Blue room, Main", "Tue 2 Mar 2027, 12:00 pm, Online")
    assert (card.title, card.when, card.where) == ("Steady", "", "")


def test_a_month_has_each_meeting_on_its_day_and_their_common_site_once() -> None:
    every = [meeting(31, title="B"), meeting(31, title="A"), meeting(1, hour=9)]
    month = month_schedule(2027, 3, every, "Harbor", date(2027, 2, 1))
    assert [len(week) for week in month.weeks] == [7] * 5
    cells = {cell.day: cell.meetings for week in month.weeks for cell in week if cell.meetings}
    assert {day: [each.title for each in found] for day, found in cells.items()} == {1: ["Steady"], 31: ["A", "B"]}
    assert cells[1][0].where == "Blue room"
    assert (month.title, month.whose) == ("March 2027", "Harbor, Main")
    assert "1 Feb 2027" in month.foot


def test_of_two_sites_each_meeting_says_its_own() -> None:
    month = month_schedule(2027, 3, [meeting(1), meeting(2, where="Hall, North")], "Harbor", date(2027, 2, 1))
    assert [cell.meetings[0].where for week in month.weeks for cell in week if cell.meetings] == [
        "Blue room, Main", "Hall, North",
    ]  # fmt: skip
    assert month.whose == "Harbor"
