from dataclasses import replace
from datetime import timedelta

from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.storage.queries.publishing import feeds
from facilitator.words import FeedAudience, FeedKind, TargetKind, TitleStyle

TERMS = FeedTerms(TitleStyle.NEUTRAL, frozenset((FeedField.PLACE,)))


def add(program, name="North", address=""):
    with program.book.write(now=program.now) as change:
        change.record("feed.add", "x")
        values = {
            "name": name, "kind": FeedKind.SITE, "filter": "s", "audience": FeedAudience.PUBLIC,
            "fields": ("place", "of a newer program"), "title_style": TERMS.style, "created_at": program.now,
        }  # fmt: skip
        return feeds.add_feed(change.db, values, address)


def test_feeds_that_go_on(program):
    north, south = add(program), add(program, "South")
    with program.book.read() as db:
        found = feeds.feeds(db)
        assert [each.uid for each in found] == [north, south]
        assert found[0] == Feed(
            found[0].id, north, "North", FeedKind.SITE, "s", FeedAudience.PUBLIC, TERMS, None, program.now, None
        )
        assert [each.uid for each in feeds.feeds_called(db, "NORTH", "-")] == [north]
        assert [each.uid for each in feeds.feeds_called(db, "-", south[:8])] == [south]
    program.now += timedelta(days=1)
    with program.book.write(now=program.now) as change:
        change.record("feed.end", north)
        feeds.edit_feed(change.db, found[0].id, ended_at=program.now, token_hash="h" * 64)
        feeds.end_targets(change.db, found[0].id, program.now)
        assert [each.uid for each in feeds.feeds(change.db)] == [south]
        assert feeds.feeds_called(change.db, "North", "-") == []
        assert feeds.targets_of(change.db, found[0].id) == []
        assert replace(feeds.feeds(change.db)[0], id=0) == replace(found[1], id=0)


def test_a_feed_goes_to_a_folder(program):
    add(program, address="/srv/www")
    with program.book.read() as db:
        (feed,) = feeds.feeds(db)
        (target,) = feeds.targets_of(db, feed.id)
        assert feeds.folders(db) == ["/srv/www"]
    assert (target.kind, target.address) == (TargetKind.FOLDER, "/srv/www")


def test_exports_of_one_selection_have_one_target(program):
    with program.book.write(now=program.now) as change:
        change.record("calendar.export", "x")
        assert feeds.export_target(change.db, "all") is None
        made = feeds.add_export_target(change.db, "all")
        assert (feeds.export_target(change.db, "all"), feeds.export_target(change.db, "one")) == (made, None)
