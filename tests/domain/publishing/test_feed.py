import pytest

from facilitator.domain.publishing.feed import audience_of, new_token, token_hash
from facilitator.words import FeedAudience, FeedKind


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
