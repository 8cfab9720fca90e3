from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.services.agency import keep_staff
from facilitator.services.scheduling.edit_sessions import cancel
from facilitator.services.scheduling.keep_up import keep_up
from facilitator.services.scheduling.recompute_zones import recompute_zones
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.zones import tzdata_version

ALL = date(2000, 1, 1), date(2100, 1, 1)


@pytest.fixture
def old_rules(program):
    """A book in which Vancouver falls back in November, as it did in the rules of 2025."""
    keep_staff.add_facilitator(program.book, name="Sam Ortega", now=program.now)
    program.group(
        "West", "2027-10-28 18:30", zone="America/Vancouver", repeat="every thursday, 4 times",
        facilitators=("Sam Ortega",),
    )  # fmt: skip
    program.group("East", "2027-10-28 18:30", repeat="every thursday, 4 times")
    cancel(program.book, "West@2027-11-18", reason="snow", now=program.now)
    with program.book.raw() as raw:
        late = "SELECT id FROM session WHERE local_date > '2027-11-07' AND series_id = 1"
        for table, key in (("session", "id"), ("session_facilitator", "session_id")):
            raw.execute(
                f"UPDATE {table} SET starts_at = starts_at + 3600, ends_at = ends_at + 3600 WHERE {key} IN ({late})"
            )
        raw.execute("UPDATE book SET tzdata = '2025.2'")
    program.now += timedelta(days=1)
    return program


def version(program):
    with program.book.raw() as raw:
        return raw.execute("SELECT tzdata FROM book").fetchone()[0]


def test_wall_times_stay_instants_move_and_people_are_told(old_rules):
    notes = recompute_zones(old_rules.book, now=old_rules.now)
    assert notes == (
        f"The clock rules of America/Vancouver have changed (2025.2 to {tzdata_version()}): 2 sessions keep their "
        "time on the wall. Publish the calendar again.",
    )
    found = [each for each in list_sessions(old_rules.book, *ALL) if each.group_title == "West"]
    assert {each.start_local.time().isoformat() for each in found} == {"18:30:00"}
    assert [each.starts_at for each in found][2] == datetime(2027, 11, 12, 1, 30, tzinfo=UTC)
    assert [(each.sequence, each.updated_at == old_rules.now) for each in found] == [
        (0, False), (0, False), (1, True), (2, True),
    ]  # fmt: skip
    with old_rules.book.raw() as raw:
        apart = raw.execute(
            "SELECT count(*) FROM session s JOIN session_facilitator f ON f.session_id = s.id "
            "WHERE s.starts_at <> f.starts_at OR s.ends_at <> f.ends_at"
        ).fetchone()
    assert apart == (0,)
    assert version(old_rules) == tzdata_version()
    assert recompute_zones(old_rules.book, now=old_rules.now) == ()
    assert old_rules.acts()[-1] == "zones.recompute"


def test_what_was_held_stays_as_it_was(old_rules):
    old_rules.end("West@2027-11-11")
    before = old_rules.session("West@2027-11-11")
    (note,) = keep_up(old_rules.book, now=old_rules.now)
    assert "1 session keeps its time" in note
    assert old_rules.session("West@2027-11-11") == before


def test_older_rules_than_the_books_change_nothing(old_rules):
    before = list_sessions(old_rules.book, *ALL)
    (note,) = recompute_zones(old_rules.book, now=old_rules.now, version="2024.1")
    assert note.startswith("The time zone rules of this program (2024.1) are older than those of the book (2025.2)")
    assert (list_sessions(old_rules.book, *ALL), version(old_rules)) == (before, "2025.2")


def test_new_rules_that_move_nothing_are_noted_and_not_told(program):
    program.group()
    with program.book.raw() as raw:
        raw.execute("UPDATE book SET tzdata = '2025.2'")
    assert recompute_zones(program.book, now=program.now) == ()
    assert version(program) == tzdata_version()
