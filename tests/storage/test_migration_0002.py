"""A book of the first schema, with a group in it, becomes one of the second: what was there is kept and carried on."""

from tests.in_memory import in_memory
from tests.storage.test_schema import migrated

FIRST = (
    "INSERT INTO site (id, uid, name) VALUES (1, 's', 'North')",
    "INSERT INTO room (id, uid, site_id, name) VALUES (7, 'r', 1, 'Blue')",
    "INSERT INTO facilitator (id, uid, name) VALUES (1, 'a', 'Dana'), (2, 'b', 'Sam')",
    'INSERT INTO "group" (id, uid, title, program, enrolment, attendance, mode, room_id, status, created_at) '
    "VALUES (1, 'g', 'Steady', 'wellness', 'open', 'names', 'in-person', 7, 'active', 0)",
    "INSERT INTO group_facilitator VALUES (1, 2, 0), (1, 1, 1)",
    "INSERT INTO series (id, uid, group_id, zone, start_local, minutes, rule, gap, on_closure, created_at) VALUES "
    "(1, 'x', 1, 'America/New_York', '2027-03-04T18:30:00', 60, 'FREQ=WEEKLY', 'forward', 'skip', 0), "
    "(2, 'y', 1, 'America/New_York', '2027-03-05T18:30:00', 60, 'FREQ=WEEKLY;COUNT=1', 'forward', 'skip', 0)",
    "INSERT INTO session (id, uid, series_id, original_local, start_local, local_date, starts_at, ends_at, minutes, "
    "status, created_at, updated_at) VALUES "
    "(1, 'm', 1, '2027-03-04T18:30:00', '2027-03-04T18:30:00', '2027-03-04', 0, 3600, 60, 1, 0, 0), "
    "(2, 'n', 2, '2027-03-05T18:30:00', '2027-03-06T18:30:00', '2027-03-06', 0, 3600, 60, 1, 0, 0)",
    "INSERT INTO session_facilitator VALUES (1, 1, 0, 3600), (1, 2, 0, 3600)",
    "INSERT INTO closure (id, uid, starts_local, ends_local, all_day, reason) "
    "VALUES (1, 'c', '2027-03-05T00:00:00', '2027-03-06T00:00:00', 1, 'staff day')",
)


def test_what_a_group_had_is_carried_on():
    with in_memory() as db:
        migrated(db, to="0001")
        for statement in FIRST:
            db.exec_driver_sql(statement)
        migrated(db)
        assert db.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        told = {
            name: db.exec_driver_sql(f"SELECT {columns} FROM {name} ORDER BY 1, 2").all()
            for name, columns in (
                ("series", "id, room_id, stored_until"),
                ("series_facilitator", "series_id, position, facilitator_id"),
                ("session_facilitator", "session_id, position, facilitator_id"),
                ("session", "id, planned_local"),
                ("closure", "id, reason, room_id"),
                ('"group"', "id, title, required_credential, continues_id"),
            )
        }
    assert told == {
        "series": [(1, 7, "2027-03-04"), (2, 7, None)],
        "series_facilitator": [(1, 0, 2), (1, 1, 1), (2, 0, 2), (2, 1, 1)],
        "session_facilitator": [(1, 0, 2), (1, 1, 1)],
        "session": [(1, None), (2, "2027-03-06T18:30:00")],
        "closure": [(1, "staff day", None)],
        '"group"': [(1, "Steady", "", None)],
    }
