import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.storage.queries.agency import sites


@pytest.fixture
def places(db):
    """Two sites, with a room of one name in each."""
    for name in ("South", "North"):
        sites.add_site(db, name=name, address=f"1 {name} Street")
    north, south = (each.id for each in sites.sites(db))
    sites.add_room(db, site_id=south, name="Blue", capacity=None)
    sites.add_room(db, site_id=north, name="Red", capacity=8, features=("ramp", "kitchen"))
    sites.add_room(db, site_id=north, name="Blue", capacity=12)
    return north, south


def test_sites_and_rooms_come_by_name(db, places):
    assert [(each.name, each.address) for each in sites.sites(db)] == [
        ("North", "1 North Street"),
        ("South", "1 South Street"),
    ]
    assert [(each.site, each.name, each.capacity, each.features) for each in sites.rooms(db)] == [
        ("North", "Blue", 12, ()),
        ("North", "Red", 8, ("ramp", "kitchen")),
        ("South", "Blue", None, ()),
    ]


def test_a_place_is_called_by_name_or_by_the_beginning_of_its_uid(db, places):
    (north, south), rooms = sites.sites(db), sites.rooms(db)
    assert sites.sites_called(db, "NORTH", "none") == [north]
    assert sites.sites_called(db, "nobody", south.uid[:13]) == [south]
    assert [each.site for each in sites.rooms_called(db, "blue", "none")] == ["North", "South"]
    assert sites.rooms_called(db, "south/BLUE", "none") == [rooms[2]]
    assert sites.rooms_called(db, "", rooms[1].uid) == [rooms[1]]


def test_an_edit_changes_one_place(db, places):
    north, _ = places
    red = sites.rooms_called(db, "Red", "none")[0]
    sites.edit_site(db, north, address="")
    sites.edit_room(db, red.id, capacity=9, features=("ramp",))
    assert [each.address for each in sites.sites(db)] == ["", "1 South Street"]
    assert [(each.capacity, each.features) for each in sites.rooms(db)] == [(12, ()), (9, ("ramp",)), (None, ())]


def test_a_way_is_kept_once_for_both_directions(db, places):
    north, south = places
    one, other = sorted(places)
    sites.put_way(db, north, south, 25)
    sites.put_way(db, south, north, 30)
    assert sites.ways(db) == {(one, other): 30}
    sites.put_way(db, north, south, 0)
    assert sites.ways(db) == {}


def test_a_site_has_one_room_of_a_name(db, places):
    with pytest.raises(IntegrityError), db.begin_nested():
        sites.add_room(db, site_id=places[0], name="Blue", capacity=3)
    assert len(sites.rooms(db)) == 3
