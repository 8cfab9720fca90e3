"""The cases of an edited series that a calendar must get right: moved and moved back, split, all, off the rule.

America/New_York, 18:30, Thursdays from 5 March 2026, unless said.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.recompute_zones import recompute_zones
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import SessionStatus
from facilitator.zones import tzdata_version

ALL = date(2000, 1, 1), date(2100, 1, 1)


def at(day, hour=18, minute=30, month=3):
    return datetime(2026, month, day, hour, minute)


@pytest.fixture
def thursdays(program):
    program.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    program.group("Steady", "2026-03-05 18:30", repeat="every thursday, 10 times")
    return program


def change(program, wish, **more):
    return change_group(program.book, "Steady", wish, now=program.now, **more)


def sessions(program):
    return list_sessions(program.book, *ALL, group="Steady")


def series(program):
    return see_group(program.book, "Steady", now=program.now).series


def test_case_10_moved_moved_again_and_moved_back(thursdays):
    uid = thursdays.session("Steady@2026-03-19").uid
    for to, sequence in ((at(20, 19, 0), 1), (at(21), 2)):
        moved, _ = edit_sessions.move(thursdays.book, uid, to, now=thursdays.now)
        assert (moved.original_local, moved.start_local, moved.sequence) == (at(19), to, sequence)
    back, _ = edit_sessions.move(thursdays.book, uid, at(19), now=thursdays.now)
    assert (back.original_local, back.start_local, back.sequence) == (at(19), at(19), 3)
    # no override is left: an edit of all takes it along like any other
    change(thursdays, GroupChange(start=at(6)))
    assert thursdays.session(uid).start_local == at(20)


def test_case_11_a_split_and_the_override_behind_it(thursdays):
    edit_sessions.move(thursdays.book, "Steady@2026-03-26", at(27, 10, 0), now=thursdays.now)
    before = {each.uid: each for each in sessions(thursdays)}
    change(thursdays, GroupChange(minutes=90), from_session="2026-03-19")
    old, new = series(thursdays)
    assert old.rule == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260312T223000Z"
    assert (new.rule, new.start_local) == ("FREQ=WEEKLY;BYDAY=TH;COUNT=8", at(19))
    assert new.uid != old.uid
    moved = next(each for each in sessions(thursdays) if each.original_local == at(26))
    assert moved.start_local == before[moved.uid].start_local == at(27, 10, 0)
    with thursdays.book.raw() as raw:
        placed = raw.execute(
            "SELECT series_id, split_from_id FROM session JOIN series ON series.id = series_id WHERE session.uid = ?",
            (moved.uid,),
        ).fetchone()
    assert placed == (2, 1)


def test_case_12_all_to_another_time(thursdays):
    edit_sessions.move(thursdays.book, "Steady@2026-03-19", at(20, 12, 0), now=thursdays.now)
    edit_sessions.cancel(thursdays.book, "Steady@2026-03-26", reason="snow", now=thursdays.now)
    change(thursdays, GroupChange(start=at(5, 19, 0)))
    found = {each.original_local: each for each in sessions(thursdays)}
    assert {local.time().isoformat() for local in found} == {"19:00:00"}
    assert found[at(19, 19, 0)].start_local == at(20, 12, 0)
    assert found[at(26, 19, 0)].status is SessionStatus.CANCELLED


def test_case_12_all_to_another_day(thursdays):
    moved = edit_sessions.move(thursdays.book, "Steady@2026-03-19", at(21, 12, 0), now=thursdays.now)[0].uid
    off = edit_sessions.cancel(thursdays.book, "Steady@2026-03-26", reason="snow", now=thursdays.now).uid
    change(thursdays, GroupChange(start=at(6)))
    found = {each.uid: each for each in sessions(thursdays)}
    assert (found[moved].original_local, found[moved].start_local) == (at(20), at(21, 12, 0))
    assert (found[off].original_local, found[off].status) == (at(27), SessionStatus.CANCELLED)


def test_case_13_a_start_that_is_not_on_the_rule(thursdays):
    done = change(thursdays, GroupChange(start=at(4), repeat="FREQ=WEEKLY;BYDAY=TH;COUNT=10"))
    assert sessions(thursdays)[0].start_local == at(5)
    assert done.warnings == (
        "The start, Wed 4 Mar 2026, 6:30 pm, is not on the rule: the first date is Thu 5 Mar 2026, 6:30 pm.",
    )


def test_count_of_ten_split_at_the_fourth(thursdays):
    change(thursdays, GroupChange(start=at(27)), from_session="2026-03-26")
    old, new = series(thursdays)
    assert (old.rule, new.rule) == ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260319T223000Z", "FREQ=WEEKLY;BYDAY=FR;COUNT=7")
    assert [each.start_local.weekday() for each in sessions(thursdays)] == [3] * 3 + [4] * 7


def test_case_20_new_zone_rules(program):
    program.now = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    program.group("West", "2026-10-29 18:30", zone="America/Vancouver", repeat="every thursday, 2 times")
    with program.book.raw() as raw:
        # as the rules of 2025 had it: back to standard time on the first of November
        raw.execute("UPDATE session SET starts_at = starts_at + 3600, ends_at = ends_at + 3600 WHERE id = 2")
        raw.execute("UPDATE book SET tzdata = '2025.2'")
    program.now += timedelta(days=1)
    (told,) = recompute_zones(program.book, now=program.now)
    first, second = list_sessions(program.book, *ALL)
    assert [each.starts_at for each in (first, second)] == [
        datetime(2026, 10, 30, 1, 30, tzinfo=UTC),
        datetime(2026, 11, 6, 1, 30, tzinfo=UTC),
    ]
    assert [(each.start_local, each.sequence) for each in (first, second)] == [
        (datetime(2026, 10, 29, 18, 30), 0),
        (datetime(2026, 11, 5, 18, 30), 1),
    ]
    assert told.startswith(
        f"The clock rules of America/Vancouver have changed (2025.2 to {tzdata_version()}): 1 session"
    )


def test_case_18_the_same_data_gives_the_same_bytes(thursdays):
    def exported(now):
        return export_calendar(thursdays.book, now=now, first=ALL[0], last=ALL[1]).data

    first = exported(thursdays.now)
    assert exported(thursdays.now + timedelta(days=1)) == first
    edit_sessions.cancel(thursdays.book, "Steady@2026-03-19", reason="snow", now=thursdays.now + timedelta(hours=1))
    after = exported(thursdays.now)
    stamps = [max(line for line in data.splitlines() if line.startswith(b"LAST-MODIFIED")) for data in (first, after)]
    assert stamps[0] < stamps[1]
