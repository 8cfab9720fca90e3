from datetime import UTC, date, datetime

import pytest

from facilitator.storage.queries.people import overlaps
from facilitator.storage.queries.people.overlaps import Overlap
from tests.books import NOW


@pytest.fixture
def two(rows):
    """Two groups whose Thursdays overlap by half an hour, and somebody on the roster of both."""
    ana = rows.person("Ana")
    groups = []
    for title, start in (("Walk", "18:30"), ("Art", "19:00")):
        group = rows.group(title)
        series = rows.series(group)
        for day in ("2027-03-04", "2027-03-11"):
            rows.session(series, f"{day} {start}")
        groups.append(group)
        rows.enrol(group, ana)
    return ana, *groups


def test_another_group_of_somebody_in_the_same_hours_is_found(db, two):
    ana, walk, art = two
    (found,) = overlaps.of_person(db, ana, walk, NOW)
    assert found == Overlap(found.group_uid, "Art", (datetime(2027, 3, 4, 19), datetime(2027, 3, 11, 19)))
    later = datetime(2027, 3, 8, tzinfo=UTC)
    assert [len(each.starts) for each in overlaps.of_person(db, ana, art, later)] == [1]
    assert overlaps.of_person(db, ana, art, datetime(2027, 4, 1, tzinfo=UTC)) == []


def test_who_has_no_seat_then_or_meets_at_another_time_is_not(db, rows, two):
    _, walk, art = two
    ben, cy = rows.person("Ben"), rows.person("Cy")
    rows.enrol(art, ben, waitlisted=True)
    rows.enrol(art, cy, last="2027-03-03")
    late = rows.group("Late")
    rows.session(rows.series(late), "2027-03-04 19:30")
    assert [overlaps.of_person(db, each, walk, NOW) for each in (ben, cy)] == [[], []]
    assert [each.title for each in overlaps.of_person(db, two[0], late, NOW)] == ["Art"]


def test_how_many_of_a_roster_are_in_two_places(db, rows, two):
    ana, walk, _ = two
    rows.enrol(walk, rows.person("Ben"))
    day = date(2027, 3, 4)
    seven, eight = (datetime(2027, 3, 5, hour, tzinfo=UTC) for hour in (0, 1))
    assert overlaps.in_two_places(db, walk, [(day, seven, eight)]) == {ana}
    nine, ten = (datetime(2027, 3, 5, hour, tzinfo=UTC) for hour in (2, 3))
    assert overlaps.in_two_places(db, walk, [(day, nine, ten)]) == set()
