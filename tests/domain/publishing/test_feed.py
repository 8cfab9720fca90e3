from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitator.domain.publishing.feed import Feed, audience_of, new_token, token_hash
from facilitator.domain.publishing.feed_terms import FeedTerms
from facilitator.words import FeedAudience, FeedKind, TitleStyle


@pytest.mark.parametrize("kind", FeedKind)
def test_feeds_of_one_facilitator_and_of_the_team_are_private(kind: FeedKind) -> None:
    private = {FeedKind.FACILITATOR: FeedAudience.FACILITATOR, FeedKind.TEAM: FeedAudience.TEAM}
    assert audience_of(kind) is private.get(kind, FeedAudience.PUBLIC)


def test_a_token_has_128_bits_and_its_hash_does_not_tell_it() -> None:
    token, kept = new_token()
    assert len(bytes.fromhex(token)) == 16
    assert kept == token_hash(token)
    assert token not in kept
    assert new_token()[0] != token


def feed(**more: object) -> Feed:
    terms = FeedTerms(TitleStyle.TITLE, frozenset())
    at = datetime(2027, 3, 1, tzinfo=UTC)
    made = Feed(1, "5f0c8a1e-0000", "North, all!", FeedKind.SITE, "s", FeedAudience.PUBLIC, terms, None, at, None)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_public_feed_is_found_by_its_name() -> None:
    each = feed()
    assert (each.path, each.kept_path, each.address) == (
        "north-all.ics",
        "north-all-with-canceled.ics",
        "north-all.ics",
    )
    assert feed(name="日本").path == "5f0c8a1e.ics"
    assert each.shown_name == "North, all!"


def test_a_private_feed_is_found_by_no_name() -> None:
    each = feed(audience=FeedAudience.FACILITATOR, name="My groups (5f0c)")
    assert (each.path, each.address, each.private) == ("private/5f0c8a1e-0000.ics", None, True)
    assert each.shown_name == "My groups"
