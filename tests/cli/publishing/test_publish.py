import pytest
from icalendar import Calendar

from tests.cli.publishing import test_feeds

harbor = test_feeds.harbor


@pytest.fixture
def published(harbor):
    harbor("calendar", "feed", "add", "All", "--titles", "title")
    harbor("calendar", "publish")
    return harbor


def statuses(cli):
    events = Calendar.from_ical((cli.home.published / "all.ics").read_bytes()).walk("VEVENT")
    return [str(event["STATUS"]) for event in events]


def test_without_feeds_it_says_what_to_do(harbor):
    assert "facilitator calendar feed add" in harbor("calendar", "publish").out
    assert harbor.json("calendar", "publish") == {"feeds": []}


def test_what_would_go_out_is_dates_and_words_and_nothing_is_written(harbor):
    harbor("calendar", "feed", "add", "All", "--titles", "title")
    would = harbor.json("calendar", "publish", "--dry-run")
    counts = {"name": "All", "target": "home", "added": 4, "changed": 0, "removed": 0, "unchanged": 0}
    asked = counts | {"left_out": ["Steady: it takes nobody new"]}
    assert (would["preview"], would["clashes"], would["feeds"]) == (True, [], [asked])
    assert would["changes"][0]["words"] == "Thu 4 Mar 2027, 6:30 pm, Steady"
    assert not harbor.home.published.exists()
    assert harbor.json("calendar", "publish") == {"feeds": [counts]}
    assert statuses(harbor) == ["CONFIRMED"] * 4
    again = harbor.json("calendar", "publish")
    assert again == {"feeds": [counts | {"added": 0, "unchanged": 4}]}


def test_a_move_and_a_cancellation_are_told_taken_back_and_told_again(published):
    published("session", "cancel", "Steady@2027-03-11", "--reason", "snow")
    published("session", "move", "Steady@2027-03-18", "2027-03-19 19:00")
    said = published("calendar", "publish", "--dry-run").out.splitlines()
    assert said == [
        "All: 0 added, 2 changed, 0 removed, 2 unchanged (nothing was sent)",
        "  ~ Thu 11 Mar 2027, 6:30 pm, Steady: canceled",
        "  ~ Thu 18 Mar 2027, 6:30 pm, Steady: moved to Fri 19 Mar 2027, 7:00 pm",
        "  Not in meetings.json:",
        "    Steady: it takes nobody new",
    ]
    assert statuses(published) == ["CONFIRMED"] * 4
    published("calendar", "publish")
    assert statuses(published) == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert "held after all" in published("calendar", "take-back", "All", "--preview").out
    published("calendar", "take-back", "All")
    assert statuses(published) == ["CONFIRMED"] * 4
    assert published.json("calendar", "publish")["feeds"][0]["changed"] == 2
    assert statuses(published) == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED"]
    figures = [(each["added"], each["changed"], each["removed"]) for each in published.json("calendar", "history")]
    assert figures == [(0, 2, 0), (0, 2, 0), (0, 2, 0), (4, 0, 0)]
    assert len(published("calendar", "history", "--limit", 2).out.splitlines()) == 4


def test_there_is_no_going_back_behind_the_first_time(published):
    assert "nothing went out for All before" in published("calendar", "take-back", "All", code=1).err
