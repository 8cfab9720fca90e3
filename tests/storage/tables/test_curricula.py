from sqlalchemy import select

from facilitator.storage.tables.curricula import curriculum, page_reference
from tests.storage.refused import refused


def test_a_content_is_kept_once_and_a_version_may_have_several(db, rows):
    rows.curriculum(content_hash="a" * 64, content=b"\x00\xff")
    rows.curriculum(content_hash="b" * 64)
    with refused(db):
        rows.curriculum(content_hash="a" * 64)
    assert (
        bytes(db.execute(select(curriculum.c.content).where(curriculum.c.content_hash == "a" * 64)).scalar())
        == b"\x00\xff"
    )


def test_an_item_has_one_reference(db, rows):
    place = {"key": "wrap", "lesson_key": "one", "position": 1}
    rows.put(page_reference, **place, pages="12")
    rows.put(page_reference, **{**place, "position": 2}, pages="12")
    with refused(db):
        rows.put(page_reference, **place, pages="13")
