"""Feeds and what waits in them, as rows and words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from facilitator.domain.publishing.changes import NewsKind, Shown, ToldChange
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import FeedPublished
from facilitator.tui.kit.parts.table import Weight
from facilitator.tui.publishing.feed_lines import change_rows, feed_row, feed_side, figures, first_to_come
from facilitator.words import FeedKind
from tests.conftest import Program

START = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
SHOWN = Shown(START, START + timedelta(hours=1), "America/New_York", "Steady", "Blue", cancelled=False)
OFF = replace(SHOWN, cancelled=True)
ADDED = ToldChange(NewsKind.ADDED, "a", None, SHOWN)


def test_what_waits_says_what_when_and_how() -> None:
    """Before it happened the old time is the one that readers know."""
    later = replace(SHOWN, starts_at_utc=START + timedelta(days=1), ends_at_utc=START + timedelta(days=1, hours=1))
    changes = [
        ADDED,
        ToldChange(NewsKind.CHANGED, "b", SHOWN, later),
        ToldChange(NewsKind.REMOVED, "c", SHOWN, None),
        ToldChange(NewsKind.ADDED, "d", None, OFF),
    ]
    when = "Thu 4 Mar 2027, 6:30 pm"
    assert [each.cells for each in change_rows(changes)] == [
        ("+ added", when, "Steady", "Blue"),
        ("~ changed", when, "Steady", "moved to Fri 5 Mar 2027, 6:30 pm"),
        ("- removed", when, "Steady", "told as canceled"),
        ("+ added", when, "Steady", "canceled; Blue"),
    ]
    assert first_to_come(changes, START + timedelta(hours=2)) == "1"
    assert first_to_come(changes, START + timedelta(days=2)) == ""


def test_a_feed_says_for_whom_it_is_and_how_much_waits(program: Program) -> None:
    """Nothing is said of what waits before somebody looked."""
    seen = add_feed(program.book, FeedWish(name="All"), now=program.now).seen
    assert feed_row(seen, None, None).cells == ("All", "everybody", "this home", "not yet", "")
    waits = feed_row(seen, datetime(2027, 3, 1, 18, 15), 3)
    assert (waits.cells[3:], waits.weight) == (("Mon 01 Mar 18:15", "3"), Weight.NOW)
    assert feed_row(seen, None, 0).cells[-1] == "nothing"
    assert figures([FeedPublished(seen.feed, "", 2, 0, 1), FeedPublished(seen.feed, "x", 1)]) == "3 added, 1 removed"
    assert figures([]) == "nothing new"


def test_where_a_private_feed_is_found_is_told_to_nobody(program: Program) -> None:
    """Its file is in no word beside it."""
    team = add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now).seen
    said = feed_side(team).plain
    assert "Found by its secret alone" in said
    assert team.feed.uid not in said
