from datetime import datetime

from facilitator.storage.queries.history import records
from facilitator.storage.queries.history.records import Record


def test_a_uid_stands_for_one_record_of_any_kind(db, rows):
    group = rows.group("Steady", uid="u-group")
    series = rows.series(group)
    hall = rows.site("Hall", uid="u-site")
    rows.session(series, uid="u-plain")
    rows.session(series, "2027-03-11 18:30", uid="u-own", title="Guest")
    rows.person("Ana", code="F3K7QX", uid="u-person")
    rows.room(hall, "Blue", uid="u-room")
    rows.facilitator("Sam", uid="u-lead")
    rows.closure("2027-03-04", "2027-03-05", "Paint", uid="u-closed")
    wanted = [
        "u-group",
        "u-plain",
        "u-own",
        "u-site",
        "u-room",
        "u-person",
        "u-lead",
        "u-closed",
        "u-gone",
        "",
        "u-site",
    ]
    assert records.records(db, wanted) == {
        "u-group": Record("group", "Steady", None),
        "u-plain": Record("session", "Steady", datetime(2027, 3, 4, 18, 30)),
        "u-own": Record("session", "Guest", datetime(2027, 3, 11, 18, 30)),
        "u-site": Record("site", "Hall", None),
        "u-room": Record("room", "Hall/Blue", None),
        "u-person": Record("person", "F3K7QX", None),
        "u-lead": Record("facilitator", "Sam", None),
        "u-closed": Record("closed day", "Paint", None),
    }
    assert records.records(db, ["", ""]) == {}
    assert records.session_uids(db, group) == ["u-plain", "u-own"]


def test_numbers_are_called_by_name_and_people_by_code(db, rows):
    hall = rows.site("Hall")
    blue, sam, ana = rows.room(hall, "Blue"), rows.facilitator("Sam"), rows.person("Ana", code="F3K7QX")
    assert records.names_by_id(db, "site", [hall, 0]) == {hall: "Hall"}
    assert records.names_by_id(db, "room", [blue]) == {blue: "Hall/Blue"}
    assert records.names_by_id(db, "facilitator", [sam]) == {sam: "Sam"}
    assert records.names_by_id(db, "person", [ana]) == {ana: "F3K7QX"}
    assert records.names_by_id(db, "person", []) == {}
