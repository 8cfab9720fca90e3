"""Counts are laid beside the sessions that they are of."""

from dataclasses import astuple

from facilitator.storage.queries.sessions.counted import with_counts

ROW = -5
"""What is laid beside a row, the last fields of a session, is not in it."""


def test_each_session_gets_its_own_leaders_and_counts(program):
    program.group("Steady", "2027-03-04 18:30", repeat="every thursday, 3 times")
    first, second, third = (program.session(f"Steady@2027-03-{day}") for day in ("04", "11", "18"))
    found = with_counts(
        [astuple(each)[:ROW] for each in (first, second, third)],
        leaders=[(first.id, "Sam", None), (first.id, "Lee", "Jo")],
        tallies=[(first.id, 5, 3, 4, 1), (second.id, 2, 0, 0, 2)],
        headcounts=[(third.id, 9)],
        to_come=[(second.id, 6, 5)],
    )
    assert found[0].standing_in == (("Lee", "Jo"),)
    assert [(each.facilitators, each.expected, each.present, each.to_mark) for each in found] == [
        (("Sam", "Lee"), 5, 3, 1),
        ((), 6, None, 5),  # nobody has a mark yet, and the roster says who is expected
        ((), 0, 9, 0),
    ]
