import pytest

from facilitator.storage.queries import practice
from tests.books import NOW


def people(count, first=1_000_000):
    return [
        {
            "id": first + number,
            "uid": f"u{number}",
            "code": f"C{number}",
            "name": f"P{number}",
            "name_key": f"p{number}",
            "created_at": NOW,
        }
        for number in range(count)
    ]


def test_what_others_point_to_goes_in_first(db, rows):
    room = {"id": 2_000_000, "uid": "r1", "site_id": 2_000_000, "name": "Blue", "features": ()}
    done = list(practice.fill(db, {"room": [room], "site": [{"id": 2_000_000, "uid": "s1", "name": "Hall"}]}))
    assert done == [1, 2]
    assert (rows.count("site"), rows.count("room")) == (1, 1)


def test_it_tells_how_far_it_is_every_ten_thousand(db):
    assert list(practice.fill(db, {"person": people(10_001)})) == [10_000, 10_001]
    assert list(practice.fill(db, {})) == []


@pytest.mark.parametrize("table", ["audit", "book", "nothing"])
def test_some_tables_keep_themselves(db, rows, table):
    before = rows.count("person")
    with pytest.raises(ValueError, match=f"into {table}"):
        list(practice.fill(db, {"person": people(1), table: [{"id": 1}]}))
    assert rows.count("person") == before
