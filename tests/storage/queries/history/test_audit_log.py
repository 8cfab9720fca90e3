from datetime import timedelta
from itertools import pairwise

import pytest

from facilitator.storage.queries.history.audit_log import (
    NOWHERE,
    Asked,
    SearchedWord,
    rows_before,
    rows_since,
    whole_rows,
)
from tests.books import NOW


@pytest.fixture
def chain(change):
    """The row of the new book, and five of others."""
    first = NOW
    for minutes, actor, action, uid, reason, payload in (
        (1, "pat", "group.create", "u-steady", "", {}),
        (2, "Sam", "session.cancel", "u-one", "Snow 100%", {"group": "u-steady"}),
        (3, "pat", "person.add", "u-ana", "", {}),
        (4, "pat", "session.cancel", "u-two", "", {"moved_to": "Snowhill"}),
        (5, "sam", "audit.read", "u-book", "", {}),
    ):
        change.now, change.actor = first + timedelta(minutes=minutes), actor
        change.record(action, uid, reason=reason, **payload)
    return change.db


def found(db, before=NOWHERE, limit=99, **asked):
    wanted = Asked(**asked)
    rows = rows_before(db, wanted, before=before, limit=limit)
    if before == NOWHERE and limit == 99:
        assert [each.seq for each in whole_rows(db, wanted)] == [each.seq for each in reversed(rows)]
    return [each.object for each in rows if each.action != "book.create"]


def test_the_newest_rows_come_first_a_page_at_a_time(chain):
    assert found(chain) == ["u-book", "u-two", "u-ana", "u-one", "u-steady"]
    rows = rows_before(chain, Asked(), before=NOWHERE, limit=2)
    assert found(chain, before=rows[-1].seq, limit=2) == ["u-ana", "u-one"]


def test_a_span_of_time_begins_at_a_moment_and_ends_before_one(chain):
    at = {minutes: NOW + timedelta(minutes=minutes) for minutes in range(1, 6)}
    assert found(chain, from_at=at[2], to_at=at[4]) == ["u-ana", "u-one"]
    assert found(chain, from_at=at[5]) == ["u-book"]
    assert found(chain, to_at=at[2]) == ["u-steady"]


def test_an_actor_is_meant_in_any_case(chain):
    assert found(chain, actor="SAM") == ["u-book", "u-one"]
    assert found(chain, actor="sa") == []


def test_objects_count_where_a_payload_names_them_too(chain):
    assert found(chain, objects=["u-steady", "u-ana"]) == ["u-ana", "u-steady"]
    assert found(chain, objects=["u-steady"], named=["u-none", '"u-steady"']) == ["u-one", "u-steady"]
    assert found(chain, objects=[]) == []


def test_every_word_must_be_there_as_it_is_or_mean_an_action(chain):
    assert found(chain, words=(SearchedWord("snow", ()),)) == ["u-two", "u-one"]
    assert found(chain, words=(SearchedWord("100%", ()),)) == ["u-one"]
    assert found(chain, words=(SearchedWord("_", ()),)) == [
        "u-two"
    ]  # of the name in its payload, and no sign for any other
    assert found(chain, words=(SearchedWord("snow", ()), SearchedWord("u-steady", ()))) == ["u-one"]
    assert found(chain, words=(SearchedWord("called off", ("session.cancel",)),)) == ["u-two", "u-one"]
    assert found(chain, words=(SearchedWord("person.", ()),)) == ["u-ana"]


def test_actions_are_left_out(chain):
    assert found(chain, without=("audit.read", "session.cancel")) == ["u-ana", "u-steady"]


def test_whole_rows_hold_together(chain):
    rows = list(whole_rows(chain, Asked()))
    assert all(each.previous_hash == before.hash for before, each in pairwise(rows))


def test_what_came_since_a_row_is_in_order(chain):
    first = rows_since(chain, 0)[0].seq
    assert [each.action for each in rows_since(chain, first)][-2:] == ["session.cancel", "audit.read"]
    assert [each.actor for each in rows_since(chain, first + 4)] == ["sam"]
    assert rows_since(chain, first + 5) == []
