from datetime import timedelta

from facilitator.storage.queries.scheduling import tzdata
from facilitator.words import SessionStatus
from tests.books import NOW
from tests.storage.rows import at


def test_the_version_of_the_rules_is_the_books(db):
    tzdata.set_version(db, "2027a")
    assert tzdata.stored_version(db) == "2027a"


def test_what_was_held_or_runs_has_its_place_for_good(db, rows):
    east, west = rows.series(rows.group()), rows.series(rows.group("West"), zone="America/Denver")
    made = {status: rows.session(east, f"2027-03-{4 + day:02} 18:30", status=status)
            for day, status in enumerate(SessionStatus)}  # fmt: skip
    other = rows.session(west, "2027-03-01 18:30")
    found = tzdata.placed_sessions(db)
    assert [(each.id, each.zone) for each in found] == [
        (other, "America/Denver"),
        (made[SessionStatus.SCHEDULED], "America/New_York"),
        (made[SessionStatus.CANCELLED], "America/New_York"),
    ]
    assert found[1].starts_at == at("2027-03-04 23:30")


def test_an_instant_moves_with_those_who_lead_and_the_wall_time_stays(db, rows):
    series = rows.series(rows.group())
    moved, stays = rows.session(series), rows.session(series, "2027-03-11 18:30")
    for session in (moved, stays):
        rows.lead(session, rows.facilitator(f"F{session}"))
    before = {each.id: each for each in tzdata.placed_sessions(db)}
    start = before[moved].starts_at + timedelta(hours=1)
    tzdata.move_instants(db, [(moved, start, start + timedelta(hours=1))], now=NOW)
    tzdata.move_instants(db, [], now=NOW)
    after = {each.id: each for each in tzdata.placed_sessions(db)}
    assert after == {moved: before[moved]._replace(starts_at=start), stays: before[stays]}
    led = dict(db.exec_driver_sql("SELECT session_id, starts_at FROM session_facilitator").all())
    assert led == {each: int(after[each].starts_at.timestamp()) for each in (moved, stays)}
    raised = dict(db.exec_driver_sql("SELECT id, sequence FROM session").all())
    assert raised == {moved: 1, stays: 0}
