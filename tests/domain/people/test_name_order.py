"""People stand by name, however it is written, and never by chance."""

from itertools import permutations

from facilitator.domain.people.name_order import name_order
from facilitator.domain.views import Person


def person(name, alias="", code="CCCCCC"):
    return Person(1, "u1", code, name, alias, "", "")


IN_ORDER = [
    person("ana bell"),
    person("ANA Bell", "annie"),
    person("Ana  Bell", "Zed", "CCCCCC"),
    person("Ana Bell", "zed", "DDDDDD"),
    person("Zoë Ng"),
    person("Álvaro"),
]


def test_people_stand_by_name_then_alias_then_code():
    for some in permutations(IN_ORDER):
        assert sorted(some, key=name_order) == IN_ORDER
