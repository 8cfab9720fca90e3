import pytest

from facilitator.domain.publishing.selection import Selection
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.history.undo import undo
from facilitator.services.privacy.protection import set_protection
from facilitator.services.publishing.keep_feeds import (
    FeedWish,
    add_feed,
    change_feed,
    end_feed,
    list_feeds,
    renew_token,
    see_feed,
    selection_of,
)
from facilitator.services.publishing.publish import publish
from facilitator.words import FeedAudience, FeedKind, TitleStyle


def test_a_feed_of_what_is_not_there_any_more_has_no_sessions(program):
    group = program.group(public=True)
    feed = add_feed(program.book, FeedWish(FeedKind.GROUP, group), now=program.now).seen.feed
    with program.book.read() as db:
        assert selection_of(db, feed).groups
    undo(program.book, now=program.now)
    with program.book.read() as db:
        assert selection_of(db, feed) == Selection(groups=())
    assert see_feed(program.book, feed.uid, now=program.now).sessions == 0


def test_where_nobody_has_to_be_protected_titles_are_told(program):
    program.group(public=True)
    set_protection(program.book, protected=False, reason="mutual aid only", now=program.now)
    seen = add_feed(program.book, FeedWish(FeedKind.GROUP, "Steady"), now=program.now).seen
    assert (seen.feed.name, seen.feed.terms.style, seen.next[0].title) == ("Steady", TitleStyle.TOPIC, "Steady")


def test_acts_are_in_the_chain_without_the_secret(program):
    added = add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)
    assert (added.written, added.seen.feed.audience) == (True, FeedAudience.TEAM)
    renew_token(program.book, program.home, "Team", now=program.now)
    end_feed(program.book, program.home, "Team", now=program.now)
    assert program.acts()[-3:] == ["feed.add", "feed.token", "feed.end"]
    assert list_feeds(program.book, now=program.now) == []
    with pytest.raises(NotFound):
        renew_token(program.book, program.home, "Team", now=program.now)


def test_a_preview_writes_nothing_and_gives_no_secret(program):
    seen = add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now, preview=True)
    assert (seen.token, seen.written, list_feeds(program.book, now=program.now)) == (None, False, [])
    add_feed(program.book, FeedWish(), now=program.now)
    end_feed(program.book, program.home, "Harbor Street", now=program.now, preview=True)
    assert len(list_feeds(program.book, now=program.now)) == 1
    with pytest.raises(Refused):
        renew_token(program.book, program.home, "Harbor Street", now=program.now)


def test_two_feeds_of_one_address_are_refused(program):
    add_feed(program.book, FeedWish(name="All groups"), now=program.now)
    with pytest.raises(BadInput, match="'All groups' already"):
        add_feed(program.book, FeedWish(name="All, groups!"), now=program.now)


def test_when_it_went_out_last(program):
    program.group(public=True)
    add_feed(program.book, FeedWish(), now=program.now)
    assert list_feeds(program.book, now=program.now)[0].published_at is None
    publish(program.book, program.home, now=program.now)
    (seen,) = list_feeds(program.book, now=program.now)
    assert (seen.published_at, seen.sessions, seen.targets) == (program.now, 4, ("",))


def test_what_a_feed_shows_is_changed_and_told_with_the_next_publication(program):
    program.group(public=True)
    feed = add_feed(program.book, FeedWish(name="All"), now=program.now).seen.feed
    publish(program.book, program.home, now=program.now)
    seen = change_feed(program.book, "All", style=TitleStyle.TITLE, hide=["place"], now=program.now, preview=True)
    assert (seen.next[0].title, see_feed(program.book, "All", now=program.now).next[0].title) == (
        "Steady", "Thursday group",
    )  # fmt: skip
    change_feed(program.book, "All", style=TitleStyle.TITLE, show=["join"], hide=["place"], now=program.now)
    kept = see_feed(program.book, "All", now=program.now).feed
    assert (kept.path, kept.terms.style) == (feed.path, TitleStyle.TITLE)
    assert [each.value for each in kept.terms.listed] == ["address", "language", "access", "join"]
    (done,) = publish(program.book, program.home, now=program.now)
    assert (done.changed, program.acts()[-2:]) == (4, ["feed.change", "calendar.publish"])


def test_a_change_that_is_none_or_that_its_readers_may_not_see_is_refused(program):
    program.group(public=True)
    add_feed(program.book, FeedWish(name="All"), now=program.now)
    with pytest.raises(Refused, match="shows that already"):
        change_feed(program.book, "All", show=["place"], now=program.now)
    with pytest.raises(BadInput, match="may not show room-notes"):
        change_feed(program.book, "All", show=["room-notes"], now=program.now)


def test_a_feed_that_has_the_title_of_its_group_does_not_become_neutral(program):
    program.group(public=True)
    add_feed(program.book, FeedWish(FeedKind.GROUP, "Steady", style=TitleStyle.TITLE), now=program.now)
    with pytest.raises(Refused, match="called by the group's title"):
        change_feed(program.book, "Steady", style=TitleStyle.NEUTRAL, now=program.now)
