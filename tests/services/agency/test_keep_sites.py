import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.services.agency.keep_sites import add_room, add_site, edit_room, edit_site, list_rooms, list_sites


@pytest.fixture
def north(program):
    add_site(program.book, name=" North \x1b House ", address="1 Main St\n", now=program.now)
    add_site(program.book, name="South", address="", now=program.now)
    add_room(program.book, site="South", name="Blue", capacity=8, now=program.now)
    add_room(program.book, site="North House", name="Blue", capacity=None, now=program.now)
    return program


def sites(program):
    return [(each.name, each.address) for each in list_sites(program.book)]


def rooms(program):
    return [(each.site, each.name, each.capacity) for each in list_rooms(program.book)]


def test_sites_and_rooms_by_name(north):
    assert sites(north) == [("North House", "1 Main St"), ("South", "")]
    assert rooms(north) == [("North House", "Blue", None), ("South", "Blue", 8)]
    assert north.acts()[1:] == ["site.add", "site.add", "room.add", "room.add"]


def test_changes(north):
    assert edit_site(north.book, "South", name="Café", address=None, now=north.now) == list_sites(north.book)[0].uid
    edit_site(north.book, "café", name=None, address="2 Main St", now=north.now)
    edit_site(north.book, "Café", name="CAFÉ", address=None, now=north.now)
    edit_room(north.book, "CAFÉ/Blue", name="Green", capacity=10, now=north.now)
    assert sites(north) == [("CAFÉ", "2 Main St"), ("North House", "1 Main St")]
    assert rooms(north) == [("CAFÉ", "Green", 10), ("North House", "Blue", None)]


def test_names_that_are_taken_or_empty_are_refused(north):
    book, now = north.book, north.now
    for act, said in (
        (lambda: add_site(book, name="SOUTH", address="", now=now), "there is a site called 'SOUTH' already"),
        (lambda: add_site(book, name="\t", address="", now=now), "the site needs a name"),
        (lambda: edit_site(book, "South", name="north house", address=None, now=now), "called 'north house' already"),
        (lambda: edit_site(book, "South", name=None, address=None, now=now), "nothing to change was named"),
        (lambda: add_room(book, site="South", name="blue", capacity=None, now=now), "there is a room called"),
        (lambda: add_room(book, site="South", name="Red", capacity=0, now=now), "a room for 0 people"),
        (lambda: edit_room(book, "South/Blue", name=" ", capacity=None, now=now), "the room needs a name"),
        (lambda: edit_room(book, "South/Blue", name=None, capacity=None, now=now), "nothing to change was named"),
        (lambda: edit_room(book, "South/Blue", name=None, capacity=-1, now=now), "a room for -1 people"),
    ):
        with pytest.raises(BadInput, match=said):
            act()
    with pytest.raises(NotFound):
        add_room(book, site="West", name="Red", capacity=None, now=now)
    assert len(north.acts()) == 5
    add_room(book, site="South", name="Red", capacity=None, now=now)
    with pytest.raises(BadInput, match="there is a room called 'blue' already"):
        edit_room(book, "Red", name="blue", capacity=None, now=now)
