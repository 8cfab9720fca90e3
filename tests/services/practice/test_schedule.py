from itertools import combinations

import pytest

from facilitator.home import Home
from facilitator.words import SessionStatus
from tests.services.practice.stage import SHUT, invent


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return invent(Home(tmp_path_factory.mktemp("schedule")), groups=9)


def test_each_group_has_its_series_its_leaders_and_its_sessions(made):
    rows = made.rows.by_table
    assert len(made.groups) == len(rows["group"]) == len(rows["series"]) == 9
    assert sum(len(group.meetings) for group in made.groups) == len(rows["session"])
    assert {group.id for group in made.groups} == {each["group_id"] for each in rows["group_facilitator"]}


def test_nobody_meets_on_a_closed_day(made):
    assert [each for group in made.groups for each in group.meetings if each.day == SHUT] == []


def test_no_two_meetings_of_a_room_or_a_leader_overlap(made):
    live = [(group, each) for group in made.groups for each in group.meetings if not each.cancelled]
    for (one, first), (other, second) in combinations(live, 2):
        if first.starts_at < second.ends_at and second.starts_at < first.ends_at:
            assert one.room_id is None or one.room_id != other.room_id
            assert not set(one.leader_ids) & set(other.leader_ids)


def test_a_cohort_walks_through_its_lessons_in_order(made):
    steps = next(group for group in made.groups if group.curriculum and group.curriculum.key == "eight-steady-steps")
    assert [each.lesson for each in steps.meetings] == list(range(1, 9))


def test_what_is_cancelled_says_why(made):
    off = [each.row for group in made.groups for each in group.meetings if each.cancelled]
    assert all(row["reason"] for row in off)
    statuses = {row["status"] for row in made.rows.by_table["session"]}
    assert statuses <= {SessionStatus.SCHEDULED, SessionStatus.CANCELLED}
