import pytest
from sqlalchemy import insert, select

from facilitator.storage.db import new_id
from facilitator.storage.tables import frame_answer, site
from tests.books import NOW


def test_the_key_is_that_of_the_row_just_inserted(db):
    first = new_id(db.execute(insert(site), {"uid": "u1", "name": "Hall"}))
    second = new_id(db.execute(insert(site), {"uid": "u2", "name": "Annex"}))
    assert db.execute(select(site.c.name).where(site.c.id == second)).scalar() == "Annex"
    assert second == first + 1


def test_a_row_without_a_number_has_none(db):
    row = {"key": "wrap", "credential": "CPRS", "at": NOW, "actor": "pat"}
    with pytest.raises(TypeError, match="inserted no single row"):
        new_id(db.execute(insert(frame_answer), row))
