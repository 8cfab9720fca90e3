from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select

from facilitator.storage import tables
from facilitator.storage.tables.publishing import (
    feed,
    kept_bytes,
    publication,
    publication_file,
    published_item,
    target,
    translation_review,
)
from facilitator.words import FeedAudience, FeedKind, TargetKind, TitleStyle
from tests.books import NOW
from tests.storage.refused import refused

DIGEST = "d" * 64


@pytest.fixture
def folder(rows):
    """A folder to which the feed of all groups goes."""
    return rows.put(target, feed_id=a_feed(rows), kind=TargetKind.FOLDER, address="public")


def a_feed(rows, name="all", **more):
    return rows.put(
        feed,
        name=name,
        kind=FeedKind.ALL,
        audience=FeedAudience.PUBLIC,
        title_style=TitleStyle.TITLE,
        created_at=NOW,
        **more,
    )


def an_item(target_id, session_uid):
    return {
        "target_id": target_id,
        "session_uid": session_uid,
        "sequence": 0,
        "digest": DIGEST,
        "bytes": b"x",
        "ends_at": NOW,
    }


def test_a_feed_shows_no_more_than_it_was_told_and_has_an_address_of_its_own(db, rows):
    a_feed(rows)
    assert db.execute(select(feed.c.fields, feed.c.token_hash, feed.c.ended_at)).one() == ((), None, None)
    with refused(db):
        a_feed(rows)


def test_what_was_told_of_a_session_outlives_it(db, rows, folder):
    session_id = rows.session(rows.series(rows.group()), "2027-03-04 18:30")
    uid = db.execute(select(tables.session.c.uid).where(tables.session.c.id == session_id)).scalar_one()
    db.execute(insert(published_item), an_item(folder, uid))
    db.execute(delete(tables.session).where(tables.session.c.id == session_id))
    assert db.execute(select(published_item.c.session_uid, published_item.c.withdrawn_at)).one() == (uid, None)


def test_a_session_is_told_once_in_each_target(db, rows, folder):
    other = rows.put(target, feed_id=None, kind=TargetKind.EXPORT)
    db.execute(insert(published_item), [an_item(folder, "s1"), an_item(other, "s1"), an_item(folder, "s2")])
    with refused(db):
        db.execute(insert(published_item), an_item(folder, "s1"))


def test_publications_share_the_bytes_that_are_the_same(db, rows, folder):
    first = rows.put(publication, target_id=folder, at=NOW, actor="pat", digest=DIGEST)
    again = rows.put(
        publication, target_id=folder, at=NOW + timedelta(hours=1), actor="pat", digest=DIGEST, replaces_id=first
    )
    db.execute(insert(kept_bytes), {"digest": DIGEST, "bytes": b"x"})
    for each in (first, again):
        db.execute(insert(publication_file), {"publication_id": each, "path": "all.ics", "digest": DIGEST})
    with refused(db):
        db.execute(insert(kept_bytes), {"digest": DIGEST, "bytes": b"y"})
    with refused(db):
        db.execute(insert(publication_file), {"publication_id": again, "path": "all.ics", "digest": "e" * 64})


def test_words_are_signed_off_once_a_language(db, rows):
    read = {"part": "page", "digest": DIGEST, "reviewed_by": "Ana", "reviewed_on": NOW.date()}
    rows.put(translation_review, language="es", **read)
    rows.put(translation_review, language="fr", **read)
    with refused(db):
        rows.put(translation_review, language="es", **read)
